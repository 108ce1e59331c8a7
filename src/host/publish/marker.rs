//! The file that makes a folder ours: it lists the files that we published there, and carries the seal by which the next build knows a site that is up to date.

use std::collections::BTreeSet;

use super::seal::{self, Inputs};

/// Its name, at the top of a published folder and of a stage.
pub const MARKER: &str = ".quarterdeck-site";
/// How every marker begins; one that a killed run left may hold no more.
pub(super) const MARKER_TEXT: &[u8] =
    b"This folder is published by quarterdeck. The next build replaces the files that are listed here, and leaves others alone.\n";
/// The line before the list.
const LIST: &str = "files";
const SEAL: &str = "seal ";

/// The marker of a site whose files have these addresses and contents; without inputs one that is never taken for up to date.
pub(super) fn marker<'p>(inputs: Option<Inputs>, files: impl Iterator<Item = (&'p str, blake3::Hash)>) -> Vec<u8> {
    let mut files: Vec<_> = files.collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    let mut text = MARKER_TEXT.to_vec();
    let mut line = |start: &str, rest: &str| text.extend([start, rest, "\n"].iter().flat_map(|part| part.bytes()));
    if let Some(inputs) = inputs {
        line(SEAL, &seal::seal(inputs, &files).to_string());
    }
    line(LIST, "");
    files.iter().for_each(|(path, _)| line(path, ""));
    text
}

/// Does a marker carry a seal?
pub(super) fn is_sealed(marker: &[u8]) -> bool {
    lines(marker).any(|line| line.starts_with(SEAL.as_bytes()))
}

/// The files that a marker lists; `None` when it is not as we write it.
pub(super) fn listed(marker: &[u8]) -> Option<BTreeSet<&str>> {
    let mut lines = lines(marker);
    lines.find(|line| *line == LIST.as_bytes())?;
    lines.map(|line| std::str::from_utf8(line).ok()).collect()
}

fn lines(marker: &[u8]) -> impl Iterator<Item = &[u8]> {
    marker.strip_suffix(b"\n").unwrap_or(marker).split(|byte| *byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_lists_what_it_was_made_for() {
        let hash = blake3::hash(b"x");
        let made = marker(None, [("b/index.html", hash), ("a.csv", hash)].into_iter());
        assert_eq!(String::from_utf8_lossy(&made).lines().skip(1).collect::<Vec<_>>(), ["files", "a.csv", "b/index.html"]);
        let check = |marker: &[u8], expected: Option<&[&str]>| {
            assert_eq!(listed(marker).map(Vec::from_iter), expected.map(<[&str]>::to_vec));
        };
        check(&made, Some(&["a.csv", "b/index.html"]));
        check(&marker(None, std::iter::empty()), Some(&[]));
        check(MARKER_TEXT, None);
        check(b"", None);
        check(b"somebody's own\na.csv\n", None);
        check(b"files\na.csv\n\xff\nb", None);
        assert!(!is_sealed(&made) && !is_sealed(MARKER_TEXT));
    }
}
