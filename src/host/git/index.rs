//! What is staged for the next commit. Git tells a hook by `GIT_INDEX_FILE` which index the commit is made from: with `commit -a` and `commit PATH` it
//! is none that lies there otherwise. Of the variables of Git this one alone is believed, by this file alone, and only when it names an index in the
//! repository's own folder: then it says which of Git's own files is read, and nothing else.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::around;
use super::objects::Objects;
use super::program::Program;
use crate::base::date::Date;
use crate::source::history::{Blob, Oid, Unknown, Versions};

/// The variable by which Git names the index of a commit.
pub(super) const VARIABLE: &str = "GIT_INDEX_FILE";

/// The index of a repository, which need not have a commit yet.
pub struct Index {
    program: Program,
    prefix: String,
    /// The one that Git named for a hook; else its own.
    named: Option<PathBuf>,
    objects: Option<Objects>,
}

impl Index {
    /// Opens the index that the next commit is made from.
    ///
    /// # Errors
    /// When there is no repository, or somebody names an index that is none of its own.
    pub fn open(territory: &Path) -> Result<Self, Unknown> {
        let (program, prefix) = around(territory)?;
        let named = match env::var_os(VARIABLE).filter(|name| !name.is_empty()) {
            Some(name) => Some(own(&program, Path::new(&name))?),
            None => None,
        };
        Ok(Index { program, prefix, named, objects: None })
    }

    /// The files of the territory as they are staged.
    ///
    /// # Errors
    /// When the repository is broken, or a merge is not finished.
    pub fn files(&self) -> Result<Vec<Blob>, Unknown> {
        let output = self.program.run_on(self.named.as_deref(), &["ls-files", "--stage", "-z"])?;
        let mut entries = Vec::new();
        for line in output.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            let Some((path, id, regular, stage)) = entry(line) else { continue };
            let Some(path) = path.strip_prefix(&self.prefix) else { continue };
            if stage != "0" {
                return Err(Unknown::new("a merge is not finished: some files are staged in several versions", "resolve it with `git add`"));
            }
            entries.push((path.to_owned(), id, regular));
        }
        let ids: String = entries.iter().map(|(_, id, _)| format!("{id}\n")).collect();
        let sizes = self.program.run(&["cat-file", "--batch-check=%(objectsize)"], ids.as_bytes())?;
        let sizes = std::str::from_utf8(&sizes).unwrap_or_default().lines().map(|size| size.parse().unwrap_or(0));
        Ok(entries.into_iter().zip(sizes).map(|((path, id, regular), bytes)| Blob { path, id, bytes, regular }).collect())
    }
}

impl Versions for Index {
    fn contents(&mut self, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown> {
        super::contents(&self.program, &mut self.objects, ids)
    }

    /// Nothing of what is staged is in a commit.
    fn files(&mut self, _: Oid) -> Result<Vec<Blob>, Unknown> {
        Ok(Vec::new())
    }

    fn at(&mut self, _: Date) -> Result<Option<Oid>, Unknown> {
        Ok(None)
    }
}

/// The index of that name, when it is a file in the folder that Git keeps of this checkout (of a worktree and a submodule its own), not behind a link.
/// As Git does it, a relative name begins where `.git` lies.
fn own(program: &Program, name: &Path) -> Result<PathBuf, Unknown> {
    let folder = program.run(&["rev-parse", "--absolute-git-dir"], &[])?;
    let folder = std::str::from_utf8(&folder).ok().map(|text| PathBuf::from(text.trim_end_matches('\n'))).and_then(|folder| folder.canonicalize().ok());
    let path = program.top().join(name);
    let lies_in = path.parent().and_then(|parent| parent.canonicalize().ok());
    let is_file = path.symlink_metadata().is_ok_and(|it| it.is_file());
    match lies_in.zip(path.file_name()) {
        Some((parent, last)) if is_file && folder.as_ref() == Some(&parent) => Ok(parent.join(last)),
        _ => {
            let reason = format!("`{VARIABLE}` names `{}`, which is no index of this repository", name.display());
            Err(Unknown::new(reason, format!("run it without the variable: `env -u {VARIABLE} quarterdeck check --staged`")))
        }
    }
}

/// `100644 ⟨id⟩ ⟨stage⟩⟨tab⟩⟨path⟩`.
fn entry(line: &[u8]) -> Option<(&str, Oid, bool, &str)> {
    let (about, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut words = about.split_whitespace();
    let (mode, id, stage) = (words.next()?, words.next()?, words.next()?);
    Some((path, Oid::parse(id)?, mode.starts_with("100"), stage))
}
