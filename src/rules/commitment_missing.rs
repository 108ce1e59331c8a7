//! QD402: nobody has committed.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::resolve::wording;
use crate::rules::reach;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["commitment"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "commitment-missing",
    code: "QD402",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K12"],
    docs: Docs {
        what: "The written commitment is empty, or lacks its statement, the people who commit, or its date.",
        why: "A plan that nobody has put their name and a date under is an intention. The sentence, the names and the day are what a review can come back to.",
        fix: "Write one sentence that says what will be reached by when, name the people who stand behind it, and date it.",
        bad: "commitment: {}\n",
        good: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [maya-chen, tomas-rivera]
  on: 2026-10-02
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let commitment = cx.unit.file.tree().and_then(|tree| tree.root().get("commitment"));
    let Some(commitment) = commitment.filter(|commitment| commitment.kind() == Kind::Map) else { return };
    let statement = commitment.get("statement").map_or("", Node::text);
    if wording::is_placeholder(statement) {
        return;
    }
    let by = commitment.get("by").is_some_and(|by| by.items().any(|name| !name.text().trim().is_empty()));
    let parts =
        [(!statement.trim().is_empty(), "statement", "no statement"), (by, "by", "nobody who commits"), (reach::has(commitment, "on"), "on", "no date")];
    let lacking: Vec<&(bool, &str, &str)> = parts.iter().filter(|(there, _, _)| !there).collect();
    let Some((last, rest)) = lacking.split_last() else { return };
    let message = match (rest.len(), last) {
        (2, _) => "the commitment is empty: nobody has put their name and a date under this plan".to_owned(),
        (1, (_, _, last)) => format!("the commitment has {} and {last}, so it binds nobody", rest.first().map_or("", |(_, _, words)| words)),
        (_, (_, _, last)) => format!("the commitment has {last}, so it binds nobody"),
    };
    let keys = lacking.iter().map(|(_, key, _)| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    // a key that is there without a value is the place; else the first key of what there is
    let there = lacking.iter().find_map(|(_, key, _)| commitment.get(key).map(|value| (format!("/commitment/{key}"), value)));
    let finding = match there {
        Some((pointer, value)) if value.kind() == Kind::Seq || value.span().start == value.span().end => cx.at_key(&pointer, message),
        Some((pointer, _)) => cx.at(&pointer, message),
        None => cx.place(commitment.owner_span(), "/commitment", message),
    };
    out.push(finding.help(format!("add {keys}")));
}
