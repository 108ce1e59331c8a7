//! Purpose and logistics: the next review and what must be done before it (S2–S6, S10, S13, D10).

use super::facts::{Facts, Found};
use crate::base::count::count;
use crate::model::account::Tier;
use crate::model::review::{Purpose, ReviewStatus};
use crate::resolve::wording::says_something;
use crate::scores::tally::listed;

const NO_REVIEW: &str = "no account-plan review is planned";

/// With the file to write, where the last review agreed on the day of the next one.
fn plan_a_review(facts: &Facts<'_>) -> String {
    let agreed = facts.last.and_then(|(review, _)| review.next_review).filter(|day| *day >= facts.today());
    let name = agreed.map(|day| format!("{day}.md")).filter(|name| facts.cx.unit.reviews.iter().all(|unit| !unit.path.as_str().ends_with(name.as_str())));
    format!("Plan the next account-plan review under `reviews/{}`, with its purpose", name.unwrap_or_default())
}

/// Also the gate.
pub fn purpose(facts: &Facts<'_>) -> Option<Found> {
    let Some((review, unit)) = facts.next else { return Found::fail(facts.plan(""), NO_REVIEW, plan_a_review(facts)) };
    let place = Facts::review(unit, "/purpose");
    if review.purpose.is_empty() {
        return Found::fail(place, format!("no purpose, {}", review.date), "State the purpose of the next review");
    }
    let words: Vec<&str> = review.purpose.iter().map(|purpose| purpose.as_str()).collect();
    if review.purpose.contains(&Purpose::Problem) && !review.problem_statement.as_deref().is_some_and(says_something) {
        let measured = format!("{}, without the problem, {}", listed(&words), review.date);
        return Found::fail(place, measured, "Say which problem the next review is to solve: add `problem_statement`");
    }
    Found::pass(place, format!("{}, {}", listed(&words), review.date))
}

pub fn review_type(facts: &Facts<'_>) -> Option<Found> {
    match facts.next {
        Some((review, unit)) => Found::pass(Facts::review(unit, "/type"), format!("{}, {}", review.kind, review.date)),
        None => {
            let planned = |unit: &&crate::resolve::unit::Unit<crate::model::review::Review>| {
                unit.value.as_ref().is_some_and(|review| review.status == ReviewStatus::Planned && review.date >= facts.today())
            };
            match facts.cx.unit.reviews.iter().find(planned) {
                Some(unit) => Found::fail(Facts::review(unit, "/type"), "the next review is of an opportunity", plan_a_review(facts)),
                None => Found::fail(facts.plan(""), NO_REVIEW, plan_a_review(facts)),
            }
        }
    }
}

pub fn minutes(facts: &Facts<'_>) -> Option<Found> {
    if facts.cx.plan.tier != Some(Tier::A) {
        return None;
    }
    let Some((review, unit)) = facts.next else { return Found::unknown(facts.plan(""), NO_REVIEW) };
    let wanted = facts.cx.settings().policy.review_minutes;
    let minutes = review.minutes.unwrap_or(wanted);
    let because = format!("{minutes} minutes of {wanted} for tier A");
    Found::test(minutes >= wanted, Facts::review(unit, "/minutes"), because, format!("Give the review {wanted} minutes"))
}

pub fn manager(facts: &Facts<'_>) -> Option<Found> {
    let Some((review, unit)) = facts.next else { return Found::unknown(facts.plan(""), NO_REVIEW) };
    let portfolio = facts.cx.ground;
    let Some(manager) = portfolio.manager(facts.cx.plan) else { return Found::unknown(facts.plan("/manager"), "the manager is not known") };
    let name = portfolio.person_name(manager);
    let attends = review.attendees.iter().any(|person| person == manager);
    let because = if attends { format!("{name} attends") } else { format!("{name} is not among the attendees") };
    Found::test(attends, Facts::review(unit, "/attendees"), because, format!("Invite {name} to the review"))
}

/// Applies from the day on which the questions should be out.
pub fn pre_read(facts: &Facts<'_>) -> Option<Found> {
    let Some((review, unit)) = facts.next else { return Found::unknown(facts.plan(""), NO_REVIEW) };
    let days = facts.cx.settings().policy.pre_read_days;
    let latest = review.date.plus_days(-days);
    match review.pre_read_sent_on {
        Some(sent) => {
            let because = format!("sent {sent}, due {latest}");
            Found::test(
                sent <= latest,
                Facts::review(unit, "/pre_read_sent_on"),
                because,
                format!("Move the review to {} or later: the questions went out on {sent}", sent.plus_days(days)),
            )
        }
        None if facts.today() <= latest => None,
        // sent today they would be late as well
        None => {
            let remedy = format!("Send the pre-read questions, set `pre_read_sent_on`, and move the review to {} or later", facts.today().plus_days(days));
            Found::fail(Facts::review(unit, "/date"), format!("not sent, due {latest}"), remedy)
        }
    }
}

/// Applies once a question is due or done.
pub fn homework(facts: &Facts<'_>) -> Option<Found> {
    let counted = || facts.cx.plan.homework.iter().enumerate().filter(|(_, it)| it.due <= facts.today() || it.done_on.is_some());
    let n_all = counted().count();
    let n_done = counted().filter(|(_, it)| it.done_on.is_some()).count();
    if n_all == 0 {
        return None;
    }
    let first = counted().find(|(_, it)| it.done_on.is_none());
    let who = first.map_or("", |(_, it)| facts.cx.ground.person_name(&it.assignee));
    let remedy = match n_all - n_done {
        0 | 1 => format!("Get the homework from {who} and set `done_on`"),
        n => format!("Get the {n} answers of homework, first from {who}, and set `done_on`"),
    };
    let because = format!("{n_done} of {} done", count(n_all, "homework question", "homework questions"));
    Found::test(n_done == n_all, facts.item("homework", first.map(|(index, _)| index)), because, remedy)
}
