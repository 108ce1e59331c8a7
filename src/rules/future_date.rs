//! QD301: something that has happened, dated in the future.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::{self, Spot};
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "future-date",
    code: "QD301",
    category: Category::Dates,
    level: Level::Error,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K12", "M9", "M12", "M18"],
    docs: Docs {
        what: "A date of something that has already happened (a meeting, a measurement, a commitment, a finished action) lies after the as-of date.",
        why: "Scores count how long ago things happened. A date in the future makes a relationship look fresh that nobody has tended; mostly the year or the month is mistyped.",
        fix: "Correct the date. What is planned has fields of its own: `next_meeting`, `due`, `by`.",
        bad: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [maya-chen, tomas-rivera]
  on: 2026-12-02
",
        good: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [maya-chen, tomas-rivera]
  on: 2026-10-02
",
    },
};

/// Every date of the past, and what it means that it is not.
const PLAN: [(&str, &str); 14] = [
    ("selection/on", "the account cannot have been selected yet"),
    ("icp/confirmed/on", "nobody can have confirmed it yet"),
    ("opportunities/*/closed_on", "the opportunity cannot be closed yet"),
    ("opportunities/*/requalified_on", "nobody can have re-qualified it yet"),
    ("opportunities/*/timing_confirmed_on", "nobody can have confirmed the timing yet"),
    ("people/*/verified_on", "nobody can have verified it yet"),
    ("people/*/last_met", "the meeting is still to come; put it into `next_meeting`"),
    ("people/*/first_seen", "nobody can have seen the person yet"),
    ("actions/*/done_on", "the action cannot be done yet"),
    ("benchmarks/*/baseline/on", "the baseline cannot have been measured yet"),
    ("benchmarks/*/readings/*/on", "the figure cannot have been read yet"),
    ("obstacles/*/since", "the obstacle cannot stand in the way yet"),
    ("homework/*/done_on", "the homework cannot be done yet"),
    ("commitment/on", "nobody has committed yet"),
];

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    if let Some(tree) = cx.unit.file.tree() {
        for (field, so) in PLAN {
            reach::each(tree.root(), field, &mut |spot| out.extend(late(cx, &cx.unit.file.path, spot, so)));
        }
    }
    for review in &cx.unit.reviews {
        let Some(tree) = review.tree() else { continue };
        if tree.root().get("status").is_some_and(|status| status.text() == "held") {
            reach::each(tree.root(), "date", &mut |spot| out.extend(late(cx, &review.path, spot, "the review cannot have been held yet")));
        }
    }
}

fn late(cx: &PlanCx<'_>, path: &crate::base::path::SourcePath, spot: Spot<'_>, so: &str) -> Option<Diagnostic> {
    let date = spot.date().filter(|date| *date > cx.today())?;
    let days = count(date.days_since(cx.today()), "day", "days");
    Some(spot.finding(cx, path, format!("{date} lies {days} in the future, so {so}")).help(format!("correct the date; today is {}", cx.today())))
}
