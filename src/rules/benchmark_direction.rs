//! QD303: a target on the wrong side of its baseline.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::benchmark::Direction;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};
use std::cmp::Ordering;

pub static RULE: Rule = Rule { code: &CODE, reads: &["benchmarks", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "benchmark-direction",
    code: "QD303",
    category: Category::Dates,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K11"],
    docs: Docs {
        what: "A benchmark is to go up and its target is not above its baseline, is to go down and the target is not below, or is to hold and the target is another figure.",
        why: "Pace is measured from the baseline to the target. When the target lies the wrong way, every reading looks like a success or every one like a failure.",
        fix: "Correct the target, the baseline or the direction. For `hold` a small drift belongs into `tolerance`.",
        bad: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: down, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-11-15, value: 29}]}
",
        good: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-11-15, value: 29}]}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let items = Items::of(cx, "benchmarks");
    for (index, it) in cx.plan.benchmarks.iter().enumerate() {
        let (id, base, target) = (&it.id, it.baseline.value, it.target.value);
        let drift = target.minus(base).0.abs();
        let said = match it.direction {
            Direction::Up if target <= base => "is to go up, but its target",
            Direction::Down if target >= base => "is to go down, but its target",
            Direction::Hold if drift > it.tolerance.unwrap_or_default().0 => "is to hold, but its target",
            _ => continue,
        };
        let place = match target.cmp(&base) {
            Ordering::Less => "is under",
            Ordering::Equal => "equals",
            Ordering::Greater => "is over",
        };
        let help = match (it.direction, target.cmp(&base)) {
            (_, Ordering::Equal) => "write `direction: hold`, or correct the target".to_owned(),
            (_, Ordering::Less) => "write `direction: down`, or correct the target".to_owned(),
            (_, Ordering::Greater) => "write `direction: up`, or correct the target".to_owned(),
        };
        out.push(items.at(cx, index, "target/value", format!("`{id}` {said} {target} {place} its baseline {base}")).help(help));
    }
}
