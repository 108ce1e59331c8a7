//! QD304: a plan for a time that is years away.

use crate::base::date::FiscalPeriod;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, PlanCx, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["period", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "period-ahead",
    code: "QD304",
    category: Category::Dates,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K14", "D5"],
    docs: Docs {
        what: "The fiscal period of a plan begins more than four quarters after the current one.",
        why: "A plan is made for the next quarter or the next year; beyond that the year is mostly mistyped. Meetings, re-qualifications and commitments of today then count for nothing, because none of them lies in the plan's period, and long objectives look as if they were short.",
        fix: "Correct the year. What an account is to reach in later years belongs into long objectives.",
        bad: "period: FY2072-Q1\n",
        good: "period: FY2027-Q1\n",
    },
};

/// How far ahead a plan may be made: the next year, to which its quarters belong.
const QUARTERS: i32 = 4;

/// The plan's period, when it is so far away that nothing can follow from it.
pub fn far_ahead(cx: &PlanCx<'_>) -> Option<FiscalPeriod> {
    let period = cx.plan.period.filter(|_| !cx.settings().doubts("fiscal_year_start"))?;
    let calendar = cx.settings().calendar;
    let last = calendar.quarter_of(cx.today()).plus_quarters(QUARTERS);
    (calendar.span(period).0 >= calendar.span(last).1).then_some(period)
}

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(period) = far_ahead(cx).filter(|_| cx.is_current()) else { return };
    let calendar = cx.settings().calendar;
    let current = calendar.quarter_of(cx.today());
    // the same part of a year, in the first year in which it has not ended
    let this = FiscalPeriod { year: current.year, part: period.part };
    let likely = if calendar.span(this).1 > cx.today() { this } else { FiscalPeriod { year: current.year.saturating_add(1), ..this } };
    let years = i32::from(period.year) - i32::from(current.year);
    let far = if years > 1 { format!("{years} fiscal years after the current one") } else { format!("more than {QUARTERS} quarters after {current}") };
    let message = format!("{period} is {far}, so nothing of today counts for this plan");
    out.push(cx.at("/period", message).help(format!("write `period: {likely}` if the year is mistyped")));
}
