//! Asks, and what came of the last review (M28, S5).

use super::facts::{Facts, Found, first_of};
use super::gates::ANSWER_ASKS;
use crate::base::count::count;
use crate::model::ask::{AskStatus, Asks};
use crate::model::past::ANSWER_DAYS;
use crate::model::review::{Decision, DecisionStatus};
use crate::resolve::wording::answers;
use crate::scores::tally::Tally;

pub fn complete(facts: &Facts<'_>) -> Option<Found> {
    let cx = &facts.cx;
    let place = facts.plan("/asks");
    match &cx.plan.asks {
        Some(Asks::None(none)) => Found::test(answers(&none.none), place, "nothing is needed", ANSWER_ASKS),
        Some(Asks::List(list)) => {
            let tally = Tally::of(cx, "asks", list, |_| true, |_| true, |ask| answers(&ask.what) && cx.knows(&ask.from));
            if tally.total == 0 {
                return Found::fail(place, "no ask", ANSWER_ASKS);
            }
            let because = tally.sentence("ask", "asks", "what, from, by and kind");
            Found::test(tally.all_valid(), facts.plan(tally.pointer), because, "Complete every ask: what, from whom, by when, of which kind")
        }
        None => Found::fail(place, "not answered", ANSWER_ASKS),
    }
}

/// Asks whose day has passed have an answer.
pub fn resolved(facts: &Facts<'_>) -> Option<Found> {
    let list = facts.cx.plan.asks();
    let past = || list.iter().enumerate().filter(|(_, ask)| ask.by < facts.today());
    let open = || past().filter(|(_, ask)| ask.status == AskStatus::Open);
    let (n_past, n_open) = (past().count(), open().count());
    if n_past == 0 {
        return None;
    }
    let first = open().next();
    let because = format!("{} of {} answered", n_past - n_open, count(n_past, "ask whose day has passed", "asks whose day has passed"));
    let remedy = first.map(|(_, ask)| {
        let asks = first_of(&format!("“{}”", ask.what), n_open);
        format!("Get an answer from {} to the ask {asks}", facts.cx.ground.person_name(&ask.from))
    });
    Found::test(n_open == 0, facts.item("asks", first.map(|(index, _)| index)), because, remedy.unwrap_or_default())
}

/// Decisions of the last review: those whose day has passed, or that have none, are done or dropped.
pub fn decisions(facts: &Facts<'_>) -> Option<Found> {
    let (review, unit) = facts.last?;
    let is_open = |it: &Decision| !matches!(it.status, Some(DecisionStatus::Done | DecisionStatus::Dropped));
    let counted = || review.decisions.iter().enumerate().filter(|(_, it)| !is_open(it) || it.by.is_none_or(|by| by < facts.today()));
    let (n_all, n_open) = (counted().count(), counted().filter(|(_, it)| is_open(it)).count());
    if n_all == 0 {
        return None;
    }
    let pointer = counted().find(|(_, it)| is_open(it)).map_or("/decisions".to_owned(), |(index, _)| unit.item("decisions", index));
    let because = format!("{} of {} of {} carried out", n_all - n_open, count(n_all, "decision", "decisions"), review.date);
    Found::test(n_open == 0, Facts::review(unit, &pointer), because, format!("Carry out what was decided on {}, or give it a new day", review.date))
}

pub fn changed(facts: &Facts<'_>) -> Option<Found> {
    let (review, _) = facts.last?;
    facts.by_past(facts.plan(""), |past| {
        let until = review.date.plus_days(ANSWER_DAYS);
        let Some(changes) = &past.after_review else { return Found::unknown(facts.plan(""), format!("no version of {} is known", review.date)) };
        let because = format!("{} in the {ANSWER_DAYS} days after {}", count(changes.len(), "change", "changes"), review.date);
        if changes.is_empty() && facts.today() < until {
            return Found::unknown(facts.plan(""), format!("nothing changed yet; {until} is the day"));
        }
        Found::gone(!changes.is_empty(), facts.plan(""), because, "the next review")
    })
}
