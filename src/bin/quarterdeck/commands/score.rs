//! `score`: every score of every plan, and why.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, history, territory};
use quarterdeck::audience::project::project;
use quarterdeck::engine;
use quarterdeck::formats::score_list;
use quarterdeck::reports::{score_table, scores};

#[derive(Args)]
pub struct Options {
    /// A territory's folder, or accounts by name, folder or plan; else all accounts of the territory around the working directory
    #[arg(value_name = "TERRITORY|ACCOUNT")]
    what: Vec<String>,
    /// Print every term with its line
    #[arg(long)]
    explain: bool,
    /// As the plans stood at a revision: a branch, a tag, a commit, a day. The as-of date is that commit's, unless --as-of gives another
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    at: Option<String>,
    /// table, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "json", "csv"])]
    format: String,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    if options.explain && options.format == "csv" {
        bail!("--explain has no form as csv, whose rows are whole scores; write --explain alone, or --format json, which has every term");
    }
    // the first word that is a folder or a file leads to the territory around it
    let first = options.what.iter().map(PathBuf::from).find(|path| path.exists());
    let mut territory = territory::open(common, first.as_deref(), None)?;
    match &options.at {
        None => {
            let found = history::open(common, &territory.root);
            history::fill(common, &mut territory, found);
        }
        Some(revision) => history::go_back(common, &mut territory, revision)?,
    }
    let analysis = engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage));
    territory::tell_broken_settings(&analysis);
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for text in &options.what {
        wanted.extend(territory::account(&territory.root, &analysis, text)?);
    }
    let shows = |slug: &str| wanted.is_empty() || wanted.contains(slug);
    match (options.format.as_str(), options.explain) {
        ("json", _) => exit::print_with(|out| scores::write(&analysis, &shows, out))?,
        ("csv", _) => exit::print_with(|out| out.write_all(&score_list::csv(&project(&analysis, &[]), &shows)))?,
        (_, true) => exit::print(&score_table::explain(&analysis, &shows, common.stdout()))?,
        _ => exit::print(&score_table::table(&analysis, &shows, common.stdout()))?,
    }
    territory.times.stage("report");
    territory.times.tell(common);
    Ok(Exit::Good)
}
