//! QD703: an opportunity on last quarter's word, or past its own day.

use crate::base::count::count;
use crate::base::date::{Date, FiscalPeriod};
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["opportunities", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "opportunity-stale",
    code: "QD703",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M18", "M20"],
    docs: Docs {
        what: "An open opportunity should have closed: its `close_by` has passed. Or one of an active plan was not re-qualified, or its timing not confirmed, since the plan's period began.",
        why: "Buyers change their minds about how much and when. An amount that nobody has asked about this quarter is a memory, and the forecast is made of it. An open opportunity past its day still counts as money of the next 90 days (`value_at_stake_90d` is everything open that closes by then, M17), because a signature a week late is no loss; so the finding stands, and the timing does not pass as confirmed in the review pack, until somebody decides.",
        fix: "Close what was won or lost with `closed_on`, or move `close_by` to the day that the buyer names. Talk to the buyer, and set `requalified_on` and `timing_confirmed_on`; park what nobody answers for.",
        bad: "\
opportunities:
  - {id: theatre-pilot, name: Theatre supply pilot, product: surgix-core, unit: Surgical, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-09-12, timing_confirmed_on: 2026-11-12}
",
        good: "\
opportunities:
  - {id: theatre-pilot, name: Theatre supply pilot, product: surgix-core, unit: Surgical, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let start = start(cx);
    let items = Items::of(cx, "opportunities");
    for (index, it) in cx.plan.opportunities.iter().enumerate().filter(|(_, it)| it.is_open()) {
        if it.close_by < cx.today() {
            let ago = cx.today().days_since(it.close_by);
            let message = format!("`{}` should have closed on {}, {} ago, and is still open", it.id, it.close_by, count(ago, "day", "days"));
            out.push(items.at(cx, index, "close_by", message).help("close it as won or lost with `closed_on`, or move `close_by`"));
            continue;
        }
        let Some((period, start)) = start else { continue };
        let stale = |date: Option<Date>| date.is_none_or(|date| date < start);
        let said = |date: Option<Date>, done: &str, never: &str| date.map_or(never.to_owned(), |date| format!("{done} on {date}"));
        let asked = said(it.requalified_on, "re-qualified", "never re-qualified");
        let timed = said(it.timing_confirmed_on, "its timing confirmed", "its timing never confirmed");
        let (field, what) = match (stale(it.requalified_on), stale(it.timing_confirmed_on)) {
            (true, true) => ("requalified_on", format!("`{}` was {asked} and {timed}", it.id)),
            (true, false) => ("requalified_on", format!("`{}` was {asked}", it.id)),
            (false, true) => ("timing_confirmed_on", format!("`{}` has {timed}", it.id)),
            (false, false) => continue,
        };
        let message = format!("{what}, and {period} began on {start}");
        out.push(items.at(cx, index, field, message).help("ask the buyer how much and when, and set `requalified_on` and `timing_confirmed_on`; or park it"));
    }
}

/// Since when an active plan's opportunities are to be qualified again: the period, and its first day.
fn start(cx: &ScoredCx<'_>) -> Option<(FiscalPeriod, Date)> {
    let period = cx.plan.period.filter(|_| cx.plan.is_live() && !cx.settings().doubts("fiscal_year_start"))?;
    let calendar = cx.settings().calendar;
    // of a period that is still to come nothing can be asked; then the current quarter counts
    let period = if calendar.span(period).0 <= cx.today() { period } else { calendar.quarter_of(cx.today()) };
    Some((period, calendar.span(period).0))
}
