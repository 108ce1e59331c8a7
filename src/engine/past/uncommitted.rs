//! Whether the files that were read are those of a commit. Asks for content by name, and believes no date and no index; nothing that the repository
//! names is run, so what a filter of Git would do to a file is undone here where it is known: line ends, and the pointers of large files.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::path::SourcePath;
use crate::source::history::{Blob, Oid, Unknown, Versions};
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// The files of a commit that a territory is read from. What was once found to be as committed is known again by its bytes, at once where they lie in
/// the same place.
pub struct Committed {
    files: BTreeMap<SourcePath, Blob>,
    same: BTreeMap<SourcePath, Arc<[u8]>>,
}

impl Committed {
    /// # Errors
    /// When the repository is broken.
    pub fn of(commit: Oid, versions: &mut dyn Versions) -> Result<Self, Unknown> {
        let files = versions.files(commit)?.into_iter().filter_map(|blob| Some((SourcePath::new(&blob.path)?, blob)));
        Ok(Committed { files: files.filter(|(path, _)| matters(path)).collect(), same: BTreeMap::new() })
    }

    /// Is there a file that the commit has otherwise, or has not, or a file of the commit that is gone?
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn differ(&mut self, snapshot: &Snapshot, versions: &mut dyn Versions) -> Result<bool, Unknown> {
        if self.files.keys().any(|path| !snapshot.contains(path)) {
            return Ok(true);
        }
        let mut wanted = Vec::new();
        for (path, file) in snapshot.files.iter().filter(|(path, _)| matters(path)) {
            // what is refused is not read, and so no part of anything
            let File::Bytes(bytes) = file else { continue };
            let Some(blob) = self.files.get(path) else { return Ok(true) };
            if !self.same.get(path).is_some_and(|same| Arc::ptr_eq(same, bytes)) {
                wanted.push((path, bytes, blob));
            }
        }
        let (same, others): (Vec<_>, Vec<_>) = wanted.into_par_iter().partition(|(_, bytes, blob)| is_plainly(bytes, blob));
        self.same.extend(same.into_iter().map(|(path, bytes, _)| (path.clone(), bytes.clone())));
        // one of another size that no filter explains ends the question, and costs no reading
        if others.iter().any(|(_, bytes, blob)| !may_be_filtered(bytes, blob)) {
            return Ok(true);
        }
        let ids: Vec<Oid> = others.iter().map(|(.., blob)| blob.id).collect();
        let stored = versions.contents(&ids)?;
        let as_stored = |((_, bytes, _), stored): (&(&SourcePath, &Arc<[u8]>, &Blob), &Option<Arc<[u8]>>)| {
            stored.as_ref().is_some_and(|stored| stored == *bytes || is_pointer_to(stored, bytes.len()) || lines(stored).eq(lines(bytes)))
        };
        if !others.iter().zip(&stored).all(as_stored) {
            return Ok(true);
        }
        self.same.extend(others.into_iter().map(|(path, bytes, _)| (path.clone(), bytes.clone())));
        Ok(false)
    }
}

/// Is it a file that pages are made from? What lies below hidden folders is never read, and what systems leave beside files plays no part.
fn matters(path: &SourcePath) -> bool {
    let entered = path.as_str().rsplit_once('/').is_none_or(|(folders, _)| folders.split('/').all(layout::enters));
    let role = layout::role(path);
    entered && !matches!(role, Role::Other | Role::Baseline) && !layout::is_aside(path.name()) && !layout::is_passing(path.name())
}

fn is_plainly(bytes: &[u8], blob: &Blob) -> bool {
    blob.bytes == bytes.len() as u64 && blob.id.is_of(bytes) == Some(true)
}

/// Could Git have stored these bytes in another form, or under a name that is not worked out here?
fn may_be_filtered(bytes: &[u8], blob: &Blob) -> bool {
    blob.id.is_of(&[]).is_none() || blob.bytes <= POINTER || bytes.windows(2).any(|two| two == b"\r\n")
}

/// A pointer is no longer than this (the specification of Git LFS).
const POINTER: u64 = 1024;

/// Does a pointer of Git LFS stand for a file of that many bytes? Its hash is another than ours; a change that keeps the length goes by unseen.
fn is_pointer_to(stored: &[u8], length: usize) -> bool {
    let text = std::str::from_utf8(stored).unwrap_or_default();
    text.starts_with("version https://git-lfs.github.com/spec/") && text.lines().any(|line| line == format!("size {length}"))
}

/// The bytes without the first half of each line end that has two.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &u8> {
    let follows = |at: usize| bytes.get(at + 1) == Some(&b'\n');
    bytes.iter().enumerate().filter(move |(at, byte)| **byte != b'\r' || !follows(*at)).map(|(_, byte)| byte)
}

#[cfg(test)]
mod tests {
    use sha1::{Digest, Sha1};

    use super::*;
    use crate::base::date::Date;
    use crate::source::fixture;

    /// A commit with one name for each content, by its place.
    struct Stored(Vec<(&'static str, &'static str)>);

    impl Versions for Stored {
        fn contents(&mut self, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown> {
            let find = |id: &Oid| self.0.iter().find(|(_, text)| id.is_of(text.as_bytes()) == Some(true)).map(|(_, text)| Arc::from(text.as_bytes()));
            Ok(ids.iter().map(find).collect())
        }

        fn files(&mut self, _: Oid) -> Result<Vec<Blob>, Unknown> {
            let blob = |(path, text): &(&str, &str)| {
                let name = Sha1::new().chain_update(format!("blob {}\0", text.len())).chain_update(text).finalize();
                let hex: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
                Blob { path: (*path).to_owned(), id: Oid::parse(&hex).unwrap(), bytes: text.len() as u64, regular: true }
            };
            Ok(self.0.iter().map(blob).collect())
        }

        fn at(&mut self, _: Date) -> Result<Option<Oid>, Unknown> {
            Ok(None)
        }
    }

    const HEAD: &str = "ce013625030ba8dba906f756967f9e9ca394464a";

    /// The files of a commit and those that lie there: do they differ? Asked twice, as `serve` does.
    fn check(committed: &[(&'static str, &'static str)], there: &str, differ: bool) {
        let snapshot = fixture::snapshot(there, Date::parse("2026-11-22").unwrap());
        let mut stored = Stored(committed.to_vec());
        let mut known = Committed::of(Oid::parse(HEAD).unwrap(), &mut stored).unwrap();
        for _ in 0..2 {
            assert_eq!(known.differ(&snapshot, &mut stored).unwrap(), differ, "{there}");
        }
    }

    #[test]
    fn files_are_held_against_those_of_the_commit() {
        let (plan, page) = (("accounts/x/plan.md", "one\ntwo\n"), ("pages/p.md", "p\n"));
        check(&[plan], "=== accounts/x/plan.md\none\ntwo\n", false);
        check(&[plan], "=== accounts/x/plan.md\none\ntwp\n", true);
        check(&[plan], "=== accounts/x/plan.md\none\n", true);
        check(&[plan, page], "=== accounts/x/plan.md\none\ntwo\n", true);
        check(&[plan], "=== accounts/x/plan.md\none\ntwo\n=== pages/p.md\np\n", true);
    }

    #[test]
    fn what_no_page_is_made_from_plays_no_part() {
        let plan = ("accounts/x/plan.md", "one\n");
        let notes = "=== accounts/x/plan.md\none\n=== notes.txt\nn\n=== accounts/x/.DS_Store\nd\n=== quarterdeck-baseline.json\n{}\n";
        check(&[plan, ("Makefile", "all:\n"), ("accounts/.hidden/plan.md", "x\n"), ("public/index.html", "x\n")], notes, false);
    }

    #[test]
    fn what_a_filter_of_git_did_is_no_change() {
        let plan = ("accounts/x/plan.md", "one\ntwo\n");
        check(&[plan], "=== accounts/x/plan.md\none\r\ntwo\r\n", false);
        check(&[plan], "=== accounts/x/plan.md\none\r\ntwp\r\n", true);
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
        check(&[plan, ("accounts/x/map.png", pointer)], "=== accounts/x/plan.md\none\ntwo\n=== accounts/x/map.png\npictures\n", false);
        check(&[plan, ("accounts/x/map.png", pointer)], "=== accounts/x/plan.md\none\ntwo\n=== accounts/x/map.png\nanother one\n", true);
    }
}
