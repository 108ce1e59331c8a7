//! QD410: a plan that ends with the quarter.

use crate::base::amount::in_percent;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::asked;
use crate::rules::rule::{Check, Rule, ScoredCx};
use crate::scores::value::tenths;
use crate::scores::{long_view, tally};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule { code: &CODE, reads: &["actions", "objectives", "opportunities", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "near-term-plan",
    code: "QD410",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["S7"],
    docs: Docs {
        what: "In an active plan more than `policy.near_term.max_share` (0.70) of the objectives, open actions and open opportunities fall due within `policy.near_term.days` (90).",
        why: "A plan that consists of what closes next is a forecast. Reviews of it sink into single deals, and the position in the account that would bring the later ones is nobody's work.",
        fix: "Add what is to be true in a year or two, and the first steps towards it; move single deals into an opportunity review.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-01-29}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-01-22, status: planned}
opportunities:
  - {id: theatre-pilot, name: Theatre supply pilot, product: surgix-core, unit: Surgical, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}
  - {id: scanner-renewal, name: Renewal of the scanner contract, product: surgix-core, unit: Surgical, amount: 700000, probability: 0.3, close_by: 2027-02-15, status: open, requalified_on: 2026-11-10, timing_confirmed_on: 2026-11-10}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
opportunities:
  - {id: theatre-pilot, name: Theatre supply pilot, product: surgix-core, unit: Surgical, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}
  - {id: scanner-renewal, name: Renewal of the scanner contract, product: surgix-core, unit: Surgical, amount: 700000, probability: 0.3, close_by: 2027-06-15, status: open, requalified_on: 2026-11-10, timing_confirmed_on: 2026-11-10}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let policy = &cx.settings().policy;
    let until = cx.today().plus_days(policy.near_term_days);
    let near = long_view::near(cx.plan, until);
    let (due, all) = near.iter().fold((0, 0), |(due, all), near| (due + near.due, all + near.all));
    // a plan without objectives, actions or opportunities has its finding
    let Some(share) = tally::share(due, all).filter(|share| *share > policy.near_term_max_share) else { return };
    if !cx.plan.is_live() || cx.plan.objectives.is_empty() || asked::lacks(cx, "opportunities") || asked::lacks(cx, "actions") {
        return;
    }
    let percent = |share: Decimal| tenths(in_percent(share)).normalize();
    let message = format!(
        "{due} of {all} objectives, open actions and open opportunities are due by {until}: {} % is over the limit of {} %, so the plan ends where the quarter ends",
        percent(share),
        percent(policy.near_term_max_share)
    );
    out.push(cx.at_key("/objectives", message).help("add what is to be true in a year or two, and the first steps towards it"));
}
