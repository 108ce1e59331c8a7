//! QD703: an opportunity on last quarter's word.

use crate::base::date::Date;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["opportunities", "period", "status"], check: Check::Plan(check) };

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
        what: "An open opportunity of an active plan was not re-qualified, or its timing not confirmed, since the plan's period began.",
        why: "Buyers change their minds about how much and when. An amount that nobody has asked about this quarter is a memory, and the forecast is made of it.",
        fix: "Talk to the buyer, and set `requalified_on` and `timing_confirmed_on`; park what nobody answers for.",
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
    let Some(period) = cx.plan.period.filter(|_| cx.plan.is_live() && !cx.settings().doubts("fiscal_year_start")) else { return };
    let calendar = cx.settings().calendar;
    // of a period that is still to come nothing can be asked; then the current quarter counts
    let period = if calendar.span(period).0 <= cx.today() { period } else { calendar.quarter_of(cx.today()) };
    let (start, _) = calendar.span(period);
    let items = Items::of(cx, "opportunities");
    for (index, it) in cx.plan.opportunities.iter().enumerate().filter(|(_, it)| it.is_open()) {
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
