//! Files beside a plan that its text may link to: which of them are published as they are, and under which name.

use crate::base::slug::Slug;

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its address without the extension.
    pub stem: Slug,
    /// One of a fixed list, in lower case.
    pub ext: &'static str,
    pub image: bool,
}

impl Attachment {
    /// The last part of its address.
    pub fn address(&self) -> String {
        format!("{}.{}", self.stem, self.ext)
    }
}

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its type may carry scripts.
    Active { ext: String },
    /// Its type is none of those that are published.
    Type { ext: String },
    /// It has no type.
    Bare,
    /// It is of a published type; its name is no address, for the reason in half a sentence.
    Name { stem: String, ext: &'static str, reason: &'static str },
}

/// Extensions that are published as they are, and whether they are images. HTML, XML and scripts never are.
const PUBLISHED: [(&str, bool); 14] = [
    ("png", true),
    ("jpg", true),
    ("jpeg", true),
    ("gif", true),
    ("webp", true),
    ("avif", true),
    ("pdf", false),
    ("csv", false),
    ("txt", false),
    ("xlsx", false),
    ("docx", false),
    ("pptx", false),
    ("odt", false),
    ("ods", false),
];

/// Types in which a browser may run what somebody wrote.
const ACTIVE: [&str; 10] = ["svg", "svgz", "html", "htm", "xhtml", "mht", "xml", "xsl", "js", "mjs"];

/// What becomes of a file by its name in the folder of a plan.
///
/// # Errors
/// With the reason when a file of that name is not published.
pub fn named(name: &str) -> Result<Attachment, Refusal> {
    let Some((stem, ext)) = name.rsplit_once('.').filter(|(stem, ext)| !stem.is_empty() && !ext.is_empty()) else { return Err(Refusal::Bare) };
    let Some((ext, image)) = PUBLISHED.iter().find(|(known, _)| known.eq_ignore_ascii_case(ext)) else {
        let ext = ext.to_lowercase();
        return Err(if ACTIVE.contains(&ext.as_str()) { Refusal::Active { ext } } else { Refusal::Type { ext } });
    };
    match Slug::new(stem) {
        Ok(stem) => Ok(Attachment { stem, ext, image: *image }),
        Err(reason) => Err(Refusal::Name { stem: stem.to_owned(), ext, reason }),
    }
}

/// The published types, as a list for a sentence.
pub fn types() -> String {
    PUBLISHED.map(|(ext, _)| ext).join(", ")
}
