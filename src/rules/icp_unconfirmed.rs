//! QD418: a fit that only its author believes in.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["icp", "stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "icp-unconfirmed",
    code: "QD418",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R15"],
    docs: Docs {
        what: "An active plan to acquire or grow scores the account against the matrix, and nobody has confirmed the result.",
        why: "The matrix is worth what managers and leaders believe of it. When the result meets their expectation it decides; when not, either the levels or the matrix are wrong.",
        fix: "Show the result to the manager and write `confirmed` with `by`, `on` and the band that they expected.",
        bad: "icp: {scores: {opportunity_size: 2, company_size: 1, location: 2, market_experience: 2, application_experience: 2, strategic_market: 1, terms: 1, shipping: 2, quality: 2}}\n",
        good: "icp: {scores: {opportunity_size: 2, company_size: 1, location: 2, market_experience: 2, application_experience: 2, strategic_market: 1, terms: 1, shipping: 2, quality: 2}, confirmed: {by: tomas-rivera, on: 2026-10-05, expected_band: high}}\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(icp) = cx.plan.icp.as_ref().filter(|_| cx.plan.is_live() && cx.plan.is_full()) else { return };
    if icp.scores.is_empty() || icp.confirmed.is_some() {
        return;
    }
    let result = cx.card.icp.as_ref().filter(|_| !cx.settings().lost.contains("icp")).and_then(|result| result.value.zip(result.band));
    let result = result.map_or("the ICP score".to_owned(), |(value, band)| format!("the ICP score, {value} and {band},"));
    let manager = cx.ground.manager(cx.plan).map_or("the manager", |id| cx.ground.person_name(id));
    out.push(
        cx.at_key("/icp", format!("{result} is not confirmed by anybody"))
            .help(format!("show it to {manager} and add `confirmed: {{by: …, on: …, expected_band: …}}`")),
    );
}
