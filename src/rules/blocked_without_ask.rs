//! QD420: blocked, and nobody is asked, or the answer is there.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::action::ActionStatus;
use crate::model::ask::{AskStatus, Asks};
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["actions", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "blocked-without-ask",
    code: "QD420",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["S1", "M28"],
    docs: Docs {
        what: "An action is blocked, and its `needs` names no ask, or one that was answered already.",
        why: "A blocked action needs somebody else to move. As long as no ask says who is to do what by when, the plan waits and only its owner knows.",
        fix: "Write an ask that would unblock it and name that ask under `needs`; or set another status when nothing is missing. An ask that was answered frees the action, or another ask takes its place.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: blocked}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: blocked, needs: cpo-dinner}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let items = Items::of(cx, "actions");
    // where the asks hold a mistake nobody knows what was asked
    let asks = cx.plan.asks.as_ref().filter(|_| !cx.unit.file.tainted.contains("asks")).map_or(&[][..], Asks::list);
    for (index, action) in cx.plan.actions.iter().enumerate().filter(|(_, it)| it.status == ActionStatus::Blocked) {
        let id = &action.id;
        let Some(needs) = &action.needs else {
            let message = format!("`{id}` is blocked, and `needs` names no ask that would free it");
            out.push(items.at(cx, index, "status", message).help("add an ask that says who is to do what by when, and name it under `needs`"));
            continue;
        };
        let (answer, help) = match asks.iter().find(|ask| ask.id == *needs).map(|ask| ask.status) {
            Some(AskStatus::Granted) => ("is granted", "go on with the action, or say under `needs` what it waits for now"),
            Some(AskStatus::Done) => ("is done", "go on with the action, or say under `needs` what it waits for now"),
            Some(AskStatus::Refused) => ("was refused", "find another way, and name the ask for it under `needs`, or drop the action"),
            Some(AskStatus::Open) | None => continue,
        };
        let message = format!("`{id}` is blocked, and the ask `{needs}` that would free it {answer}");
        out.push(items.at(cx, index, "status", message).help(help));
    }
}
