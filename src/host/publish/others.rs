//! What somebody else has put into a published folder: it is found by what the marker lists, and goes on lying there (P11).

use std::collections::BTreeSet;
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, BorrowedFd};

use rayon::prelude::*;
use rustix::io::{Errno, Result};

use super::ops::Ops;
use super::tree::{MAX_DEPTH, beside, look};
use crate::host::open::Kind;

/// What lies in the tree besides these files, the marker and the folders that they need: addresses, a folder with a slash behind it and before what is in it.
/// A link at the address of a file is the file's.
pub(super) fn others(ops: Ops<'_>, tree: BorrowedFd<'_>, files: &BTreeSet<&str>) -> Result<Vec<CString>> {
    let folders = beside(files);
    let check = |folder: &&str| match look(ops, tree, folder, files, &folders) {
        // somebody has taken it away
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(Vec::new()),
        other => other.map(|look| look.others),
    };
    let found: Result<Vec<Vec<CString>>> = folders.par_iter().map(check).collect();
    let mut found: Vec<CString> = found?.into_iter().flatten().filter(|path| path.to_str().map_or(true, |path| !files.contains(path))).collect();
    let mut next = 0;
    while let Some(path) = found.get(next).cloned() {
        next += 1;
        if let Some(folder) = path.to_bytes().strip_suffix(b"/") {
            if folder.split(|byte| *byte == b'/').count() >= MAX_DEPTH {
                return Err(Errno::LOOP);
            }
            let handle = ops.open_folder(tree, &path)?;
            for entry in ops.list(handle.as_fd(), usize::MAX)? {
                let end = if entry.kind == Kind::Folder { &b"/"[..] } else { b"" };
                found.extend(CString::new([path.to_bytes(), entry.name.to_bytes(), end].concat()));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Gives each of these a name in another tree, as they are found: a folder before what is in it. `make_folders` makes those of the site that are above a
/// path, which ends with a slash.
///
/// # Errors
/// The first that cannot have its name, and why.
pub(super) fn carry<'o>(
    ops: Ops<'_>,
    from: BorrowedFd<'_>,
    to: BorrowedFd<'_>,
    others: &'o [CString],
    make_folders: &dyn Fn(&str) -> Result<()>,
) -> std::result::Result<(), (&'o CStr, Errno)> {
    let mut folders: BTreeSet<&[u8]> = BTreeSet::new();
    for path in others {
        let bytes = path.to_bytes();
        let is_folder = bytes.ends_with(b"/");
        let above = bytes.strip_suffix(b"/").unwrap_or(bytes).iter().rposition(|byte| *byte == b'/').map_or(0, |end| end + 1);
        let above = bytes.get(..above).unwrap_or_default();
        let carry = || {
            // one of the site's own, old or new; another has been made already, with its own mode
            if !folders.contains(above) {
                make_folders(&String::from_utf8_lossy(above))?;
            }
            if is_folder { ops.same_folder(from, to, path) } else { ops.link(from, to, path.as_c_str()) }
        };
        carry().map_err(|error| (path.as_c_str(), error))?;
        if is_folder {
            folders.insert(bytes);
        }
    }
    Ok(())
}
