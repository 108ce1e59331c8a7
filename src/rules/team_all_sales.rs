//! QD414: a plan that only sales carries.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::commitment::Function;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "team"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "team-all-sales",
    code: "QD414",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D11", "D13"],
    docs: Docs {
        what: "Everybody in the team of an active plan has the function `sales`.",
        why: "What an account needs, a delivery that works, a contract, a price, is done by other functions. A plan in which they do not appear counts on them without asking.",
        fix: "Add somebody of the function that the plan depends on most, and agree their part with them.",
        bad: "\
team:
  - {person: maya-chen, function: sales, role: lead}
  - {person: tomas-rivera, function: sales, role: sponsor}
",
        good: "\
team:
  - {person: maya-chen, function: sales, role: lead}
  - {person: priya-nair, function: operations, role: delivery}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let team = &cx.plan.team;
    if !cx.plan.is_live() || team.is_empty() || team.iter().any(|member| member.function != Function::Sales) {
        return;
    }
    let message = match team.as_slice() {
        [one] => format!("{}, of sales, is the whole team: no other function has a part in the plan", cx.ground.person_name(&one.person)),
        many => format!("all {} in the team are of sales: no other function has a part in the plan", many.len()),
    };
    out.push(cx.at_key("/team", message).help("add somebody of the function that the plan depends on most, for example operations or service"));
}
