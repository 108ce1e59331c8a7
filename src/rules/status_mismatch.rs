//! QD423: a day or an outcome that belongs to another status.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "status-mismatch",
    code: "QD423",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K10", "K7", "R18"],
    docs: Docs {
        what: "An action has `done_on` and is not done, an opportunity has `closed_on` and is neither won nor lost, or a plan has an `outcome` and is not closed.",
        why: "Scores and lists go by the status: the action stays open and grows overdue, the deal stays in the pipeline, and the lesson is shown nowhere, although somebody wrote down that it is over.",
        fix: "Write the status that the day or the outcome speaks of, or take it out until then.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing, done_on: 2026-11-20}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a four-week scanner trial with Sofia Lind, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: done, done_on: 2026-11-20}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a four-week scanner trial with Sofia Lind, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

/// A list, its key for the day, what its items are called, the statuses that have such a day, and the others.
type Dated = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const DATED: [Dated; 2] = [
    ("actions/*", "done_on", "action", &["done"], &["planned", "doing", "blocked", "dropped"]),
    ("opportunities/*", "closed_on", "opportunity", &["won", "lost"], &["open", "parked"]),
];

const UNFINISHED: [&str; 3] = ["draft", "active", "in-review"];

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = cx.unit.file.tree() else { return };
    for (list, key, what, over, others) in DATED {
        reach::each(tree.root(), list, &mut |spot| {
            // a day that is none, or lies ahead, has its finding
            let day = spot.node.get(key).and_then(reach::date).filter(|day| *day <= cx.today());
            if let (Some(_), Some(status)) = (day, one_of(spot.node, others)) {
                let name = spot.node.get("id").filter(|id| id.kind() == Kind::Text).map_or_else(String::new, |id| format!(" `{}`", id.text()));
                let message = format!("`{key}` is given, but the {what}{name} is {status}");
                let help = format!("write `status: {}`, or take `{key}` out", over.join("` or `status: "));
                out.push(spot.inside(cx, &cx.unit.file.path, key, message).help(help));
            }
        });
    }
    if let (true, Some(status)) = (reach::has(tree.root(), "outcome"), one_of(tree.root(), &UNFINISHED)) {
        let status = if status == "draft" { "a draft" } else { status };
        let found = cx.at_key("/outcome", format!("`outcome` is given, but the plan is {status}"));
        out.push(found.help("write `status: closed`, or take `outcome` out until the plan is closed"));
    }
}

/// The status of a group, where it is one of those.
fn one_of<'s>(node: Node<'_>, words: &[&'s str]) -> Option<&'s str> {
    let status = node.get("status")?;
    words.iter().copied().find(|word| *word == status.text())
}
