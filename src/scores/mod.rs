//! The shelf of scores, in the order in which people read them. To add one: its file, its `mod`, its line in `ALL`.

pub mod benchmark_attainment;
pub mod calibration;
pub mod card;
pub mod completeness;
pub mod compliance;
pub mod execution;
pub mod freshness;
pub mod goal_coverage;
pub mod health;
pub mod icp_fit;
pub mod kdm_access;
pub mod key_accounts;
pub mod long_view;
pub mod portfolio;
pub mod qualification;
pub mod readiness;
pub mod relationship_coverage;
pub mod relationship_strength;
pub mod revenue_vs_quota;
pub mod rosti;
pub mod rush;
pub mod score;
pub mod specificity;
pub mod tally;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod tier;
pub mod value;

use rayon::prelude::*;

use crate::base::snug::snug;
use crate::config::references::Weighed;
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::scores::card::Scorecard;
use crate::scores::goal_coverage::Money;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::tier::{Candidate, Computed};
use crate::scores::value::ScoreValue;

/// All scores of a plan, readiness apart.
pub const ALL: &[&Score] = &[
    &qualification::SCORE,
    &icp_fit::SCORE,
    &relationship_strength::SCORE,
    &relationship_coverage::SCORE,
    &kdm_access::SCORE,
    &execution::SCORE,
    &benchmark_attainment::SCORE,
    &revenue_vs_quota::SCORE,
    &goal_coverage::SCORE,
    &freshness::SCORE,
    &long_view::SCORE,
    &specificity::SCORE,
    &completeness::SCORE,
    &health::SCORE, // made of others, so the last
];

/// Every score key of `contract.md` §4, in its order: the shelf's, and readiness, which has levels besides.
pub const KEYS: &[&str] = &[
    completeness::SCORE.key,
    qualification::SCORE.key,
    icp_fit::SCORE.key,
    relationship_strength::SCORE.key,
    relationship_coverage::SCORE.key,
    kdm_access::SCORE.key,
    execution::SCORE.key,
    benchmark_attainment::SCORE.key,
    revenue_vs_quota::SCORE.key,
    goal_coverage::SCORE.key,
    freshness::SCORE.key,
    long_view::SCORE.key,
    specificity::SCORE.key,
    health::SCORE.key,
    readiness::SCORE.key,
];

/// What is known of a plan once all plans are ranked: no more than the ranking asks for, since it is kept of all plans at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    money: Money,
    computed: Option<Computed>,
}

/// The money of every plan and, where its deals are all read, the computed tier; in the order of `portfolio.plans`.
/// What `known` knows of the plan at a position is not worked out again, its tier apart.
pub fn ranked(portfolio: &Portfolio, known: impl Fn(usize) -> Option<Ranked> + Sync) -> Vec<Ranked> {
    let money = |index, unit| known(index).map_or_else(|| goal_coverage::money(&cx(portfolio, unit, &[])), |ranked| ranked.money);
    let money = portfolio.plans.par_iter().enumerate().map(|(index, unit)| Ranked { money: money(index, unit), computed: None });
    let mut ranked: Vec<Ranked> = money.collect();
    let units = portfolio.plans.par_iter().zip(&ranked).enumerate().filter(|(_, (unit, _))| {
        // others cannot be ranked among these
        portfolio.plan(unit).is_live() && portfolio.counts(unit)
    });
    let candidates = units
        .map(|(index, (unit, ranked))| {
            let strength = relationship_strength::strength(&portfolio.plan(unit).people, portfolio.today);
            Candidate { index, slug: unit.slug.clone(), value_at_stake: ranked.money.value_at_stake_90d, strength }
        })
        .collect();
    // deals rank a plan: of one whose deals are not all read the rank is not known
    let read = |index: usize| portfolio.plans.get(index).is_some_and(|unit| !unit.file.tainted.contains("opportunities"));
    for (index, computed) in tier::tiers(candidates).into_iter().filter(|(index, _)| read(*index)) {
        if let Some(ranked) = ranked.get_mut(index) {
            ranked.computed = Some(computed);
        }
    }
    ranked
}

/// All scores of one plan. `findings` holds what reading, references and dates reported for it.
pub fn card(ground: &Ground, unit: &PlanUnit, findings: &[Diagnostic], ranked: &Ranked) -> Scorecard {
    let cx = cx(ground, unit, findings);
    let qualification = qualification::result(&cx);
    let readiness = readiness::readiness(&cx, qualification.as_ref(), ranked.computed);
    Scorecard {
        // of a plan that cannot be read nothing is known
        scores: if unit.readable() { snug(scores(&cx)) } else { Vec::new() },
        qualification,
        icp: icp_fit::result(&cx),
        readiness,
        value_at_stake_90d: ranked.money.value_at_stake_90d,
        weighted_open: ranked.money.weighted_open,
        open: ranked.money.open,
        won: ranked.money.won,
        won_this_year: ranked.money.won_this_year,
        computed_tier: ranked.computed.map(|computed| computed.tier),
        tier_by_value: ranked.computed.map(|computed| computed.by_value),
    }
}

fn cx<'a>(ground: &'a Ground, unit: &'a PlanUnit, findings: &'a [Diagnostic]) -> ScoreCx<'a> {
    ScoreCx { ground, unit, plan: ground.plan(unit), findings, scored: &[] }
}

/// All that apply, in the order of the shelf; each may look at those before it.
fn scores(cx: &ScoreCx<'_>) -> Vec<ScoreValue> {
    let mut scored = Vec::with_capacity(ALL.len());
    for score in ALL {
        let value = (score.compute)(&ScoreCx { scored: &scored, ..*cx });
        scored.extend(value);
    }
    scored
}

/// The scores whose parts have weights that a territory may set under `scores`.
pub fn weighed() -> Vec<Weighed> {
    vec![
        Weighed { score: health::SCORE.key, rows: health::ROWS.to_vec(), parts: health::PARTS.to_vec() },
        Weighed { score: completeness::SCORE.key, rows: Vec::new(), parts: completeness::PARTS.iter().map(|part| part.key).collect() },
        Weighed { score: freshness::SCORE.key, rows: Vec::new(), parts: freshness::PARTS.to_vec() },
        Weighed { score: relationship_coverage::SCORE.key, rows: relationship_coverage::ROWS.to_vec(), parts: relationship_coverage::PARTS.to_vec() },
        Weighed { score: readiness::SCORE.key, rows: Vec::new(), parts: readiness::BLOCKS.iter().map(|block| block.key).collect() },
    ]
}
