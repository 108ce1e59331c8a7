//! The staging folder beside OUT: only we can enter it, and it is known as ours from its first file on, so that the next run may remove what a killed one left.

use std::collections::BTreeSet;
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustix::io::Errno;

use super::marker::{self, MARKER, MARKER_TEXT};
use super::ops::{Ops, Twin};
use super::target::{Target, carries_marker};
use super::{failure, others, seal, tree};
use crate::formats::artifact::{Artifact, Group, Pass, Site};
use crate::host::open::{Entry, Identity, Kind};

/// The new tree inside the staging folder; after an exchange the old one.
pub(super) const SITE: &CStr = c"site";
/// The old tree, where the file system cannot exchange.
pub(super) const OLD: &CStr = c"old";

const PREFIX: &str = ".quarterdeck-staging-";
/// Names that one process tries: process ids come again (in a container they are the same each time), and what has the name already is not this run's.
const NAMES: usize = 100;

pub(super) struct Stage<'a> {
    pub ops: Ops<'a>,
    pub parent: BorrowedFd<'a>,
    name: CString,
    pub folder: OwnedFd,
    site: OwnedFd,
    /// Folders of the new tree that are made.
    folders: Mutex<BTreeSet<String>>,
    /// It holds something that must not be lost.
    kept: AtomicBool,
}

/// One file of the site, as far as it has come.
pub(super) struct Made {
    pub bytes: u64,
    pub content: blake3::Hash,
    /// The file of the old tree that has these bytes already.
    pub kept: Option<Identity>,
}

/// A file of a pass, being written.
struct Begun {
    position: usize,
    path: String,
    file: OwnedFd,
    twin: Option<Twin>,
    bytes: u64,
    content: blake3::Hasher,
}

impl<'a> Stage<'a> {
    /// An empty stage. On an error nothing of it stays, or a folder that the next run removes.
    pub(super) fn make(ops: Ops<'a>, parent: BorrowedFd<'a>, target: &Target) -> anyhow::Result<Self> {
        let refused = |error| failure(error, &format!("write beside `{}`", target.shown));
        let name = new_folder(ops, parent, target)?.map_err(refused)?;
        let fill = || {
            ops.make_private(parent, &name)?;
            let folder = ops.open_folder(parent, &name)?;
            ops.write_file(folder.as_fd(), MARKER, MARKER_TEXT)?;
            ops.site_folder(folder.as_fd(), "site")?;
            let site = ops.open_folder(folder.as_fd(), SITE)?;
            ops.write_file(site.as_fd(), MARKER, MARKER_TEXT)?;
            Ok((folder, site))
        };
        match fill() {
            Ok((folder, site)) => Ok(Stage { ops, parent, name, folder, site, folders: Mutex::default(), kept: AtomicBool::new(false) }),
            Err(error) => {
                let _ = tree::remove(ops, parent, &name);
                Err(refused(error))
            }
        }
    }

    /// Makes all bytes, in parallel; writes those that OUT does not have yet.
    pub(super) fn write_changed(&self, site: &Site<'_>, old: Option<BorrowedFd<'_>>) -> anyhow::Result<Vec<Made>> {
        let make = |group: &Group<'_, '_>| match group {
            Group::One(position, artifact) => Ok(vec![(*position, self.one(artifact, old)?)]),
            Group::Pass(pass, members) => self.in_pass(pass, members, old),
        };
        let made: Vec<Vec<(usize, Made)>> = site.groups().par_iter().map(make).collect::<anyhow::Result<_>>()?;
        let mut made: Vec<(usize, Made)> = made.into_iter().flatten().collect();
        made.sort_unstable_by_key(|(position, _)| *position);
        Ok(made.into_iter().map(|(_, made)| made).collect())
    }

    fn one(&self, artifact: &Artifact<'_>, old: Option<BorrowedFd<'_>>) -> anyhow::Result<Made> {
        let path = artifact.path.as_str();
        let bytes = (artifact.bytes)();
        let kept = old.and_then(|old| self.ops.same_file(old, path, &bytes)).map(|stat| Identity::of(&stat));
        if kept.is_none() {
            self.write(path, &bytes)?;
        }
        Ok(Made { bytes: bytes.len() as u64, content: seal::content(&bytes), kept })
    }

    /// All files of a pass are written while they are made; one that turns out to be the old one is taken away again.
    fn in_pass(&self, pass: &Pass<'_>, members: &[(usize, &Artifact<'_>)], old: Option<BorrowedFd<'_>>) -> anyhow::Result<Vec<(usize, Made)>> {
        let begin = |(position, artifact): &(usize, &Artifact<'_>)| {
            let path = artifact.path.as_str().to_owned();
            let create = || {
                self.make_folders(&path)?;
                self.ops.create_file(self.site.as_fd(), &path)
            };
            let file = create().map_err(|error| self.failure(error, &path))?;
            let twin = old.and_then(|old| self.ops.twin(old, &path));
            Ok(Begun { position: *position, path, file, twin, bytes: 0, content: blake3::Hasher::new() })
        };
        let mut files: Vec<Begun> = members.iter().map(begin).collect::<anyhow::Result<_>>()?;
        let mut failed = None;
        pass(&mut |number, part| {
            let Some(file) = files.get_mut(number).filter(|_| failed.is_none()) else { return };
            file.bytes += part.len() as u64;
            file.content.update(part);
            file.twin.iter_mut().for_each(|twin| twin.add(part));
            failed = self.ops.write_all(&file.file, part).err().map(|error| self.failure(error, &file.path));
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let end = |file: Begun| {
            let kept = file.twin.and_then(Twin::finish).map(|stat| Identity::of(&stat));
            if kept.is_some() {
                let name = CString::new(file.path.as_str())?;
                self.ops.unlink(self.site.as_fd(), &name).map_err(|error| self.failure(error, &file.path))?;
            }
            Ok((file.position, Made { bytes: file.bytes, content: file.content.finalize(), kept }))
        };
        files.into_iter().map(end).collect()
    }

    /// Gives the files that have not changed a name in the new tree; where that cannot be, writes them.
    pub(super) fn link_kept(&self, site: &Site<'_>, old: BorrowedFd<'_>, made: &[Made]) -> anyhow::Result<()> {
        let link = |(artifact, made): (&Artifact<'_>, &Made)| {
            let Some(kept) = made.kept else { return Ok(()) };
            let path = artifact.path.as_str();
            self.make_folders(path).map_err(|error| self.failure(error, path))?;
            if self.ops.link(old, self.site.as_fd(), path).is_ok() {
                // Somebody may have replaced the file since it was compared.
                if self.ops.stat_path(self.site.as_fd(), path).is_ok_and(|stat| Identity::of(&stat) == kept) {
                    return Ok(());
                }
                let name = CString::new(path)?;
                self.ops.unlink(self.site.as_fd(), &name).map_err(|error| self.failure(error, path))?;
            }
            self.write(path, &(artifact.bytes)())
        };
        site.artifacts.par_iter().zip(made).map(link).collect()
    }

    /// Gives what others have put into the old tree a name in the new one.
    ///
    /// # Errors
    /// When the new site needs the name, or the file system gives no second one.
    pub(super) fn carry(&self, old: BorrowedFd<'_>, others: &[CString]) -> anyhow::Result<()> {
        others::carry(self.ops, old, self.site.as_fd(), others, &|folder| self.make_folders(folder)).map_err(|(path, error)| {
            let path = path.to_string_lossy();
            failure(error, &format!("keep `{path}`, which quarterdeck did not publish (move it away, or publish into another folder)"))
        })
    }

    /// Completes the marker of the new tree, which has its first part from the beginning.
    pub(super) fn seal(&self, marker: &[u8]) -> anyhow::Result<()> {
        match marker.get(MARKER_TEXT.len()..) {
            Some(seal) if !seal.is_empty() => self.ops.append(self.site.as_fd(), MARKER, seal).map_err(|error| self.failure(error, MARKER)),
            _ => Ok(()),
        }
    }

    /// Everything is on the disk before it is shown.
    pub(super) fn finish(&self) -> anyhow::Result<()> {
        self.ops.sync(self.site.as_fd()).map_err(|error| failure(error, "bring the new site to the disk"))
    }

    /// Removes the stage with whatever is in it by now, unless it is to be kept.
    pub(super) fn remove(&self) -> rustix::io::Result<()> {
        if self.kept.load(Ordering::Relaxed) { Ok(()) } else { tree::remove(self.ops, self.parent, &self.name) }
    }

    /// It holds something that is not ours to remove, or that the next run needs.
    pub(super) fn keep(&self) {
        self.kept.store(true, Ordering::Relaxed);
    }

    /// The new tree, by the handle above it.
    pub(super) fn site_name(&self) -> (BorrowedFd<'_>, &CStr) {
        (self.folder.as_fd(), SITE)
    }

    /// The stage's name, for a message.
    pub(super) fn shown(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }

    fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let write = || {
            self.make_folders(path)?;
            self.ops.write_file(self.site.as_fd(), path, bytes)
        };
        write().map_err(|error| self.failure(error, path))
    }

    fn failure(&self, error: Errno, path: &str) -> anyhow::Error {
        failure(error, &format!("write `{path}`"))
    }

    /// The folders above a file. Two threads may make the same one: that does no harm, and nobody waits for the disk of another.
    fn make_folders(&self, path: &str) -> rustix::io::Result<()> {
        let made = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if path.rsplit_once('/').is_none_or(|(folder, _)| made().contains(folder)) {
            return Ok(());
        }
        for folder in path.match_indices('/').filter_map(|(end, _)| path.get(..end)) {
            let known = made().contains(folder);
            if !known {
                self.ops.site_folder(self.site.as_fd(), folder)?;
                made().insert(folder.to_owned());
            }
        }
        Ok(())
    }
}

/// Makes a folder that was not there before, for a stage, and returns its name; it is this run's to remove from now on.
fn new_folder(ops: Ops<'_>, parent: BorrowedFd<'_>, target: &Target) -> anyhow::Result<rustix::io::Result<CString>> {
    let id = std::process::id();
    for number in 1..=NAMES {
        // a dot, as another OUT may be called `out-7`: `7-2` would be its stage as well as ours
        let name = target.beside(PREFIX, &if number == 1 { format!("-{id}") } else { format!("-{id}.{number}") })?;
        match ops.new_folder(parent, &name) {
            Ok(()) => return Ok(Ok(name)),
            Err(Errno::EXIST) => {}
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Err(Errno::EXIST))
}

/// Is this what follows OUT's name in the name of a stage: a process id, and perhaps a number?
fn is_run(name: &[u8]) -> bool {
    let mut parts = name.split(|byte| *byte == b'.');
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    parts.next().is_some_and(is_number) && parts.next().is_none_or(is_number) && parts.next().is_none()
}

/// Either of a stage or of a tree in it: the marker is the first file that we write and the last that we remove.
fn is_ours(entries: &[Entry]) -> bool {
    entries.is_empty() || carries_marker(entries)
}

/// Stages beside OUT, by their names: of a run that goes on, or of one that was killed.
pub(super) fn beside(ops: Ops<'_>, parent: BorrowedFd<'_>, target: &Target) -> anyhow::Result<Vec<Entry>> {
    let prefix = target.beside(PREFIX, "-")?;
    let mut entries = ops.list(parent, usize::MAX).map_err(|error| failure(error, &format!("list the folder that holds `{}`", target.shown)))?;
    entries.retain(|entry| entry.name.to_bytes().strip_prefix(prefix.to_bytes()).is_some_and(is_run) && entry.kind == Kind::Folder);
    Ok(entries)
}

/// What somebody has put into a published folder while a build replaced it lies in the old tree, when that build was killed: it gets its name in OUT.
fn bring_back(ops: Ops<'_>, stage: BorrowedFd<'_>, name: &CStr, parent: BorrowedFd<'_>, out: &CStr) -> rustix::io::Result<()> {
    let (Ok(tree), Ok(out)) = (ops.open_folder(stage, name), ops.open_folder(parent, out)) else { return Ok(()) };
    let marker = ops.read_file(tree.as_fd(), MARKER).unwrap_or_default();
    let Some(ours) = marker::listed(&marker) else { return Ok(()) };
    let mut lost = others::others(ops, tree.as_fd(), &ours)?;
    lost.retain(|path| ops.stat(out.as_fd(), path).is_err());
    let folders = |folder: &str| folder.match_indices('/').filter_map(|(end, _)| folder.get(..end)).try_for_each(|folder| ops.site_folder(out.as_fd(), folder));
    others::carry(ops, tree.as_fd(), out.as_fd(), &lost, &folders).map_err(|(_, error)| error)
}

/// Removes the stages of killed runs, and puts a site back that was taken aside by one. Only under the lock: no live run has a stage then.
pub(super) fn clean_up(ops: Ops<'_>, parent: BorrowedFd<'_>, target: &Target) -> anyhow::Result<()> {
    let out = target.c_name()?;
    for entry in beside(ops, parent, target)? {
        let clean = || {
            let folder = ops.open_folder(parent, &entry.name)?;
            let entries = ops.list(folder.as_fd(), usize::MAX)?;
            if !is_ours(&entries) {
                return Ok(());
            }
            for name in [SITE, OLD] {
                match ops.open_folder(folder.as_fd(), name) {
                    Err(Errno::NOENT) => {}
                    Ok(tree) if is_ours(&ops.list(tree.as_fd(), usize::MAX)?) => {}
                    Ok(_) => return Ok(()), // somebody's folder, caught in a swap
                    Err(error) => return Err(error),
                }
            }
            for name in [SITE, OLD] {
                bring_back(ops, folder.as_fd(), name, parent, &out)?;
            }
            if entries.iter().any(|entry| entry.name.as_c_str() == OLD) {
                match ops.stat(parent, &out) {
                    Err(Errno::NOENT) => ops.rename((folder.as_fd(), OLD), (parent, &out))?,
                    other => other.map(|_| ())?,
                }
            }
            tree::remove(ops, parent, &entry.name)
        };
        clean().map_err(|error| failure(error, &format!("remove `{}`, which a stopped build left", entry.name.to_string_lossy())))?;
    }
    Ok(())
}
