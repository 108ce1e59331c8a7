//! The territory's files, looked at again and again: a file is read when its stamp says that it may have changed, and its bytes are shared with
//! the look before when they have not. What the tree is decides, never what somebody said of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::Stat;

use crate::base::path::SourcePath;
use crate::host::clock;
use crate::host::disk::{self, Look};
use crate::host::open::Identity;
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
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
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

    pub fn files(&self) -> BTreeMap<SourcePath, File> {
        self.seen.iter().map(|(path, seen)| (path.clone(), seen.file.clone())).collect()
    }
}

fn difference(old: &BTreeMap<SourcePath, Seen>, new: &BTreeMap<SourcePath, Seen>) -> Changes {
    let mut changes = Changes { removed: old.keys().filter(|path| !new.contains_key(*path)).cloned().collect(), ..Changes::default() };
    for (path, seen) in new {
        match old.get(path) {
            None => changes.added.push(path.clone()),
            Some(before) if !same(&before.file, &seen.file) => changes.changed.push(path.clone()),
            Some(_) => {}
        }
        changes.unsettled |= matches!(&seen.file, File::Refused(reason) if reason == super::open::CHANGES);
    }
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
