//! `init`: a territory to start from.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::Common;
use super::exit::{self, Exit};
use quarterdeck::base::console::pasted;
use quarterdeck::host::{clock, write};
use quarterdeck::scaffold;

#[derive(Args)]
pub struct Options {
    /// The folder, made when it is not there; else the working directory
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let today = clock::today(common.as_of.as_deref())?;
    let dir = options.dir.clone().or_else(|| common.territory.clone()).unwrap_or_else(|| PathBuf::from("."));
    if dir.join("quarterdeck.yaml").exists() {
        bail!("`{}` is a territory already", dir.display());
    }
    let files = scaffold::territory::files(today);
    for (path, text) in &files {
        write::new_file(&dir, path, text).with_context(|| format!("`{}` could not be made", dir.join(path).display()))?;
    }
    if !common.quiet {
        exit::say(&format!("wrote a territory with two example plans: {} files in `{}`\n", files.len(), dir.display()));
    }
    let at = if dir.as_os_str() == "." { String::new() } else { format!(" {}", pasted(&dir.to_string_lossy())) };
    exit::print(&format!("next: quarterdeck build{at}\n"))?;
    Ok(Exit::Good)
}
