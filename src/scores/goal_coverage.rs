//! Is enough in the pipeline for what the plan is to add (R17)?

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::AHEAD_DAYS;
use crate::model::opportunity::OpportunityStatus;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::{ScoreValue, hundredths};

pub static SCORE: Score = Score {
    key: "goal_coverage",
    title: "Goal coverage",
    question: "Is enough in the pipeline for what the plan is to add?",
    formula: "100 · min(1, c / policy.goal_coverage), c = Σ open amount / (growth_target − won); 100 when won ≥ target",
    ids: &["R17"],
    compute,
};

/// The money of one plan's opportunities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    pub open: Amount,
    pub weighted_open: Amount,
    pub won: Amount,
    /// The part of it that was won in the fiscal year of today.
    pub won_this_year: Amount,
    /// Open and due within 90 days (M17).
    pub value_at_stake_90d: Amount,
}

/// Sums over the plan's opportunities; nothing is asked of their dates but the horizon of 90 days.
pub fn money(cx: &ScoreCx<'_>) -> Money {
    let until = cx.today().plus_days(AHEAD_DAYS);
    let calendar = cx.settings().calendar;
    let year = calendar.year_of(cx.today());
    let mut money = Money::default();
    for it in &cx.plan.opportunities {
        match it.status {
            OpportunityStatus::Open => {
                let weighted = it.weighted();
                money.open = money.open.plus(it.amount);
                money.weighted_open = money.weighted_open.plus(weighted);
                if it.close_by <= until {
                    money.value_at_stake_90d = money.value_at_stake_90d.plus(weighted);
                }
            }
            OpportunityStatus::Won => {
                money.won = money.won.plus(it.amount);
                if it.is_won_in(calendar, year) {
                    money.won_this_year = money.won_this_year.plus(it.amount);
                }
            }
            OpportunityStatus::Lost | OpportunityStatus::Parked => {}
        }
    }
    money
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let money = money(cx);
    let wanted = cx.settings().policy.goal_coverage;
    let mut beside = None;
    let (share, because) = match cx.plan.growth_target {
        None if !cx.plan.is_full() => return None,
        None => (None, "no growth target".to_owned()),
        Some(target) if money.won >= target => (Some(Decimal::ONE), format!("{} won of a target of {}", money.won.in_whole(), target.in_whole())),
        Some(target) => {
            let rest = target.minus(money.won);
            let times = |amount: Amount| amount.ratio(rest).map(|ratio| hundredths(ratio).normalize());
            if let (Some(plain), Some(weighted)) = (times(money.open), times(money.weighted_open)) {
                beside = Some(format!("{plain} times what is still to be won, {weighted} times weighted by probability"));
            }
            let share = money.open.ratio(rest).and_then(|c| c.checked_div(wanted)).unwrap_or(Decimal::ONE);
            let because = format!("{} open for the {} still to be won; {} times are wanted", money.open.in_whole(), rest.in_whole(), wanted.normalize());
            (Some(share.clamp(Decimal::ZERO, Decimal::ONE)), because)
        }
    };
    let term = cx.term("open opportunities", Decimal::ONE, share, "/growth_target", because);
    let mut score = ScoreValue::weighted(SCORE.key, vec![term], cx.settings().policy.confidence_min);
    score.beside = beside;
    Some(score)
}
