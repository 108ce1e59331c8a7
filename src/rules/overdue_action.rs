//! QD700: an open action whose day has passed.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "actions"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "overdue-action",
    code: "QD700",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K10", "D12"],
    docs: Docs {
        what: "An action is planned, doing or blocked, and its due date has passed.",
        why: "A date that passes without a word teaches everybody that dates do not count. Execution is scored by what is done on time.",
        fix: "Set `status: done` with `done_on`, agree a new date with the owner, or drop the action.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-11-10, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-11-10, status: done, done_on: 2026-11-09}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !(cx.plan.is_live() || cx.plan.is_draft()) {
        return;
    }
    let items = Items::of(cx, "actions");
    for (index, action) in cx.plan.actions.iter().enumerate().filter(|(_, action)| action.is_open() && action.due < cx.today()) {
        let ago = match cx.today().days_since(action.due) {
            1 => "yesterday".to_owned(),
            days => format!("{days} days ago"),
        };
        let message = format!("`{}` was due {ago}, on {}, and is still {}", action.id, action.due, action.status);
        out.push(items.at(cx, index, "due", message).help("set `status: done` with `done_on`, agree a new date with the owner, or drop the action"));
    }
}
