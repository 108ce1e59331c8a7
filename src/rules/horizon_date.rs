//! QD302: a short objective far away, or a long one near by.

use crate::base::date::{FiscalPeriod, PeriodPart};
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::objective::Horizon;
use crate::rules::distant_date::is_distant;
use crate::rules::period_ahead::far_ahead;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["objectives", "period", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "horizon-date",
    code: "QD302",
    category: Category::Dates,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K9"],
    docs: Docs {
        what: "A short objective is due after the end of the plan's fiscal year (in a plan for the last quarter, of the quarter after it), or a long one before the end of its quarter.",
        why: "The two horizons keep each other honest: the short one moves this year, the long one says where the account is to stand later. A date on the wrong side empties one of them.",
        fix: "Correct the date, or the horizon.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2026-12-18}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(period) = cx.plan.period.filter(|_| cx.is_current() && !cx.settings().doubts("fiscal_year_start")) else { return };
    let calendar = cx.settings().calendar;
    let year = FiscalPeriod { year: period.year, part: PeriodPart::Year };
    // of a plan for a whole year the first quarter counts: what ends inside it is not long by any measure
    let quarter = period.quarter().unwrap_or(FiscalPeriod { year: period.year, part: PeriodPart::Quarter(1) });
    // a plan for the last quarter may look one quarter further: its short objectives would else have weeks
    let year_end = calendar.span(year).1.max(calendar.span(quarter.plus_quarters(1)).1);
    let (_, quarter_end) = calendar.span(quarter);
    // dates of a period that is over, or years away, follow from that, and `period-behind` or `period-ahead` says it
    if cx.plan.is_live() && calendar.span(period).1 <= cx.today() || far_ahead(cx).is_some() {
        return;
    }
    let items = Items::of(cx, "objectives");
    for (index, objective) in cx.plan.objectives.iter().enumerate().filter(|(_, objective)| !is_distant(cx, objective.by)) {
        let (id, by) = (&objective.id, objective.by);
        let (message, help) = match objective.horizon {
            Horizon::Short if by >= year_end => {
                let last = year_end.plus_days(-1);
                let message = format!("the short objective `{id}` is due on {by}, and what is short for {period} ends by {last}");
                (message, "set an earlier `by`, or write `horizon: long`")
            }
            Horizon::Long if by < quarter_end => {
                let last = quarter_end.plus_days(-1);
                let message = format!("the long objective `{id}` is due on {by}, before {quarter} ends on {last}");
                (message, "set a later `by`, or write `horizon: short`")
            }
            _ => continue,
        };
        out.push(items.at(cx, index, "by", message).help(help));
    }
}
