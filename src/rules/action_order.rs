//! QD306: an action that is due, begun or done too early for what it waits for, or due too late for what it serves.

use std::collections::HashMap;

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::action::{Action, ActionStatus};
use crate::model::objective::Objective;
use crate::rules::distant_date::is_distant;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["actions", "objectives", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "action-order",
    code: "QD306",
    category: Category::Dates,
    level: Level::Info,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K3", "K10"],
    docs: Docs {
        what: "An open action is due before an open one that it comes `after`, or after the day by which its objective is to be reached; or an action is begun or done while one that it comes `after` is still open.",
        why: "The actions of a plan are steps, and each has the day by which the next can begin. A day on the wrong side of another is a promise that cannot be kept, and mostly nobody has noticed.",
        fix: "Move one of the two days, set the status that each step really has, or take the step out of `after` when it need not wait. An objective whose day has passed gets a new one, or leaves the plan.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2027-04-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned, after: [pilot-terms]}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned, after: [pilot-terms]}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let open = cx.plan.actions.iter().filter(|action| action.is_open() && !is_distant(cx, action.due));
    let steps: HashMap<&str, &Action> = open.map(|action| (action.id.as_str(), action)).collect();
    let objectives: HashMap<&str, &Objective> = cx.plan.objectives.iter().map(|objective| (objective.id.as_str(), objective)).collect();
    let items = Items::of(cx, "actions");
    let mut served: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, action) in cx.plan.actions.iter().enumerate() {
        let (id, due) = (&action.id, action.due);
        // a step may be begun, or reported as done, before the one that it waits for
        let begun = match action.status {
            ActionStatus::Done => Some("done"),
            ActionStatus::Doing => Some("being done"),
            _ => None,
        };
        let waits_for = action.after.iter().find_map(|first| steps.get(first.as_str()));
        if let Some((begun, first)) = begun.zip(waits_for) {
            let message = format!("`{id}` is {begun}, and `{}`, which it comes after, is still open", first.id);
            let help = format!("set the status that each really has, or take `{}` out of `after` when it need not come first", first.id);
            out.push(items.at(cx, index, "status", message).help(help));
            continue;
        }
        if !steps.contains_key(id.as_str()) {
            continue;
        }
        let first = action.after.iter().filter_map(|first| steps.get(first.as_str())).max_by_key(|first| first.due).filter(|first| first.due > due);
        if let Some(first) = first {
            let message = format!("`{id}` is due on {due}, before `{}`, which it comes after and which is due on {}", first.id, first.due);
            out.push(items.at(cx, index, "due", message).help(format!("move one of the two, or take `{}` out of `after`", first.id)));
            continue;
        }
        let late = objectives.get(action.objective.as_str()).filter(|objective| due > objective.by);
        match late {
            // that its day has passed is one mistake, however many serve it
            Some(objective) if objective.by < cx.today() => served.entry(&objective.id).or_default().push(index),
            Some(objective) => {
                let message = format!("`{id}` is due on {due}, and its objective `{}` is to be reached by {}", objective.id, objective.by);
                out.push(items.at(cx, index, "due", message).help("do it sooner, or move `by` of the objective"));
            }
            None => {}
        }
    }
    passed(cx, &items, &served, out);
}

/// Objectives whose day has passed, each with the actions that are to serve it later: told at the first of them.
fn passed(cx: &ScoredCx<'_>, items: &Items<'_>, served: &HashMap<&str, Vec<usize>>, out: &mut Vec<Diagnostic>) {
    for objective in &cx.plan.objectives {
        let Some((first, others)) = served.get(objective.id.as_str()).and_then(|late| late.split_first()) else { continue };
        let action = |index: usize| cx.plan.actions.get(index);
        let Some(Action { id, due, .. }) = action(*first) else { continue };
        let names: Vec<String> = others.iter().filter_map(|index| action(*index)).map(|action| format!("`{}`", action.id)).collect();
        let too = match names.as_slice() {
            [] => String::new(),
            _ => format!("; the same holds for {}", listed(&names)),
        };
        let message = format!("`{id}` is due on {due}, and the day of its objective `{}`, {}, has passed{too}", objective.id, objective.by);
        out.push(items.at(cx, *first, "due", message).help("give the objective a new `by`, or take it out of the plan with what serves it"));
    }
}

/// So many actions are named.
const NAMED: usize = 8;

fn listed(names: &[String]) -> String {
    match names.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ")),
    }
}
