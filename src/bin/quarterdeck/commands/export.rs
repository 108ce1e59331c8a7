//! `export`: one of the site's files for other programs, without a site.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, history, territory};
use quarterdeck::base::near::nearest;
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::host::write;
use quarterdeck::{engine, formats};

#[cfg(not(feature = "xlsx"))]
const FORMATS: [&str; 4] = ["csv", "json", "ics", "atom"];
#[cfg(feature = "xlsx")]
const FORMATS: [&str; 5] = ["csv", "json", "xlsx", "ics", "atom"];

#[derive(Args)]
pub struct Options {
    #[cfg_attr(not(feature = "xlsx"), doc = "csv or json (a table), ics (all dates), or atom (what changed; wants `base_url` in quarterdeck.yaml)")]
    #[cfg_attr(
        feature = "xlsx",
        doc = "csv or json (a table), xlsx (all tables or one; wants --out), ics (all dates), or atom (what changed; wants `base_url` in quarterdeck.yaml)"
    )]
    #[arg(value_name = "FORMAT", value_parser = FORMATS)]
    format: String,
    /// Which table, such as actions, people or whitespace; an unknown name lists them all [default: accounts]
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Where the file goes; else standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const NO_FEED: &str = "there is no feed: it wants `base_url` in quarterdeck.yaml, the address at which the site will stand";

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    if let Some(table) = &options.table {
        known(table)?;
    }
    if options.format == "xlsx" && options.out.is_none() {
        bail!("a workbook is no text; say where it goes with --out FILE");
    }
    let mut territory = territory::open(common, None, None)?;
    if options.format == "atom" {
        let settings = &engine::ground(&territory.snapshot).settings;
        // settings that cannot be read are told of first
        if settings.base_url.is_none() && !settings.doubts("base_url") {
            bail!("{NO_FEED}");
        }
    }
    let found = history::open(common, &territory.root);
    history::fill(common, &mut territory, found);
    let analysis = engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage));
    territory::tell_broken_settings(&analysis);
    let view = engine::view(&analysis);
    #[cfg(feature = "xlsx")]
    if options.format == "xlsx" {
        workbook(&territory.root, &view, options)?;
        territory.times.tell(common);
        return Ok(Exit::Good);
    }
    let (parts, _) = engine::parts(&territory.snapshot, &analysis);
    let site = engine::site(&view, &parts);
    let path = match options.format.as_str() {
        "atom" => "feed.atom".to_owned(),
        "ics" => "calendar.ics".to_owned(),
        format => format!("data/{}.{format}", options.table.as_deref().unwrap_or("accounts")),
    };
    let Some(artifact) = site.artifacts.iter().find(|artifact| artifact.path.as_str() == path) else {
        bail!("{NO_FEED}");
    };
    let bytes = (artifact.bytes)();
    match options.out.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => write(&territory.root, file, &bytes)?,
        None => exit::print(&String::from_utf8(bytes).context("the file is no text")?)?,
    }
    territory.times.tell(common);
    Ok(Exit::Good)
}

fn write(root: &Path, file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let written = write::product(root, file).and_then(|mut out| Ok(out.write_all(bytes)?));
    written.with_context(|| format!("`{}` could not be written", file.display()))
}

/// Fails for a table that there is not, with those that there are.
fn known(table: &str) -> anyhow::Result<()> {
    let tables: Vec<&str> = formats::SHEETS.iter().map(|sheet| sheet.key).collect();
    if !tables.contains(&table) {
        let near = nearest(table, tables.iter().copied()).map(|near| format!("; {}", did_you_mean(near)));
        bail!("there is no table `{table}`{}; tables: {}", near.unwrap_or_default(), tables.join(", "));
    }
    Ok(())
}

/// The workbook goes into a file: a terminal cannot show it.
#[cfg(feature = "xlsx")]
fn workbook(root: &Path, view: &quarterdeck::audience::project::View<'_>, options: &Options) -> anyhow::Result<()> {
    let Some(file) = &options.out else { return Ok(()) };
    let wanted = |key: &str| options.table.as_deref().is_none_or(|table| table == key);
    let bytes = formats::workbook::bytes(view, &wanted).map_err(|error| anyhow::anyhow!("the workbook could not be made: {error}"))?;
    write(root, file, &bytes)
}
