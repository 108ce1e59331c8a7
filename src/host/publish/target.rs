//! May a site be published there? Decides before anything is touched, and again under the lock.

use std::ffi::{CString, OsString};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use rustix::io::Errno;

use super::ops::Ops;
use super::{MARKER, failure};
use crate::base::path::SourcePath;
use crate::host::disk::SOURCE_FOLDERS;
use crate::host::open::{Entry, Identity, Kind};
use crate::source::layout::{self, Role};

/// Where the site goes: a name in a folder.
pub(super) struct Target {
    /// The real path of the folder that holds OUT; it need not exist yet.
    pub parent: PathBuf,
    pub name: OsString,
    /// OUT as the user wrote it.
    pub shown: String,
}

/// What lies at OUT.
pub(super) enum Standing {
    Absent,
    Empty,
    /// A site that we published, by handle.
    Ours(OwnedFd),
}

impl Standing {
    /// The site that we published, if there is one.
    pub(super) fn ours(&self) -> Option<BorrowedFd<'_>> {
        match self {
            Standing::Ours(folder) => Some(folder.as_fd()),
            Standing::Absent | Standing::Empty => None,
        }
    }
}

impl Target {
    /// Refuses a link, the territory, a folder above it and its sources.
    pub(super) fn locate(out: &Path, root: &Path) -> anyhow::Result<Target> {
        let shown = out.display().to_string();
        let mut path: PathBuf = out.components().collect();
        if !matches!(path.components().next_back(), Some(Component::Normal(_))) {
            path = std::fs::canonicalize(out).with_context(|| format!("the folder `{shown}` does not exist"))?;
        }
        let Some(name) = path.file_name().map(ToOwned::to_owned) else { bail!("`{shown}` is the root of the file system; choose a folder for the site") };
        if path.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
            bail!("`{shown}` is a symbolic link; give the folder itself as --out");
        }
        let parent = real(path.parent().unwrap_or(Path::new("")), &shown)?;
        let whole = parent.join(&name);
        let root = std::fs::canonicalize(root).with_context(|| format!("the territory `{}` does not exist", root.display()))?;
        let here = Identity::at(&whole);
        if whole == root || (here.is_some() && here == Identity::at(&root)) {
            bail!("`{shown}` is the territory itself; choose another folder for the site");
        }
        if root.starts_with(&whole) || (here.is_some() && root.ancestors().any(|above| here == Identity::at(above))) {
            bail!("the territory lies in `{shown}`; choose another folder for the site");
        }
        for folder in SOURCE_FOLDERS.iter().map(|name| root.join(name)) {
            let source = Identity::at(&folder);
            if whole.starts_with(&folder) || (source.is_some() && whole.ancestors().any(|above| source == Identity::at(above))) {
                bail!("`{shown}` is a folder that plans and data are read from; choose another folder for the site");
            }
        }
        let relative = whole.strip_prefix(&root).ok().and_then(|path| SourcePath::new(path.to_str()?));
        if relative.is_some_and(|path| layout::role(&path) != Role::Other) {
            bail!("`{shown}` is the name of a file that quarterdeck reads; choose another folder for the site");
        }
        Ok(Target { parent, name, shown })
    }

    /// A hidden name beside OUT.
    pub(super) fn beside(&self, prefix: &str, suffix: &str) -> anyhow::Result<CString> {
        let bytes = [prefix.as_bytes(), self.name.as_bytes(), suffix.as_bytes()].concat();
        if bytes.len() > 255 {
            bail!("the name `{}` is too long for an output folder", self.shown);
        }
        Ok(CString::new(bytes)?)
    }

    /// OUT's own name.
    pub(super) fn c_name(&self) -> anyhow::Result<CString> {
        Ok(CString::new(self.name.as_bytes())?)
    }

    /// What lies at OUT, seen from its parent folder; an error for what we must not touch.
    pub(super) fn standing(&self, ops: Ops<'_>, parent: BorrowedFd<'_>) -> anyhow::Result<Standing> {
        let shown = &self.shown;
        let folder = match ops.open_folder(parent, &self.c_name()?) {
            Ok(folder) => folder,
            Err(Errno::NOENT) => return Ok(Standing::Absent),
            Err(Errno::NOTDIR | Errno::LOOP) => bail!("`{shown}` is a file or a link, not a folder; nothing was touched"),
            Err(error) => return Err(failure(error, &format!("open `{shown}`"))),
        };
        let entries = ops.list(folder.as_fd(), usize::MAX).map_err(|error| failure(error, &format!("list `{shown}`")))?;
        if entries.is_empty() {
            return Ok(Standing::Empty);
        }
        if !carries_marker(&entries) {
            bail!("`{shown}` holds files that quarterdeck did not publish (there is no {MARKER} in it); nothing was touched; choose an empty or a new folder");
        }
        Ok(Standing::Ours(folder))
    }
}

pub(super) fn carries_marker(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.kind == Kind::File && entry.name.to_bytes() == MARKER.as_bytes())
}

/// The real path of a folder of which only the upper part may exist.
fn real(folder: &Path, shown: &str) -> anyhow::Result<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for above in folder.ancestors() {
        let here = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        let Ok(real) = std::fs::canonicalize(here) else { continue };
        let rest = folder.strip_prefix(above).unwrap_or(Path::new(""));
        if !rest.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            bail!("`{shown}` leads through a folder that does not exist");
        }
        if !real.is_dir() {
            bail!("`{shown}` leads through a file");
        }
        return Ok(real.join(rest));
    }
    bail!("the folder above `{shown}` does not exist")
}
