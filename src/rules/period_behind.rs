//! QD705: a plan for a time that is over.

use crate::base::date::PeriodPart;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["period", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "period-behind",
    code: "QD705",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K14", "M5"],
    docs: Docs {
        what: "The fiscal period of an active plan has ended.",
        why: "Each quarter the plan is defined again in writing. One that carries the name of the last quarter was closed with it, or was never looked at since.",
        fix: "Go through the plan, carry over what still holds, and set `period` to the current one; the old text stays in Git. Close what is over.",
        bad: "period: FY2026-Q4\n",
        good: "period: FY2027-Q1\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(period) = cx.plan.period.filter(|_| cx.plan.is_live() && !cx.settings().doubts("fiscal_year_start")) else { return };
    let calendar = cx.settings().calendar;
    let (_, end) = calendar.span(period);
    if end > cx.today() {
        return;
    }
    let current = match period.part {
        PeriodPart::Year => calendar.year_of(cx.today()),
        PeriodPart::Quarter(_) => calendar.quarter_of(cx.today()),
        PeriodPart::Month(_) => calendar.month_of(cx.today()),
    };
    let message = format!("{period} ended on {}, and the plan was not opened for {current}", end.plus_days(-1));
    out.push(cx.at("/period", message).help(format!("go through the plan and write `period: {current}`, or close it")));
}
