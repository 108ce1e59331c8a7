//! Is the site in OUT what a build of these inputs would make? Read and hashed whole, inputs, program and site: nothing is remembered that could be wrong.

use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use rayon::prelude::*;

use super::marker::{MARKER, is_sealed, listed, marker};
use super::ops::Ops;
use super::target::{Standing, Target};
use super::{Published, lock, others, stage, tree};
use crate::host::executable;
use crate::source::snapshot::{self, Snapshot};

/// What a site is made from: the files that were read, the day, the history (by its newest commit), and this very program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs(blake3::Hash);

impl Inputs {
    /// `None` when the running program cannot be read.
    pub fn of(snapshot: &Snapshot, history: &str) -> Option<Self> {
        let mut hasher = blake3::Hasher::new();
        part(&mut hasher, executable::hash()?.as_bytes());
        let files: Vec<_> = snapshot.files.iter().collect();
        let hashes: Vec<blake3::Hash> = files
            .par_iter()
            .map(|(path, file)| {
                let mut hasher = blake3::Hasher::new();
                part(&mut hasher, path.as_str().as_bytes());
                let (kind, bytes) = match file {
                    snapshot::File::Bytes(bytes) => (b"read", &**bytes),
                    snapshot::File::Refused(reason) => (b"refu", reason.as_bytes()),
                    snapshot::File::Present => (b"here", &[][..]),
                };
                part(&mut hasher, kind);
                part(&mut hasher, bytes);
                hasher.finalize()
            })
            .collect();
        hashes.iter().for_each(|hash| part(&mut hasher, hash.as_bytes()));
        part(&mut hasher, snapshot.today.to_string().as_bytes());
        part(&mut hasher, history.as_bytes());
        Some(Inputs(hasher.finalize()))
    }
}

/// Length first, so that two parts never read as one.
fn part(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

/// The hash of one file's bytes.
pub(super) fn content(bytes: &[u8]) -> blake3::Hash {
    blake3::hash(bytes)
}

/// The seal over inputs and files, in the order of their paths.
pub(super) fn seal(Inputs(inputs): Inputs, files: &[(&str, blake3::Hash)]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    part(&mut hasher, inputs.as_bytes());
    for (path, hash) in files {
        part(&mut hasher, path.as_bytes());
        part(&mut hasher, hash.as_bytes());
    }
    hasher.finalize()
}

/// The site in `out`, when it is exactly what a build of these inputs has published there. Touches nothing.
pub fn up_to_date(inputs: Inputs, out: &Path, root: &Path) -> Option<Published> {
    let ops = Ops::REAL;
    let target = Target::locate(out, root).ok()?;
    let parent = ops.open_parent(&target.parent).ok()?;
    let Standing::Ours(folder) = target.standing(ops, parent.as_fd()).ok()? else { return None };
    // what a killed build left beside the site is removed by a whole one, under the lock
    if lock::lies(ops, parent.as_fd(), &target) || !stage::beside(ops, parent.as_fd(), &target).ok()?.is_empty() {
        return None;
    }
    let folder = folder.as_fd();
    let sealed = ops.read_file(folder, MARKER)?;
    if !is_sealed(&sealed) {
        return None;
    }
    let files = listed(&sealed)?;
    if !tree::folders_are_ours(ops, folder, &files).ok()? {
        return None;
    }
    let n_others = others::others(ops, folder, &files).ok()?.len();
    let paths: Vec<&str> = files.into_iter().collect();
    let read = |path: &&str| hashed(ops, folder, path);
    let files: Vec<(u64, blake3::Hash)> = paths.par_iter().map(read).collect::<Option<_>>()?;
    let hashes = paths.iter().copied().zip(files.iter().map(|(_, hash)| *hash));
    let published = Published { files: files.len(), bytes: files.iter().map(|(bytes, _)| bytes).sum(), written: 0, others: n_others };
    (marker(Some(inputs), hashes) == sealed).then_some(published)
}

fn hashed(ops: Ops<'_>, folder: BorrowedFd<'_>, path: &str) -> Option<(u64, blake3::Hash)> {
    let bytes = ops.read_file(folder, path)?;
    Some((bytes.len() as u64, content(&bytes)))
}
