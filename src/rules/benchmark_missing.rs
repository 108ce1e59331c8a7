//! QD406: nothing to measure the plan by.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "benchmarks"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "benchmark-missing",
    code: "QD406",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K11"],
    docs: Docs {
        what: "The plan has no benchmark.",
        why: "Without a figure, its value today and its value to reach, nobody can tell in a year whether the plan worked.",
        fix: "Add one measure with its unit, baseline, target and date, best the one that proves the most important objective.",
        bad: "\
benchmarks: []
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses by March 2028, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the renewal of June 2027, kind: relationship, horizon: short, by: 2027-05-31}
",
        good: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-11-15, value: 29}]}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if (cx.plan.is_live() || cx.plan.is_draft()) && cx.plan.benchmarks.is_empty() && cx.unit.file.has("/benchmarks") {
        let message = "the plan has no benchmark, so nobody will be able to tell whether it worked";
        out.push(cx.at_key("/benchmarks", message).help("add one measure with unit, baseline, target and date"));
    }
}
