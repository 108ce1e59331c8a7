//! QD409: a plan that moves no relationship.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::objective::ObjectiveKind;
use crate::rules::asked;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "objectives", "actions"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "no-relationship-work",
    code: "QD409",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K8"],
    docs: Docs {
        what: "No objective and no action is of kind `relationship`.",
        why: "Business in an account follows the people who trust us. A plan that broadens no relationship hopes that the same few will carry everything.",
        fix: "Add an objective or an action with `kind: relationship`: whom to win, by when, and the first step.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses by March 2028, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-renewal, text: Renew the scanner contract of the south campus by June 2027, kind: position, horizon: short, by: 2027-06-15}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-renewal, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses by March 2028, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-renewal, text: Renew the scanner contract of the south campus by June 2027, kind: position, horizon: short, by: 2027-06-15}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-renewal, text: Win Sofia Lind with a scanner trial in March 2027, kind: relationship, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let (objectives, actions) = (&cx.plan.objectives, &cx.plan.actions);
    // a closed plan has done its work; a plan without objectives or actions has a finding already
    if !(cx.plan.is_live() || cx.plan.is_draft()) || objectives.is_empty() || asked::lacks(cx, "actions") {
        return;
    }
    let mut kinds = objectives.iter().map(|objective| Some(objective.kind)).chain(actions.iter().map(|action| action.kind));
    if kinds.any(|kind| kind == Some(ObjectiveKind::Relationship)) {
        return;
    }
    let message = format!(
        "none of {} and {} is of kind `relationship`: the plan wins nobody new",
        count(objectives.len(), "objective", "objectives"),
        count(actions.len(), "action", "actions")
    );
    out.push(cx.at_key("/objectives", message).help("add an objective or action with `kind: relationship`: whom to win, by when"));
}
