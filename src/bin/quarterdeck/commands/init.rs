//! `init`: a territory to start from.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::Common;
use super::exit::{self, Exit};
use quarterdeck::base::console::pasted;
use quarterdeck::host::{clock, write};
use quarterdeck::scaffold;

/// Files that may be there before us.
const OPTIONAL: [&str; 2] = ["README.md", ".gitignore"];

#[derive(Args)]
pub struct Options {
    /// The folder, made when it is not there; else the working directory
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let today = clock::today(common.as_of.as_deref())?;
    if let (Some(named), Some(dir)) = (&common.territory, options.dir.as_ref().filter(|dir| common.territory.as_ref() != Some(dir))) {
        bail!("-C names `{}` and the folder is `{}`; say one place for the new territory", named.display(), dir.display());
    }
    let dir = options.dir.clone().or_else(|| common.territory.clone()).unwrap_or_else(|| PathBuf::from("."));
    if dir.join("quarterdeck.yaml").exists() {
        bail!("`{}` is a territory already", dir.display());
    }
    let files = scaffold::territory::files(today);
    let (standing, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| dir.join(path).symlink_metadata().is_ok());
    // a new repository often has these two, and no territory needs ours
    if let Some((path, _)) = standing.iter().find(|(path, _)| !OPTIONAL.contains(path)) {
        bail!("`{}` exists already; nothing was written: choose an empty folder", dir.join(path).display());
    }
    write::new_files(&dir, &files)?;
    if !common.quiet {
        exit::say(&format!("wrote a territory with two example plans: {} files in `{}`\n", files.len(), dir.display()));
        for (path, _) in &standing {
            exit::say(&format!("`{path}` was there already and stays as it is\n"));
        }
    }
    let at = if dir.as_os_str() == "." { String::new() } else { format!(" {}", pasted(&dir.to_string_lossy())) };
    exit::print(&format!("next: quarterdeck build{at}\n"))?;
    Ok(Exit::Good)
}
