//! `export`: one of the site's files for other programs, without a site.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, history, territory};
use quarterdeck::audience::project::project;
use quarterdeck::base::near::nearest;
use quarterdeck::{engine, formats};

#[derive(Args)]
pub struct Options {
    /// csv or json (a table), ics (all dates), or atom (what changed; wants `base_url` in quarterdeck.yaml)
    #[arg(value_name = "FORMAT", value_parser = ["csv", "json", "ics", "atom"])]
    format: String,
    /// Which table, such as accounts, actions, people or whitespace; an unknown name lists them all
    #[arg(long, value_name = "NAME", default_value = "accounts")]
    table: String,
    /// Where the file goes; else standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let mut territory = territory::open(common, None, None)?;
    let found = history::open(common, &territory.root);
    history::fill(common, &mut territory, found);
    let analysis = engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage));
    let codes: Vec<_> = quarterdeck::rules::ALL.iter().map(|rule| rule.code).collect();
    let view = project(&analysis, &codes);
    let (parts, _) = engine::parts(&territory.snapshot, &analysis);
    let site = engine::site(&view, &parts);
    let path = match options.format.as_str() {
        "atom" => "feed.atom".to_owned(),
        "ics" => "calendar.ics".to_owned(),
        format => {
            let tables: Vec<&str> = formats::SHEETS.iter().map(|sheet| sheet.key).collect();
            if !tables.contains(&options.table.as_str()) {
                let near = nearest(&options.table, tables.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
                bail!("there is no table `{}`{}; tables: {}", options.table, near.unwrap_or_default(), tables.join(", "));
            }
            format!("data/{}.{format}", options.table)
        }
    };
    let Some(artifact) = site.artifacts.iter().find(|artifact| artifact.path.as_str() == path) else {
        bail!("there is no feed: it wants `base_url` in quarterdeck.yaml, and the history of the plans");
    };
    let bytes = (artifact.bytes)();
    match &options.out {
        Some(file) => std::fs::write(file, &bytes).with_context(|| format!("`{}` could not be written", file.display()))?,
        None => exit::print(&String::from_utf8(bytes).context("the file is no text")?)?,
    }
    territory.times.tell(common);
    Ok(Exit::Good)
}
