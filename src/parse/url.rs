//! What a link's target is, decided on the decoded and stripped address before anything else looks at it. Knows no files.

/// The kinds of target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `https:` or `http:`; the host as a reader should see it.
    Web { host: String },
    /// `mailto:`.
    Mail,
    /// A file of the territory or a place in this text, percent-decoded; whether it exists others know.
    Relative(String),
    /// `figure:`, with what stands behind it: a figure of ours, in an own page.
    Figure(String),
    /// Anything else is never followed.
    Unsafe,
}

/// Classifies a target as Markdown hands it over, entities and backslashes resolved.
pub fn address(target: &str) -> Address {
    let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let decoded = decode(target);
    let folded: String = decoded.chars().filter(|c| !ignored(*c)).flat_map(char::to_lowercase).collect();
    if folded.starts_with("//") || folded.starts_with("\\") || folded.starts_with("/\\") {
        return Address::Unsafe;
    }
    let Some(scheme) = scheme(&folded) else { return Address::Relative(decoded) };
    // the address that is published is the one that was written, so it must say so itself
    let literal = target.get(..scheme.len() + 1).is_some_and(|start| start.eq_ignore_ascii_case(&format!("{scheme}:")));
    match scheme {
        "https" | "http" if literal => match host(target) {
            Some(host) => Address::Web { host },
            None => Address::Unsafe,
        },
        "mailto" if literal => Address::Mail,
        crate::parse::figure::SCHEME if literal => Address::Figure(decoded.get(scheme.len() + 1..).unwrap_or("").to_owned()),
        _ => Address::Unsafe,
    }
}

fn ignored(c: char) -> bool {
    c.is_whitespace() || c.is_control() || crate::parse::hidden::is_hidden(c)
}

fn scheme(folded: &str) -> Option<&str> {
    let end = folded.find([':', '/', '?', '#'])?;
    let scheme = folded.get(..end).filter(|_| folded.get(end..).is_some_and(|rest| rest.starts_with(':')))?;
    let word = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    word.then_some(scheme)
}

/// The host behind `//`, without user and port; a browser reads `\` as `/`.
fn host(target: &str) -> Option<String> {
    let (_, rest) = target.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let host = if host.starts_with('[') { host.split(']').next().unwrap_or("") } else { host.split(':').next().unwrap_or("") };
    let host = host.trim_start_matches('[');
    let plain = !host.is_empty() && !host.chars().any(|c| ignored(c) || matches!(c, '<' | '>' | '"' | '\'' | '%' | '`' | '{' | '}' | '|' | '^'));
    plain.then(|| host.to_lowercase())
}

/// Percent-decoding; what does not decode to UTF-8 stays as it is.
fn decode(target: &str) -> String {
    if !target.contains('%') {
        return target.to_owned();
    }
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        let hex = (*b == b'%').then(|| target.get(at + 1..at + 3)).flatten().filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(*b);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_kinds_of_target_are_followed() {
        let web = |target: &str, host: &str| assert_eq!(address(target), Address::Web { host: host.to_owned() }, "{target:?}");
        let relative = |target: &str, decoded: &str| assert_eq!(address(target), Address::Relative(decoded.to_owned()), "{target:?}");
        let refused = |target: &str| assert_eq!(address(target), Address::Unsafe, "{target:?}");
        web("https://Example.com/x", "example.com");
        web("HTTP://example.com:8080", "example.com");
        web("https://bank.example@evil.example/", "evil.example");
        web("https://evil.example\\@bank.example/", "evil.example");
        web("https://[::1]:80/", "::1");
        assert_eq!(address("mailto:a@example.com"), Address::Mail);
        relative("../other/plan.md#risks", "../other/plan.md#risks");
        relative("price%20list.pdf", "price list.pdf");
        relative("#strategy", "#strategy");
        relative("notes/a:b.md", "notes/a:b.md");
        relative("100%.pdf", "100%.pdf");
        relative("", "");
        for target in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\u{0}script:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{200b}script:alert(1)",
            "javascript%3Aalert(1)",
            "java%0ascript:alert(1)",
            "%6aavascript:alert(1)",
            "data:text/html;base64,PHNjcmlwdD4=",
            "Data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/x",
            "/\\evil.example",
            "\\\\evil.example\\x",
            "%2f%2fevil.example",
            "http:evil.example",
            "https:///x",
            "https://",
            "https://[",
            "http://[#a",
            "ht%74ps://evil.example",
            "blob:https://x",
            "view-source:https://x",
            "ftp://x",
            "C:\\file",
        ] {
            refused(target);
        }
    }
}
