//! `score --format json`: exactly `contract.md` §4. Adding a key is free, changing one is a breaking change.

use std::io::{self, Write};

use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

use crate::analysis::Analysis;
use crate::base::amount::Amount;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::KEYS;
use crate::scores::card::Scorecard;
use crate::scores::portfolio::{figures, spread};
use crate::scores::readiness::result::Readiness;
use crate::scores::value::ScoreValue;

/// Plans that are written side by side: enough for all threads, few enough to be small in memory. Ten thousand plans have twenty million values.
const BLOCK: usize = 64;

/// Writes all scores as one JSON document, two spaces a level; `shows` tells by the account's slug which plans are wanted.
///
/// # Errors
/// When `out` takes no more.
pub fn write(analysis: &Analysis<'_>, shows: &dyn Fn(&str) -> bool, out: &mut dyn Write) -> io::Result<()> {
    let plans = analysis.portfolio.plans.iter().zip(&analysis.cards).filter(|(unit, _)| shows(unit.slug.as_str()));
    let plans: Vec<(&PlanUnit, &Scorecard)> = plans.map(|(unit, card)| (&**unit, &**card)).collect();
    write!(out, "{{\n  \"schema\": \"quarterdeck-scores/1\",\n  \"as_of\": \"{}\",\n  \"plans\": [", analysis.portfolio.today)?;
    let mut between = "\n";
    for block in plans.chunks(BLOCK) {
        let made: Vec<String> = block.par_iter().map(|(unit, card)| laid_out(&plan(analysis, unit, card), 2)).collect();
        for plan in made {
            write!(out, "{between}    {plan}")?;
            between = ",\n";
        }
    }
    let end = if plans.is_empty() { "" } else { "\n  " };
    writeln!(out, "{end}],\n  \"portfolio\": {}\n}}", laid_out(&portfolio(analysis), 1))
}

/// A value as it stands so many levels deep: every line but the first begins with their spaces.
fn laid_out(value: &Value, levels: usize) -> String {
    // a line end inside a text is written as `\n`, so the only ones are the layout's
    format!("{value:#}").replace('\n', &format!("\n{}", "  ".repeat(levels)))
}

fn plan(analysis: &Analysis<'_>, unit: &PlanUnit, card: &Scorecard) -> Value {
    let fields = analysis.portfolio.plan(unit);
    json!({
        "account": unit.slug,
        "title": analysis.portfolio.title(unit),
        "stance": fields.stance,
        "tier": fields.tier,
        "computed_tier": card.computed_tier,
        "qualification": card.qualification.as_ref().map_or_else(|| unasked(fields.stance.is_none_or(|stance| stance.is_full())), |it| json!({
            "yes": it.yes, "no": it.no, "unknown": it.unknown, "not_applicable": it.not_applicable, "verdict": it.verdict.as_str(),
        })),
        "icp": card.icp.as_ref().map_or_else(unmatched, |it| json!({
            "value": it.value.map(number), "matched": it.matched, "criteria": it.criteria, "confidence": number(it.confidence), "band": it.band,
        })),
        "scores": scores(card),
        "readiness": readiness(&card.readiness),
        "value_at_stake_90d": number(card.value_at_stake_90d.rounded(1).0),
        "currency": analysis.portfolio.currency(fields),
    })
}

/// The order in which every plan's scores stand, here and in `data/scores.json`.
pub const ORDER: &[&str] = KEYS;

/// Every key of the contract once, in its order, so that programs find the same place in every plan.
fn scores(card: &Scorecard) -> Vec<Value> {
    let own = |key: &str| card.scores.iter().chain([&card.readiness.score]).find(|score| score.key == key);
    ORDER.iter().map(|key| own(key).map_or_else(|| unscored(key), score)).collect()
}

/// A score that a plan has no value of, nor anything that it could be made of.
pub fn unscored(key: &str) -> Value {
    json!({"key": key, "value": null, "confidence": 0.0, "terms": []})
}

/// The qualification of a plan that answers none of the six questions, whether they are `asked`, as of an account to acquire or grow, or not: the shape
/// stays, so that programs need no special case.
pub fn unasked(asked: bool) -> Value {
    let (unknown, not_applicable) = if asked { (6, 0) } else { (0, 6) };
    json!({"yes": 0, "no": 0, "unknown": unknown, "not_applicable": not_applicable, "verdict": "undetermined"})
}

/// The ideal-customer fit of a plan without a score for any criterion.
pub fn unmatched() -> Value {
    json!({"value": null, "matched": 0, "criteria": 0, "confidence": 0, "band": null})
}

fn score(score: &ScoreValue) -> Value {
    let terms = score.terms.iter().zip(score.statement()).map(|(term, points)| {
        json!({
            "label": term.label, "weight": plain(term.weight), "share": term.share.map(|share| number(share.round_dp(4))), "points": points.map(|points| number(points.given)),
            "because": term.because, "path": term.path.as_str(), "line": term.line, "pointer": term.pointer,
        })
    });
    json!({"key": score.key, "value": score.value.map(number), "confidence": number(score.confidence), "terms": terms.collect::<Vec<Value>>()})
}

fn readiness(readiness: &Readiness) -> Value {
    let gates = readiness.gates();
    let gates = gates.iter().map(
        |gate| json!({"key": gate.key, "met": gate.met, "measured": gate.measured, "required": gate.required, "path": gate.path.as_str(), "line": gate.line}),
    );
    let steps = readiness.path_to_ready();
    let steps = steps.iter().map(|step| json!({"do": step.action, "path": step.path.as_str(), "line": step.line, "unlocks": step.unlocks.as_str()}));
    json!({
        "verdict": readiness.verdict().as_str(),
        "level": readiness.level.as_str(),
        "score": readiness.score.value.map(number),
        "confidence": number(readiness.score.confidence),
        "gates": gates.collect::<Vec<Value>>(),
        "path_to_ready": steps.collect::<Vec<Value>>(),
    })
}

fn portfolio(analysis: &Analysis<'_>) -> Value {
    let figures = figures(&analysis.portfolio, &analysis.cards);
    let mut value = Map::new();
    value.insert("growth_target".to_owned(), figures.growth_target.map_or(Value::Null, money));
    value.insert("won".to_owned(), money(figures.won));
    value.insert("weighted_open".to_owned(), money(figures.weighted_open));
    value.insert("gap".to_owned(), figures.gap.map_or(Value::Null, money));
    let concentration = spread(&analysis.portfolio).map(|it| {
        json!({
            "hhi": number(it.hhi), "top1_share": number(it.top1_share), "top5_share": number(it.top5_share), "accounts_for_80": it.accounts_for_80,
        })
    });
    value.insert("concentration".to_owned(), concentration.unwrap_or(Value::Null));
    value.insert("currency".to_owned(), Value::from(analysis.portfolio.settings.currency.as_str()));
    Value::Object(value)
}

/// A number that keeps its point: `9.0`.
fn number(value: Decimal) -> Value {
    value.to_f64().map_or(Value::Null, Value::from)
}

/// A number that is whole where it is whole: `15`.
fn plain(value: Decimal) -> Value {
    serde_json::to_value(Amount(value.round_dp(4))).unwrap_or(Value::Null)
}

/// Money, to one decimal.
fn money(amount: Amount) -> Value {
    serde_json::to_value(amount.rounded(1)).unwrap_or(Value::Null)
}
