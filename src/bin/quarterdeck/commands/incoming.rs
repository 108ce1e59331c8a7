//! `check --stdin --stdin-path P`: the text of one file comes from standard input, for editors and hooks that have it before it is saved.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::territory::Territory;
use quarterdeck::base::path::SourcePath;
use quarterdeck::host::incoming;
use quarterdeck::source::layout::{self, Role};

#[derive(Args)]
pub struct Incoming {
    /// Read the text of one file from standard input in the place of the file of --stdin-path, and report on that file alone
    #[arg(long, requires = "stdin_path", conflicts_with_all = ["paths", "staged"])]
    stdin: bool,
    /// The plan, review or territory file that --stdin stands in for; it need not be there yet
    #[arg(long, value_name = "P", requires = "stdin")]
    stdin_path: Option<PathBuf>,
}

impl Incoming {
    /// Does a text come from standard input?
    pub fn wanted(&self) -> bool {
        self.stdin
    }

    /// The nearest folder or file that is there, to look for the territory from.
    pub fn start(&self) -> Option<PathBuf> {
        let path = std::path::absolute(self.stdin_path.as_ref()?).ok()?;
        path.ancestors().find(|path| path.exists()).map(Path::to_owned)
    }

    /// Puts the text in the place of the file; the file's path in the territory, `None` when nobody asked.
    ///
    /// # Errors
    /// When the file lies outside of the territory, when it is none that plans are made of, and when standard input cannot be read.
    pub fn put(&self, territory: &mut Territory) -> anyhow::Result<Option<String>> {
        let Some(path) = &self.stdin_path else { return Ok(None) };
        let root = territory.root.canonicalize().with_context(|| format!("there is no folder `{}`", territory.root.display()))?;
        let full = resolved(path).with_context(|| format!("`{}` is not a path", path.display()))?;
        let Ok(inside) = full.strip_prefix(&root) else {
            bail!("`{}` lies outside the territory `{}`", path.display(), root.display());
        };
        let text = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
        let known = SourcePath::new(&text).map(|source| (layout::role(&source), source));
        let Some((role, source)) = known.filter(|(role, _)| is_text_of_ours(role)) else {
            bail!("`{}` is not a plan, a review or a territory file; --stdin-path wants one, for example accounts/northwind-health/plan.md", path.display());
        };
        let file = incoming::read(&role).context("standard input cannot be read")?;
        territory.snapshot.files.insert(source, file);
        territory.times.stage("stdin");
        Ok(Some(text))
    }
}

/// Is it a file that people write by hand and that findings point into?
fn is_text_of_ours(role: &Role) -> bool {
    match role {
        Role::Plan { .. } | Role::Review { .. } | Role::Page { .. } => true,
        Role::Territory | Role::People | Role::Icp | Role::Cycle | Role::Questions | Role::Strings => true,
        Role::Attachment { .. } | Role::Baseline | Role::Overlay | Role::Theme | Role::Data(_) | Role::Other => false,
    }
}

/// A path without links and dots in it, of which the end need not be there.
fn resolved(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => drop(whole.pop()),
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    let mut missing: Vec<OsString> = Vec::new();
    // the file itself may be a link; what it leads to is not what is asked about
    loop {
        missing.push(whole.file_name()?.to_owned());
        whole.pop();
        if let Ok(there) = whole.canonicalize() {
            return Some(missing.iter().rev().fold(there, |path, name| path.join(name)));
        }
    }
}
