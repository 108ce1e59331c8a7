//! The territory's files, looked at again and again: a file is read when its stamp says that it may have changed, and its bytes are shared with
//! the look before when they have not. What the tree is decides, never what somebody said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::Stat;

use crate::base::path::SourcePath;
use crate::host::clock;
use crate::host::disk::{self, Look, LookAtOne};
use crate::host::open::{Identity, Root};
use crate::source::snapshot::File;

/// Seconds in which a file system may give two writes one time: some keep whole seconds, one of them two.
const DOUBT: i64 = 2;

/// Everything that changes when a file is written, replaced or touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    place: Identity,
    size: i64,
    /// Seconds and nanoseconds, of the content and of the entry.
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    // the width of these numbers differs from system to system
    #[allow(clippy::unnecessary_cast, clippy::useless_conversion)]
    pub(super) fn of(stat: &Stat) -> Self {
        Stamp {
            place: Identity::of(stat),
            size: stat.st_size as i64,
            modified: (stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed: (stat.st_ctime as i64, stat.st_ctime_nsec as i64),
        }
    }

    /// Could another write since then have left the same stamp? Also when the file is of the future: its clock is not ours.
    fn in_doubt(&self, now: i64) -> bool {
        self.changed.0.max(self.modified.0) > now - DOUBT
    }
}

/// A file as it was found.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub file: File,
    /// `None` when the stamp proves nothing, so that the file is read again.
    stamp: Option<Stamp>,
}

impl Seen {
    /// A file that nobody will look at again.
    pub(super) fn once(file: File) -> Self {
        Seen { file, stamp: None }
    }

    /// A file by its stamp, read when the stamp is new. `stamp` and `read` look at the disk.
    pub(super) fn again(earlier: Option<&Seen>, now: i64, stamp: impl Fn() -> Option<Stamp>, read: impl FnOnce() -> File) -> Self {
        let before = stamp();
        if let (Some(earlier), Some(_)) = (earlier, before)
            && earlier.stamp == before
        {
            return earlier.clone();
        }
        let mut file = read();
        if let (Some(File::Bytes(old)), File::Bytes(new)) = (earlier.map(|earlier| &earlier.file), &file)
            && old == new
        {
            file = File::Bytes(old.clone());
        }
        let stamp = before.filter(|it| !it.in_doubt(now) && stamp() == before);
        Seen { file, stamp }
    }
}

/// What one look found that the look before did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// In the order of paths; likewise below.
    pub added: Vec<SourcePath>,
    pub changed: Vec<SourcePath>,
    pub removed: Vec<SourcePath>,
    /// A file went on changing while it was read: look again soon.
    pub unsettled: bool,
}

impl Changes {
    /// Is nothing new?
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// One file that is there, and what it was before.
    fn note(&mut self, path: &SourcePath, before: Option<&Seen>, seen: &Seen) {
        match before {
            None => self.added.push(path.clone()),
            Some(before) if !same(&before.file, &seen.file) => self.changed.push(path.clone()),
            Some(_) => {}
        }
        self.unsettled |= matches!(&seen.file, File::Refused(reason) if reason == super::open::CHANGES);
    }
}

/// A territory that is looked at again and again.
pub struct Tree {
    root: PathBuf,
    seen: BTreeMap<SourcePath, Seen>,
    /// Every folder that was entered, with what it is; `""` is the root.
    pub folders: BTreeMap<String, Identity>,
}

impl Tree {
    pub fn new(root: &Path) -> Self {
        Tree { root: root.to_owned(), seen: BTreeMap::new(), folders: BTreeMap::new() }
    }

    /// The files as they are now, and what is new about them. After an error everything is as it was.
    ///
    /// # Errors
    /// When the folder cannot be opened, or is too large for a territory.
    pub fn look(&mut self) -> anyhow::Result<Changes> {
        let Look { files, folders } = disk::look(&self.root, None, Some((&self.seen, clock::seconds())))?;
        let changes = difference(&self.seen, &files);
        self.seen = files;
        self.folders = folders;
        Ok(changes)
    }

    /// The same, for what lies directly in these folders: a hint says where something happened, and the rest is looked at later. `None`, with nothing
    /// changed, where that does not tell enough: the folders themselves are others than before.
    pub fn look_at(&mut self, folders: &BTreeSet<String>) -> Option<Changes> {
        let root = Root::open(&self.root).ok()?;
        if root.identity() != self.folders.get("").copied() {
            return None;
        }
        let now = clock::seconds();
        let mut found: Vec<(Vec<SourcePath>, Vec<(SourcePath, Seen)>)> = Vec::new();
        for folder in folders {
            let LookAtOne { files, identity, folders: mut below } = disk::look_at(&root, folder, (&self.seen, now));
            below.sort_unstable();
            if identity.is_none() || identity != self.folders.get(folder).copied() || below != self.folders_in(folder) {
                return None;
            }
            found.push((self.files_in(folder), files));
        }
        let mut changes = Changes::default();
        for (before, files) in found {
            for path in before.into_iter().filter(|path| files.binary_search_by(|(it, _)| it.cmp(path)).is_err()) {
                self.seen.remove(&path);
                changes.removed.push(path);
            }
            for (path, seen) in files {
                changes.note(&path, self.seen.get(&path), &seen);
                self.seen.insert(path, seen);
            }
        }
        for list in [&mut changes.added, &mut changes.changed, &mut changes.removed] {
            list.sort_unstable();
        }
        Some(changes)
    }

    /// The folders that were entered from this one, in order.
    fn folders_in(&self, folder: &str) -> Vec<String> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.folders.range(start.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&start));
        below.filter(|path| path.get(start.len()..).is_some_and(|name| !name.is_empty() && !name.contains('/'))).cloned().collect()
    }

    /// What was seen directly in a folder.
    fn files_in(&self, folder: &str) -> Vec<SourcePath> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(first) = SourcePath::new(folder) else { return Vec::new() };
        // `a-b/plan.md` stands between `a` and `a/plan.md`
        let below = self.seen.range(first..).map(|(path, _)| path).skip_while(|path| !path.as_str().starts_with(&start));
        below.take_while(|path| path.as_str().starts_with(&start)).filter(|path| path.folder() == folder).cloned().collect()
    }

    pub fn files(&self) -> BTreeMap<SourcePath, File> {
        self.seen.iter().map(|(path, seen)| (path.clone(), seen.file.clone())).collect()
    }
}

fn difference(old: &BTreeMap<SourcePath, Seen>, new: &BTreeMap<SourcePath, Seen>) -> Changes {
    let mut changes = Changes { removed: old.keys().filter(|path| !new.contains_key(*path)).cloned().collect(), ..Changes::default() };
    new.iter().for_each(|(path, seen)| changes.note(path, old.get(path), seen));
    changes
}

/// Bytes that have not changed are shared, so the address tells.
fn same(a: &File, b: &File) -> bool {
    match (a, b) {
        (File::Bytes(a), File::Bytes(b)) => Arc::ptr_eq(a, b),
        (File::Refused(a), File::Refused(b)) => a == b,
        (File::Present, File::Present) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const NOW: i64 = 1_000_000;

    fn stamp(inode: &Path, size: i64, changed: i64) -> Stamp {
        Stamp { place: Identity::at(inode).unwrap(), size, modified: (changed, 7), changed: (changed, 7) }
    }

    fn bytes(text: &str) -> File {
        File::Bytes(text.as_bytes().into())
    }

    #[test]
    fn a_file_is_read_when_its_stamp_is_new_or_proves_nothing() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (src, tests) = (here.join("src"), here.join("tests"));
        let old = stamp(&src, 3, NOW - 100);
        let first = Seen::again(None, NOW, || Some(old), || bytes("one"));
        let check = |what: &str, earlier: &Seen, now: Stamp, text: &str, reads: usize, shared: bool| {
            let read = Cell::new(0);
            let seen = Seen::again(
                Some(earlier),
                NOW,
                || Some(now),
                || {
                    read.set(read.get() + 1);
                    bytes(text)
                },
            );
            assert_eq!((read.get(), same(&earlier.file, &seen.file)), (reads, shared), "{what}");
            seen
        };
        check("nothing has happened", &first, old, "one", 0, true);
        check("touched", &first, stamp(&src, 3, NOW - 50), "one", 1, true);
        check("written", &first, stamp(&src, 4, NOW - 50), "four", 1, false);
        check("written with the same size and time, by rename", &first, stamp(&tests, 3, NOW - 100), "two", 1, false);
        check("written, its time put back", &first, Stamp { changed: (NOW - 5, 7), ..old }, "two", 1, false);
        // a time of just now may have two writes in it, so it is read until the time is past
        let just = stamp(&src, 3, NOW - 1);
        let doubted = check("just now", &first, just, "two", 1, false);
        check("just now, again", &doubted, just, "six", 1, false);
        check("of the future", &check("of the future", &first, stamp(&src, 3, NOW + 500), "two", 1, false), stamp(&src, 3, NOW + 500), "six", 1, false);
        // and one that changes while it is read is read again
        let times = Cell::new(0);
        let moving = || {
            times.set(times.get() + 1);
            Some(stamp(&src, times.get(), NOW - 50))
        };
        let torn = Seen::again(Some(&first), NOW, moving, || bytes("half"));
        check("written while it was read", &torn, stamp(&src, 1, NOW - 50), "whole", 1, false);
    }

    #[test]
    fn a_look_at_named_folders_sees_their_files_or_says_that_it_cannot() {
        let base = std::env::temp_dir().join(format!("quarterdeck-rescan-named-{}", std::process::id()));
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(base.join(path).parent().unwrap()).unwrap();
            std::fs::write(base.join(path), text).unwrap();
        };
        let names = |paths: &[SourcePath]| paths.iter().map(SourcePath::to_string).collect::<Vec<_>>().join(" ");
        let check = |tree: &mut Tree, folders: &[&str], expected: Option<(&str, &str, &str)>| {
            let found = tree.look_at(&folders.iter().map(|folder| (*folder).to_owned()).collect());
            let found = found.map(|it| (names(&it.added), names(&it.changed), names(&it.removed)));
            assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())), "{folders:?}");
            if expected.is_some() {
                let mut whole = Tree::new(&base);
                whole.look().unwrap();
                let shown = |tree: &Tree| format!("{:?}", tree.files());
                assert_eq!(shown(&whole), shown(tree), "{folders:?}: the whole tree says the same");
            }
        };
        write("quarterdeck.yaml", "name: x");
        write("accounts/a/plan.md", "one");
        write("accounts/a/reviews/r.md", "one");
        write("accounts/ab/plan.md", "one");
        // in order it stands between the folder `a` and what is in it
        write("accounts/a-b/plan.md", "one");
        let mut tree = Tree::new(&base);
        check(&mut tree, &[""], None);
        tree.look().unwrap();
        check(&mut tree, &["", "accounts", "accounts/a", "accounts/ab"], Some(("", "", "")));
        write("accounts/a/plan.md", "two");
        write("accounts/a/notes.txt", "x");
        std::fs::remove_file(base.join("accounts/a/reviews/r.md")).unwrap();
        check(&mut tree, &["accounts/a", "accounts/a/reviews"], Some(("accounts/a/notes.txt", "accounts/a/plan.md", "accounts/a/reviews/r.md")));
        write("people.yaml", "[]");
        check(&mut tree, &[""], Some(("people.yaml", "", "")));
        // a folder that came, went, or is another one: the whole tree has to be looked at
        write("accounts/c/plan.md", "three");
        check(&mut tree, &["accounts"], None);
        tree.look().unwrap();
        std::fs::rename(base.join("accounts/c"), base.join("accounts/d")).unwrap();
        check(&mut tree, &["accounts/c"], None);
        check(&mut tree, &["accounts"], None);
        tree.look().unwrap();
        std::fs::rename(base.join("accounts/d"), base.join("accounts/e")).unwrap();
        write("accounts/d/plan.md", "four");
        check(&mut tree, &["accounts/d"], None);
        tree.look().unwrap();
        std::fs::remove_dir_all(&base).unwrap();
        check(&mut tree, &[""], None);
    }

    #[test]
    fn one_look_after_another_tells_what_is_new() {
        let base = std::env::temp_dir().join(format!("quarterdeck-rescan-{}", std::process::id()));
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(base.join(path).parent().unwrap()).unwrap();
            std::fs::write(base.join(path), text).unwrap();
        };
        let names = |paths: &[SourcePath]| paths.iter().map(SourcePath::to_string).collect::<Vec<_>>().join(" ");
        let check = |tree: &mut Tree, added: &str, changed: &str, removed: &str| {
            let changes = tree.look().unwrap();
            assert_eq!((names(&changes.added), names(&changes.changed), names(&changes.removed)), (added.to_owned(), changed.to_owned(), removed.to_owned()));
            assert_eq!(changes.is_empty(), [added, changed, removed].concat().is_empty());
        };
        write("quarterdeck.yaml", "name: x");
        write("accounts/a/plan.md", "one");
        write("public/.quarterdeck-site", "ours");
        write(".git/HEAD", "x");
        let mut tree = Tree::new(&base);
        check(&mut tree, "accounts/a/plan.md quarterdeck.yaml", "", "");
        assert_eq!(tree.folders.keys().map(String::as_str).collect::<Vec<_>>(), ["", "accounts", "accounts/a"]);
        check(&mut tree, "", "", "");
        write("accounts/a/plan.md", "two");
        write("accounts/a/.plan.md.swp", "x");
        write("public/index.html", "x");
        check(&mut tree, "", "accounts/a/plan.md", "");
        std::fs::rename(base.join("accounts/a"), base.join("accounts/b")).unwrap();
        check(&mut tree, "accounts/b/plan.md", "", "accounts/a/plan.md");
        let before = tree.files();
        write("README.md", "x");
        check(&mut tree, "README.md", "", "");
        let path = SourcePath::new("accounts/b/plan.md").unwrap();
        assert!(same(&before[&path], &tree.files()[&path]), "what has not changed is shared");
        std::fs::remove_dir_all(&base).unwrap();
        assert!(tree.look().is_err() && tree.files().len() == 3, "after an error everything is as it was");
    }
}
