//! QD706: a plan that was written in the last days before it was needed.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Needs, Rule, ScoredCx};
use crate::scores::rush::rush;

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "cadence"], check: Check::Knowing(Needs::History, check) };

pub static CODE: Code = Code {
    name: "fire-drill",
    code: "QD706",
    category: Category::Freshness,
    level: Level::Info,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["D7"],
    docs: Docs {
        what: "More than half of the plan's commits in the cadence before its last review, or before the end of the planning cycle, lie in the last \
               `policy.fire_drill_days` (5) days; in the days before a review that is planned, those before it. From three commits on; without history the rule is silent.",
        why: "A plan that is written the night before is a form that was filled in. Thinking takes a few separate sittings.",
        fix: "Where the review is still to come, give it a later day. Start the next one early: put two or three hours into the weeks before, and commit after each sitting.",
        bad: "\
=== .history
2026-09-12 northwind-health objectives, actions by Maya Chen <maya.chen@example.com>
2026-09-14 northwind-health people, benchmarks by Maya Chen <maya.chen@example.com>
2026-09-15 northwind-health actions, asks, commitment by Maya Chen <maya.chen@example.com>
2026-10-06 northwind-health actions, commitment by Maya Chen <maya.chen@example.com>
",
        good: "\
=== .history
2026-08-12 northwind-health objectives, actions by Maya Chen <maya.chen@example.com>
2026-08-26 northwind-health people, benchmarks by Maya Chen <maya.chen@example.com>
2026-09-15 northwind-health asks by Maya Chen <maya.chen@example.com>
2026-10-06 northwind-health actions, commitment by Maya Chen <maya.chen@example.com>
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(rush) = rush(cx.ground, cx.unit).filter(|rush| cx.is_current() && rush.is_fire_drill()) else { return };
    let days = cx.settings().policy.fire_drill_days;
    let to_come = if rush.until.is_some() { ", which is still to come" } else { "" };
    let message = format!(
        "{} of {} lie in the last {} before {} of {}{to_come}",
        rush.last,
        count(rush.edits, "commit", "commits"),
        count(days, "day", "days"),
        rush.what,
        rush.deadline
    );
    out.push(cx.at_key("", message).help(match rush.until {
        Some(day) => format!("move it to {day} or later, and leave the plan time to be thought through"),
        None => "start earlier next time, in a few separate sittings".to_owned(),
    }));
}
