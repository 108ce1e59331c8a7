//! A page that is shown at addresses of any depth: its relative links as paths from the root of the site. Knows no page.

/// Attributes that hold an address.
const ATTRIBUTES: [&[u8]; 4] = [b" href=\"", b" src=\"", b" data-index=\"", b" data-home=\""];

/// The path at which a site stands on its host: begins and ends with a slash and holds nothing that could end an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root(String);

impl Root {
    /// The top of a host.
    pub fn top() -> Self {
        Root("/".to_owned())
    }

    /// The path of a web address, without what follows `?` or `#`.
    pub fn of_url(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let mut root = String::from("/");
        for folder in path.split('/').filter(|folder| !folder.is_empty()) {
            for byte in folder.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'%' => root.push(char::from(byte)),
                    _ => root.push_str(&format!("%{byte:02X}")),
                }
            }
            root.push('/');
        }
        Root(root)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The page with its links from the root on. In text a quote is escaped, so only attributes are met.
pub fn rooted(page: &[u8], root: &Root) -> Vec<u8> {
    let mut rooted = Vec::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some(byte) = rest.first() {
        let attribute = ATTRIBUTES.iter().find(|attribute| rest.starts_with(attribute));
        let (part, after) = rest.split_at_checked(attribute.map_or(1, |attribute| attribute.len())).unwrap_or((std::slice::from_ref(byte), &[]));
        rooted.extend_from_slice(part);
        let value = after.split(|byte| *byte == b'"').next().unwrap_or(after);
        if attribute.is_some() && value.first().is_some_and(u8::is_ascii_alphanumeric) && !value.contains(&b':') {
            rooted.extend_from_slice(root.0.as_bytes());
        }
        rest = after;
    }
    rooted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_path_of_the_address() {
        let check = |url: &str, expected: &str| assert_eq!(Root::of_url(url).as_str(), expected, "{url}");
        check("https://plans.example.com", "/");
        check("https://plans.example.com/", "/");
        check("https://plans.example.com/ne", "/ne/");
        check("http://host:8080//a/b//", "/a/b/");
        check("https://h/a?b/c#d", "/a/");
        check("https://h/\"><b>/ü%20/", "/%22%3E%3Cb%3E/%C3%BC%20/");
    }

    #[test]
    fn only_relative_addresses_are_changed() {
        let check = |page: &str, expected: &str| assert_eq!(String::from_utf8(rooted(page.as_bytes(), &Root::of_url("https://h/ne"))).unwrap(), expected);
        check("<a href=\"a/b.html#c\">href=&quot;a</a>", "<a href=\"/ne/a/b.html#c\">href=&quot;a</a>");
        check("<form data-index=\"i.js\" data-home=\"index.html\">", "<form data-index=\"/ne/i.js\" data-home=\"/ne/index.html\">");
        for same in ["<a href=\"#x\">", "<a href=\"https://x\">", "<img src=\"\">", "<a href=\"mailto:x\">", "<b title=\"a\">", "<img src=\"/x.png\">"] {
            check(same, same);
        }
    }
}
