//! The one type from which output paths may be made. It can be built in one place only: `Slug::new`.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::base::fold::fold;

/// An id: 1–64 bytes of `[a-z0-9-]`, and no device name that an operating system keeps for itself (R-05, R-35).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Names that Windows reserves whatever their extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What names an account by its slug shares the text.
impl From<&Slug> for Arc<str> {
    fn from(slug: &Slug) -> Arc<str> {
        Arc::clone(&slug.0)
    }
}

/// A slug is compared and hashed as its text is, so a map of slugs can be asked with a text.
impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl Slug {
    /// The only way to a `Slug`. `Err` holds the reason as half a sentence; nothing is repaired in silence.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("is empty");
        }
        if text.len() > 64 {
            return Err("is longer than 64 bytes");
        }
        if !text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            return Err("has characters other than a-z, 0-9 and hyphen");
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err("has a hyphen at its edge or two in a row");
        }
        if is_reserved(text) {
            return Err("is a name that some systems keep for devices");
        }
        Ok(Slug(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Does Windows keep that name for a device? No folder there can be called so.
pub fn is_reserved(text: &str) -> bool {
    let device = |name: &str| text.len() == 4 && text.starts_with(name) && text.ends_with(|c: char| c.is_ascii_digit());
    RESERVED.contains(&text) || device("com") || device("lpt")
}

/// Why Windows can have no file or folder of that name, as half a sentence (R-35); then nobody there can check it out.
pub fn refused_by_windows(name: &str) -> Option<&'static str> {
    let base = name.split('.').next().unwrap_or(name).trim_end();
    if name.contains(|c: char| c.is_control() || r#"<>:"|?*\"#.contains(c)) {
        Some("has a character that Windows does not allow")
    } else if name.ends_with(['.', ' ']) {
        Some("ends with a dot or a blank, which Windows does not allow")
    } else if is_reserved(&base.to_lowercase().replace('¹', "1").replace('²', "2").replace('³', "3")) {
        Some("is one that Windows keeps for a device")
    } else {
        None
    }
}

/// A slug that could be meant by `text`: its plain letters, for a proposal in a message or what people may read of an address.
pub fn proposal(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in fold(text).chars() {
        let plain = match c {
            c if c.is_ascii_alphanumeric() => c,
            '\'' | '’' => continue,
            _ => '-',
        };
        if plain != '-' || !(out.is_empty() || out.ends_with('-')) {
            out.push(plain);
        }
    }
    out.truncate(64);
    let out = out.trim_matches('-').to_owned();
    Slug::new(&out).ok().map(|slug| slug.as_str().to_owned())
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl Serialize for Slug {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_ids_and_nothing_else() {
        let check = |text: &str, good: bool| assert_eq!(Slug::new(text).is_ok(), good, "{text:?}");
        check("northwind-health", true);
        check("a", true);
        check("360", true);
        check(&"a".repeat(64), true);
        check(&"a".repeat(65), false);
        check("", false);
        check("..", false);
        check("a/b", false);
        check("Acme", false);
        check("con", false);
        check("com1", false);
        check("command", true);
        check("-a", false);
        check("a--b", false);
        check("ärzte", false);
    }

    #[test]
    fn proposes_but_never_repairs() {
        assert_eq!(proposal("Ärzte & Co.").as_deref(), Some("arzte-co"));
        assert_eq!(proposal("Straße, Łódź, Children's Ｘ").as_deref(), Some("strasse-lodz-childrens-x"));
        assert_eq!(proposal("..."), None);
    }

    #[test]
    fn tells_what_windows_refuses() {
        let check = |name: &str, good: bool| assert_eq!(refused_by_windows(name).is_none(), good, "{name:?}");
        for name in [
            "a:b.png",
            "a?.png",
            "a*b",
            "a\"b",
            "a|b",
            "<a>",
            "a\\b",
            "tab\t.pdf",
            "trail.",
            "trail.pdf ",
            "con",
            "Con.pdf",
            "aux .pdf",
            "COM¹.txt",
            "lpt9.a.b",
        ] {
            check(name, false);
        }
        for name in ["a b.png", "console.pdf", "com10", "nulls", ".hidden", "ärzte (2).pdf", "a.con"] {
            check(name, true);
        }
    }
}
