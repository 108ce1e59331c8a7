//! Execution, benchmarks and the quality of the preparation (K10, K11, K16, M1, M3, D7).

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::facts::{Facts, Found, first_of};
use crate::base::count::count;
use crate::base::date::Date;
use crate::base::span::ByteSpan;
use crate::model::account::Answer;
use crate::model::action::ActionStatus;
use crate::model::benchmark::Benchmark;
use crate::model::obstacle::Trend;
use crate::model::past::SlipKind;
use crate::model::person::Disposition;
use crate::parse::node::{Kind, Node};
use crate::resolve::wording::{is_placeholder, says_something};
use crate::scores::benchmark_attainment::{Pace, pace};
use crate::scores::execution::Outcome;
use crate::scores::rush::rush;
use crate::scores::tally::share;

/// What to do without benchmarks.
pub const ADD_A_BENCHMARK: &str = "Add a benchmark with a reading";

/// Applies once an action is due.
pub fn actions_done(facts: &Facts<'_>) -> Option<Found> {
    let actions = &facts.cx.plan.actions;
    if actions.is_empty() {
        return Found::fail(facts.plan("/actions"), "no action", "Add actions with owner and due date");
    }
    let due = || actions.iter().enumerate().filter_map(|(index, action)| Some((index, action, Outcome::of(action, facts.today())?)));
    let (n_due, n_open) = (due().count(), due().filter(|(_, _, outcome)| matches!(outcome, Outcome::Open(_))).count());
    if n_due == 0 {
        return None;
    }
    let first = due().find(|(_, _, outcome)| matches!(outcome, Outcome::Open(_)));
    let because = format!("{} of {} done", n_due - n_open, count(n_due, "due action", "due actions"));
    let remedy = first.as_ref().map(|(_, action, _)| match n_open {
        1 => format!("Finish, re-date or drop the action “{}”", action.text),
        n => format!("Finish, re-date or drop the {n} due actions, first “{}”", action.text),
    });
    Found::test(n_open == 0, facts.item("actions", first.map(|(index, _, _)| index)), because, remedy.unwrap_or_default())
}

/// Open actions whose day moved to a later one, by their commits or by what `roll` counted, are explained by an obstacle (M20).
pub fn slips(facts: &Facts<'_>) -> Option<Found> {
    if facts.cx.plan.actions.is_empty() {
        return None;
    }
    facts.by_past(facts.plan("/actions"), |past| {
        let open = || facts.cx.plan.actions.iter().enumerate().filter(|(_, action)| action.is_open());
        let slipped = || open().filter(|(_, action)| action.slips > 0 || past.slips(SlipKind::ActionDue, &action.id).is_some());
        let n_slipped = slipped().count();
        let said = explained(facts, &slipped().map(|(index, action)| (index, action.id.as_str())).collect::<Vec<_>>());
        let because = format!("{n_slipped} of {} slipped{}", count(open().count(), "open action", "open actions"), said.because);
        let remedy = said.first.map(|(_, id)| name_it("delays", id, said.open));
        Found::test(said.first.is_none(), facts.item("actions", said.first.map(|(index, _)| index)), because, remedy.unwrap_or_default())
    })
}

/// What the obstacles say of what went wrong.
struct Said<'a> {
    /// A part of a sentence, with the sign before it; empty where nothing went wrong.
    because: String,
    /// The first that no obstacle explains, with its position.
    first: Option<(usize, &'a str)>,
    /// How many those are.
    open: usize,
}

/// What is explained of these slipped actions or missed benchmarks, given by position and id. No field ties an obstacle to a step: one explains what it
/// names by its id, and one that emerged or grew may be behind all of it. The because names it, so that who reads it can judge.
fn explained<'a>(facts: &Facts<'_>, wrong: &[(usize, &'a str)]) -> Said<'a> {
    let obstacles = || facts.cx.plan.obstacles.iter().filter(|it| says_something(&it.what));
    let naming = |id: &str| obstacles().find(|it| names(&it.what, id) || it.support_needed.as_deref().is_some_and(|text| names(text, id)));
    let unnamed: Vec<(usize, &str)> = wrong.iter().copied().filter(|(_, id)| naming(id).is_none()).collect();
    let grown = || obstacles().filter(|it| matches!(it.trend, Trend::Emerged | Trend::Grown));
    let Some((_, id)) = unnamed.first() else {
        let by: BTreeSet<&str> = wrong.iter().filter_map(|(_, id)| naming(id)).map(|it| it.id.as_str()).collect();
        let because = by.first().map(|id| match by.len() {
            1 => format!("; the obstacle `{id}` explains it"),
            n => format!("; the obstacles {} explain it", first_of(&format!("`{id}`"), n)),
        });
        return Said { because: because.unwrap_or_default(), first: None, open: 0 };
    };
    match grown().next() {
        Some(first) => {
            let obstacles = match grown().count() {
                1 => format!("the obstacle `{}`", first.id),
                n => format!("the obstacles {}", first_of(&format!("`{}`", first.id), n)),
            };
            Said { because: format!("; {obstacles} emerged or grew"), first: None, open: 0 }
        }
        None => {
            let because = format!("; no obstacle names {}, and none emerged or grew", first_of(&format!("`{id}`"), unnamed.len()));
            Said { because, first: unnamed.first().copied(), open: unnamed.len() }
        }
    }
}

/// Does the text hold the id as a word of its own?
fn names(text: &str, id: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word.trim_matches('-').eq_ignore_ascii_case(id))
}

/// What to do about what no obstacle explains. The trend is left alone: a steady obstacle explains as well as a new one.
fn name_it(does: &str, id: &str, n: usize) -> String {
    match n {
        1 => format!("Write an obstacle that says what {does} `{id}`, by that name"),
        n => format!("Write obstacles that say what {does} `{id}` and {} more, by their names", n - 1),
    }
}

pub fn blocked(facts: &Facts<'_>) -> Option<Found> {
    let plan = facts.cx.plan;
    if plan.actions.is_empty() {
        return None;
    }
    let asks: BTreeSet<&str> = plan.asks().iter().map(|ask| ask.id.as_str()).collect();
    let blocked = || plan.actions.iter().enumerate().filter(|(_, it)| it.status == ActionStatus::Blocked);
    let helpless = || blocked().filter(|(_, it)| !it.needs.as_deref().is_some_and(|ask| asks.contains(ask)));
    let (n_blocked, n_helpless) = (blocked().count(), helpless().count());
    let because = match n_blocked {
        0 => "nothing is blocked".to_owned(),
        n => format!("{n_helpless} of {} without an ask", count(n, "blocked action", "blocked actions")),
    };
    let first = helpless().next();
    let remedy = first
        .map(|(_, it)| {
            let blocked = first_of(&format!("“{}”", it.text), n_helpless);
            format!("Ask for what unblocks {blocked}: add an ask and name it under `needs`")
        })
        .unwrap_or_default();
    Found::test(n_helpless == 0, facts.item("actions", first.map(|(index, _)| index)), because, remedy)
}

/// "Read the benchmark …": shared with the gate, because one edit mends both.
pub fn read_remedy(benchmark: Option<&Benchmark>, n: usize) -> String {
    let name = benchmark.map_or("", |benchmark| benchmark.text.as_str());
    format!("Read the benchmark {} and add a reading", first_of(&format!("“{name}”"), n))
}

fn paces<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (usize, &'a Benchmark, Pace)> + use<'a> {
    let (today, since) = (facts.today(), facts.cx.cadence_start());
    facts.cx.plan.benchmarks.iter().enumerate().map(move |(index, benchmark)| (index, benchmark, pace(benchmark, today, since)))
}

pub fn measured(facts: &Facts<'_>) -> Option<Found> {
    let all = facts.cx.plan.benchmarks.len();
    if all == 0 {
        return Found::fail(facts.plan("/benchmarks"), "no benchmark", ADD_A_BENCHMARK);
    }
    let unread = || paces(facts).filter(|(_, _, pace)| *pace == Pace::Unmeasured);
    let n_unread = unread().count();
    let first = unread().next();
    let because = format!("{} of {} read since {}", all - n_unread, count(all, "benchmark", "benchmarks"), facts.cx.cadence_start());
    let remedy = first.map(|(_, benchmark, _)| read_remedy(Some(benchmark), n_unread)).unwrap_or_default();
    Found::test(n_unread == 0, facts.item("benchmarks", first.map(|(index, _, _)| index)), because, remedy)
}

/// A benchmark behind its pace is explained by an obstacle.
pub fn on_track(facts: &Facts<'_>) -> Option<Found> {
    if facts.cx.plan.benchmarks.is_empty() {
        return Found::fail(facts.plan("/benchmarks"), "no benchmark", ADD_A_BENCHMARK);
    }
    let n_measured = paces(facts).filter(|(_, _, pace)| matches!(pace, Pace::Measured { .. })).count();
    let behind = || paces(facts).filter(|(_, _, pace)| matches!(pace, Pace::Measured { on_track: false, .. }));
    let n_behind = behind().count();
    if n_measured == 0 {
        return Found::unknown(facts.plan("/benchmarks"), "no benchmark is measured");
    }
    let said = explained(facts, &behind().map(|(index, benchmark, _)| (index, benchmark.id.as_str())).collect::<Vec<_>>());
    let because = format!("{} of {n_measured} measured on track{}", n_measured - n_behind, said.because);
    let remedy = said.first.map(|(_, id)| name_it("holds back", id, said.open)).unwrap_or_default();
    Found::test(said.first.is_none(), facts.item("benchmarks", said.first.map(|(index, _)| index)), because, remedy)
}

/// Work in a few separate sittings (M1): commits on two or more days of the last cadence.
pub fn two_days(facts: &Facts<'_>) -> Option<Found> {
    facts.by_past(facts.plan(""), |past| {
        let since = facts.cx.cadence_start();
        let days: BTreeSet<Date> = past.edited_on.iter().copied().filter(|day| since <= *day).collect();
        let because = format!("edited on {} since {since}", count(days.len(), "day", "days"));
        Found::test(days.len() >= 2, facts.plan(""), because, "Work on the plan in two or more separate sittings, and commit after each")
    })
}

/// Not most of the work in the last days before the deadline (D7).
pub fn no_rush(facts: &Facts<'_>) -> Option<Found> {
    facts.by_past(facts.plan(""), |_| {
        let rush = rush(facts.cx.ground, facts.cx.unit)?;
        let days = facts.cx.settings().policy.fire_drill_days;
        let because =
            format!("{} of {} in the last {} before {}", rush.last, count(rush.edits, "commit", "commits"), count(days, "day", "days"), rush.deadline);
        match rush.until {
            Some(day) => Found::test(
                false,
                facts.plan(""),
                because,
                format!("Move the review of {} to {day} or later, and leave the plan time to be thought through", rush.deadline),
            ),
            None => Found::gone(!rush.is_fire_drill(), facts.plan(""), because, "the next review"),
        }
    })
}

/// At least half of the judgements, that is answers and dispositions, say what they rest on (M3).
pub fn evidence(facts: &Facts<'_>) -> Option<Found> {
    let plan = facts.cx.plan;
    let says = |text: &Option<String>| text.as_deref().is_some_and(says_something);
    let mut judgements: Vec<(bool, String)> = Vec::new();
    if let Some(qualification) = &plan.qualification {
        let answered = qualification.questions().into_iter().filter_map(|(key, question)| question.map(|question| (key, question)));
        let judged = answered.filter(|(_, question)| matches!(question.answer, Answer::Yes | Answer::No));
        judgements.extend(judged.map(|(key, question)| (says(&question.evidence), format!("/qualification/{key}"))));
    }
    let people = plan.people.iter().enumerate().filter(|(_, person)| person.disposition != Disposition::Unknown);
    judgements.extend(people.map(|(index, person)| (says(&person.evidence), facts.cx.item("people", index))));
    let n_evident = judgements.iter().filter(|(evident, _)| *evident).count();
    let passed = share(n_evident, judgements.len())? >= Decimal::new(5, 1);
    let because = format!("evidence for {n_evident} of {}", count(judgements.len(), "judgement", "judgements"));
    let pointer = judgements.iter().find(|(evident, _)| !evident && !passed).map_or("/people", |(_, pointer)| pointer.as_str());
    Found::test(passed, facts.plan(pointer), because, "Add the `evidence` of answers and dispositions, for half of them at least")
}

/// Could the text be a stand-in? Most are ruled out by their first letter, which is cheap.
fn may_stand_in(text: &str) -> bool {
    text.trim_start().starts_with(['t', 'T', 'f', 'F', 'x', 'X', 'l', 'L', '[', '{'])
}

fn stand_ins(node: Node<'_>, found: &mut Vec<ByteSpan>) {
    match node.kind() {
        Kind::Text if may_stand_in(node.text()) && is_placeholder(node.text()) => found.push(node.span()),
        Kind::Seq | Kind::Map => node.children().for_each(|child| stand_ins(child, found)),
        _ => {}
    }
}

pub fn placeholders(facts: &Facts<'_>) -> Option<Found> {
    let file = &facts.cx.unit.file;
    let mut found = Vec::new();
    if let Some(tree) = file.tree() {
        tree.root().entries().filter(|entry| entry.key() != Some("custom")).for_each(|entry| stand_ins(entry, &mut found));
    }
    let (text, headings) = (file.text(), &file.outline.headings);
    let ends = headings.iter().skip(1).map(|next| next.span.start).chain(file.body.map(|body| body.end));
    for (heading, end) in headings.iter().zip(ends) {
        let span = ByteSpan::new(heading.span.end as usize, end as usize);
        let section = span.slice(text).trim();
        if may_stand_in(section) && is_placeholder(section) {
            found.push(ByteSpan::new(heading.span.start as usize, heading.span.end as usize));
        }
    }
    let Some(first) = found.first() else { return Found::pass(facts.plan(""), "no placeholder") };
    let mut place = facts.plan("");
    place.line = file.line_at(first.start);
    let remedy = match found.len() {
        1 => format!("Replace the placeholder `{}`", first.slice(text)),
        n => format!("Replace {n} placeholders, first `{}`", first.slice(text)),
    };
    Found::fail(place, count(found.len(), "placeholder", "placeholders"), remedy)
}
