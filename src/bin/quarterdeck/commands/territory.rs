//! Opens a territory for a command: finds its folder, reads the day once, reads the files once, and keeps the times.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, bail};

use super::{Common, exit};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::console::{escape, pasted};
use quarterdeck::base::near::nearest;
use quarterdeck::base::path::SourcePath;
use quarterdeck::diag::code::Level;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::host::{clock, disk};
use quarterdeck::parse::document;
use quarterdeck::serve::live::Fault;
use quarterdeck::source::layout;
use quarterdeck::source::snapshot::Snapshot;

/// A territory as read.
pub struct Territory {
    pub root: PathBuf,
    pub snapshot: Snapshot,
    pub times: Times,
}

/// Where the time went, for `-v`.
#[derive(Clone, Debug)]
pub struct Times {
    start: Instant,
    last: Instant,
    stages: Vec<(&'static str, f64)>,
}

impl Times {
    pub fn new() -> Self {
        let now = Instant::now();
        Times { start: now, last: now, stages: Vec::new() }
    }

    /// Ends a stage.
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, (now - self.last).as_secs_f64()));
        self.last = now;
    }

    /// Seconds since the start.
    pub fn total(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// Says the stages on standard error, when asked to.
    pub fn tell(&self, common: &Common) {
        if common.verbose && !common.quiet {
            for (name, seconds) in &self.stages {
                exit::say(&format!("{name:>10} {seconds:8.3} s\n"));
            }
            exit::say(&format!("{:>10} {:8.3} s\n", "total", self.total()));
        }
    }
}

/// The territory's folder: `-C`, else the nearest one at or above `start` (or the working directory) that holds `quarterdeck.yaml`.
///
/// # Errors
/// When there is none.
pub fn find(common: &Common, start: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = &common.territory {
        if !root.is_dir() {
            bail!("there is no folder `{}`", root.display());
        }
        if !root.join("quarterdeck.yaml").exists() {
            bail!("`{}` holds no quarterdeck.yaml; run `quarterdeck init {}` to make a territory there", root.display(), pasted(&root.to_string_lossy()));
        }
        return Ok(root.clone());
    }
    let start = start.unwrap_or_else(|| Path::new("."));
    if !start.exists() {
        bail!("there is no file or folder `{}`", start.display());
    }
    disk::find_territory(start).with_context(|| {
        format!(
            "no territory found: neither `{}` nor any folder above it holds quarterdeck.yaml; run `quarterdeck init` to make one, or name one with -C",
            start.display()
        )
    })
}

/// Finds and reads a territory. `out` is where a site will go, which is never read.
///
/// # Errors
/// When there is none, when it cannot be read, or when the day is no date.
pub fn open(common: &Common, start: Option<&Path>, out: Option<&Path>) -> anyhow::Result<Territory> {
    let mut times = Times::new();
    let today = clock::today(common.as_of.as_deref())?;
    let root = find(common, start)?;
    let snapshot = disk::read(&root, today, out)?;
    times.stage("read");
    refuse_unreadable(&root, &snapshot)?;
    Ok(Territory { root, snapshot, times })
}

/// The slug of an account that has a plan, named by itself, by its folder or by a file in it; `None` for a path that holds all plans.
///
/// # Errors
/// When there is no plan of that name.
pub fn account(root: &Path, analysis: &Analysis<'_>, text: &str) -> anyhow::Result<Option<String>> {
    if analysis.portfolio.find(text).is_some() {
        return Ok(Some(text.to_owned()));
    }
    let inside = |path: PathBuf| Some(path.strip_prefix(root.canonicalize().ok()?).ok()?.to_path_buf());
    let there = Path::new(text).canonicalize().ok();
    let elsewhere = there.is_some() && text.contains(std::path::is_separator);
    let path = there.and_then(inside);
    if path.is_none() && elsewhere && (Path::new(text).is_absolute() || !root.join(text).exists()) {
        bail!("`{text}` lies outside the territory `{}`", root.display());
    }
    // with -C a path may be meant from the territory's folder
    let path = path.unwrap_or_else(|| PathBuf::from(text));
    let parts: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let slug = match parts.as_slice() {
        [] => return Ok(None),
        [accounts] if accounts == ACCOUNTS => return Ok(None),
        [accounts, slug, ..] if accounts == ACCOUNTS => slug.clone(),
        [.., last] => last.clone(),
    };
    if analysis.portfolio.find(&slug).is_none() {
        let known = || analysis.portfolio.plans.iter().map(|unit| unit.slug.as_str());
        // people say the first word of an account's name
        let mut begun = known().filter(|known| !slug.is_empty() && known.starts_with(&slug.to_lowercase()));
        let only = begun.next().filter(|_| begun.next().is_none());
        let near = only.or_else(|| nearest(&slug, known())).map_or_else(|| "`quarterdeck score` lists them all".to_owned(), did_you_mean);
        bail!("there is no plan for `{slug}`; {near}");
    }
    Ok(Some(slug))
}

/// The folder of an account's plan, as a command takes it from here: paths are read from the working directory.
pub fn folder_from_here(root: &Path, account: &str) -> String {
    let inside = format!("{ACCOUNTS}/{account}");
    let whole = root.join(&inside);
    let is_here = Path::new(&inside).canonicalize().is_ok_and(|here| whole.canonicalize().is_ok_and(|there| here == there));
    pasted(&if is_here { inside } else { whole.to_string_lossy().into_owned() })
}

/// The folder of the plans.
const ACCOUNTS: &str = "accounts";

/// A territory file that cannot be opened is a failure, not a finding (contract §3).
pub fn refuse_unreadable(root: &Path, snapshot: &Snapshot) -> anyhow::Result<()> {
    match unreadable(snapshot) {
        Some((name, reason)) => bail!("`{}` {reason}", root.join(name).display()),
        None => Ok(()),
    }
}

/// The first territory file that cannot be opened, and why.
pub fn unreadable(snapshot: &Snapshot) -> Option<(&'static str, &str)> {
    use quarterdeck::source::snapshot::File;
    [layout::TERRITORY, layout::PEOPLE, layout::ICP, layout::CYCLE, layout::QUESTIONS].into_iter().find_map(|name| {
        match snapshot.files.get(&SourcePath::new(name)?) {
            Some(File::Refused(reason)) => Some((name, reason.as_str())),
            _ => None,
        }
    })
}

/// Why `quarterdeck.yaml` is no YAML that can be read: then every setting is its default, and a site or a list made with them is somebody else's.
pub fn broken_settings(snapshot: &Snapshot, findings: &[Diagnostic]) -> Vec<Fault> {
    let Some(path) = SourcePath::new(layout::TERRITORY) else { return Vec::new() };
    let read = |bytes: &[u8]| document::yaml_file(&path, &Arc::from(bytes)).tree.is_some();
    if snapshot.bytes(&path).is_none_or(read) {
        return Vec::new();
    }
    let fault = |finding: &Diagnostic| Fault {
        place: format!("{}:{}:{}", finding.path, finding.start.line, finding.start.column),
        message: finding.message.to_string(),
        help: finding.help.as_deref().map(str::to_owned),
    };
    findings.iter().filter(|finding| finding.path == path && finding.level == Level::Error).map(fault).collect()
}

/// Says on standard error that what a command prints rests on the defaults.
pub fn tell_broken_settings(analysis: &Analysis<'_>) {
    if let Some(fault) = broken_settings(analysis.snapshot, &analysis.findings).first() {
        exit::say(&format!("{}: {}; what follows rests on the defaults of quarterdeck.yaml\n", escape(&fault.place), escape(&fault.message)));
    }
}
