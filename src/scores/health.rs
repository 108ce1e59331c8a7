//! How does the account stand, weighed by what the stance and posture ask for (S12)? A headline only together with its parts.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::base::amount::hundredth;
use crate::config::settings::Settings;
use crate::model::account::{Posture, Stance};
use crate::model::plan::Plan;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::{ScoreValue, Term};

pub static SCORE: Score = Score {
    key: "health",
    title: "Health",
    question: "How does the account stand, weighed by posture?",
    formula: "weighted mean of relationship strength and coverage, execution, benchmark attainment, freshness and goal coverage; weights by posture",
    ids: &["S11", "S12"],
    compute,
};

/// The six parts, by key.
pub const PARTS: [&str; 6] = ["relationship_strength", "relationship_coverage", "execution", "benchmark_attainment", "freshness", "goal_coverage"];

/// The rows of weights: postures, and the stances that have weights of their own.
pub const ROWS: [&str; 6] = ["penetrate", "grow-share", "defend", "retain", "reactivate", "retire"];

/// The row of weights that a plan takes: that of the stance for retain, reactivate and retire, that of the posture for acquire and grow.
pub fn row(plan: &Plan) -> &'static str {
    match (plan.stance, plan.posture) {
        (Some(Stance::Retain), _) => "retain",
        (Some(Stance::Reactivate), _) => "reactivate",
        (Some(Stance::Retire), _) => "retire",
        (_, Some(Posture::Penetrate)) => "penetrate",
        (_, Some(Posture::GrowShare)) => "grow-share",
        (_, Some(Posture::Defend)) => "defend",
        (Some(Stance::Acquire), None) => "penetrate",
        (_, None) => "grow-share",
    }
}

/// The default weights of a row, in the order of [`PARTS`]; 0 leaves a part out. The last three rows are this project's own.
pub fn weights(row: &str) -> [i64; 6] {
    match row {
        "penetrate" => [20, 25, 20, 10, 10, 15],
        "defend" => [30, 20, 15, 15, 15, 5],
        "retain" => [30, 20, 15, 20, 15, 0],
        "reactivate" => [20, 25, 25, 10, 20, 0],
        "retire" => [10, 10, 40, 20, 20, 0],
        _ => [15, 15, 20, 25, 10, 15],
    }
}

/// The weights in force for a plan: those of its row, with what `scores: {health: …}` overrides.
pub fn weights_of<'a>(settings: &'a Settings, plan: &Plan) -> impl Iterator<Item = (&'static str, Decimal)> + use<'a> {
    weights_in(settings, row(plan))
}

/// The weights in force in one row.
pub fn weights_in<'a>(settings: &'a Settings, row: &'a str) -> impl Iterator<Item = (&'static str, Decimal)> + use<'a> {
    let parts = PARTS.into_iter().zip(weights(row));
    parts.map(move |(part, weight)| (part, settings.score_weights.in_row(SCORE.key, Some(row), part, Decimal::from(weight))))
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let terms = weights_of(cx.settings(), cx.plan)
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(part, weight)| {
            let title = super::ALL.iter().find(|score| score.key == part).map_or(part, |score| score.title);
            let score = cx.scored.iter().find(|score| score.key == part);
            let share = score.and_then(|score| score.value).map(hundredth);
            // the line that costs the part most; where nothing is lost, its first
            let lost = |term: &Term| term.share.map(|share| Decimal::ONE.saturating_sub(share).saturating_mul(term.weight));
            let costs = score.and_then(|score| score.terms.iter().enumerate().max_by_key(|(index, term)| (lost(term), Reverse(*index))).map(|(_, term)| term));
            let because = match score.and_then(|score| score.value) {
                Some(value) => format!("{title} {value:.1}"),
                None => format!("{title} is undetermined"),
            };
            cx.term(title, weight, share, costs.map_or_else(String::new, |term| term.pointer.clone()), because)
        })
        .collect();
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    score.beside = Some(format!("weights: {}", row(cx.plan)));
    Some(score)
}
