//! QD400: a full plan for an account that has not earned one.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};
use crate::scores::qualification::{QualificationResult, Warrant};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "stance", "qualification"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "not-qualified",
    code: "QD400",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["R7", "R9", "R20"],
    docs: Docs {
        what: "An active plan to acquire or grow an account has fewer than `policy.qualification.pass` (4) yes among the six questions, and no waiver is in force.",
        why: "A full plan takes weeks of selling time. The six questions decide first whether the account is worth them: qualify first, then plan.",
        fix: "Answer the unknown questions, with evidence. If the account does not qualify, change its stance or close the plan; if it is to be planned all the same, have a manager sign a dated `waiver` for `not-qualified`. Whose name stands under it is shown wherever it applies; the rule itself asks for a day and not for a rank.",
        bad: "\
qualification:
  market_experience: {answer: yes, evidence: Four hospital groups served since 2021.}
  solves_problem: {answer: unknown}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: no}
  strategic_market: {answer: no}
  icp_match: {answer: yes}
",
        good: "\
qualification:
  market_experience: {answer: yes, evidence: Four hospital groups served since 2021.}
  solves_problem: {answer: unknown}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: no}
  strategic_market: {answer: no}
  icp_match: {answer: yes}
waiver:
  for: [not-qualified]
  by: tomas-rivera
  reason: Reference account for the whole region until the audit of March 2027.
  until: 2027-03-31
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(result) = &cx.card.qualification else { return };
    // an empty or missing qualification has its own finding
    let answered = cx.plan.qualification.as_ref().is_some_and(|all| all.questions().iter().any(|(_, question)| question.is_some()));
    if !cx.plan.is_live() || !cx.plan.is_full() || !answered || result.verdict == Warrant::Warranted || cx.waived(&[]) {
        return;
    }
    out.push(cx.at_key("/qualification", message(result, cx.settings().policy.qualification_pass)).help(help(result)));
}

/// "3 yes of 6 questions, 2 no, 1 unknown: a plan needs 4 yes, so …".
fn message(result: &QualificationResult, pass: u32) -> String {
    let mut counts = format!("{} yes of 6 questions", result.yes);
    for (n, word) in [(result.no, "no"), (result.unknown, "unknown"), (result.not_applicable, "n/a")] {
        if n > 0 {
            counts.push_str(&format!(", {n} {word}"));
        }
    }
    let so = match result.verdict {
        Warrant::Undetermined => "so nobody can say yet whether the account warrants it",
        _ => "so the account does not warrant it",
    };
    format!("{counts}: an active plan needs {pass} yes, {so}")
}

fn help(result: &QualificationResult) -> String {
    let keys = result.would_settle.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if keys.is_empty() {
        "change the stance, close the plan, or have a manager sign a dated `waiver`".to_owned()
    } else {
        format!("find out {keys}; that would settle it")
    }
}
