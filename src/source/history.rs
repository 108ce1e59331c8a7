//! What a repository's log holds, before anybody has looked into the files: commits, and which version of which file each of them replaced.
//! Values, and the two doors through which the host hands in bytes. Knows nothing of plans and nothing of the program that reads them.

use std::sync::Arc;

use sha1::{Digest, Sha1};

use crate::base::date::Date;

/// The name of an object by its content: 20 or 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid {
    bytes: [u8; 32],
    len: u8,
}

impl Oid {
    /// From 40 or 64 hexadecimal digits; the name of nothing (all zeros) is `None`, as is everything else.
    pub fn parse(hex: &str) -> Option<Self> {
        let len = hex.len() / 2;
        if !(hex.len() == 40 || hex.len() == 64) || hex.bytes().all(|digit| digit == b'0') {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(pair).ok().filter(|pair| pair.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            *byte = u8::from_str_radix(digits, 16).ok()?;
        }
        Some(Oid { bytes, len: len as u8 })
    }

    /// Is it the name that Git gives to a file with this content? `None` in a repository whose names are of another kind than SHA-1.
    pub fn is_of(&self, content: &[u8]) -> Option<bool> {
        let header = format!("blob {}\0", content.len());
        (self.len == 20).then(|| self.as_bytes() == &Sha1::new().chain_update(header).chain_update(content).finalize()[..])
    }

    /// The bytes, for keys.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&self.bytes)
    }
}

impl std::fmt::Display for Oid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One commit. Names and addresses are what somebody typed: shown escaped, never trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    pub id: Oid,
    /// The author's day, in the author's own time zone: when it was written.
    pub day: Date,
    /// The day from which the main line had it: work that was rebased, or merged late, was written before and not in force before.
    pub landed: Date,
    pub author: Arc<str>,
    pub email: Arc<str>,
}

/// One file in one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The place of the commit in [`Log::commits`].
    pub commit: usize,
    /// Relative to the territory.
    pub path: Arc<str>,
    /// The path before, when the commit moved the file.
    pub moved_from: Option<Arc<str>>,
    /// The version before; `None` when the file is new.
    pub old: Option<Oid>,
    /// Of a merge whose result differs from both its parents: the version of the second.
    pub other: Option<Oid>,
    /// The version after; `None` when the file is gone.
    pub new: Option<Oid>,
}

/// The log of a territory, newest first; a commit stands before its parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub head: Oid,
    pub commits: Vec<Commit>,
    pub edits: Vec<Edit>,
}

/// Why there is no history, and what to do about it; both are sentences without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub reason: String,
    pub way_out: String,
}

impl Unknown {
    pub fn new(reason: impl Into<String>, way_out: impl Into<String>) -> Self {
        Unknown { reason: reason.into(), way_out: way_out.into() }
    }
}

/// A file of an earlier version: where it lay, relative to the territory, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub path: String,
    pub id: Oid,
    pub bytes: u64,
    /// Neither a link nor another repository.
    pub regular: bool,
}

/// Earlier versions by their content: asking twice gives the same bytes, so whoever asks stays pure.
pub trait Versions {
    /// The content of each object; `None` for one that is too large or not a file.
    ///
    /// # Errors
    /// When the repository is broken.
    fn contents(&mut self, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown>;

    /// The files of the territory as a commit left them.
    ///
    /// # Errors
    /// When the repository is broken.
    fn files(&mut self, commit: Oid) -> Result<Vec<Blob>, Unknown>;

    /// The commit on the main line that was the newest at the end of a day.
    ///
    /// # Errors
    /// When the repository is broken.
    fn at(&mut self, day: Date) -> Result<Option<Oid>, Unknown>;
}

/// What earlier runs worked out, by content; losing it costs time and nothing else.
pub trait Memo: Sync {
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    fn put(&self, key: &str, bytes: &[u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_objects_are_hexadecimal() {
        let check = |text: &str, fits: bool| assert_eq!(Oid::parse(text).map(|oid| oid.to_string()), fits.then(|| text.to_owned()), "{text}");
        check("43a3824fa5ee176f8ce89c98d372fa6669fe5150", true);
        check(&"ab".repeat(32), true);
        check(&"0".repeat(40), false);
        check("--upload-pack=touch", false);
        check("+3a3824fa5ee176f8ce89c98d372fa6669fe515", false);
        check("é3a3824fa5ee176f8ce89c98d372fa6669fe515", false);
    }

    #[test]
    fn contents_are_told_by_their_names() {
        // `printf 'hello\n' | git hash-object --stdin`
        let name = Oid::parse("ce013625030ba8dba906f756967f9e9ca394464a").unwrap();
        assert_eq!(name.is_of(b"hello\n"), Some(true));
        assert_eq!(name.is_of(b"hello\r\n"), Some(false));
        assert_eq!(Oid::parse(&"ab".repeat(32)).unwrap().is_of(b"hello\n"), None);
    }
}
