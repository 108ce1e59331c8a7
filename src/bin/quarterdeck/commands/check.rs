//! `check`: findings, in the formats asked for, and the exit code that a gate needs.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use super::baseline;
use super::exit::{self, Exit};
use super::incoming::Incoming;
use super::mend::Mend;
use super::reporting::{self, Formats};
use super::since::{self, Since};
use super::territory::Territory;
use super::{Common, history, territory};
use quarterdeck::affected::Affected;
use quarterdeck::analysis::Analysis;
use quarterdeck::base::path::SourcePath;
use quarterdeck::baseline::Baseline;
use quarterdeck::diag::code::Level;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::findings::{Counts, order};
use quarterdeck::diag::reported::{Reported, State, fingerprints};
use quarterdeck::engine;
use quarterdeck::host::git;
use quarterdeck::mending::Judged;
use quarterdeck::reports::report::ReportCx;
use quarterdeck::rules::suppression::UNUSED_SUPPRESSION;
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
    read_history(common, &mut territory);
    let failed = mends && mended(common, options, &asked, &mut territory, &mut since)?;
    // the run ends here: the system takes ten thousand plans back at once, and we would give them back one by one
    let mut analysis = ManuallyDrop::new(engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage)));
    let affected = since.as_ref().map(|since| since.affected(&analysis));
    let new_only = only_new(since.as_ref());
    let before = earlier(&mut since, &territory, new_only || formats.tell_changes())?;
    let before = before.as_ref().map(engine::check);
    let baseline = options.baseline.open(&territory)?;
    let baseline = baseline.as_ref();
    let known = before.as_ref().filter(|_| new_only).map(|before| since::known(before, &territory.snapshot, baseline)).unwrap_or_default();
    let mut found = asked.found(&mut analysis, affected.as_ref(), &known, baseline);
    found.retain(|it| it.wanted);
    let changes = since.as_ref().zip(before.as_ref()).map(|(since, before)| since.changes(before, &analysis));
    let sentence = since.as_ref().zip(affected.as_ref()).map(|(since, affected)| looked_at(since, affected, baseline));
    if let Some(affected) = affected.as_ref().filter(|_| common.verbose && !common.quiet) {
        exit::say(&affected.reasons());
    }
    let counts = Counts::of(found.iter().filter(|it| it.state == State::Open).map(|it| &it.finding));
    let exit = options.gate.exit(counts);
    let reported: Vec<Reported<'_>> = found.iter().map(Found::reported).collect();
    let plans = reporting::plan_lines(&analysis, before.as_ref());
    let in_state = |state: State| found.iter().filter(|it| it.state == state).count();
    let cx = ReportCx {
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

/// Is only what the earlier state does not have reported?
fn only_new(since: Option<&Since>) -> bool {
    since.is_some_and(|since| since.new_only)
}

/// Carries out the fixes of what is asked for. Was there one that could not be?
///
/// # Errors
/// When the earlier state, the baseline or a file cannot be read or written.
fn mended(common: &Common, options: &Options, asked: &Asked, territory: &mut Territory, since: &mut Option<Since>) -> anyhow::Result<bool> {
    let new_only = only_new(since.as_ref());
    let before = earlier(since, territory, new_only)?;
    let named = options.baseline.open(territory)?;
    let known = before.as_ref().map(|before| since::known(&engine::check(before), &territory.snapshot, named.as_ref())).unwrap_or_default();
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

/// What of the territory a change concerns, and by how much it made the baseline longer.
fn looked_at(since: &Since, affected: &Affected, baseline: Option<&Baseline>) -> String {
    let sentence = affected.sentence(&since.shown());
    match baseline.and_then(|baseline| baseline::growth(baseline, &since.base)) {
        Some(growth) => format!("{sentence}; {growth}"),
        None => sentence,
    }
}

/// The files as the change found them, under the policy of today, when somebody needs them.
fn earlier(since: &mut Option<Since>, territory: &Territory, needed: bool) -> anyhow::Result<Option<Snapshot>> {
    since.as_mut().filter(|_| needed).map(|since| since.by_policy_of(&territory.snapshot, &territory.root)).transpose()
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
    fn found(&self, analysis: &mut Analysis<'_>, affected: Option<&Affected>, known: &BTreeSet<String>, baseline: Option<&Baseline>) -> Vec<Found> {
        let mut found = found_of(analysis, self.no_suppressions, baseline);
        for it in &mut found {
            let finding = &mut it.finding;
            let name = finding.code.name;
            if let Some((_, level)) = self.levels.iter().rev().find(|(rule, _)| *rule == name) {
                finding.level = *level;
            }
            let selected = (self.select.is_empty() || self.select.contains(name)) && !self.ignore.contains(name);
            let asked = finding.level != Level::Off && selected && within(&self.paths, finding.path.as_str());
            it.wanted = asked && !known.contains(&it.fingerprint) && affected.is_none_or(|affected| affected.concerns(finding));
        }
        found
    }
}

/// A finding with what a report says beside it.
struct Found {
    finding: Diagnostic,
    fingerprint: String,
    state: State,
    reason: Option<String>,
    /// Is it reported?
    wanted: bool,
}

impl Found {
    fn reported(&self) -> Reported<'_> {
        Reported { finding: &self.finding, fingerprint: &self.fingerprint, state: self.state, reason: self.reason.as_deref() }
    }
}

/// All findings of an analysis in total order, those that a comment or the baseline accepts among them.
fn found_of(analysis: &mut Analysis<'_>, no_suppressions: bool, baseline: Option<&Baseline>) -> Vec<Found> {
    let mut all: Vec<(Diagnostic, State, Option<String>)> =
        std::mem::take(&mut analysis.findings).into_iter().map(|finding| (finding, State::Open, None)).collect();
    let accepted = std::mem::take(&mut analysis.accepted);
    if no_suppressions {
        all.retain(|(finding, ..)| finding.code != &UNUSED_SUPPRESSION);
        all.extend(accepted.into_iter().map(|it| (it.finding, State::Open, None)));
    } else {
        all.extend(accepted.into_iter().map(|it| (it.finding, State::Suppressed, Some(it.reason))));
    }
    all.sort_by(|(a, ..), (b, ..)| order(a, b));
    if let Some(baseline) = baseline {
        let matched = baseline.matched(all.iter().filter(|(_, state, _)| *state == State::Open).map(|(finding, ..)| finding), &analysis.portfolio);
        for (number, (_, state, reason)) in all.iter_mut().filter(|(_, state, _)| *state == State::Open).enumerate() {
            if let Some(entry) = matched.accepting(number).and_then(|number| baseline.entries.get(number)) {
                (*state, *reason) = (State::Baselined, entry.line.reason.clone());
            }
        }
        all.extend(baseline.complaints(&matched, &analysis.portfolio).into_iter().map(|finding| (finding, State::Open, None)));
        all.sort_by(|(a, ..), (b, ..)| order(a, b));
    }
    let fingerprints = fingerprints(all.iter().map(|(finding, ..)| finding));
    all.into_iter().zip(fingerprints).map(|((finding, state, reason), fingerprint)| Found { finding, fingerprint, state, reason, wanted: true }).collect()
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

/// The wanted paths, relative to the territory; empty for all.
pub(super) fn paths(root: &Path, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    // what the system says to it is no sentence of ours
    let absolute = |path: &Path| path.canonicalize().map_err(|_| anyhow!("there is no file or folder `{}`", path.display()));
    let root = absolute(root)?;
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
