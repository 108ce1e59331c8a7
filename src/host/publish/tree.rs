//! Trees that are ours to remove or to compare, walked by folder handles, links never followed. The only file to remove a tree.

use std::collections::BTreeSet;
use std::ffi::CStr;
use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::Mode;
use rustix::io::{Errno, Result};

use super::MARKER;
use super::ops::{FOLDER_MODE, Ops};
use crate::host::open::Kind;

/// No tree that we publish is deeper; a deeper one was not made by us.
const MAX_DEPTH: usize = 64;

/// Removes a folder and all in it; its marker last, so that what a killed run leaves is still known as ours.
pub(super) fn remove(ops: Ops<'_>, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
    remove_at(ops, at, name, MAX_DEPTH)
}

fn remove_at(ops: Ops<'_>, at: BorrowedFd<'_>, name: &CStr, levels: usize) -> Result<()> {
    let levels = levels.checked_sub(1).ok_or(Errno::LOOP)?;
    let folder = ops.open_folder(at, name)?;
    let mut writable = false;
    let mut marker = None;
    for entry in ops.list(folder.as_fd(), usize::MAX)? {
        if entry.name.to_bytes() == MARKER.as_bytes() && entry.kind != Kind::Folder {
            marker = Some(entry.name);
            continue;
        }
        let remove = || match entry.kind {
            Kind::Folder => remove_at(ops, folder.as_fd(), &entry.name, levels),
            _ => ops.unlink(folder.as_fd(), &entry.name),
        };
        match remove() {
            Err(Errno::ACCESS) if !writable => {
                ops.make_writable(folder.as_fd())?;
                writable = true;
                remove()?;
            }
            other => other?,
        }
    }
    if let Some(marker) = marker {
        ops.unlink(folder.as_fd(), &marker)?;
    }
    ops.remove_folder(at, name)
}

/// Does the tree hold nothing but these files, the marker and the folders that they need, with the modes that we give?
pub(super) fn holds_only(ops: Ops<'_>, tree: BorrowedFd<'_>, files: &BTreeSet<&str>) -> Result<bool> {
    let folders: BTreeSet<&str> = files.iter().flat_map(|file| file.match_indices('/').filter_map(|(end, _)| file.get(..end))).collect();
    let name = |path: &str| std::ffi::CString::new(path).map_err(|_| Errno::INVAL);
    for folder in std::iter::once("").chain(folders.iter().copied()) {
        let handle = ops.open_folder(tree, &name(if folder.is_empty() { "." } else { folder })?)?;
        let stat = ops.stat(handle.as_fd(), c".")?;
        if Mode::from_raw_mode(stat.st_mode) != FOLDER_MODE {
            return Ok(false);
        }
        for entry in ops.list(handle.as_fd(), usize::MAX)? {
            let Ok(text) = entry.name.to_str() else { return Ok(false) };
            let path = if folder.is_empty() { text.to_owned() } else { format!("{folder}/{text}") };
            let known = match entry.kind {
                Kind::File => files.contains(path.as_str()) || path == MARKER,
                Kind::Folder => folders.contains(path.as_str()),
                Kind::Refused(_) => false,
            };
            if !known {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// All files below a tree by their addresses, for a preview; what cannot be listed is left out.
pub(super) fn files(ops: Ops<'_>, tree: BorrowedFd<'_>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![".".to_owned()];
    while let Some(folder) = folders.pop() {
        let name = std::ffi::CString::new(folder.as_str()).map_err(|_| Errno::INVAL)?;
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
