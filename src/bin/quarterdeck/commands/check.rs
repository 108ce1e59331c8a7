//! `check`: findings, in the formats asked for, and the exit code that a gate needs.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use super::baseline;
use super::exit::{self, Exit};
use super::found::{self, Found, Known};
use super::incoming::Incoming;
use super::mend::Mend;
use super::reporting::{self, Formats};
use super::since::{self, Since};
use super::territory::Territory;
use super::{Common, history, territory};
use quarterdeck::affected::Affected;
use quarterdeck::analysis::Analysis;
use quarterdeck::base::count::count;
use quarterdeck::base::path::SourcePath;
use quarterdeck::baseline::Baseline;
use quarterdeck::comparison;
use quarterdeck::diag::code::Level;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::findings::Counts;
use quarterdeck::diag::reported::{Reported, State};
use quarterdeck::engine;
use quarterdeck::host::git;
use quarterdeck::mending::Judged;
use quarterdeck::model::past::History;
use quarterdeck::reports::report::{Part, ReportCx};
use quarterdeck::source::snapshot::Snapshot;

#[derive(Args)]
pub struct Options {
    /// Plans or folders to report on; else the whole territory
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// full, concise, json, ndjson, sarif, github, gitlab, junit, rdjson or markdown, each also =FILE; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]")]
    format: Vec<String>,
    #[command(flatten)]
    incoming: Incoming,
    #[command(flatten)]
    mend: Mend,
    #[command(flatten)]
    gate: Gate,
    /// Report only these rules
    #[arg(long, value_name = "R,…", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these rules
    #[arg(long, value_name = "R,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Give a rule another level for this run: off, info, warn or error
    #[arg(long, value_name = "R=LEVEL", value_delimiter = ',')]
    level: Vec<String>,
    #[command(flatten)]
    since: since::Change,
    #[command(flatten)]
    baseline: baseline::Choice,
    /// Report also what comments in the plans accept
    #[arg(long)]
    no_suppressions: bool,
    /// Show at most this many findings; all of them count
    #[arg(long, value_name = "N")]
    max_diagnostics: Option<usize>,
}

/// When findings fail a run.
#[derive(Args, Clone)]
pub struct Gate {
    /// The level from which findings end the run with exit code 1: error, warn, info or never
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = ["error", "warn", "info", "never"])]
    pub fail_on: String,
    /// End with exit code 1 when there are more warnings than this
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
}

impl Gate {
    /// Is the gate met?
    pub fn exit(&self, counts: Counts) -> Exit {
        let failed = Level::parse(&self.fail_on).is_some_and(|level| counts.at_least(level) > 0);
        let too_many = self.max_warnings.is_some_and(|most| counts.warn > most);
        if failed || too_many { Exit::Findings } else { Exit::Good }
    }
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let formats = Formats::parse(&options.format)?;
    let mends = options.mend.wanted(&options.since, options.incoming.wanted())?;
    let mut asked = Asked::of(options)?;
    let start = options.paths.first().cloned().or_else(|| options.incoming.start());
    let mut territory = territory::open(common, start.as_deref(), None)?;
    asked.paths = paths(&territory.root, &options.paths)?;
    asked.paths.extend(options.incoming.put(&mut territory)?);
    let mut since = Since::open(&options.since, &mut territory)?;
    match since.as_ref().is_some_and(Since::is_first) {
        // that nothing is committed yet is no news to whoever commits it
        true => territory.snapshot.history = History::NotRead,
        false => read_history(common, &mut territory),
    }
    let failed = mends && mended(common, options, &asked, &mut territory, &mut since)?;
    // the run ends here: the system takes ten thousand plans back at once, and we would give them back one by one
    // why a score is what it is stands in no report but for what it was before
    let judge = if since.is_some() { engine::check_noting } else { engine::findings_noting };
    let mut analysis = ManuallyDrop::new(judge(&territory.snapshot, &mut |stage| territory.times.stage(stage)));
    let affected = since.as_ref().map(|since| since.affected(&analysis));
    let earlier = Earlier::of(options, &mut since, &territory, formats.tell_changes())?;
    let mut was = earlier.as_it_was.as_ref().map(engine::check);
    let known = known(options, was.as_mut(), &territory)?;
    let judged_alike = earlier.by_policy_of_head.as_ref().map(engine::check);
    let before = judged_alike.as_ref().or(was.as_ref());
    let baseline = options.baseline.open(&territory)?;
    let baseline = baseline.as_ref();
    let mut found = asked.found(&mut analysis, affected.as_ref(), &known, baseline);
    let older: Vec<&Diagnostic> = found.iter().filter(|it| it.breaks_the_territory() && known.had(it)).map(|it| &it.finding).collect();
    let sentence = since.as_ref().zip(affected.as_ref()).map(|(since, affected)| looked_at((since, &territory.snapshot), affected, baseline, &older));
    found.retain(|it| it.wanted);
    let changes = since.as_ref().zip(before).filter(|_| formats.tell_changes()).map(|(since, before)| since.changes(before, &analysis));
    if let Some(affected) = affected.as_ref().filter(|_| common.verbose && !common.quiet) {
        exit::say(&affected.reasons());
    }
    let counts = Counts::of(found.iter().filter(|it| it.state == State::Open).map(|it| &it.finding));
    let exit = options.gate.exit(counts);
    let reported: Vec<Reported<'_>> = found.iter().map(Found::reported).collect();
    let plans = reporting::plan_lines(&analysis, before);
    let in_state = |state: State| found.iter().filter(|it| it.state == state).count();
    let cx = ReportCx {
        part: Part::Check,
        findings: &reported,
        counts,
        suppressed: in_state(State::Suppressed),
        baselined: in_state(State::Baselined),
        plans: &plans,
        looked_at: (!asked.paths.is_empty()).then(|| plans.iter().filter(|plan| asked.touches(&plan.path)).count()),
        territory: &analysis.portfolio.settings.name,
        prefix: &git::place(&territory.root),
        as_of: analysis.portfolio.today,
        version: env!("CARGO_PKG_VERSION"),
        style: common.stdout(),
        source: &|path| baseline.filter(|it| it.path == *path).map(|it| &*it.bytes).or_else(|| analysis.source(path)),
        affected: sentence.as_deref(),
        changes: changes.as_deref(),
        only_new: options.since.new_only(),
        passes: exit == Exit::Good,
    };
    match options.mend.diff {
        // standard output is the diff and nothing else
        true if common.quiet => {}
        true => exit::say(&ReportCx { style: common.stderr(), ..cx }.summary()),
        false => formats.write(common, &territory.root, &cx, options.max_diagnostics)?,
    }
    territory.times.stage("report");
    territory.times.tell(common);
    Ok(if failed { Exit::CouldNot } else { exit })
}

/// Puts the history into the territory's snapshot.
fn read_history(common: &Common, territory: &mut Territory) {
    let past = history::open(common, &territory.root);
    history::fill(common, territory, past);
}

/// Carries out the fixes of what is asked for. Was there one that could not be?
///
/// # Errors
/// When the earlier state, the baseline or a file cannot be read or written.
fn mended(common: &Common, options: &Options, asked: &Asked, territory: &mut Territory, since: &mut Option<Since>) -> anyhow::Result<bool> {
    let earlier = Earlier::of(options, since, territory, false)?;
    let known = known(options, earlier.as_it_was.as_ref().map(engine::check).as_mut(), territory)?;
    let named = options.baseline.open(territory)?;
    let judge = |snapshot: &Snapshot| {
        let mut analysis = engine::check(snapshot);
        let affected = since.as_ref().map(|since| since.affected(&analysis));
        // the territory's own baseline is mended too
        let own = options.baseline.own(snapshot);
        let found = asked.found(&mut analysis, affected.as_ref(), &known, own.as_ref().or(named.as_ref()));
        found.into_iter().map(|it| Judged { wanted: it.wanted && it.state == State::Open, finding: it.finding, fingerprint: it.fingerprint }).collect()
    };
    let outcome = options.mend.run(common, territory, &judge)?;
    if outcome.changed {
        read_history(common, territory);
    }
    Ok(outcome.failed)
}

/// What of the territory a change concerns, by how much it made the baseline longer, and which mistakes that all plans suffer from are `older`.
fn looked_at((since, head): (&Since, &Snapshot), affected: &Affected, baseline: Option<&Baseline>, older: &[&Diagnostic]) -> String {
    let mut sentence = match since.is_first() {
        true => "nothing of this territory is committed yet: all of it is new".to_owned(),
        false => affected.sentence(&since.shown()),
    };
    if let Some(growth) = baseline.and_then(|baseline| baseline::growth(baseline, &since.base, head)) {
        sentence.push_str(&format!("; {growth}"));
    }
    let mut files: BTreeMap<&SourcePath, usize> = BTreeMap::new();
    older.iter().for_each(|finding| *files.entry(&finding.path).or_default() += 1);
    for (path, n) in files {
        sentence.push_str(&format!("; {path} had {} before", count(n, "error", "errors")));
    }
    sentence
}

/// The state that a change began with, in the forms that somebody needs.
#[derive(Default)]
struct Earlier {
    /// For `--new-only`: a finding is new when the base with its own territory files does not have it.
    as_it_was: Option<Snapshot>,
    /// For what a report says of changes, where that is another form than the first.
    by_policy_of_head: Option<Snapshot>,
}

impl Earlier {
    fn of(options: &Options, since: &mut Option<Since>, territory: &Territory, told: bool) -> anyhow::Result<Self> {
        let Some(since) = since else { return Ok(Earlier::default()) };
        let (head, root) = (&territory.snapshot, &territory.root);
        let differs = told && comparison::policy_differs(&since.base, head);
        let as_it_was = (options.since.new_only() || (told && !differs)).then(|| since.as_it_was(head, root)).transpose()?;
        let by_policy_of_head = differs.then(|| since.by_policy_of(head, root)).transpose()?;
        Ok(Earlier { as_it_was, by_policy_of_head })
    }
}

/// What the earlier state had, when only the rest is reported.
fn known(options: &Options, was: Option<&mut Analysis<'_>>, territory: &Territory) -> anyhow::Result<Known> {
    let Some(was) = was.filter(|_| options.since.new_only()) else { return Ok(Known::default()) };
    let baseline = options.baseline.earlier(was.snapshot, territory)?;
    Ok(Known::of(was, &territory.snapshot, options.no_suppressions, baseline.as_ref()))
}

/// What a run reports on.
struct Asked {
    select: BTreeSet<&'static str>,
    ignore: BTreeSet<&'static str>,
    levels: Vec<(&'static str, Level)>,
    /// Relative to the territory; empty for all.
    paths: Vec<String>,
    no_suppressions: bool,
}

impl Asked {
    /// What the options say, without the paths, for which the territory must be open.
    ///
    /// # Errors
    /// For a rule or a level that does not exist.
    fn of(options: &Options) -> anyhow::Result<Self> {
        let levels = options.level.iter().map(|text| level(text)).collect::<anyhow::Result<Vec<_>>>()?;
        let (select, ignore) = (names(&options.select)?, names(&options.ignore)?);
        Ok(Asked { select, ignore, levels, paths: Vec::new(), no_suppressions: options.no_suppressions })
    }

    /// Is anything asked for that belongs to the plan in that file?
    fn touches(&self, plan: &SourcePath) -> bool {
        within(&self.paths, plan.as_str()) || self.paths.iter().any(|path| within(&[plan.folder().to_owned()], path))
    }

    /// All findings of an analysis in total order, with the levels of this run; those that nobody asked for are not `wanted`.
    fn found(&self, analysis: &mut Analysis<'_>, affected: Option<&Affected>, known: &Known, baseline: Option<&Baseline>) -> Vec<Found> {
        let mut found = found::all(analysis, self.no_suppressions, baseline);
        for it in &mut found {
            let had = known.had(it);
            let finding = &mut it.finding;
            let name = finding.code.name;
            if let Some((_, level)) = self.levels.iter().rev().find(|(rule, _)| *rule == name) {
                finding.level = *level;
            }
            let selected = (self.select.is_empty() || self.select.contains(name)) && !self.ignore.contains(name);
            let asked = finding.level != Level::Off && selected && within(&self.paths, finding.path.as_str());
            it.wanted = asked && !had && affected.is_none_or(|affected| affected.concerns(finding));
        }
        found
    }
}

fn names(texts: &[String]) -> anyhow::Result<BTreeSet<&'static str>> {
    texts.iter().filter(|text| !text.trim().is_empty()).map(|text| Ok(super::rule::named(text.trim())?.code.name)).collect()
}

fn level(text: &str) -> anyhow::Result<(&'static str, Level)> {
    let (rule, level) = text.split_once('=').with_context(|| format!("--level wants RULE=LEVEL, not `{text}`"))?;
    let level = Level::parse(level).with_context(|| format!("`{level}` is not a level; write off, info, warn or error"))?;
    let rule = super::rule::named(rule.trim())?;
    if level == Level::Off && rule.is_fixed() {
        bail!("`{}` cannot be switched off: what it reports would leave the rest unread or unjudged; mend what it reports", rule.code.name);
    }
    Ok((rule.code.name, level))
}

/// The wanted paths, relative to the territory; empty for all. Each is one from the working directory, else one from the territory's folder, which is where
/// `-C` seems to lead to.
pub(super) fn paths(root: &Path, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    // what the system says to it is no sentence of ours
    let absent = |path: &Path| anyhow!("there is no file or folder `{}`", path.display());
    let root = root.canonicalize().map_err(|_| absent(root))?;
    let absolute = |path: &Path| path.canonicalize().or_else(|_| root.join(path).canonicalize()).map_err(|_| absent(path));
    let mut wanted = Vec::new();
    let mut all = false;
    for path in paths {
        let full = absolute(path)?;
        let relative = full.strip_prefix(&root).map_err(|_| anyhow!("`{}` lies outside the territory `{}`", path.display(), root.display()))?;
        let text = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
        // the others are still looked at: one that lies elsewhere must not be passed over in silence
        all |= text.is_empty();
        wanted.push(text);
    }
    Ok(if all { Vec::new() } else { wanted })
}

/// Does a path lie in what is wanted?
pub(super) fn within(wanted: &[String], path: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|it| path == it || path.strip_prefix(it.as_str()).is_some_and(|rest| rest.starts_with('/')))
}
