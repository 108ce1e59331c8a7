//! A folder to a `Snapshot`: one walk by folder handles, level by level, the folders of a level in parallel. Refuses, but never fails, over one bad file.

use std::collections::BTreeMap;
use std::ffi::CStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::host::open::{Entry, Folder, Identity, Kind, Limit, Root};
use crate::host::publish::MARKER;
use crate::host::rescan::Seen;
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// A folder with more parts in its path is not entered.
const MAX_DEPTH: usize = 12;
/// A territory with more files and folders is none.
const MAX_ENTRIES: usize = 2_000_000;
/// Folders whose content is ours whatever lies in them; a published site is looked for only elsewhere.
pub(super) const SOURCE_FOLDERS: [&str; 5] = ["accounts", "data", "pages", "schemas", "theme"];

/// How large a file of that role may be; `None` when it is not read at all.
fn limit(role: &Role) -> Option<Limit> {
    role.limit().map(|(bytes, what)| Limit { bytes, what })
}

/// Reads a territory. `out` is where its site goes, and never an input.
///
/// # Errors
/// When the folder cannot be opened, or holds more than two million files and folders.
pub fn read(root: &Path, today: Date, out: Option<&Path>) -> anyhow::Result<Snapshot> {
    let files = look(root, out, None)?.files.into_iter().map(|(path, seen)| (path, seen.file)).collect();
    Ok(Snapshot { files, today, history: Default::default() })
}

/// What one walk over a territory found.
pub(super) struct Look {
    pub files: BTreeMap<SourcePath, Seen>,
    pub folders: BTreeMap<String, Identity>,
}

/// What an earlier walk saw, and what time it is, in seconds.
pub(super) type Earlier<'a> = (&'a BTreeMap<SourcePath, Seen>, i64);

/// Walks over a territory. What `earlier` holds is read again only when its stamp has changed; without it every file is read.
///
/// # Errors
/// As [`read`].
pub(super) fn look(root: &Path, out: Option<&Path>, earlier: Option<Earlier<'_>>) -> anyhow::Result<Look> {
    let handle = Root::open(root)?;
    let walk = Walk { root: &handle, out: out.and_then(Identity::at), entries: AtomicUsize::new(0), max_entries: MAX_ENTRIES, earlier };
    let mut found = Vec::new();
    let mut folders = BTreeMap::new();
    let mut level = vec![String::new()];
    while !level.is_empty() {
        let listed: Vec<Listing> = level.par_iter().map(|folder| walk.list(folder)).collect();
        folders.extend(level.iter().zip(&listed).filter_map(|(folder, listing)| Some((folder.clone(), listing.identity?))));
        if walk.entries.load(Ordering::Relaxed) > walk.max_entries {
            bail!("`{}` holds more than 2,000,000 files and folders; is it a territory?", root.display());
        }
        level.clear();
        for listing in listed {
            level.extend(listing.folders);
            found.extend(listing.files);
        }
    }
    Ok(Look { files: unique(found), folders })
}

/// One folder that an earlier walk entered.
pub(super) struct LookAtOne {
    pub files: Vec<(SourcePath, Seen)>,
    pub identity: Option<Identity>,
    /// Paths of the folders in it that a walk would enter.
    pub folders: Vec<String>,
}

/// Looks at what lies directly in one folder below an open root, by the rules of a walk.
pub(super) fn look_at(root: &Root, folder: &str, earlier: Earlier<'_>) -> LookAtOne {
    let walk = Walk { root, out: None, entries: AtomicUsize::new(0), max_entries: MAX_ENTRIES, earlier: Some(earlier) };
    let Listing { files, identity, folders } = walk.list(folder);
    LookAtOne { files: unique(files).into_iter().collect(), identity, folders }
}

/// Two odd names may look alike once they are text; what could be read wins.
fn unique(found: impl IntoIterator<Item = (SourcePath, Seen)>) -> BTreeMap<SourcePath, Seen> {
    let mut files = BTreeMap::new();
    for (path, seen) in found {
        let refused = matches!(seen.file, File::Refused(_));
        if !(refused && files.contains_key(&path)) {
            files.insert(path, seen);
        }
    }
    files
}

/// One file below a territory, read again by the same rules as in [`read`].
pub fn read_one(root: &Root, path: &SourcePath) -> File {
    match limit(&layout::role(path)) {
        Some(limit) => root.read(path.as_str(), limit).map_or_else(File::Refused, File::Bytes),
        None => File::Present,
    }
}

/// A file that somebody names on the command line, wherever it lies, by the limits of a role.
///
/// # Errors
/// When it is not there, or is refused.
pub fn read_as(path: &Path, role: &Role) -> anyhow::Result<Arc<[u8]>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match limit(role) {
        Some(limit) => Root::open(folder)?.read(&name, limit).map_err(|reason| anyhow!("`{}` {reason}", path.display())),
        None => bail!("`{}` is not read", path.display()),
    }
}

/// The nearest folder at or above `start` that holds `quarterdeck.yaml`. `start` may be a file, and need not exist.
pub fn find_territory(start: &Path) -> Option<PathBuf> {
    let absolute = std::fs::canonicalize(start).or_else(|_| std::path::absolute(start)).ok()?;
    absolute.ancestors().find(|folder| folder.join(layout::TERRITORY).symlink_metadata().is_ok()).map(Path::to_owned)
}

struct Walk<'a> {
    root: &'a Root,
    out: Option<Identity>,
    entries: AtomicUsize,
    max_entries: usize,
    earlier: Option<Earlier<'a>>,
}

/// What one folder holds.
#[derive(Default)]
struct Listing {
    files: Vec<(SourcePath, Seen)>,
    /// Which folder it is, when it was entered.
    identity: Option<Identity>,
    /// Paths of the folders to enter next.
    folders: Vec<String>,
}

impl Listing {
    fn add(&mut self, path: &str, file: File) {
        self.files.extend(SourcePath::new(path).map(|path| (path, Seen::once(file))));
    }
}

impl Walk<'_> {
    fn list(&self, path: &str) -> Listing {
        let mut listing = Listing::default();
        if let Err(reason) = self.fill(&mut listing, path) {
            listing.add(path, File::Refused(reason));
        }
        listing
    }

    fn fill(&self, listing: &mut Listing, path: &str) -> Result<(), String> {
        let folder = self.root.folder(path)?;
        if self.out.is_some() && folder.identity() == self.out {
            return Ok(());
        }
        let budget = (self.max_entries + 1).saturating_sub(self.entries.load(Ordering::Relaxed));
        let entries = folder.entries(budget)?;
        self.entries.fetch_add(entries.len(), Ordering::Relaxed);
        if may_be_published(path) && entries.iter().any(|entry| entry.kind == Kind::File && entry.name.to_bytes() == MARKER.as_bytes()) {
            return Ok(());
        }
        listing.identity = folder.identity();
        for Entry { name, kind } in entries {
            let Ok(text) = name.to_str() else {
                listing.add(&join(path, &name.to_string_lossy()), File::Refused("has a name that is not UTF-8".to_owned()));
                continue;
            };
            let whole = join(path, text);
            let Some(source) = SourcePath::new(&whole) else { continue };
            if layout::is_passing(text) {
                continue;
            }
            let role = layout::role(&source);
            let file = match kind {
                Kind::Folder if !layout::enters(text) => continue,
                Kind::Folder if matches!(role, Role::Other | Role::Theme | Role::Attachment { .. }) => {
                    if whole.split('/').count() <= MAX_DEPTH {
                        listing.folders.push(whole);
                        continue;
                    }
                    File::Refused(format!("lies more than {MAX_DEPTH} folders deep"))
                }
                Kind::Folder => File::Refused("is a folder".to_owned()),
                Kind::Refused(reason) => File::Refused(reason.to_owned()),
                Kind::File => {
                    let seen = match limit(&role) {
                        Some(limit) => self.file(&folder, &name, &source, limit),
                        None => Seen::once(File::Present),
                    };
                    listing.files.push((source, seen));
                    continue;
                }
            };
            listing.files.push((source, Seen::once(file)));
        }
        Ok(())
    }
}

impl Walk<'_> {
    fn file(&self, folder: &Folder, name: &CStr, path: &SourcePath, limit: Limit) -> Seen {
        let read = || folder.read(name, limit).map_or_else(File::Refused, File::Bytes);
        match self.earlier {
            Some((earlier, now)) => Seen::again(earlier.get(path), now, || folder.stamp(name), read),
            None => Seen::once(read()),
        }
    }
}

/// May a folder be somebody's published site? A marker among the plans must not hide them.
fn may_be_published(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    !first.is_empty() && !SOURCE_FOLDERS.contains(&first)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
