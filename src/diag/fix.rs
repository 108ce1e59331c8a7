//! A proposed change of the source, as byte edits.

use std::fmt::Display;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;

/// One replacement in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub path: SourcePath,
    pub span: ByteSpan,
    pub text: String,
}

impl Edit {
    /// Gives the new text the line ends of the file that it goes into, so that whoever writes it there byte for byte mixes none.
    pub fn with_line_ends_of(&mut self, file: &[u8]) {
        let first = memchr::memchr(b'\n', file);
        let crlf = first.and_then(|end| file.get(..end)).is_some_and(|line| line.ends_with(b"\r"));
        if crlf && self.text.contains('\n') {
            self.text = self.text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
    }
}

/// A fix: safe when its meaning cannot be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Imperative, for example "replace with `retain`".
    pub title: String,
    pub safe: bool,
    /// For a fix that only makes room for what a person has to write: another finding at the same pointer, or at the heading in a text, says so
    /// afterwards. Of several that make room at one place, the one with the smallest number stands first.
    pub room: Option<usize>,
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Writes `text` over a value, and is not safe: `shown` was probably meant, and `text` is how it is written there.
    pub fn replacement(path: &SourcePath, span: ByteSpan, shown: &str, text: String) -> Fix {
        Fix { title: format!("replace with `{shown}`"), safe: false, room: None, edits: vec![Edit { path: path.clone(), span, text }] }
    }
}

/// What to do about a name that is none: the near one that was probably meant.
pub fn did_you_mean(near: impl Display) -> String {
    format!("did you mean `{near}`?")
}
