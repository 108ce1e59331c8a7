//! QD405: an objective that nobody works on.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::action::ActionStatus;
use crate::resolve::wording::is_placeholder;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "objectives", "actions"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "objective-without-action",
    code: "QD405",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K10"],
    docs: Docs {
        what: "No action names the objective under `objective`, or none but dropped ones.",
        why: "An objective is reached by steps with an owner and a date. Without one it is a wish, and the next review can only repeat it.",
        fix: "Add an action with `objective:` and this id, or take the objective out of the plan.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !(cx.plan.is_live() || cx.plan.is_draft()) || !cx.unit.file.has("/actions") {
        return;
    }
    // whatever a stand-in is to become, it may be this objective
    if cx.plan.actions.iter().any(|action| action.status != ActionStatus::Dropped && is_placeholder(&action.objective)) {
        return;
    }
    let served = cx.plan.served();
    let dropped = |id: &str| cx.plan.actions.iter().any(|action| action.objective == id);
    let items = Items::of(cx, "objectives");
    for (index, objective) in cx.plan.objectives.iter().enumerate().filter(|(_, objective)| !served.contains(objective.id.as_str())) {
        let message = match dropped(&objective.id) {
            true => format!("what was to serve the objective `{}` was dropped, so nobody is working on it", objective.id),
            false => format!("no action serves the objective `{}`, so nobody is working on it", objective.id),
        };
        out.push(items.at(cx, index, "id", message).help(format!("add an action with `objective: {}`, an owner and a due date", objective.id)));
    }
}
