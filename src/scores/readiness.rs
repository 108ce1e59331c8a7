//! Is the plan ready for a review? Gates, eleven blocks of checks, a level, and the shortest way there (`domain.md` §6).

mod asks;
mod blocks;
pub mod checklist;
mod facts;
mod gates;
mod issues;
mod meeting;
mod money;
mod path;
mod people;
pub mod result;
mod work;

use rust_decimal::Decimal;

use crate::scores::qualification::QualificationResult;
use crate::scores::readiness::result::{Gate, Readiness, ReadinessBlock, ReadinessCheck, ReadinessLevel};
use crate::scores::score::{Score, ScoreCx};
use crate::scores::tier::Computed;
use crate::scores::value::{ScoreValue, Term};

use crate::base::count::count;
use crate::scores::tally::share;
pub use blocks::BLOCKS;
use checklist::Checklist;
use facts::{Facts, Found};
use path::Tick;

/// Readiness as an entry of the shelf, for its manual page; its value stands in [`Readiness`], apart from the other scores.
pub static SCORE: Score = Score {
    key: "readiness",
    title: "Readiness",
    question: "Is the plan ready for a review?",
    formula: "100 · passed weight / known weight over the checks of eleven blocks; silver from policy.review.ready_at with all gates met",
    ids: &["S2", "S4", "S6", "S10", "S13", "M9", "M14", "M16", "M18", "M20", "M26", "M28", "K10", "K11"],
    compute: |cx| Some(readiness(cx, None, None).score),
};

/// One check of a block: how it is decided, and which rules waive it.
pub struct Check {
    /// Kebab case.
    pub key: &'static str,
    pub title: &'static str,
    /// The rules whose waiver excuses it.
    pub rules: &'static [&'static str],
    /// `None` where it does not apply.
    decide: for<'a> fn(&Facts<'a>) -> Option<Found>,
}

/// One block of the table in `domain.md` §6.
pub struct Block {
    /// Kebab case.
    pub key: &'static str,
    pub title: &'static str,
    pub weight: i64,
    pub ids: &'static [&'static str],
    pub checks: &'static [Check],
}

/// Everything about one plan's readiness. The computed tier is `None` where it is not known.
pub fn readiness(cx: &ScoreCx<'_>, qualification: Option<&QualificationResult>, computed: Option<Computed>) -> Readiness {
    let facts = Facts::new(*cx, qualification, computed);
    let gates = gates::gates(&facts);
    let policy = &cx.settings().policy;
    let mut blocks = Vec::with_capacity(BLOCKS.len());
    let mut terms = Vec::with_capacity(BLOCKS.len());
    let mut ticks = Vec::new();
    // of a plan that cannot be read nothing is known but that
    for block in BLOCKS.iter().filter(|_| cx.unit.readable()) {
        let checks: Vec<ReadinessCheck<'_>> = block.checks.iter().filter_map(|check| decided(&facts, check)).collect();
        let weight = cx.settings().score_weights.of(SCORE.key, block.key, block.weight);
        // a weight of nothing switches the block off
        let Some(each) = weight.checked_div(Decimal::from(checks.len())).filter(|each| !each.is_zero()) else { continue };
        ticks.extend(checks.iter().map(|check| Tick { weight: each, passed: check.passed, waived: check.waived }));
        terms.extend(block_terms(cx, block, weight, &checks));
        blocks.push(ReadinessBlock { key: block.key, title: block.title, weight, checks });
    }
    let score = ScoreValue::weighted(SCORE.key, terms, policy.confidence_min);
    let met = gates.iter().all(|(gate, _)| gate.met);
    let failing = ticks.iter().any(Tick::fails);
    let level = level(met, score.value, failing, policy.ready_at);
    let (path, more) = path::path(&gates, &blocks, ticks, policy);
    Readiness { level, score, checklist: Checklist::new(&gates, &blocks, &path, more) }
}

/// Cumulative: bronze with all gates met, silver with a readiness of at least `ready_at`, gold when besides no check fails without a waiver.
pub fn level(gates_met: bool, value: Option<Decimal>, failing: bool, ready_at: Decimal) -> ReadinessLevel {
    match (gates_met, value) {
        (false, _) => ReadinessLevel::Basic,
        (true, Some(value)) if value >= ready_at => {
            if failing {
                ReadinessLevel::Silver
            } else {
                ReadinessLevel::Gold
            }
        }
        (true, _) => ReadinessLevel::Bronze,
    }
}

fn decided(facts: &Facts<'_>, check: &Check) -> Option<ReadinessCheck<'static>> {
    let found = (check.decide)(facts)?;
    // whatever was found may follow from the mistake, and a mistake must not let a plan stand better than without it
    let found = match facts.mistaken(&found.place) {
        Some(mistake) => Found::fail(facts.place_of(mistake), format!("`{}` holds a mistake", mistake.section()), gates::mend(facts, mistake))?,
        None => found,
    };
    let fails = found.passed == Some(false);
    Some(ReadinessCheck {
        key: check.key,
        title: check.title,
        passed: found.passed,
        waived: fails && facts.waived(check.rules),
        because: found.because.into(),
        path: found.place.path,
        line: found.place.line,
        pointer: found.place.pointer.into(),
        remedy: if fails { found.remedy.into() } else { "".into() },
        over: found.over,
    })
}

/// What a block adds to the score: a term of its known weight and, where checks are unknown, a term of theirs.
fn block_terms(cx: &ScoreCx<'_>, block: &Block, weight: Decimal, checks: &[ReadinessCheck<'_>]) -> Vec<Term> {
    let of = |wanted: Option<bool>| checks.iter().filter(|check| check.passed == wanted).count();
    let titles = |wanted: Option<bool>| checks.iter().filter(|check| check.passed == wanted).map(|check| check.title).collect::<Vec<_>>().join(", ");
    // divided first only where a territory's weight is too large to multiply
    let part = |n: usize| {
        let whole = weight.checked_mul(Decimal::from(n)).and_then(|all| all.checked_div(Decimal::from(checks.len())));
        whole.or_else(|| share(n, checks.len()).and_then(|share| weight.checked_mul(share))).unwrap_or_default()
    };
    let (n_passed, n_failed, n_unknown) = (of(Some(true)), of(Some(false)), of(None));
    let pointer = |wanted: Option<bool>| {
        // reviews have pointers of their own, which mean nothing in the plan
        let here = checks.iter().filter(|check| check.path == cx.unit.file.path);
        here.clone().find(|check| check.passed == wanted).or_else(|| here.clone().next()).map_or(String::new(), |check| check.pointer.to_string())
    };
    let mut terms = Vec::new();
    if n_passed + n_failed > 0 {
        let mut because = format!("{n_passed} of {} passed", count(n_passed + n_failed, "check", "checks"));
        if n_failed > 0 {
            because.push_str(&format!("; not: {}", titles(Some(false))));
        }
        terms.push(cx.term(block.title, part(n_passed + n_failed), share(n_passed, n_passed + n_failed), pointer(Some(false)), because));
    }
    if n_unknown > 0 {
        let label = format!("{}, not known", block.title);
        terms.push(cx.term(label, part(n_unknown), None, pointer(None), format!("not known: {}", titles(None))));
    }
    terms
}

/// A gate with what to do about it.
type GateAndRemedy = (Gate<'static>, String);
