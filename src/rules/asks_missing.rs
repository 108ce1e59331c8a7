//! QD407: silence where an answer is wanted.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::ask::Asks;
use crate::resolve::wording;
use crate::rules::asked;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "asks"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "asks-missing",
    code: "QD407",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["M28", "M13", "M25"],
    docs: Docs {
        what: "The plan does not say what is needed from the manager and the organisation: `asks` is absent, empty, or says \"nothing\" or \"don't know\" without a reason.",
        why: "\"What specifically do you need from me?\" is the question that every review ends with. An account team without an answer goes home without help; that nothing is needed is an answer, when there is a reason.",
        fix: "List what is needed, from whom and by when; or write `asks: {none: \"why nothing is needed\"}`.",
        bad: "\
asks: {none: nothing}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
asks: {none: The pilot budget and the legal review were both granted in November 2026.}
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !(cx.plan.is_live() || cx.plan.is_draft()) {
        return;
    }
    let finding = match &cx.plan.asks {
        None if cx.unit.file.has("/asks") || asked::misspelt(cx, "asks") => return,
        None => cx.at_key("/asks", "the plan does not say what is needed from the manager and the organisation"),
        Some(Asks::List(list)) if list.is_empty() => {
            cx.at_key("/asks", "`asks` is empty, and silence is no answer to what is needed from the manager and the organisation")
        }
        Some(Asks::List(list)) => match list.iter().find(|_| list.iter().all(|ask| wording::is_silence(&ask.what))) {
            Some(ask) => cx.at(&format!("{}/what", cx.item("asks", 0)), format!("`{}` asks nobody for anything", ask.what.trim())),
            None => return,
        },
        Some(Asks::None(none)) if wording::is_placeholder(&none.none) || !wording::is_silence(&none.none) => return,
        Some(Asks::None(none)) if none.none.trim().is_empty() => cx.at("/asks/none", "`none` gives no reason why nothing is needed"),
        Some(Asks::None(none)) => cx.at("/asks/none", format!("`{}` is no reason why nothing is needed", none.none.trim())),
    };
    out.push(finding.help("list what is needed, from whom and by when, or write `asks: {none: \"the reason\"}`"));
}
