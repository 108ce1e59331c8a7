//! QD417: a plan for an account that does not fit us.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Answer, Band};
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["icp", "qualification", "stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "icp-low-band",
    code: "QD417",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["R16"],
    docs: Docs {
        what: "A plan to acquire or grow an account that lies in the low band of the ideal-customer matrix, without a waiver for it.",
        why: "Attention is for the accounts in the high and the moderate band. An account that matches little of what we are good at takes the same weeks and gives less back.",
        fix: "Check the levels. If they are right, give the time to a better match, or have a manager sign a dated `waiver` for `icp-low-band`.",
        bad: "\
icp:
  scores: {opportunity_size: 1, company_size: 0, location: 1, market_experience: 0, application_experience: 0, strategic_market: 1, terms: 0, shipping: 1, quality: 0, cultural_fit: 1, confirmed_budget: 0, channel_model: 0, service: 1}
  confirmed: {by: tomas-rivera, on: 2026-10-05, expected_band: low}
qualification:
  market_experience: {answer: yes, evidence: Four hospital groups served since 2021.}
  solves_problem: {answer: yes, evidence: Nine stock-outs in theatre supplies in the audit of June 2026.}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: yes}
  strategic_market: {answer: no}
  icp_match: {answer: no}
",
        good: "\
icp:
  scores: {opportunity_size: 1, company_size: 0, location: 1, market_experience: 0, application_experience: 0, strategic_market: 1, terms: 0, shipping: 1, quality: 0, cultural_fit: 1, confirmed_budget: 0, channel_model: 0, service: 1}
  confirmed: {by: tomas-rivera, on: 2026-10-05, expected_band: low}
qualification:
  market_experience: {answer: yes, evidence: Four hospital groups served since 2021.}
  solves_problem: {answer: yes, evidence: Nine stock-outs in theatre supplies in the audit of June 2026.}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: yes}
  strategic_market: {answer: no}
  icp_match: {answer: no}
waiver: {for: [icp-low-band], by: tomas-rivera, reason: Reference account for the whole region until the audit of March 2027., until: 2027-03-31}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some((value, band)) = cx.card.icp.as_ref().filter(|_| !cx.settings().lost.contains("icp")).and_then(|result| result.value.zip(result.band)) else {
        return;
    };
    // a manager who has signed that an account is planned although it does not qualify has decided this too
    if !cx.is_current() || !cx.plan.is_full() || band != Band::Low || cx.waived(&["not-qualified"]) {
        return;
    }
    // an answer that claims a match is a contradiction, and that finding says it
    let claimed = cx.plan.qualification.as_ref().and_then(|all| all.icp_match.as_ref()).is_some_and(|question| question.answer == Answer::Yes);
    if claimed {
        return;
    }
    let from = cx.settings().icp.moderate.normalize();
    let message = format!("the ICP score is {value}, in the low band (under {from}), and no waiver says why the account is planned all the same");
    out.push(cx.at_key("/icp", message).help("check the levels, plan a better match instead, or have a manager sign a dated `waiver` for `icp-low-band`"));
}
