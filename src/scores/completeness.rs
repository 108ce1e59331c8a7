//! How much of the plan is really there: the share of valid items per part, never mere presence. Never the headline (`domain.md` §2, §4).

mod parts;

use rust_decimal::Decimal;

use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "completeness",
    title: "Completeness",
    question: "How much of the plan is really there?",
    formula: "100 · Σ weight · share of valid items / Σ weight, over the parts that apply",
    ids: &["K7", "K8", "K9", "K10", "K11", "K12", "R19", "M8", "M22", "M28"],
    compute,
};

/// What was found of one part.
struct Found {
    share: Decimal,
    because: String,
    pointer: String,
}

/// One of the twelve parts.
pub struct Part {
    /// Snake case, as in `scores: {completeness: {actions: 20}}`.
    pub key: &'static str,
    pub label: &'static str,
    pub weight: i64,
    /// `None` where the part does not apply.
    find: fn(&ScoreCx<'_>) -> Option<Found>,
}

/// The parts with their default weights; the six components of K carry 70.
pub static PARTS: [Part; 12] = [
    Part { key: "opportunities", label: "opportunities", weight: 10, find: parts::opportunities },
    Part { key: "relationship_plan", label: "relationship plan", weight: 10, find: parts::relationship_plan },
    Part { key: "short_objectives", label: "short objectives", weight: 5, find: parts::short_objectives },
    Part { key: "long_objectives", label: "long objectives", weight: 5, find: parts::long_objectives },
    Part { key: "actions", label: "actions", weight: 15, find: parts::actions },
    Part { key: "benchmarks", label: "benchmarks", weight: 15, find: parts::benchmarks },
    Part { key: "commitment", label: "commitment", weight: 10, find: parts::commitment },
    Part { key: "revenue", label: "revenue history and projection", weight: 10, find: parts::revenue },
    Part { key: "kdm_facts", label: "facts about key decision makers", weight: 8, find: parts::kdm_facts },
    Part { key: "obstacles", label: "obstacles", weight: 4, find: parts::obstacles },
    Part { key: "asks", label: "asks", weight: 4, find: parts::asks },
    Part { key: "competition", label: "competition or SWOT", weight: 4, find: parts::competition },
];

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let terms = PARTS
        .iter()
        .filter_map(|part| {
            let found = (part.find)(cx)?;
            let weight = cx.settings().score_weights.of(SCORE.key, part.key, part.weight);
            Some(cx.term(part.label, weight, Some(found.share), found.pointer, found.because))
        })
        .collect();
    Some(ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min))
}
