//! One plan as a row of a list: who, how much, how good, and what stands in the way. Used by `project` alone.

use crate::analysis::Analysis;
use crate::audience::view::{BlockCounts, Named, RowView};
use crate::base::sentence::begun;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::model::account::Status;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::readiness::result::ReadinessBlock;

/// The row of one plan; `count` are its own findings, and `first_error` the first of them that is one.
pub fn row(analysis: &Analysis<'_>, unit: &PlanUnit, card: &Scorecard, count: Counts, first_error: Option<&Diagnostic>) -> RowView {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let today = portfolio.today;
    let owner = plan.owner.clone().unwrap_or_default();
    // a closed plan owes nothing any more (R18)
    let owes = plan.status != Some(Status::Closed);
    let open = || plan.actions.iter().filter(|action| owes && action.is_open());
    let data = portfolio.data(unit.slug.as_str());
    let unmet: Vec<&'static str> = card.readiness.gates().iter().filter(|gate| !gate.met).map(|gate| gate.title).collect();
    RowView {
        slug: unit.slug.clone(),
        title: portfolio.title(unit).to_owned(),
        readable: unit.readable(),
        owner: Named { name: portfolio.person_name(&owner).to_owned(), id: owner },
        segment: data.row.as_ref().map(|row| row.segment.to_string()).filter(|text| !text.is_empty()),
        region: data.row.as_ref().map(|row| row.region.to_string()).filter(|text| !text.is_empty()),
        potential: data.row.as_ref().and_then(|row| row.potential),
        sales: portfolio.sales_of_last_year(unit.slug.as_str()),
        share_of_wallet: portfolio.share_of_wallet(unit.slug.as_str()),
        status: plan.status.map(|value| value.as_str()),
        stance: plan.stance.map(|value| value.as_str()),
        tier: plan.tier.map(|value| value.as_str()),
        computed_tier: card.computed_tier.map(|value| value.as_str()),
        currency: portfolio.currency(plan).to_owned(),
        copy: portfolio.copied(unit).is_some(),
        growth_target: plan.growth_target,
        won: card.won,
        won_this_year: card.won_this_year,
        weighted_open: card.weighted_open,
        open: card.open,
        value_at_stake_90d: card.value_at_stake_90d,
        scores: card.scores.iter().map(|score| (score.key, score.value)).chain([("readiness", card.readiness.score.value)]).collect(),
        qualification: card.qualification.as_ref().map(|result| result.verdict.as_str()),
        verdict: card.readiness.verdict().as_str(),
        level: card.readiness.level.as_str(),
        open_actions: open().count(),
        overdue_actions: open().filter(|action| action.due < today).count(),
        kdm_met_days: plan.people.iter().filter(|person| person.is_kdm_in_power()).filter_map(|person| person.last_met).max().map(|met| today.days_since(met)),
        next_review: unit.planned_from(today).next().filter(|_| owes).map(|(review, _)| review.date),
        last_review: unit.last_held(today).map(|(review, _)| review.date),
        errors: count.error,
        warnings: count.warn,
        deals_lost: unit.file.lost().get("opportunities").copied().unwrap_or_default(),
        target_lost: plan.growth_target.is_none() && unit.file.tainted.contains("growth_target"),
        nothing_left: unit.readable() && unmet.is_empty() && card.readiness.path_to_ready().is_empty() && !card.readiness.over().is_empty(),
        worst_gap: worst_gap(unit, card, &unmet, first_error),
        blocks: card.readiness.blocks().iter().map(block_counts).collect(),
        gates_unmet: unmet,
    }
}

fn block_counts(block: &ReadinessBlock<'_>) -> BlockCounts {
    let of = |wanted: Option<bool>| block.checks.iter().filter(|check| !check.waived && check.passed == wanted).count();
    let waived = block.checks.iter().filter(|check| check.waived).count();
    BlockCounts { key: block.key, title: block.title, passed: of(Some(true)) + waived, failed: of(Some(false)), unknown: of(None) }
}

/// The one sentence for the portfolio: an unreadable file, the first error, an unmet gate, or the first step to ready.
fn worst_gap(unit: &PlanUnit, card: &Scorecard, unmet: &[&str], first_error: Option<&Diagnostic>) -> Option<String> {
    if !unit.readable() {
        return Some("The plan cannot be read".to_owned());
    }
    if let Some(error) = first_error {
        return Some(begun(&error.message));
    }
    match (card.readiness.path_to_ready().first(), card.readiness.over().first()) {
        (Some(step), _) => Some(step.action.to_string()),
        (None, Some(check)) => Some(format!("not met, and cannot be mended any more: {} ({})", check.title, check.because)),
        (None, None) => unmet.first().map(|gate| format!("{gate} is not there yet")),
    }
}
