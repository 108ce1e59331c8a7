//! How well the account matches the ideal customer (R10–R16).

use rust_decimal::Decimal;

use crate::model::account::{Band, Icp, IcpScore};
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "icp_fit",
    title: "Ideal-customer fit",
    question: "How well does the account match the customers that we want?",
    formula: "100 · Σ weight · level / highest level / Σ weight, over the known criteria",
    ids: &["R10", "R11", "R12", "R13", "R14", "R16"],
    compute,
};

/// The account against the matrix.
#[derive(Clone, Debug)]
pub struct IcpResult {
    pub value: Option<Decimal>,
    pub matched: u32,
    pub criteria: u32,
    pub confidence: Decimal,
    pub band: Option<Band>,
}

fn level(icp: &Icp, criterion: &str) -> Option<i64> {
    match icp.scores.get(criterion) {
        Some(IcpScore::Level(level)) => Some(*level),
        Some(IcpScore::Unknown(_)) | None => None,
    }
}

/// The value, the matches and the band; `None` where no criterion has a level and none need have one.
pub fn result(cx: &ScoreCx<'_>) -> Option<IcpResult> {
    let score = compute(cx)?;
    let none = Icp::default();
    let icp = cx.plan.icp.as_ref().unwrap_or(&none);
    let matrix = &cx.settings().icp;
    let matched = matrix.criteria.iter().filter(|it| it.max() > 0 && level(icp, &it.id).is_some_and(|level| level >= it.max())).count();
    Some(IcpResult {
        value: score.value,
        matched: matched as u32,
        criteria: matrix.criteria.len() as u32,
        confidence: score.confidence,
        band: score.value.map(|value| matrix.band(value)),
    })
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    // a plan to acquire or grow owes it, so that without it all is unknown
    let none = Icp::default();
    let icp = match &cx.plan.icp {
        None if !cx.plan.is_full() => return None,
        icp => icp.as_ref().unwrap_or(&none),
    };
    let matrix = &cx.settings().icp;
    let mut matched = 0;
    let terms = matrix
        .criteria
        .iter()
        .map(|criterion| {
            let (level, max) = (level(icp, &criterion.id), criterion.max());
            let share = level.and_then(|level| Decimal::from(level).checked_div(Decimal::from(max))).map(|share| share.clamp(Decimal::ZERO, Decimal::ONE));
            matched += usize::from(share == Some(Decimal::ONE));
            let because = match level {
                None => "unknown".to_owned(),
                Some(level) => {
                    let meaning = criterion.levels.iter().find(|(value, _)| *value == level).map(|(_, meaning)| meaning.as_str()).filter(|it| !it.is_empty());
                    match meaning {
                        Some(meaning) => format!("level {level} of {max}: {meaning}"),
                        None => format!("level {level} of {max}"),
                    }
                }
            };
            cx.term(criterion.label.clone(), criterion.weight, share, format!("/icp/scores/{}", criterion.id), because)
        })
        .collect();
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    score.beside = Some(format!("{matched} of {} criteria matched, matrix version {}", matrix.criteria.len(), matrix.version));
    Some(score)
}
