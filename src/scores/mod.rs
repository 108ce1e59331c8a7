//! The shelf of scores, in the order in which people read them. To add one: its file, its `mod`, its line in `ALL`.

pub mod benchmark_attainment;
pub mod completeness;
pub mod compliance;
pub mod execution;
pub mod freshness;
pub mod goal_coverage;
pub mod health;
pub mod icp_fit;
pub mod kdm_access;
pub mod long_view;
pub mod portfolio;
pub mod qualification;
pub mod readiness;
pub mod relationship_coverage;
pub mod relationship_strength;
pub mod revenue_vs_quota;
pub mod rosti;
pub mod score;
pub mod specificity;
pub mod tally;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod tier;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::base::snug::snug;
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Tier;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::unit::PlanUnit;
use crate::scores::goal_coverage::Money;
use crate::scores::score::{IcpResult, QualificationResult, Score, ScoreCx, ScoreValue, Scorecard};
use crate::scores::tier::Candidate;

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

/// What one plan says by itself, before the tiers are known; then also its computed tier.
pub struct Draft {
    scores: Vec<ScoreValue>,
    qualification: Option<QualificationResult>,
    icp: Option<IcpResult>,
    money: Money,
    strength: Option<Decimal>,
    computed_tier: Option<Tier>,
}

/// The first of two passes, over all plans, in the order of `portfolio.plans`: every plan by itself, and then, when all values at stake are
/// known, the computed tiers. `findings` holds what reading, references and dates reported for each plan, in the same order.
pub fn drafts(portfolio: &Portfolio, findings: &[Vec<Diagnostic>]) -> Vec<Draft> {
    let all = portfolio.plans.par_iter().enumerate();
    let mut drafts: Vec<Draft> = all.map(|(index, unit)| by_itself(&cx(portfolio, unit, findings.get(index)))).collect();
    tiers(portfolio, &mut drafts);
    drafts
}

/// The second pass, over one plan: the readiness, which looks at the computed tier.
pub fn card(portfolio: &Portfolio, unit: &PlanUnit, findings: Option<&Vec<Diagnostic>>, draft: Draft) -> Scorecard {
    let readiness = readiness::readiness(&cx(portfolio, unit, findings), draft.qualification.as_ref(), draft.computed_tier);
    Scorecard {
        scores: draft.scores,
        qualification: draft.qualification,
        icp: draft.icp,
        readiness,
        value_at_stake_90d: draft.money.value_at_stake_90d,
        weighted_open: draft.money.weighted_open,
        open: draft.money.open,
        won: draft.money.won,
        computed_tier: draft.computed_tier,
    }
}

fn cx<'a>(portfolio: &'a Portfolio, unit: &'a PlanUnit, findings: Option<&'a Vec<Diagnostic>>) -> ScoreCx<'a> {
    ScoreCx { portfolio, unit, plan: portfolio.plan(unit), findings: findings.map_or(&[][..], Vec::as_slice), scored: &[] }
}

fn by_itself(cx: &ScoreCx<'_>) -> Draft {
    // of a plan that cannot be read nothing is known
    let readable = cx.unit.readable();
    Draft {
        scores: if readable { snug(scores(cx)) } else { Vec::new() },
        qualification: qualification::result(cx),
        icp: icp_fit::result(cx),
        money: goal_coverage::money(cx),
        strength: relationship_strength::strength(&cx.plan.people, cx.today()),
        computed_tier: None,
    }
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

/// The computed tier of each plan: of those that are active or in review, in the territory's currency, because others cannot be ranked among them.
fn tiers(portfolio: &Portfolio, drafts: &mut [Draft]) {
    let ranked = portfolio.plans.iter().zip(&*drafts).enumerate().filter(|(_, (unit, _))| {
        let plan = portfolio.plan(unit);
        plan.is_live() && portfolio.currency(plan) == portfolio.settings.currency
    });
    let candidates = ranked
        .map(|(index, (unit, draft))| Candidate { index, slug: unit.slug.clone(), value_at_stake: draft.money.value_at_stake_90d, strength: draft.strength })
        .collect();
    for (index, tier) in tier::tiers(candidates) {
        if let Some(draft) = drafts.get_mut(index) {
            draft.computed_tier = Some(tier);
        }
    }
}
