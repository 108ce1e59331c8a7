//! `baseline`: makes, shrinks and shows the list of findings that the territory lives with; and what `check` wants of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::check::{paths, within};
use super::exit::{self, Exit};
use super::found::Places;
use super::territory::Territory;
use super::{Common, history, territory};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::console::{Style, escape};
use quarterdeck::base::count::count;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::baseline::change::{self, Decision};
use quarterdeck::baseline::listed;
use quarterdeck::baseline::matching::{Matched, Standing};
use quarterdeck::baseline::{Baseline, takes};
use quarterdeck::config::baseline::Line;
use quarterdeck::diag::code::Level;
use quarterdeck::engine;
use quarterdeck::host::{disk, write};
use quarterdeck::source::layout::{self, Role};
use quarterdeck::source::snapshot::{File, Snapshot};

/// Which baseline `check` uses.
#[derive(Args)]
pub struct Choice {
    /// Do not count what this baseline accepts; else quarterdeck-baseline.json in the territory, where there is one
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    baseline: Option<PathBuf>,
    /// Count also what the baseline accepts
    #[arg(long)]
    no_baseline: bool,
}

impl Choice {
    /// The baseline in force; `None` when there is none, or nobody wants it.
    ///
    /// # Errors
    /// When the file that was named cannot be opened.
    pub fn open(&self, territory: &Territory) -> anyhow::Result<Option<Baseline>> {
        match &self.baseline {
            _ if self.no_baseline => Ok(None),
            None => Ok(of(&territory.snapshot)),
            Some(file) => {
                let bytes = disk::read_as(file, &Role::Baseline)?;
                Ok(shown(file, &territory.root).map(|path| Baseline::read(&path, &bytes)))
            }
        }
    }

    /// The territory's own baseline in some state of its files, when that is the one in force.
    pub fn own(&self, snapshot: &Snapshot) -> Option<Baseline> {
        let named = self.no_baseline || self.baseline.is_some();
        (!named).then(|| of(snapshot)).flatten()
    }

    /// The baseline that was in force in an earlier state: its own, or the one that was named.
    ///
    /// # Errors
    /// When the file that was named cannot be opened.
    pub fn earlier(&self, base: &Snapshot, territory: &Territory) -> anyhow::Result<Option<Baseline>> {
        if self.baseline.is_some() { self.open(territory) } else { Ok(self.own(base)) }
    }
}

/// A file's path in the territory; of one that lies elsewhere its name.
fn shown(file: &Path, root: &Path) -> Option<SourcePath> {
    let inside = || file.canonicalize().ok()?.strip_prefix(root.canonicalize().ok()?).ok().map(Path::to_owned);
    let path = inside().or_else(|| file.file_name().map(PathBuf::from))?;
    SourcePath::new(&path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// The territory's own baseline.
pub(super) fn of(snapshot: &Snapshot) -> Option<Baseline> {
    let path = SourcePath::new(layout::BASELINE)?;
    match snapshot.files.get(&path) {
        Some(File::Bytes(bytes)) => Some(Baseline::read(&path, bytes)),
        _ => None,
    }
}

/// What a change adds to the baseline, as a sentence; `None` where it adds nothing. A line that follows its plan into another folder is no new one.
pub fn growth(baseline: &Baseline, base: &Snapshot, head: &Snapshot) -> Option<String> {
    let mut earlier = of(base);
    let places = Places::between(base, head);
    // one that still names the old folder is in both
    let stays = |path: &str| baseline.entries.iter().any(|entry| entry.line.path == path);
    for entry in earlier.iter_mut().flat_map(|earlier| &mut earlier.entries) {
        if let Some(path) = places.now(&entry.line.path).filter(|_| !stays(&entry.line.path)) {
            entry.line.path = path;
        }
    }
    baseline.growth(earlier.as_ref())
}

#[derive(Subcommand)]
pub enum Action {
    /// Hold every error and warning of today; refuses where a baseline exists
    Create(Create),
    /// Take out what is mended; with --grow also take in what is new
    Update(Update),
    /// Take out every entry that matches nothing, also those of files that are gone
    Prune,
    /// List the entries, and whether each still matches
    Show(Show),
}

#[derive(Args)]
pub struct Create {
    /// Plans or folders to look at; else the whole territory
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Why they may stay, written beside each
    #[arg(long, value_name = "TEXT", value_parser = why)]
    reason: Option<String>,
    /// The last day on which they may stay
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Date>,
}

#[derive(Args)]
pub struct Update {
    /// Plans or folders to look at; else the whole territory. Entries of other files stay as they are
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take in the errors and warnings that are new
    #[arg(long)]
    grow: bool,
    /// Why the new ones may stay, written beside each
    #[arg(long, value_name = "TEXT", value_parser = why, requires = "grow")]
    reason: Option<String>,
    /// The last day on which the new ones may stay
    #[arg(long, value_name = "DATE", value_parser = day, requires = "grow")]
    until: Option<Date>,
}

#[derive(Args)]
pub struct Show {
    /// table or json
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "json"])]
    format: String,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as 2027-03-31".to_owned())
}

fn why(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("say why they may stay, or leave `--reason` out".to_owned()) } else { Ok(text.to_owned()) }
}

pub fn run(common: &Common, action: &Action) -> anyhow::Result<Exit> {
    let start = match action {
        Action::Create(Create { paths, .. }) | Action::Update(Update { paths, .. }) => paths.first(),
        Action::Prune | Action::Show(_) => None,
    };
    let mut territory = territory::open(common, start.map(PathBuf::as_path), None)?;
    let found = history::open(common, &territory.root);
    history::fill(common, &mut territory, found);
    let analysis = engine::check(&territory.snapshot);
    match action {
        Action::Create(options) => create(common, &territory, &analysis, options),
        Action::Update(options) => update(common, &territory, &analysis, options),
        Action::Prune => prune(common, &territory, &analysis),
        Action::Show(options) => show(common, &territory, &analysis, options),
    }
}

fn create(common: &Common, territory: &Territory, analysis: &Analysis<'_>, options: &Create) -> anyhow::Result<Exit> {
    let name = layout::BASELINE;
    if SourcePath::new(name).is_some_and(|path| territory.snapshot.contains(&path)) {
        bail!("there is a `{name}` already; `quarterdeck baseline update` takes out what is mended, with --grow it takes in what is new");
    }
    let wanted = paths(&territory.root, &options.paths)?;
    let decision = Decision { today: territory.snapshot.today, reason: options.reason.clone(), until: options.until };
    let found: Vec<_> = analysis.findings.iter().filter(|finding| within(&wanted, finding.path.as_str())).collect();
    let lines = change::lines_of(found.iter().copied(), &decision);
    let left = found.iter().filter(|finding| finding.level >= Level::Warn && !takes(finding)).count();
    let told = match lines.len() {
        0 => "there is no error and no warning to hold; nothing was written\n".to_owned(),
        n => {
            let text = change::text(&lines);
            read_back(&text)?;
            write::new_file(&territory.root, name, &text).with_context(|| format!("`{name}` could not be written"))?;
            format!("{} in `{name}`\nnext: quarterdeck check, then commit it\n", count(n, "finding is held", "findings are held"))
        }
    };
    let rest = match left {
        0 => String::new(),
        n => format!("{} to be mended: a baseline takes no syntax and no exceptions\n", count(n, "finding has", "findings have")),
    };
    if !common.quiet {
        exit::say(&format!("{told}{rest}"));
    }
    Ok(Exit::Good)
}

/// Refuses to write what the next check would refuse to read, such as a password in a reason.
fn read_back(text: &str) -> anyhow::Result<()> {
    let Some(path) = SourcePath::new(layout::BASELINE) else { return Ok(()) };
    if let Some(mistake) = Baseline::read(&path, &Arc::from(text.as_bytes())).mistakes.first() {
        bail!("nothing was written, because `{path}` could not be read again: {} (line {})", mistake.message, mistake.start.line);
    }
    Ok(())
}

/// The territory's baseline held against its findings.
///
/// # Errors
/// When there is none, or when writing it again would lose what cannot be read of it.
fn held(territory: &Territory, analysis: &Analysis<'_>) -> anyhow::Result<(Baseline, Matched)> {
    let name = layout::BASELINE;
    let Some(baseline) = of(&territory.snapshot) else {
        match SourcePath::new(name).and_then(|path| territory.snapshot.files.get(&path)) {
            Some(File::Refused(reason)) => bail!("`{name}` {reason}"),
            _ => bail!("there is no `{name}` in `{}`; `quarterdeck baseline create` makes one", territory.root.display()),
        }
    };
    if let Some(mistake) = baseline.mistakes.first() {
        bail!("`{name}` holds a mistake in line {}: {}; mend it first", mistake.start.line, mistake.message);
    }
    let matched = baseline.matched(&analysis.findings, &analysis.portfolio);
    Ok((baseline, matched))
}

fn update(common: &Common, territory: &Territory, analysis: &Analysis<'_>, options: &Update) -> anyhow::Result<Exit> {
    let wanted = paths(&territory.root, &options.paths)?;
    let (baseline, matched) = held(territory, analysis)?;
    let is_there = |path: &str| SourcePath::new(path).is_some_and(|path| territory.snapshot.contains(&path));
    let (mut lines, gone) = baseline.kept(&matched, |path| is_there(path) && within(&wanted, path));
    let mut grown = 0;
    if options.grow {
        let decision = Decision { today: territory.snapshot.today, reason: options.reason.clone(), until: options.until };
        let new = analysis.findings.iter().zip(&matched.by).filter(|(finding, by)| by.is_none() && within(&wanted, finding.path.as_str()));
        let new = change::lines_of(new.map(|(finding, _)| finding), &decision);
        grown = new.len();
        lines.extend(new);
    }
    replace(common, territory, &baseline, &lines, gone, grown)
}

fn prune(common: &Common, territory: &Territory, analysis: &Analysis<'_>) -> anyhow::Result<Exit> {
    let (baseline, matched) = held(territory, analysis)?;
    let (lines, gone) = baseline.kept(&matched, |_| true);
    replace(common, territory, &baseline, &lines, gone, 0)
}

fn replace(common: &Common, territory: &Territory, old: &Baseline, lines: &[Line], gone: usize, grown: usize) -> anyhow::Result<Exit> {
    let text = change::text(lines);
    if text.as_bytes() != &*old.bytes {
        read_back(&text)?;
        write::replace(&territory.root, &old.path, &old.bytes, &text).with_context(|| format!("`{}` could not be written", old.path))?;
    }
    if !common.quiet {
        let grown = if grown > 0 { format!("{} taken in, ", count(grown, "entry", "entries")) } else { String::new() };
        exit::say(&format!("{grown}{} taken out, {} in the baseline\n", count(gone, "entry", "entries"), count(lines.len(), "entry", "entries")));
    }
    Ok(Exit::Good)
}

fn show(common: &Common, territory: &Territory, analysis: &Analysis<'_>, options: &Show) -> anyhow::Result<Exit> {
    let (baseline, matched) = held(territory, analysis)?;
    if options.format == "json" {
        let list = listed::json(&baseline, &matched, territory.snapshot.today);
        exit::print(&(serde_json::to_string_pretty(&list)? + "\n"))?;
        return Ok(Exit::Good);
    }
    let Style { bold, dim, reset, .. } = common.stdout();
    let mut out = String::new();
    for (entry, standing) in baseline.entries.iter().zip(&matched.standing) {
        let Line { path, at, message, added, reason, until, .. } = &entry.line;
        let place = if at.is_empty() { String::new() } else { format!(" {}", escape(at)) };
        let message = message.as_ref().map_or_else(String::new, |message| format!("  {}", escape(message)));
        let until = until.map_or_else(String::new, |until| format!(" until {until}"));
        let reason = reason.as_ref().map_or_else(String::new, |reason| format!(" -- {}", escape(reason)));
        let (standing, rule, path) = (standing.as_str(), entry.rule.code.name, escape(path));
        out.push_str(&format!("{standing:<11}  {bold}{rule}{reset}  {path}{place}{message}  {dim}since {added}{until}{reason}{reset}\n"));
    }
    exit::print(&out)?;
    if !common.quiet {
        let n = |wanted: Standing| matched.standing.iter().filter(|standing| **standing == wanted).count();
        let all = [Standing::Matches, Standing::Expired, Standing::Unused, Standing::Unknown];
        let parts: Vec<String> = all.into_iter().map(|it| (n(it), it)).filter(|(n, _)| *n > 0).map(|(n, it)| format!("{n} {}", word(it, n))).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        exit::say(&format!("{}{parts}\n", count(baseline.entries.len(), "entry", "entries")));
    }
    Ok(Exit::Good)
}

fn word(standing: Standing, n: usize) -> &'static str {
    match standing {
        Standing::Matches if n != 1 => "match",
        other => other.as_str(),
    }
}
