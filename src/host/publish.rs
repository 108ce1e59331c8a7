//! A `Site` to a folder: staged beside it, synced once, swapped in once. Whatever fails and whenever the process dies, OUT is the old site whole
//! or the new site whole. With `publish/`, the only place that removes anything.

mod lock;
mod marker;
mod ops;
mod others;
mod seal;
mod stage;
mod state;
mod target;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeSet;
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;
use std::time::Duration;

use anyhow::{anyhow, bail};
use rayon::prelude::*;
use rustix::io::Errno;

use crate::formats::artifact::{Artifact, Group, Site};
use crate::host::open::{Identity, says};
pub use marker::MARKER;
pub use seal::{Inputs, up_to_date};
pub use state::{State, state};

use lock::Lock;
use ops::{Ops, Twin};
use stage::Stage;
use target::{Standing, Target};

/// How long a build waits for another one that publishes into the same folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files of the site, without the marker.
    pub files: usize,
    pub bytes: u64,
    /// Files that are new or have changed; the others kept their dates. 0: OUT held this very site and was left alone.
    pub written: usize,
    /// Files and folders in OUT that are somebody's own: they stay.
    pub others: usize,
}

/// What [`publish`] would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub files: usize,
    pub bytes: u64,
    /// Addresses that OUT does not have, in order; likewise below.
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

/// Publishes a site into `out`, which must be absent, empty or a site of ours, and neither `root` nor above it nor among its sources.
///
/// # Errors
/// When OUT may not be used, another build holds it, or the disk says no. The site that was there is then still there, unless the message says that the new one is.
pub fn publish(site: &Site<'_>, out: &Path, root: &Path) -> anyhow::Result<Published> {
    publish_with(site, &|| None, out, root, Ops::REAL, PATIENCE)
}

/// The same, sealed so that [`up_to_date`] knows the site again. `inputs` is asked when all files are made: `None` leaves the seal out.
///
/// # Errors
/// As [`publish`].
pub fn publish_sealed(site: &Site<'_>, inputs: &dyn Fn() -> Option<Inputs>, out: &Path, root: &Path) -> anyhow::Result<Published> {
    publish_with(site, inputs, out, root, Ops::REAL, PATIENCE)
}

/// Tells what [`publish`] would do, and touches nothing.
///
/// # Errors
/// When OUT may not be used, or the site cannot be published.
pub fn dry_run(site: &Site<'_>, out: &Path, root: &Path) -> anyhow::Result<Preview> {
    let ops = Ops::REAL;
    let addresses = addresses(site)?;
    let target = Target::locate(out, root)?;
    let standing = match ops.open_parent(&target.parent) {
        Ok(parent) => target.standing(ops, parent.as_fd())?,
        Err(_) => Standing::Absent,
    };
    let old = standing.ours();
    let there = old.map(|old| tree::files(ops, old)).transpose().map_err(|error| failure(error, &format!("list `{}`", target.shown)))?.unwrap_or_default();
    let groups = site.groups();
    let mut made: Vec<(&str, u64, bool)> = groups.par_iter().flat_map_iter(|group| compared(ops, group, old)).collect();
    made.sort_unstable();
    let mut preview = Preview { files: made.len(), bytes: made.iter().map(|(_, bytes, _)| bytes).sum(), ..Preview::default() };
    for (path, _, _) in made.iter().filter(|(_, _, same)| !same) {
        if there.contains(*path) { &mut preview.changed } else { &mut preview.added }.push((*path).to_owned());
    }
    let marker = old.and_then(|old| ops.read_file(old, MARKER)).unwrap_or_default();
    let ours = marker::listed(&marker);
    let goes = |path: &String| !addresses.contains(path.as_str()) && ours.as_ref().is_none_or(|ours| ours.contains(path.as_str()));
    preview.removed = there.into_iter().filter(goes).collect();
    Ok(preview)
}

/// Address and length of what is made, and whether the old tree has it already.
fn compared<'s>(ops: Ops<'_>, group: &Group<'s, '_>, old: Option<BorrowedFd<'_>>) -> Vec<(&'s str, u64, bool)> {
    match group {
        Group::One(_, artifact) => {
            let bytes = (artifact.bytes)();
            let same = old.is_some_and(|old| ops.same_file(old, artifact.path.as_str(), &bytes).is_some());
            vec![(artifact.path.as_str(), bytes.len() as u64, same)]
        }
        Group::Pass(pass, members) => {
            let begin = |artifact: &'s Artifact<'_>| (artifact.path.as_str(), 0, old.and_then(|old| ops.twin(old, artifact.path.as_str())));
            let mut files: Vec<(&str, u64, Option<Twin>)> = members.iter().map(|(_, artifact)| begin(artifact)).collect();
            pass(&mut |number, part| {
                if let Some((_, bytes, twin)) = files.get_mut(number) {
                    *bytes += part.len() as u64;
                    twin.iter_mut().for_each(|twin| twin.add(part));
                }
            });
            files.into_iter().map(|(path, bytes, twin)| (path, bytes, twin.and_then(Twin::finish).is_some())).collect()
        }
    }
}

/// The site's addresses, each one a file below OUT and no two in each other's way.
fn addresses<'s>(site: &'s Site<'_>) -> anyhow::Result<BTreeSet<&'s str>> {
    if let Some((a, b)) = site.collisions().first() {
        bail!("the site needs one name for two files, `{a}` and `{b}`; nothing was published");
    }
    let addresses: BTreeSet<&str> = site.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    let odd = |address: &str| address == MARKER || address.contains(['\0', '\\']) || address.split('/').any(|part| matches!(part, "" | "." | ".."));
    if let Some(address) = addresses.iter().find(|address| odd(address)) {
        bail!("`{address}` is no address for a file of a site; nothing was published");
    }
    Ok(addresses)
}

fn publish_with(site: &Site<'_>, inputs: &dyn Fn() -> Option<Inputs>, out: &Path, root: &Path, ops: Ops<'_>, patience: Duration) -> anyhow::Result<Published> {
    let addresses = addresses(site)?;
    let target = Target::locate(out, root)?;
    let above = || format!("use the folder `{}`", target.parent.display());
    if let Ok(parent) = ops.open_parent(&target.parent) {
        target.standing(ops, parent.as_fd())?; // before anything is touched
    } else {
        ops.make_parents(&target.parent).map_err(|error| failure(error, &above()))?;
    }
    let parent = ops.open_parent(&target.parent).map_err(|error| failure(error, &above()))?;
    let parent = parent.as_fd();
    let _lock = Lock::take(ops, parent, &target, patience)?;
    stage::clean_up(ops, parent, &target)?;
    let standing = target.standing(ops, parent)?;
    let stage = Stage::make(ops, parent, &target)?;
    let published = fill_and_swap(&stage, site, inputs, &addresses, &target, &standing);
    match (published, stage.remove()) {
        (Ok(published), Ok(())) => Ok(published),
        (Ok(_), Err(error)) => {
            let reason = says(&error.into());
            bail!("the new site is published in `{}`, but what it replaced cannot be removed ({reason}); the next build tries again", target.shown)
        }
        (Err(error), _) => Err(error),
    }
}

/// On return the stage holds what is not wanted any more.
fn fill_and_swap(
    stage: &Stage<'_>,
    site: &Site<'_>,
    inputs: &dyn Fn() -> Option<Inputs>,
    addresses: &BTreeSet<&str>,
    target: &Target,
    standing: &Standing,
) -> anyhow::Result<Published> {
    let ops = stage.ops;
    let old = standing.ours();
    let made = stage.write_changed(site, old)?;
    let bytes = made.iter().map(|file| file.bytes).sum();
    let written = made.iter().filter(|file| file.kept.is_none()).count();
    let marker = marker::marker(inputs(), site.artifacts.iter().zip(&made).map(|(artifact, made)| (artifact.path.as_str(), made.content)));
    let before = old.and_then(|old| ops.read_file(old, MARKER)).unwrap_or_default();
    let put_there = |old: BorrowedFd<'_>| match marker::listed(&before) {
        Some(mut ours) => {
            ours.extend(addresses);
            others::others(ops, old, &ours).map_err(|error| failure(error, &format!("look through `{}`", target.shown)))
        }
        // a marker that is not as we write it says only that the folder is ours
        None => Ok(Vec::new()),
    };
    let mut carried = Vec::new();
    let mut published = Published { files: made.len(), bytes, written, others: 0 };
    if let Some(old) = old {
        carried = put_there(old)?;
        published.others = carried.len();
        let as_it_was = || before == marker && tree::folders_are_ours(ops, old, addresses).unwrap_or(false);
        if written == 0 && as_it_was() {
            return Ok(published);
        }
        stage.link_kept(site, old, &made)?;
        stage.carry(old, &carried)?;
    }
    stage.seal(&marker)?;
    stage.finish()?;
    match old {
        Some(old) => {
            exchange(stage, target, old)?;
            // what was put there meanwhile
            let late = put_there(old).map(|found| found.into_iter().filter(|path| carried.binary_search(path).is_err()).collect::<Vec<CString>>());
            if late.and_then(|late| stage.carry(old, &late)).is_err() {
                stage.keep();
                let (shown, stage) = (&target.shown, stage.shown());
                bail!("the new site is published in `{shown}`; what was put into the old one during the build lies in `{stage}` until the next build");
            }
        }
        None => ops.rename(stage.site_name(), (stage.parent, &target.c_name()?)).map_err(|error| swap_failure(error, target))?,
    }
    if let Err(error) = ops.sync_folder(stage.parent) {
        let reason = says(&error.into());
        bail!("the new site is published in `{}`, but the disk does not confirm it ({reason})", target.shown);
    }
    Ok(published)
}

/// Puts the new tree where the old one is, which goes to the stage; in one step where the file system can.
fn exchange(stage: &Stage<'_>, target: &Target, old: BorrowedFd<'_>) -> anyhow::Result<()> {
    let name = target.c_name()?;
    let ops = stage.ops;
    let out = (stage.parent, name.as_c_str());
    let expected = rustix::fs::fstat(old).map(|stat| Identity::of(&stat)).map_err(|error| swap_failure(error, target))?;
    let aside = match ops.exchange(stage.site_name(), out) {
        Ok(()) => stage::SITE,
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM) => {
            two_renames(stage, target, out)?;
            stage::OLD
        }
        Err(error) => return Err(swap_failure(error, target)),
    };
    // Somebody may have put another folder there since we looked; that one is not ours to remove.
    let moved = ops.stat(stage.folder.as_fd(), aside).inspect_err(|_| stage.keep());
    let moved =
        moved.map_err(|error| anyhow!("the new site is published in `{}`, but what it replaced cannot be removed ({})", target.shown, says(&error.into())))?;
    if Identity::of(&moved) == expected {
        return Ok(());
    }
    let back = if aside == stage::SITE { ops.exchange(stage.site_name(), out) } else { undo(stage, out) };
    if let Err(error) = back {
        stage.keep();
        let (shown, stage) = (&target.shown, stage.shown());
        bail!("`{shown}` was replaced by another folder during the build, which now lies in `{stage}` beside it ({})", says(&error.into()));
    }
    bail!("`{}` was replaced by another folder during the build; the published site is unchanged", target.shown)
}

/// For file systems without exchange: for a moment there is no OUT; a run killed then is repaired by the next one.
fn two_renames(stage: &Stage<'_>, target: &Target, out: (BorrowedFd<'_>, &CStr)) -> anyhow::Result<()> {
    let old = (stage.folder.as_fd(), stage::OLD);
    stage.ops.rename(out, old).map_err(|error| swap_failure(error, target))?;
    stage.ops.rename(stage.site_name(), out).or_else(|error| {
        if let Err(error) = stage.ops.rename(old, out) {
            stage.keep();
            bail!("`{}` was taken aside and cannot be put back ({}); the next build puts it back", target.shown, says(&error.into()));
        }
        Err(swap_failure(error, target))
    })
}

fn undo(stage: &Stage<'_>, out: (BorrowedFd<'_>, &CStr)) -> rustix::io::Result<()> {
    stage.ops.rename(out, stage.site_name())?;
    stage.ops.rename((stage.folder.as_fd(), stage::OLD), out)
}

fn swap_failure(error: Errno, target: &Target) -> anyhow::Error {
    match error {
        Errno::BUSY | Errno::XDEV => {
            anyhow!("`{}` is a mount point and cannot be replaced as a whole; give a folder inside it as --out; nothing was published", target.shown)
        }
        error => failure(error, &format!("replace `{}`", target.shown)),
    }
}

/// Before the swap: one sentence about what went wrong.
fn failure(error: Errno, doing: &str) -> anyhow::Error {
    match error {
        Errno::NOSPC => anyhow!("the disk is full; the published site is unchanged"),
        Errno::DQUOT => anyhow!("the disk quota is used up; the published site is unchanged"),
        error => anyhow!("cannot {doing}: {}; the published site is unchanged", says(&error.into())),
    }
}
