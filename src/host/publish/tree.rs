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
pub(super) const MAX_DEPTH: usize = 64;
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

/// The folders that files need; `""` is the tree itself.
pub(super) fn beside<'f>(files: &BTreeSet<&'f str>) -> BTreeSet<&'f str> {
    let above = |file: &&'f str| {
        let file = *file;
        file.match_indices('/').filter_map(move |(end, _)| file.get(..end))
    };
    std::iter::once("").chain(files.iter().flat_map(above)).collect()
}

/// One folder of a tree.
pub(super) struct Look {
    /// Has it the mode that we give?
    right_mode: bool,
    /// Addresses of what is in it and is none of the files and folders asked for.
    pub others: Vec<CString>,
}

pub(super) fn look(ops: Ops<'_>, tree: BorrowedFd<'_>, folder: &str, files: &BTreeSet<&str>, folders: &BTreeSet<&str>) -> Result<Look> {
    let name = CString::new(if folder.is_empty() { "." } else { folder }).map_err(|_| Errno::INVAL)?;
    let handle = ops.open_folder(tree, &name)?;
    let right_mode = Mode::from_raw_mode(ops.stat(handle.as_fd(), c".")?.st_mode) == FOLDER_MODE;
    let mut others = Vec::new();
    for entry in ops.list(handle.as_fd(), usize::MAX)? {
        let mut path = if folder.is_empty() { Vec::new() } else { format!("{folder}/").into_bytes() };
        path.extend_from_slice(entry.name.to_bytes());
        let known = |known: &BTreeSet<&str>| std::str::from_utf8(&path).is_ok_and(|path| known.contains(path));
        match entry.kind {
            Kind::File if known(files) || path == MARKER.as_bytes() => continue,
            Kind::Folder if known(folders) => continue,
            Kind::Folder => path.push(b'/'),
            Kind::File | Kind::Refused(_) => {}
        }
        others.extend(CString::new(path));
    }
    Ok(Look { right_mode, others })
}

/// Are the folders of these files there, with the mode that we give?
pub(super) fn folders_are_ours(ops: Ops<'_>, tree: BorrowedFd<'_>, files: &BTreeSet<&str>) -> Result<bool> {
    let folders = beside(files);
    let right: Result<Vec<bool>> = folders.par_iter().map(|folder| Ok(look(ops, tree, folder, files, &folders)?.right_mode)).collect();
    Ok(right?.into_iter().all(|right| right))
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
