//! Who may ask: only a page of this very server, or a person who typed the address. Any site that is open in the same browser is hostile.

use crate::serve::head::Head;
use crate::serve::response::Status;

/// The names that lead to us, without the port.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// May the request be answered? Forwarded names are not looked at. A click on a link of another site is refused as well: it cannot be told
/// from a script's doing, and the address bar is one key away.
pub fn admit(head: &Head<'_>, port: u16) -> Result<(), Status> {
    let host = only(head, "host").filter(|host| is_ours(host, port)).ok_or(Status::MISDIRECTED)?;
    if head.values("origin").next().is_some() {
        let origin = only(head, "origin").ok_or(Status::FOREIGN)?;
        let ours = origin.strip_prefix("http://").is_some_and(|name| name.eq_ignore_ascii_case(host));
        ours.then_some(()).ok_or(Status::FOREIGN)?;
    }
    if head.values("sec-fetch-site").next().is_some() {
        matches!(only(head, "sec-fetch-site"), Some("same-origin" | "none")).then_some(()).ok_or(Status::FOREIGN)?;
    }
    Ok(())
}

/// May the request listen to events? No person types that address.
pub fn may_listen(head: &Head<'_>) -> bool {
    only(head, "sec-fetch-site").is_none_or(|site| site == "same-origin")
}

/// The value of a field that stands there once, as text.
fn only<'a>(head: &Head<'a>, name: &str) -> Option<&'a str> {
    let mut values = head.values(name);
    let first = values.next()?;
    if values.next().is_some() { None } else { std::str::from_utf8(first).ok() }
}

fn is_ours(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    NAMES.iter().any(|name| match host.strip_prefix(name) {
        Some("") => port == 80,
        Some(rest) => rest.strip_prefix(':').is_some_and(|digits| *digits == port.to_string()),
        None => false,
    })
}
