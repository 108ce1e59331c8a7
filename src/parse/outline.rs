//! What checks want to know of a narrative: its headings, links, tags and comments, each with its place. Knows no Markdown parser.

use crate::base::span::ByteSpan;
use crate::parse::tangle::Tangle;
use crate::parse::url::Address;

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// What a link names behind `#`; on the site the id is `u-` and this.
    pub anchor: String,
    pub span: ByteSpan,
}

/// Is a target followed or shown?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    Link,
    Image,
}

/// A link or image of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The target: of a relative one percent-decoded, with its `#fragment`.
    pub target: String,
    pub address: Address,
    pub kind: LinkKind,
    /// The target's place.
    pub span: ByteSpan,
    /// Is it an image that is all its paragraph holds?
    pub alone: bool,
}

/// A tag in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawHtml {
    pub tag: String,
    pub span: ByteSpan,
}

/// What checks want to know of a text; all spans are counted from the file's first byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub raw_html: Vec<RawHtml>,
    /// HTML comments, which never reach the site.
    pub comments: Vec<ByteSpan>,
    /// Why the text was not read as Markdown; then there is nothing else.
    pub tangle: Option<Tangle>,
}
