//! QD805: a planning cycle that begins too late, or too early.

use crate::base::date::{FiscalPeriod, PeriodPart};
use crate::config::raw::StepId;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Node;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::CYCLE;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "cycle-start",
    code: "QD805",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D5", "D6"],
    docs: Docs {
        what: "The kick-off in cycle.yaml falls after the end of the third fiscal quarter before the year that is planned; falling before that quarter it is an information.",
        why: "A cycle that starts in the third quarter has its plans ready when the year begins. Started later, they are written in the rush of the last weeks; started earlier, they rest on guesses.",
        fix: "Move the kick-off into the third fiscal quarter.",
        bad: "\
=== cycle.yaml
period: FY2028
steps:
  - {id: team, on: 2027-07-01}
  - {id: kickoff, on: 2027-07-20, min_days_after_previous: 14}
",
        good: "\
=== cycle.yaml
period: FY2028
steps:
  - {id: team, on: 2027-04-20}
  - {id: kickoff, on: 2027-05-20, min_days_after_previous: 14}
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let (Some(file), Some(cycle)) = (portfolio.own_files.get(CYCLE), &portfolio.settings.cycle) else { return };
    let Some(on) = cycle.steps.iter().find(|step| step.id == StepId::Kickoff).map(|step| step.on) else { return };
    if portfolio.settings.doubts("fiscal_year_start") {
        return;
    }
    let calendar = portfolio.settings.calendar;
    let Some(planned) = cycle.period.map(|period| period.year) else { return };
    let third = FiscalPeriod { year: planned.saturating_sub(1), part: PeriodPart::Quarter(3) };
    let (start, end) = calendar.span(third);
    let last = end.plus_days(-1);
    let (level, message) = if on >= end {
        (Level::Warn, format!("the kick-off for FY{planned} is on {on}, after {third} has ended on {last}"))
    } else if on < start {
        (Level::Info, format!("the kick-off for FY{planned} is on {on}, before {third} begins on {start}"))
    } else {
        return;
    };
    let steps = file.tree.root().get("steps").into_iter().flat_map(Node::items);
    let place = steps.filter(|step| step.get("id").is_some_and(|id| id.text() == "kickoff")).find_map(|step| step.get("on"));
    let Some(place) = place else { return };
    let finding = Diagnostic::new(&CODE, &file.path, place.span(), message).pointer(place.pointer()).level(level);
    out.push(finding.help(format!("choose a day from {start} to {last}")));
}
