//! What lies where a site would go, for a person who wonders. Touches nothing.

use std::os::fd::AsFd;
use std::path::Path;

use super::marker::{MARKER, is_sealed};
use super::ops::Ops;
use super::target::{Standing, Target};
use super::{lock, stage, tree};

/// The folder for a site and what lies beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// `None`: a site may be published there. Else the sentence why not.
    pub refused: Option<String>,
    /// The files of the site that we published there; `None` where there is none.
    pub files: Option<usize>,
    /// It carries the seal by which the next build may know that nothing has changed.
    pub sealed: bool,
    /// Staging folders beside it: of a build that is running, or of one that was killed.
    pub stages: Vec<String>,
    /// A lock lies beside it, likewise.
    pub lock: bool,
}

/// Looks at `out`.
pub fn state(out: &Path, root: &Path) -> State {
    let refused = |error: anyhow::Error| State { refused: Some(error.to_string()), ..State::default() };
    let ops = Ops::REAL;
    let target = match Target::locate(out, root) {
        Ok(target) => target,
        Err(error) => return refused(error),
    };
    // nothing is there yet, not even the folder above
    let Ok(parent) = ops.open_parent(&target.parent) else { return State::default() };
    let parent = parent.as_fd();
    let mut state = match target.standing(ops, parent) {
        Err(error) => refused(error),
        Ok(Standing::Absent | Standing::Empty) => State::default(),
        Ok(Standing::Ours(folder)) => {
            let folder = folder.as_fd();
            let marker = ops.read_file(folder, MARKER).unwrap_or_default();
            State { files: tree::files(ops, folder).ok().map(|files| files.len()), sealed: is_sealed(&marker), ..State::default() }
        }
    };
    let stages = stage::beside(ops, parent, &target).unwrap_or_default();
    state.stages = stages.iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect();
    state.stages.sort();
    state.lock = lock::lies(ops, parent, &target);
    state
}
