//! QD404: only short-term objectives, only long-term ones, or none.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::objective::Horizon;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "objectives"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "missing-horizon",
    code: "QD404",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K9"],
    docs: Docs {
        what: "The plan has no objective with `horizon: short`, or none with `horizon: long`.",
        why: "With short objectives alone a plan is a list of deals; with long ones alone nothing happens this year. It takes both to get into an account.",
        fix: "Add an objective for the horizon that is missing: short for this fiscal year, long for beyond.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses by March 2028, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the renewal of June 2027, kind: relationship, horizon: long, by: 2027-12-31}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses by March 2028, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the renewal of June 2027, kind: relationship, horizon: short, by: 2027-05-31}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let list = cx.unit.file.tree().and_then(|tree| tree.root().get("objectives"));
    if !(cx.plan.is_live() || cx.plan.is_draft()) || list.is_none_or(|list| list.kind() != crate::parse::node::Kind::Seq) {
        return;
    }
    let count = |horizon: Horizon| cx.plan.objectives.iter().filter(|objective| objective.horizon == horizon).count();
    let message = match (count(Horizon::Short), count(Horizon::Long)) {
        (0, 0) => "the plan has no objectives, neither short-term nor long-term: it does not say what it wants to reach".to_owned(),
        (0, n) => format!("no objective is short-term, {}: nothing has to be reached this year", all_of(n, "long-term")),
        (n, 0) => format!("no objective is long-term, {}: the plan ends where this year ends", all_of(n, "short-term")),
        _ => return,
    };
    let missing = if count(Horizon::Short) == 0 { "horizon: short" } else { "horizon: long" };
    out.push(cx.at_key("/objectives", message).help(format!("add an objective with `{missing}`")));
}

fn all_of(n: usize, word: &str) -> String {
    if n == 1 { format!("the only one is {word}") } else { format!("all {n} are {word}") }
}
