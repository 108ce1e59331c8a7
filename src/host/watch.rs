//! Word that files may have changed, and when to look: events are hints, after a moment of quiet the state of the tree decides. Only the
//! folders that a walk enters are watched, so that neither `.git` nor a published site is.

mod pace;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::host::open::Identity;
pub use pace::{Pace, Scope};

/// More folders than these made, moved or removed between two looks are looked at as if word had been lost.
const MOST: usize = 10_000;
/// More paths than these that something happened to are not kept: the whole tree is looked at.
const NAMED: usize = 64;

/// What has come since somebody last asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Something may have changed.
    pub hint: bool,
    /// Events were lost, so what came is not all.
    pub lost: bool,
    /// The program is to end.
    pub stop: bool,
    /// Paths that were made, moved or removed: a watch on one of them may be dead.
    moved: BTreeSet<PathBuf>,
    /// Everything that something happened to, up to [`NAMED`] and one.
    named: BTreeSet<PathBuf>,
}

impl Word {
    /// Both together.
    pub fn add(&mut self, other: Word) {
        self.hint |= other.hint;
        self.lost |= other.lost;
        self.stop |= other.stop;
        self.moved.extend(other.moved);
        self.name(other.named);
    }

    fn name(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for path in paths {
            if self.named.len() <= NAMED {
                self.named.insert(path);
            }
        }
    }

    /// What was named has been looked at.
    pub fn forget_names(&mut self) {
        self.named.clear();
    }
}

/// Where word is left, from any thread.
#[derive(Default)]
pub struct Mailbox {
    word: Mutex<Word>,
    bell: Condvar,
}

impl Mailbox {
    fn leave(&self, change: impl FnOnce(&mut Word)) {
        change(&mut self.word.lock().unwrap_or_else(PoisonError::into_inner));
        self.bell.notify_all();
    }

    /// Asks the one who waits to end.
    pub fn stop(&self) {
        self.leave(|word| word.stop = true);
    }

    fn event(&self, event: notify::Result<notify::Event>) {
        let Ok(event) = event else { return self.leave(|word| word.lost = true) };
        // reading is no change, or our own looks would call for the next one
        if matches!(event.kind, EventKind::Access(_)) && !event.need_rescan() {
            return;
        }
        let content = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        self.leave(|word| {
            word.hint = true;
            word.lost |= event.need_rescan() || event.paths.is_empty();
            word.name(event.paths.iter().cloned());
            if !content && word.moved.len() < MOST {
                word.moved.extend(event.paths);
            } else if !content {
                word.lost = true;
            }
        });
    }

    /// What has come; waits for it as long as that.
    pub fn wait(&self, patience: Option<Duration>) -> Word {
        let word = self.word.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = |word: &mut Word| !(word.hint || word.lost || word.stop);
        let mut word = match patience {
            Some(patience) => self.bell.wait_timeout_while(word, patience, quiet).unwrap_or_else(PoisonError::into_inner).0,
            None => self.bell.wait_while(word, quiet).unwrap_or_else(PoisonError::into_inner),
        };
        std::mem::take(&mut *word)
    }
}

/// The watched folders of a territory.
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    folders: BTreeMap<String, Identity>,
}

impl Watch {
    /// Watches these folders: some ten thousand take as long as a save may, so begin while something else is done anyway.
    ///
    /// # Errors
    /// Half a sentence: why the system watches nothing.
    pub fn begin(root: &Path, mailbox: &Arc<Mailbox>, folders: &BTreeMap<String, Identity>) -> Result<Self, String> {
        let mut watch = Watch::new(root, mailbox)?;
        watch.follow(folders, &Word::default())?;
        Ok(watch)
    }

    fn new(root: &Path, mailbox: &Arc<Mailbox>) -> Result<Self, String> {
        let mailbox = mailbox.clone();
        let watcher =
            RecommendedWatcher::new(move |event| mailbox.event(event), notify::Config::default().with_follow_symlinks(false)).map_err(|error| says(&error))?;
        let root = std::fs::canonicalize(root).map_err(|error| super::open::says(&error))?;
        Ok(Watch { root, watcher, folders: BTreeMap::new() })
    }

    /// The folders in which everything happened that was told of. `None` when that is not all, or is more than a look at a few folders would see: a folder
    /// itself was made, moved, removed or closed.
    pub fn folders_of(&self, word: &Word) -> Option<BTreeSet<String>> {
        if word.lost || word.named.is_empty() || word.named.len() > NAMED {
            return None;
        }
        let folder = |path: &PathBuf| {
            let path = path.strip_prefix(&self.root).ok()?.to_str()?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            (!self.folders.contains_key(path) && self.folders.contains_key(folder)).then(|| folder.to_owned())
        };
        word.named.iter().map(folder).collect()
    }

    /// Watches these folders and no others, and says whether there were new ones: what happened in one of them before it was watched was not
    /// told, so the tree has to be looked at again.
    ///
    /// # Errors
    /// Half a sentence: why a folder cannot be watched. Word is then not to be relied on.
    pub fn follow(&mut self, wanted: &BTreeMap<String, Identity>, word: &Word) -> Result<bool, String> {
        if word.lost {
            self.folders.keys().for_each(|folder| drop(self.watcher.unwatch(&self.root.join(folder))));
            self.folders.clear();
        }
        // a folder that came back under its name is another one, even when the system gave it the old number
        let dead = word.moved.iter().filter_map(|path| path.strip_prefix(&self.root).ok()?.to_str()).map(str::to_owned);
        let gone = self.folders.iter().filter(|(folder, identity)| wanted.get(*folder) != Some(identity)).map(|(folder, _)| folder.clone());
        // old ones first: a watch follows a folder that was renamed, and would be taken from its new name
        for folder in gone.chain(dead).collect::<BTreeSet<String>>() {
            if self.folders.remove(&folder).is_some() {
                let _ = self.watcher.unwatch(&self.root.join(folder));
            }
        }
        let mut new = false;
        for (folder, identity) in wanted {
            if self.folders.contains_key(folder) {
                continue;
            }
            match self.watcher.watch(&self.root.join(folder), RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder.clone(), *identity)),
                // gone again: the folder above has told of it
                Err(notify::Error { kind: notify::ErrorKind::PathNotFound, .. }) => {}
                Err(notify::Error { kind: notify::ErrorKind::Io(error), .. }) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(says(&error)),
            }
            new = true;
        }
        Ok(new)
    }
}

fn says(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system's limit on watched folders is reached (fs.inotify.max_user_watches)".to_owned(),
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error()) => {
            "the system's limit on watchers is reached (fs.inotify.max_user_instances)".to_owned()
        }
        notify::ErrorKind::Io(error) => super::open::says(error),
        _ => error.to_string(),
    }
}
