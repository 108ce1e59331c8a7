//! The shelf of scores, in the order in which people read them. To add one: its file, its `mod`, its line in `ALL`.

pub mod benchmark_attainment;
pub mod completeness;
pub mod execution;
pub mod goal_coverage;
pub mod icp_fit;
pub mod long_view;
pub mod portfolio;
pub mod qualification;
pub mod readiness;
pub mod relationship_strength;
pub mod score;
pub mod specificity;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod tier;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Tier;
use crate::resolve::portfolio::Portfolio;
use crate::scores::goal_coverage::Money;
use crate::scores::score::{IcpResult, QualificationResult, Score, ScoreCx, ScoreValue, Scorecard};
use crate::scores::tier::Candidate;

/// All scores of a plan, readiness apart.
pub const ALL: &[&Score] = &[
    &qualification::SCORE,
    &icp_fit::SCORE,
    &execution::SCORE,
    &benchmark_attainment::SCORE,
    &goal_coverage::SCORE,
    &long_view::SCORE,
    &specificity::SCORE,
    &completeness::SCORE,
];

/// Every score key of `contract.md` §4, for the weights under `scores:`, whether this version computes it or not.
pub const KEYS: &[&str] = &[
    "completeness",
    "qualification",
    "icp_fit",
    "relationship_strength",
    "relationship_coverage",
    "kdm_access",
    "execution",
    "benchmark_attainment",
    "revenue_vs_quota",
    "goal_coverage",
    "freshness",
    "long_view",
    "specificity",
    "health",
    "readiness",
];

/// What one plan says by itself, before the tiers are known.
struct Alone {
    scores: Vec<ScoreValue>,
    qualification: Option<QualificationResult>,
    icp: Option<IcpResult>,
    money: Money,
    strength: Option<Decimal>,
}

/// One card a plan, in the order of `portfolio.plans`. `findings` holds what reading, references and dates reported for each plan, in the same order.
///
/// Two passes: every plan by itself; then, when all values at stake are known, the computed tiers and with them the readiness.
pub fn cards(portfolio: &Portfolio, findings: &[Vec<Diagnostic>]) -> Vec<Scorecard> {
    let cx = |index: usize| -> Option<ScoreCx<'_>> {
        let unit = portfolio.plans.get(index)?;
        Some(ScoreCx { portfolio, unit, plan: portfolio.plan(unit), findings: findings.get(index).map_or(&[][..], Vec::as_slice) })
    };
    let alone: Vec<Alone> = (0..portfolio.plans.len()).into_par_iter().filter_map(|index| cx(index).map(|cx| by_itself(&cx))).collect();
    let tiers = tiers(portfolio, &alone);
    alone.into_par_iter().enumerate().filter_map(|(index, alone)| cx(index).map(|cx| card(&cx, alone, tiers.get(index).copied().flatten()))).collect()
}

fn by_itself(cx: &ScoreCx<'_>) -> Alone {
    // of a plan that cannot be read nothing is known
    let readable = cx.unit.readable();
    Alone {
        scores: if readable { ALL.iter().filter_map(|score| (score.compute)(cx)).collect() } else { Vec::new() },
        qualification: qualification::result(cx),
        icp: icp_fit::result(cx),
        money: goal_coverage::money(cx),
        strength: relationship_strength::strength(&cx.plan.people, cx.today()),
    }
}

/// The computed tier of each plan: of those that are active or in review, in the territory's currency, because others cannot be ranked among them.
fn tiers(portfolio: &Portfolio, alone: &[Alone]) -> Vec<Option<Tier>> {
    let ranked = portfolio.plans.iter().zip(alone).enumerate().filter(|(_, (unit, _))| {
        let plan = portfolio.plan(unit);
        plan.is_live() && portfolio.currency(plan) == portfolio.settings.currency
    });
    let candidates = ranked
        .map(|(index, (unit, alone))| Candidate { index, slug: unit.slug.clone(), value_at_stake: alone.money.value_at_stake_90d, strength: alone.strength })
        .collect();
    let mut tiers = vec![None; alone.len()];
    for (index, tier) in tier::tiers(candidates) {
        if let Some(place) = tiers.get_mut(index) {
            *place = Some(tier);
        }
    }
    tiers
}

fn card(cx: &ScoreCx<'_>, alone: Alone, computed_tier: Option<Tier>) -> Scorecard {
    let readiness = readiness::readiness(cx, alone.qualification.as_ref(), computed_tier);
    Scorecard {
        scores: alone.scores,
        qualification: alone.qualification,
        icp: alone.icp,
        readiness,
        value_at_stake_90d: alone.money.value_at_stake_90d,
        weighted_open: alone.money.weighted_open,
        open: alone.money.open,
        won: alone.money.won,
        computed_tier,
    }
}
