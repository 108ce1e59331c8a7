//! Does the account warrant a plan? Six questions; the verdict comes from the counts alone (R6–R9).

use rust_decimal::Decimal;

use crate::base::amount::{apart, grouped, in_percent};
use crate::model::account::{Answer, Band, Qualification, Question};
use crate::scores::icp_fit;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "qualification",
    title: "Qualification",
    question: "Does the account warrant a plan?",
    formula: "100 · yes / (yes + no); warranted with at least policy.qualification.pass yes",
    ids: &["R6", "R7", "R8", "R9", "R20"],
    compute,
};

/// Does the account warrant a plan? (R7)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warrant {
    Warranted,
    NotWarranted,
    Undetermined,
}

impl Warrant {
    pub fn as_str(self) -> &'static str {
        match self {
            Warrant::Warranted => "warranted",
            Warrant::NotWarranted => "not-warranted",
            Warrant::Undetermined => "undetermined",
        }
    }
}

/// The counts behind the qualification.
#[derive(Clone, Debug)]
pub struct QualificationResult {
    pub yes: u32,
    pub no: u32,
    pub unknown: u32,
    pub not_applicable: u32,
    pub verdict: Warrant,
    /// Which unknown answers would settle it, by key.
    pub would_settle: Vec<&'static str>,
}

/// A question that nobody answered counts as unknown.
fn answer(question: Option<&Question>) -> Answer {
    question.map_or(Answer::Unknown, |question| question.answer)
}

/// The counts and the verdict; `None` where no question was answered and none need be.
pub fn result(cx: &ScoreCx<'_>) -> Option<QualificationResult> {
    let qualification = cx.plan.qualification.as_ref();
    if qualification.is_none() && !cx.plan.is_full() {
        return None;
    }
    let none = Qualification::default();
    let questions = qualification.unwrap_or(&none).questions();
    let count = |wanted: Answer| questions.iter().filter(|(_, question)| answer(*question) == wanted).count() as u32;
    let (yes, unknown) = (count(Answer::Yes), count(Answer::Unknown));
    let verdict = verdict(yes, unknown, cx.settings().policy.qualification_pass);
    let would_settle = match verdict {
        Warrant::Undetermined => questions.iter().filter(|(_, question)| answer(*question) == Answer::Unknown).map(|(key, _)| *key).collect(),
        _ => Vec::new(),
    };
    Some(QualificationResult { yes, no: count(Answer::No), unknown, not_applicable: count(Answer::NotApplicable), verdict, would_settle })
}

/// Warranted if `yes ≥ pass`; undetermined if `yes < pass ≤ yes + unknown`; else not warranted (R7).
pub fn verdict(yes: u32, unknown: u32, pass: u32) -> Warrant {
    if yes >= pass {
        Warrant::Warranted
    } else if yes.saturating_add(unknown) >= pass {
        Warrant::Undetermined
    } else {
        Warrant::NotWarranted
    }
}

/// The three answers that the data can give too, with a sentence that says what they rest on; `None` is a computed unknown.
pub fn computed(cx: &ScoreCx<'_>, key: &str) -> Option<(bool, String)> {
    match key {
        "growth_above_threshold" => {
            let (target, threshold) = (cx.plan.growth_target?, cx.settings().policy.min_growth_value?);
            let [target_shown, threshold_shown] = apart(target.0, threshold.0, 0);
            Some((target >= threshold, format!("growth target {} against a threshold of {}", grouped(&target_shown), grouped(&threshold_shown))))
        }
        "share_below_limit" => {
            let (share, limit) = (cx.ground.share_of_wallet(cx.unit.slug.as_str())?, cx.settings().policy.share_limit);
            let [share_shown, limit_shown] = apart(in_percent(share), in_percent(limit), 1);
            Some((share < limit, format!("share of wallet {share_shown} % against a limit of {limit_shown} %")))
        }
        "icp_match" => {
            let icp = icp_fit::result(cx)?;
            let (value, band) = (icp.value?, icp.band?);
            Some((band != Band::Low, format!("fit {value}, band {band}")))
        }
        _ => None,
    }
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let result = result(cx)?;
    let none = Qualification::default();
    let questions = cx.plan.qualification.as_ref().unwrap_or(&none).questions();
    let terms = questions
        .iter()
        .filter_map(|(key, question)| {
            let share = match answer(*question) {
                Answer::Yes => Some(Decimal::ONE),
                Answer::No => Some(Decimal::ZERO),
                Answer::Unknown => None,
                Answer::NotApplicable => return None,
            };
            let mut because = match question {
                None => "not answered".to_owned(),
                Some(question) => match &question.evidence {
                    Some(evidence) => format!("{}: {evidence}", question.answer),
                    None => question.answer.as_str().to_owned(),
                },
            };
            if let Some((yes, basis)) = computed(cx, key) {
                because.push_str(if yes { "; computed: yes, " } else { "; computed: no, " });
                because.push_str(&basis);
            }
            Some(cx.term(Qualification::asks(key), Decimal::ONE, share, format!("/qualification/{key}"), because))
        })
        .collect();
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    let pass = cx.settings().policy.qualification_pass;
    let mut beside = format!("{} yes, {} no, {} unknown; {pass} yes are needed: {}", result.yes, result.no, result.unknown, result.verdict.as_str());
    if !result.would_settle.is_empty() {
        beside.push_str(&format!(
            "; would settle it: {}",
            result.would_settle.iter().map(|key| format!("“{}”", Qualification::asks(key))).collect::<Vec<_>>().join(", ")
        ));
    }
    score.beside = Some(beside);
    Some(score)
}
