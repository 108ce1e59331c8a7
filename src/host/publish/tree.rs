//! Trees that are ours to remove or to compare, walked by folder handles, links never followed. The only file to remove a tree.

use std::collections::BTreeSet;
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, BorrowedFd};

use rayon::prelude::*;
use rustix::fs::Mode;
use rustix::io::{Errno, Result};

use super::MARKER;
use super::ops::{FOLDER_MODE, Ops};
use crate::host::open::{Entry, Kind};

/// No tree that we publish is deeper; a deeper one was not made by us.
const MAX_DEPTH: usize = 64;
/// From so many entries on a folder is worth a second thread.
const WIDE: usize = 256;

/// Removes a folder and all in it; its marker last, so that what a killed run leaves is still known as ours.
pub(super) fn remove(ops: Ops<'_>, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
    remove_at(ops, at, name, MAX_DEPTH)
}

fn remove_at(ops: Ops<'_>, at: BorrowedFd<'_>, name: &CStr, levels: usize) -> Result<()> {
    let levels = levels.checked_sub(1).ok_or(Errno::LOOP)?;
    let folder = ops.open_folder(at, name)?;
    let (marker, entries): (Vec<Entry>, Vec<Entry>) = ops.list(folder.as_fd(), usize::MAX)?.into_iter().partition(is_marker);
    let remove = |entry: &Entry| match entry.kind {
        Kind::Folder => remove_at(ops, folder.as_fd(), &entry.name, levels),
        _ => ops.unlink(folder.as_fd(), &entry.name),
    };
    let all = |entries: &[Entry]| {
        // Only a wide folder is shared out, so that few folders are open at a time.
        if entries.len() >= WIDE { entries.par_iter().try_for_each(remove) } else { entries.iter().try_for_each(remove) }
    };
    match all(&entries) {
        Err(Errno::ACCESS) => {
            ops.make_writable(folder.as_fd())?;
            let left = ops.list(folder.as_fd(), usize::MAX)?.into_iter().filter(|entry| !is_marker(entry));
            all(&left.collect::<Vec<Entry>>())?;
        }
        other => other?,
    }
    marker.iter().try_for_each(|entry| ops.unlink(folder.as_fd(), &entry.name))?;
    ops.remove_folder(at, name)
}

fn is_marker(entry: &Entry) -> bool {
    entry.name.to_bytes() == MARKER.as_bytes() && entry.kind != Kind::Folder
}

/// Does the tree hold nothing but these files, the marker and the folders that they need, with the modes that we give?
pub(super) fn holds_only(ops: Ops<'_>, tree: BorrowedFd<'_>, files: &BTreeSet<&str>) -> Result<bool> {
    let folders = beside(files);
    let check = |folder: &&str| {
        let (right_mode, strange) = strange(ops, tree, folder, files, &folders)?;
        Ok(right_mode && strange.is_empty())
    };
    let answers: Result<Vec<bool>> = folders.par_iter().map(check).collect();
    Ok(answers?.into_iter().all(|yes| yes))
}

/// What lies in the tree besides these files, the marker, the folders that they need, empty folders, and what desktops leave in every folder that they show:
/// in order of addresses, a folder with a slash behind it. What is in such a folder is not looked at. A link at the address of a file is the file's.
pub(super) fn others(ops: Ops<'_>, tree: BorrowedFd<'_>, files: &BTreeSet<&str>) -> Result<Vec<String>> {
    let folders = beside(files);
    let check = |folder: &&str| match strange(ops, tree, folder, files, &folders) {
        // somebody has taken it away
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(Vec::new()),
        other => other.map(|(_, strange)| strange),
    };
    let found: Result<Vec<Vec<String>>> = folders.par_iter().map(check).collect();
    let is_litter = |path: &str| LITTER.contains(&path.rsplit_once('/').map_or(path, |(_, name)| name));
    let is_empty = |path: &str| {
        let folder = CString::new(path).ok().and_then(|name| ops.open_folder(tree, &name).ok());
        folder.is_some_and(|folder| ops.list(folder.as_fd(), 1).is_ok_and(|entries| entries.is_empty()))
    };
    let mut found: Vec<String> = found?.into_iter().flatten().collect();
    found.retain(|path| !files.contains(path.as_str()) && !is_litter(path) && !(path.ends_with('/') && is_empty(path)));
    found.sort_unstable();
    Ok(found)
}

/// Names that desktops give to notes of their own.
const LITTER: [&str; 4] = [".DS_Store", ".directory", "Thumbs.db", "desktop.ini"];

/// The folders that files need; `""` is the tree itself.
fn beside<'f>(files: &BTreeSet<&'f str>) -> BTreeSet<&'f str> {
    let above = |file: &&'f str| {
        let file = *file;
        file.match_indices('/').filter_map(move |(end, _)| file.get(..end))
    };
    std::iter::once("").chain(files.iter().flat_map(above)).collect()
}

/// Has a folder of the tree the mode that we give, and what lies in it that is none of these files and folders?
fn strange(ops: Ops<'_>, tree: BorrowedFd<'_>, folder: &str, files: &BTreeSet<&str>, folders: &BTreeSet<&str>) -> Result<(bool, Vec<String>)> {
    let name = CString::new(if folder.is_empty() { "." } else { folder }).map_err(|_| Errno::INVAL)?;
    let handle = ops.open_folder(tree, &name)?;
    let right_mode = Mode::from_raw_mode(ops.stat(handle.as_fd(), c".")?.st_mode) == FOLDER_MODE;
    let mut found = Vec::new();
    for entry in ops.list(handle.as_fd(), usize::MAX)? {
        let text = entry.name.to_string_lossy();
        let path = if folder.is_empty() { text.clone().into_owned() } else { format!("{folder}/{text}") };
        // a name that is not text is none of ours, whatever it looks like
        let named = entry.name.to_str().is_ok();
        match entry.kind {
            Kind::File if named && (files.contains(path.as_str()) || path == MARKER) => {}
            Kind::Folder if named && folders.contains(path.as_str()) => {}
            Kind::Folder => found.push(path + "/"),
            Kind::File | Kind::Refused(_) => found.push(path),
        }
    }
    Ok((right_mode, found))
}

/// All files below a tree by their addresses, for a preview; what cannot be listed is left out.
pub(super) fn files(ops: Ops<'_>, tree: BorrowedFd<'_>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![".".to_owned()];
    while let Some(folder) = folders.pop() {
        let name = CString::new(folder.as_str()).map_err(|_| Errno::INVAL)?;
        let handle = ops.open_folder(tree, &name)?;
        for entry in ops.list(handle.as_fd(), usize::MAX)? {
            let text = entry.name.to_string_lossy();
            let path = if folder == "." { text.into_owned() } else { format!("{folder}/{text}") };
            match entry.kind {
                Kind::Folder if path.split('/').count() < MAX_DEPTH => folders.push(path),
                _ if path != MARKER => {
                    found.insert(path);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}
