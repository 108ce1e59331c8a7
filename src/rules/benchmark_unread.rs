//! QD702: a measure that nobody reads.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["benchmarks", "cadence", "status", "tier"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "benchmark-unread",
    code: "QD702",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K11"],
    docs: Docs {
        what: "A benchmark of an active plan has no reading inside the plan's cadence. A baseline of that age counts as one, and a target that was read after its day, or met before it passed, needs no more.",
        why: "A benchmark says whether the plan works. Without a reading it says nothing, and the score leaves it out.",
        fix: "Read the figure and add it to `readings` with its date and source; or choose a measure that can be read.",
        bad: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-02-28}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-06-30, value: 26, source: wallet study}]}
",
        good: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-02-28}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-11-15, value: 26, source: wallet study}]}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.plan.is_live() {
        return;
    }
    let cadence = cx.ground.cadence(cx.plan);
    let since = cx.today().plus_days(-cadence.days());
    let items = Items::of(cx, "benchmarks");
    for (index, it) in cx.plan.benchmarks.iter().enumerate() {
        let latest = it.latest(cx.today()).map(|reading| reading.on);
        // past its day nothing is left to be read of one that was met, or read on the day
        let over = latest.is_some_and(|on| on >= it.target.by) || it.target.by < cx.today() && it.met_by(cx.today()).is_some();
        if over || it.baseline.on >= since || latest.is_some_and(|on| on >= since) {
            continue;
        }
        let (field, message) = match latest {
            None => ("readings", format!("`{}` has no reading since its baseline of {}; the cadence is {cadence}", it.id, it.baseline.on)),
            Some(on) => {
                let days = cx.today().days_since(on);
                ("readings", format!("`{}` was last read on {on}, {days} days ago; the cadence is {cadence} ({} days)", it.id, cadence.days()))
            }
        };
        out.push(items.at(cx, index, field, message).help("read it and add the figure to `readings`, with its date and source"));
    }
}
