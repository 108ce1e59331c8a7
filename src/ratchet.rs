//! The score ratchet: a change may not leave a plan that it touches worse than it found it (QD910, `diagnostics.md` §6). Both states are scored by
//! one policy on one day, so that time passing and a new policy are nobody's fault; a plan that the change put into a later period is held against itself
//! in that period, and one whose review took place against itself after that review. Means and untouched plans never count.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::affected::{Affected, Why};
use crate::analysis::Analysis;
use crate::base::date::FiscalPeriod;
use crate::base::path::SourcePath;
use crate::base::span::{ByteSpan, LineIndex};
use crate::comparison::{AccountChanges, Comparison, ScoreMove, TermMove};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::model::review::ReviewStatus;
use crate::resolve::plan_unit::PlanUnit;
use crate::rules::score_regression::CODE;
use crate::scaffold::roll::{self, Roll};
use crate::scores::card::Scorecard;
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// Terms that are named of a plan that fell; the rest is counted.
const PARTS: usize = 5;

/// The way out of a plan that fell.
const HELP: &str = "mend what fell, or have a manager write a `waiver` for score-regression into the plan";
/// The way out of one that can no longer be read.
const MEND: &str = "mend the plan: `quarterdeck check` names the mistake";

/// What the ratchet says of one touched plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub account: String,
    pub title: String,
    /// Readiness before, 0–100; `None` for a new plan or an undetermined one.
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
    pub outcome: Outcome,
    /// What else is worse than it was: a lost level, a plan that cannot be read.
    pub worse: Vec<String>,
}

/// What the ratchet says of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Held,
    /// There was no such plan before, and it reaches the floor.
    New,
    Fell,
    /// It fell, and a waiver in force says who allowed that, why, and until when.
    Waived(String),
    /// The change takes the plan away. Whoever does that may, but never without a word.
    Removed,
}

/// What the ratchet found.
#[derive(Clone, Debug, Default)]
pub struct Ratchet {
    /// Touched plans by account.
    pub plans: Vec<Verdict>,
    /// One `score-regression` for each plan that fell, located, in total order.
    pub findings: Vec<Diagnostic>,
}

/// The plan of an account as it was, rolled into the period that a change opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub period: FiscalPeriod,
    /// Where the plan lay before.
    path: SourcePath,
    text: Arc<[u8]>,
}

/// The plans for which a change opened a later period, by account, each as `roll` would have left it without a word more. A new period is nobody's
/// fault, no more than a new day: its meetings are still to be held, its chances to be looked at again.
pub fn opened(base: &Analysis<'_>, head: &Analysis<'_>, comparison: &Comparison) -> BTreeMap<String, Opened> {
    let calendar = head.portfolio.settings.calendar;
    let of = |unit: &PlanUnit| {
        let account = unit.slug.as_str();
        let (was, _) = side(base, comparison.moved.get(account).map_or(account, String::as_str))?;
        let (from, period) = base.portfolio.plan(was).period.zip(head.portfolio.plan(unit).period)?;
        let Roll::Rolled(rolled) = (from < period).then(|| roll::roll(&was.file.path, &was.file.stored, period, calendar))? else { return None };
        Some((account.to_owned(), Opened { period, path: was.file.path.clone(), text: rolled.text.into_bytes().into() }))
    };
    head.portfolio.plans.iter().filter_map(|unit| of(unit)).collect()
}

/// The reviews that a change records as held, where the base has them: each planned there, and held here by today. That one took place is nobody's fault
/// either: the day after, it is not the next one of the base any more. What it asks for next is the business of `check` and of the plan's page.
pub fn held(base: &Analysis<'_>, head: &Analysis<'_>, comparison: &Comparison) -> BTreeMap<SourcePath, File> {
    let today = head.portfolio.today;
    let planned = |unit: &PlanUnit, path: &SourcePath| unit.held_and_planned().any(|(it, file)| file.path == *path && it.status == ReviewStatus::Planned);
    let mut found = BTreeMap::new();
    for unit in &head.portfolio.plans {
        let account = unit.slug.as_str();
        let from = comparison.moved.get(account).map_or(account, String::as_str);
        let Some((was, _)) = side(base, from) else { continue };
        for (_, file) in unit.held_and_planned().filter(|(it, _)| it.status == ReviewStatus::Held && it.date <= today) {
            let inside = layout::split_account(file.path.as_str()).map(|(_, inside)| inside);
            let earlier = inside.and_then(|inside| SourcePath::new(&layout::in_account(from, inside))).filter(|path| planned(was, path));
            found.extend(earlier.zip(head.snapshot.files.get(&file.path).cloned()));
        }
    }
    found
}

/// The files of the base with those plans in their new periods, and those reviews held.
pub fn rolled(base: &Snapshot, opened: &BTreeMap<String, Opened>, held: &BTreeMap<SourcePath, File>) -> Snapshot {
    let mut rolled = base.clone();
    rolled.files.extend(opened.values().map(|it| (it.path.clone(), File::Bytes(it.text.clone()))));
    rolled.files.extend(held.iter().map(|(path, file)| (path.clone(), file.clone())));
    rolled
}

/// Compares the touched plans of two states that one policy judged. `signers` is the base with the people that it had: who may sign for a change does not
/// follow from that change.
pub fn ratchet(base: &Analysis<'_>, signers: &Analysis<'_>, head: &Analysis<'_>, affected: &Affected, comparison: &Comparison) -> Ratchet {
    let mut found = Ratchet::default();
    for (unit, card) in head.portfolio.plans.iter().zip(&head.cards) {
        let account = unit.slug.as_str();
        if affected.plans.get(account) != Some(&Why::Changed) {
            continue;
        }
        // whoever moves a plan leaves none of its past behind
        let was = comparison.moved.get(account).map_or(account, String::as_str);
        let old = side(base, was);
        let (before, after) = (old.and_then(|(_, card)| card.readiness.score.value), card.readiness.score.value);
        let lost = old.filter(|(was, _)| was.readable() && !unit.readable());
        let reason = match lost {
            Some((was, _)) => Some(unreadable(base.portfolio.title(was), before)),
            None => reason(head, unit, old.map_or(Before::New, |_| Before::Readiness(before)), after),
        };
        let (outcome, refused) = match (&reason, allowed(head, unit, signers, side(signers, was).map(|(unit, _)| unit))) {
            (None, _) => (if old.is_none() { Outcome::New } else { Outcome::Held }, None),
            (Some(_), Some(Ok(waiver))) => (Outcome::Waived(waiver), None),
            (Some(_), Some(Err(refused))) => (Outcome::Fell, Some(refused)),
            (Some(_), None) => (Outcome::Fell, None),
        };
        if let (Some(reason), Outcome::Fell) = (reason, &outcome) {
            let changes = comparison.accounts.iter().find(|changes| changes.account == account);
            // that no gate of a plan is met that cannot be read follows from that
            let errors = if lost.is_none() { errors(unit, card) } else { Vec::new() };
            let help = if lost.is_none() { HELP } else { MEND };
            let notes = refused.into_iter().chain(errors).collect();
            found.findings.push(finding(head, unit, reason, changes, notes).help(help));
        }
        let worse = old.map(|old| worse(old, (unit, card))).unwrap_or_default();
        let title = lost.map_or_else(|| head.portfolio.title(unit), |(was, _)| base.portfolio.title(was));
        found.plans.push(Verdict { account: account.to_owned(), title: title.to_owned(), before, after, outcome, worse });
    }
    let gone = affected.removed.iter().filter(|account| !comparison.moved.values().any(|from| from == *account));
    found.plans.extend(gone.filter_map(|account| removed(base, account)));
    findings::locate(&mut found.findings, |path| head.snapshot.bytes(path));
    findings::settle(&mut found.findings);
    found
}

/// What is said of a plan of the base that the head does not have.
fn removed(base: &Analysis<'_>, account: &str) -> Option<Verdict> {
    let (unit, card) = side(base, account)?;
    let (title, before) = (base.portfolio.title(unit).to_owned(), card.readiness.score.value);
    Some(Verdict { account: account.to_owned(), title, before, after: None, outcome: Outcome::Removed, worse: Vec::new() })
}

/// Why a plan may not pass that could be read before: what is left of its readiness is not known, of whatever tier it was, and whoever mends it later
/// would be held against nothing.
fn unreadable(title: &str, before: Option<Decimal>) -> String {
    let was = before.map_or_else(|| "was undetermined".to_owned(), |before| format!("was {before:.1}"));
    format!("the plan of {title} can no longer be read; its readiness {was}")
}

/// Which of two states lost its level, or can no longer be read.
fn worse((was, before): (&PlanUnit, &Scorecard), (is, after): (&PlanUnit, &Scorecard)) -> Vec<String> {
    if was.readable() && !is.readable() {
        return vec!["the plan can no longer be read".to_owned()];
    }
    let (before, after) = (before.readiness.level, after.readiness.level);
    if after < before { vec![format!("level {} → {}", before.as_str(), after.as_str())] } else { Vec::new() }
}

fn side<'a>(analysis: &'a Analysis<'_>, account: &str) -> Option<(&'a PlanUnit, &'a Scorecard)> {
    let index = *analysis.portfolio.index.get(account)?;
    Some((analysis.portfolio.plans.get(index)?, analysis.cards.get(index)?))
}

/// What a plan was before the change.
#[derive(Clone, Copy)]
enum Before {
    New,
    /// Its readiness; `None` where it was undetermined.
    Readiness(Option<Decimal>),
}

/// Why the change may not pass. A readiness that became undetermined counts as 0 for the floor, and not at all
/// for the tolerance: nobody knows how far it fell.
fn reason(head: &Analysis<'_>, unit: &PlanUnit, before: Before, after: Option<Decimal>) -> Option<String> {
    let policy = &head.portfolio.settings.policy;
    let title = head.portfolio.title(unit);
    let tier = head.portfolio.plan(unit).tier;
    let floor = tier.and_then(|tier| policy.gate_floors.get(&tier)).copied().unwrap_or_default().normalize();
    let tier = tier.map_or_else(|| "no tier".to_owned(), |tier| format!("tier {}", tier.as_str()));
    let said = |value: Option<Decimal>| value.map_or_else(|| "undetermined".to_owned(), |value| format!("{value:.1}"));
    let under = after.unwrap_or_default() < floor;
    match before {
        Before::New if under => Some(format!("the new plan of {title} has a readiness of {}, under the floor of {floor} for {tier}", said(after))),
        Before::New => None,
        Before::Readiness(before) => {
            let lost = before.zip(after).map(|(before, after)| before.saturating_sub(after)).unwrap_or_default();
            let was = said(before);
            if lost > policy.gate_tolerance {
                return Some(format!(
                    "readiness of {title} fell by {lost:.1}, from {was} to {}; {} is tolerated",
                    said(after),
                    policy.gate_tolerance.normalize()
                ));
            }
            let crossed = under && before.unwrap_or_default() >= floor;
            crossed.then(|| format!("readiness of {title} went from {was} to {}, under the floor of {floor} for {tier}", said(after)))
        }
    }
}

/// What a waiver in force says of it, in words: that it is allowed, or why it is not. Of a plan that was there before, its manager of then decides: else
/// whoever edits a plan could make anybody its manager, and have them sign in the same change.
fn allowed(head: &Analysis<'_>, unit: &PlanUnit, signers: &Analysis<'_>, was: Option<&PlanUnit>) -> Option<Result<String, String>> {
    let (ground, plan) = (&head.portfolio.ground, head.portfolio.plan(unit));
    let waiver = plan.waiver.as_ref().filter(|waiver| waiver.covers(ground.today, |rule| CODE.is_called(rule)))?;
    let by = ground.person_name(&waiver.by);
    let signs = ground.signs_as_manager(plan, &waiver.by);
    let earlier = &signers.portfolio.ground;
    let before = was.map(|was| signers.portfolio.plan(was)).and_then(|plan| Some((plan, earlier.manager(plan)?)));
    let allowed = before.map_or(signs, |(before, _)| earlier.signs_as_manager(before, &waiver.by));
    if allowed {
        return Some(Ok(format!("waived by {by} until {}: {}", waiver.until, waiver.reason)));
    }
    Some(Err(match before {
        Some((_, manager)) if signs => {
            let since = if ground.manager(plan) == Some(&*waiver.by) { "becomes the manager with" } else { "may sign only since" };
            let manager = earlier.person_name(manager);
            format!("the waiver is signed by {by}, who {since} this very change; {manager}, the manager before it, decides")
        }
        _ => {
            let now = || ground.manager(plan).map(|id| ground.person_name(id));
            let manager = before.map(|(_, id)| earlier.person_name(id)).or_else(now).unwrap_or("the manager");
            format!("the waiver is signed by {by}, who is neither {manager} nor over them; the plan's manager decides")
        }
    }))
}

/// The errors of a plan, which `check` reports.
fn errors(unit: &PlanUnit, card: &Scorecard) -> Vec<String> {
    let mut told = Vec::new();
    if !unit.readable() {
        told.push("the plan cannot be read".to_owned());
    }
    let steps = card.readiness.checklist.path();
    let unmet: Vec<String> = card
        .readiness
        .gates()
        .iter()
        .filter(|gate| !gate.met)
        .map(|gate| match steps.iter().find(|step| (&step.path, &step.pointer, step.line) == (&gate.path, &gate.pointer, gate.line)) {
            Some(step) => format!("{} ({})", gate.title, step.action),
            None => gate.title.to_owned(),
        })
        .collect();
    if !unmet.is_empty() {
        told.push(format!("gates that are not met: {}", unmet.join(", ")));
    }
    told
}

/// The finding stands where the part that fell most has its line.
fn finding(head: &Analysis<'_>, unit: &PlanUnit, reason: String, changes: Option<&AccountChanges>, notes: Vec<String>) -> Diagnostic {
    let readiness = changes.and_then(|changes| changes.scores.iter().find(|score| score.key == "readiness"));
    let fell: Vec<&TermMove> = readiness.map(fallen).unwrap_or_default();
    // line 1 stands for what is missing, which tells less than a line that is there
    let own = || fell.iter().filter(|term| term.path == unit.file.path.as_str());
    let line = own().find(|term| term.line > 1).or_else(|| own().next()).map_or(1, |term| term.line);
    let bytes = head.snapshot.bytes(&unit.file.path).unwrap_or_default();
    let range = LineIndex::new(bytes).line_range(bytes, line);
    let mut finding = Diagnostic::new(&CODE, &unit.file.path, ByteSpan::new(range.start, range.end), reason).account(&unit.slug);
    finding.identity = "/".to_owned().into();
    for term in fell.iter().take(PARTS) {
        finding = finding.note(format!("{} {}: {} ({}:{})", difference(term), term.label, term.because, term.path, term.line));
    }
    if fell.len() > PARTS {
        finding = finding.note(format!("and {} more; `quarterdeck diff` names them all", fell.len() - PARTS));
    }
    let others = changes.iter().flat_map(|changes| &changes.scores).filter(|score| score.key != "readiness");
    for score in others {
        if let Some((before, after)) = score.before.zip(score.after).filter(|(before, after)| before > after) {
            finding = finding.note(format!("{} {before:.1} → {after:.1}", score.key));
        }
    }
    if let Some((before, after)) = changes.and_then(|changes| changes.level.as_ref()) {
        finding = finding.note(format!("level {before} → {after}"));
    }
    notes.into_iter().fold(finding, Diagnostic::note)
}

/// The terms that gave more before than after, those that lost most first.
fn fallen(score: &ScoreMove) -> Vec<&TermMove> {
    let lost = |term: &&TermMove| term.after.unwrap_or_default() < term.before.unwrap_or_default();
    score.terms.iter().filter(lost).collect()
}

/// `−6.0`.
fn difference(term: &TermMove) -> String {
    format!("−{:.1}", term.before.unwrap_or_default().saturating_sub(term.after.unwrap_or_default()))
}
