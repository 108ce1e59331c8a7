//! `data/scores.json`: every score of every plan with its reasons, in the shape of `score --format json` (contract §4).
//! Made from the view, so that it is a product for one audience. Knows only the view.

use std::io::Write;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use serde_json::{Value, json};

use crate::audience::judged::{Judged, ReadinessView, ScoreView, TermView};
use crate::audience::project::View;
use crate::audience::view::{RowView, TotalsView};
use crate::base::amount::Amount;
use crate::base::path::SitePath;
use crate::formats::artifact::{Artifact, PART, Pass};
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "scores", late: None, artifacts };

/// Plans that are written side by side: enough for all threads, few enough to be small in memory.
const BLOCK: usize = 32;

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let pass: Arc<Pass<'a>> = Arc::new(move |out| write(view, &mut |part| out(0, part)));
    vec![Artifact::new(SitePath::fixed("data/scores.json"), move || bytes(view)).in_pass(&pass, 0)]
}

/// The whole document: the same value as the report, one line per score.
pub fn bytes(view: &View<'_>) -> Vec<u8> {
    let mut whole = Vec::new();
    write(view, &mut |part| whole.extend_from_slice(part));
    whole
}

/// The document part by part.
fn write(view: &View<'_>, part: &mut dyn FnMut(&[u8])) {
    let mut rows: Vec<usize> = (0..view.rows.len()).collect();
    rows.sort_by_key(|row| view.rows.get(*row).map(|row| &row.slug));
    let mut out = format!("{{\n  \"schema\": \"quarterdeck-scores/1\",\n  \"as_of\": \"{}\",\n  \"plans\": [", view.frame.as_of).into_bytes();
    let mut first = true;
    for block in rows.chunks(BLOCK) {
        let made: Vec<Vec<u8>> = block.par_iter().filter_map(|row| Some(written(view.rows.get(*row)?, &*view.judged(*row)?))).collect();
        for plan in made {
            out.extend_from_slice(if first { b"\n" } else { b",\n" });
            out.extend_from_slice(&plan);
            first = false;
            if out.len() >= PART {
                part(&out);
                out.clear();
            }
        }
    }
    out.extend_from_slice(if first { b"],\n" } else { b"\n  ],\n" });
    let _ = writeln!(out, "  \"portfolio\": {}\n}}", portfolio(&view.totals, &view.frame.currency));
    part(&out);
}

fn written(row: &RowView, judged: &Judged) -> Vec<u8> {
    let head = [
        ("account", json!(row.slug)),
        ("title", json!(row.title)),
        ("stance", json!(row.stance)),
        ("tier", json!(row.tier)),
        ("computed_tier", json!(row.computed_tier)),
        (
            "qualification",
            judged.qualification.as_ref().map_or_else(
                || crate::reports::scores::unasked(row.stance.is_none_or(|stance| matches!(stance, "acquire" | "grow"))),
                |it| {
                json!({"yes": it.yes, "no": it.no, "unknown": it.unknown, "not_applicable": it.not_applicable, "verdict": it.verdict})
            }),
        ),
        (
            "icp",
            judged.icp.as_ref().map_or_else(crate::reports::scores::unmatched, |it| {
                json!({"value": it.value.map(number), "matched": it.matched, "criteria": it.criteria, "confidence": number(it.confidence), "band": it.band})
            }),
        ),
    ];
    let mut out = b"    {\n".to_vec();
    for (key, value) in head {
        let _ = writeln!(out, "      \"{key}\": {value},");
    }
    out.extend_from_slice(b"      \"scores\": [");
    let mut first = true;
    let mut line = |out: &mut Vec<u8>, value: &dyn Fn(&mut Vec<u8>) -> serde_json::Result<()>| {
        out.extend_from_slice(if std::mem::take(&mut first) { b"\n        " } else { b",\n        " });
        // into memory, which is never full
        let _ = value(out);
    };
    for key in crate::reports::scores::ORDER {
        let score = judged.scores.iter().chain([&judged.readiness.score]).find(|score| score.key == *key);
        line(&mut out, &|out| match score {
            Some(score) => serde_json::to_writer(out, &ScoreOf::of(score)),
            None => serde_json::to_writer(out, &crate::reports::scores::unscored(key)),
        });
    }
    out.extend_from_slice(b"\n      ],\n");
    let _ = writeln!(out, "      \"readiness\": {},", readiness(&judged.readiness));
    let _ = write!(out, "      \"value_at_stake_90d\": {},\n      \"currency\": {}\n    }}", number(row.value_at_stake_90d.rounded(1).0), json!(row.currency));
    out
}

/// One score, as `contract.md` §4 gives it.
#[derive(Serialize)]
struct ScoreOf<'a> {
    key: &'a str,
    value: Option<f64>,
    confidence: Option<f64>,
    terms: Vec<TermOf<'a>>,
}

#[derive(Serialize)]
struct TermOf<'a> {
    label: &'a str,
    weight: Amount,
    share: Option<f64>,
    points: Option<f64>,
    because: &'a str,
    path: &'a str,
    line: u32,
    pointer: &'a str,
}

impl<'a> ScoreOf<'a> {
    fn of(score: &'a ScoreView) -> Self {
        let term = |term: &'a TermView| TermOf {
            label: &term.label,
            weight: Amount(term.weight.round_dp(4)),
            share: term.share.and_then(|share| share.round_dp(4).to_f64()),
            points: term.points.and_then(|points| points.to_f64()),
            because: &term.because,
            path: &term.place.path,
            line: term.place.line,
            pointer: &term.pointer,
        };
        ScoreOf {
            key: score.key,
            value: score.value.and_then(|value| value.to_f64()),
            confidence: score.confidence.to_f64(),
            terms: score.terms.iter().map(term).collect(),
        }
    }
}

fn readiness(readiness: &ReadinessView) -> Value {
    let gates = readiness.gates.iter().map(|gate| {
        json!({"key": gate.key, "met": gate.met, "measured": gate.measured, "required": gate.required, "path": *gate.place.path, "line": gate.place.line})
    });
    let steps =
        readiness.path_to_ready.iter().map(|step| json!({"do": step.action, "path": *step.place.path, "line": step.place.line, "unlocks": step.unlocks}));
    json!({
        "verdict": readiness.verdict,
        "level": readiness.level,
        "score": readiness.score.value.map(number),
        "confidence": number(readiness.score.confidence),
        "gates": gates.collect::<Vec<Value>>(),
        "path_to_ready": steps.collect::<Vec<Value>>(),
    })
}

fn portfolio(totals: &TotalsView, currency: &str) -> Value {
    let concentration = totals.hhi.map(|hhi| {
        json!({
            "hhi": number(hhi), "top1_share": totals.top1_share.map(number), "top5_share": totals.top5_share.map(number),
            "accounts_for_80": totals.accounts_for_80,
        })
    });
    json!({
        "growth_target": totals.growth_target.map(money), "won": money(totals.won), "weighted_open": money(totals.weighted_open),
        "gap": totals.gap.map(money), "concentration": concentration, "currency": currency,
    })
}

/// A number that keeps its point: `9.0`.
fn number(value: Decimal) -> Value {
    value.to_f64().map_or(Value::Null, Value::from)
}

/// Money, to one decimal.
fn money(amount: Amount) -> Value {
    serde_json::to_value(amount.rounded(1)).unwrap_or(Value::Null)
}
