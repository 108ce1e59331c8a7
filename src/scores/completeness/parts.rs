//! What counts as a valid item of each part (`domain.md` §4, the table under the scores). An empty list gives 0.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Found;
use crate::base::amount::half;
use crate::base::count::count;
use crate::model::account::Status;
use crate::model::ask::Asks;
use crate::model::objective::{Horizon, ObjectiveKind};
use crate::model::person::{Disposition, InPower, Person};
use crate::parse::node::Node;
use crate::resolve::vague::{Judge, Kind};
use crate::resolve::wording::{answers, says_something};
use crate::scores::score::ScoreCx;
use crate::scores::tally::{Tally, listed, share};

/// The part of a list: its share of valid items, 0 when it is empty.
fn part(tally: Tally, empty: &str, because: impl FnOnce(&Tally) -> String) -> Found {
    let because = if tally.total == 0 { empty.to_owned() } else { because(&tally) };
    Found { share: tally.share().unwrap_or_default(), because, pointer: tally.pointer }
}

/// The word of an item that did not decode.
fn word(node: Node<'_>, key: &str, wanted: &str) -> bool {
    node.get(key).is_some_and(|value| value.text() == wanted)
}

/// Open ones: nothing is asked of what is won, lost or parked (M17–M20).
pub fn opportunities(cx: &ScoreCx<'_>) -> Option<Found> {
    let open = |node: Node<'_>| !["won", "lost", "parked"].iter().any(|status| word(node, "status", status));
    let tally = Tally::of(
        cx,
        "opportunities",
        &cx.plan.opportunities,
        |it| it.is_open(),
        open,
        |it| says_something(&it.name) && it.timing_confirmed_on.is_some_and(|date| cx.in_period(date)),
    );
    if tally.total == 0 && !cx.plan.is_full() {
        return None;
    }
    let have = format!("name, amount, probability, close date and a timing confirmed in {}", cx.period());
    Some(part(tally, "no open opportunity", |it| it.sentence("open opportunity", "open opportunities", &have)))
}

/// Key decision makers, as written.
fn kdms(cx: &ScoreCx<'_>, valid: impl Fn(&Person) -> bool) -> Tally {
    Tally::of(cx, "people", &cx.plan.people, |it| it.kdm, |node| node.get("kdm").and_then(Node::as_bool) == Some(true), valid)
}

pub fn relationship_plan(cx: &ScoreCx<'_>) -> Option<Found> {
    // `unknown` says that nobody has thought of where to bring them
    let aims = |it: &Person| it.target_disposition.is_some_and(|target| target != Disposition::Unknown);
    let tally = kdms(cx, |it| aims(it) && it.next_meeting.is_some());
    let relationship = Some(ObjectiveKind::Relationship);
    let works = cx.plan.objectives.iter().any(|it| Some(it.kind) == relationship) || cx.plan.actions.iter().any(|it| it.kind == relationship);
    let mut found =
        part(tally, "no key decision maker", |it| it.sentence("key decision maker", "key decision makers", "a target disposition and a next meeting"));
    if !works {
        found.share = half(found.share);
        found.because.push_str("; no objective or action of kind relationship");
    }
    Some(found)
}

pub fn short_objectives(cx: &ScoreCx<'_>) -> Option<Found> {
    objectives(cx, Horizon::Short)
}

pub fn long_objectives(cx: &ScoreCx<'_>) -> Option<Found> {
    objectives(cx, Horizon::Long)
}

fn objectives(cx: &ScoreCx<'_>, horizon: Horizon) -> Option<Found> {
    let served = cx.plan.served();
    let tally = Tally::of(
        cx,
        "objectives",
        &cx.plan.objectives,
        |it| it.horizon == horizon,
        |node| word(node, "horizon", horizon.as_str()),
        |it| says_something(&it.text) && served.contains(it.id.as_str()),
    );
    let (one, many) = (format!("{horizon} objective"), format!("{horizon} objectives"));
    Some(part(tally, &format!("no {one}"), |it| it.sentence(&one, &many, "text, date and an action that serves it")))
}

pub fn actions(cx: &ScoreCx<'_>) -> Option<Found> {
    let objectives: BTreeSet<&str> = cx.plan.objectives.iter().map(|objective| objective.id.as_str()).collect();
    let tally = Tally::of(
        cx,
        "actions",
        &cx.plan.actions,
        |_| true,
        |_| true,
        |it| cx.knows(&it.owner) && says_something(&it.text) && objectives.contains(it.objective.as_str()),
    );
    Some(part(tally, "no action", |it| it.sentence("action", "actions", "owner, date and objective")))
}

pub fn benchmarks(cx: &ScoreCx<'_>) -> Option<Found> {
    let tally = Tally::of(
        cx,
        "benchmarks",
        &cx.plan.benchmarks,
        |_| true,
        |_| true,
        |it| says_something(&it.text) && says_something(&it.unit) && it.readings.iter().any(|reading| cx.in_cadence(reading.on)),
    );
    let have = format!("baseline, target, unit and a reading since {}", cx.cadence_start());
    Some(part(tally, "no benchmark", |it| it.sentence("benchmark", "benchmarks", &have)))
}

/// Statement, known people, date in this fiscal year: a third each (K12).
pub fn commitment(cx: &ScoreCx<'_>) -> Option<Found> {
    let Some(commitment) = &cx.plan.commitment else {
        return Some(Found { share: Decimal::ZERO, because: "no commitment".to_owned(), pointer: "/commitment".to_owned() });
    };
    let year = cx.settings().calendar.year_of(cx.today());
    let named = !commitment.by.is_empty() && commitment.by.iter().all(|person| says_something(person) && cx.knows(person));
    let thirds = [
        ("a statement".to_owned(), commitment.statement.as_deref().is_some_and(says_something), "/commitment/statement"),
        ("known people".to_owned(), named, "/commitment/by"),
        (format!("a date in {year}"), commitment.on.is_some_and(|on| cx.in_fiscal_year(on)), "/commitment/on"),
    ];
    let of = |wanted: bool| -> Vec<&str> { thirds.iter().filter(|third| third.1 == wanted).map(|third| third.0.as_str()).collect() };
    let (there, missing) = (of(true), of(false));
    let because = match (there.is_empty(), missing.is_empty()) {
        (false, true) => format!("has {}", listed(&there)),
        (true, _) => format!("lacks {}", listed(&missing)),
        (false, false) => format!("has {}, lacks {}", listed(&there), listed(&missing)),
    };
    let pointer = thirds.iter().find(|third| !third.1).map_or("/commitment", |third| third.2);
    Some(Found { share: share(there.len(), 3).unwrap_or_default(), because, pointer: pointer.to_owned() })
}

/// Four quarters of history, a projection per brand sold: a half each (M22, M23). Left out for an account that never bought and is still to be acquired.
pub fn revenue(cx: &ScoreCx<'_>) -> Option<Found> {
    if !cx.ground.tables.revenue {
        return None;
    }
    let data = cx.ground.data(cx.unit.slug.as_str());
    if data.revenue.is_empty() && cx.plan.stance == Some(crate::model::account::Stance::Acquire) {
        return None;
    }
    let year = cx.ground.last_four_quarters();
    // a quarter that the table covers, and in which nothing was sold, is known as well
    let quarters = cx.ground.history_known(cx.unit.slug.as_str());
    let mut brands: BTreeSet<&str> = BTreeSet::new();
    for row in &data.revenue {
        if row.period.quarter().is_some_and(|quarter| year.contains(&quarter)) {
            brands.insert(&row.sold.brand);
        }
    }
    let projected: BTreeSet<&str> = cx.plan.projection_90d.iter().map(|it| it.brand.as_str()).collect();
    let n_projected = brands.intersection(&projected).count();
    let history = share(quarters.len(), 4).unwrap_or_default();
    let projection = share(n_projected, brands.len()).unwrap_or_default();
    let because = format!(
        "{} of the last 4 fiscal quarters in revenue.csv; 90-day projection for {n_projected} of {}",
        quarters.len(),
        count(brands.len(), "brand sold", "brands sold")
    );
    Some(Found { share: half(history.saturating_add(projection)), because, pointer: "/projection_90d".to_owned() })
}

/// Quarters, mean over the key decision makers (M9–M12).
pub fn kdm_facts(cx: &ScoreCx<'_>) -> Option<Found> {
    let facts = |it: &Person| {
        [it.in_power.is_some_and(|power| power != InPower::Unknown), it.verified_on.is_some(), it.last_met.is_some(), it.disposition != Disposition::Unknown]
            .into_iter()
            .filter(|known| *known)
            .count()
    };
    let tally = kdms(cx, |it| facts(it) == 4);
    let known: usize = cx.plan.people.iter().filter(|it| it.kdm).map(facts).sum();
    let all = tally.total * 4;
    let because = format!("{}: {known} of {all} facts known", count(tally.total, "key decision maker", "key decision makers"));
    let mut found = part(tally, "no key decision maker", |_| because);
    found.share = share(known, all).unwrap_or_default();
    Some(found)
}

pub fn obstacles(cx: &ScoreCx<'_>) -> Option<Found> {
    if !cx.plan.status.is_some_and(Status::is_live) {
        return None;
    }
    let judge = Judge::new(cx.ground, cx.unit);
    let valid = |it: &crate::model::obstacle::Obstacle| {
        says_something(&it.what) && judge.judge(&it.what, Kind::Obstacle).is_none() && it.support_needed.as_deref().is_some_and(says_something)
    };
    let tally = Tally::of(cx, "obstacles", &cx.plan.obstacles, |_| true, |_| true, valid);
    Some(part(tally, "no obstacle", |it| it.sentence("obstacle", "obstacles", "a specific text and the support that is needed")))
}

pub fn asks(cx: &ScoreCx<'_>) -> Option<Found> {
    if !cx.plan.status.is_some_and(Status::is_live) {
        return None;
    }
    if let Some(Asks::None(none)) = &cx.plan.asks {
        let answered = answers(&none.none);
        let because = if answered { "nothing is needed, with the reason" } else { "nothing is needed, without a reason" };
        return Some(Found { share: share(usize::from(answered), 1).unwrap_or_default(), because: because.to_owned(), pointer: "/asks".to_owned() });
    }
    let list = cx.plan.asks();
    let tally = Tally::of(cx, "asks", list, |_| true, |_| true, |it| answers(&it.what) && cx.knows(&it.from));
    Some(part(tally, "no ask, and no word that nothing is needed", |it| it.sentence("ask", "asks", "what, from, by and kind")))
}

/// A rival with our counter, or all four SWOT lists filled (S12, R19).
pub fn competition(cx: &ScoreCx<'_>) -> Option<Found> {
    if !cx.plan.is_full() {
        return None;
    }
    let countered = cx.plan.competition.iter().filter(|it| says_something(&it.name) && it.our_counter.as_deref().is_some_and(says_something)).count();
    let filled = cx.plan.swot.as_ref().map_or(0, |swot| {
        [&swot.strengths, &swot.weaknesses, &swot.opportunities, &swot.threats].iter().filter(|list| list.iter().any(|text| says_something(text))).count()
    });
    let valid = countered > 0 || filled == 4;
    let because = match (countered, filled) {
        (0, filled) => format!("no rival with our counter; {filled} of 4 SWOT lists filled"),
        (n, _) => format!("{} with our counter", count(n, "rival", "rivals")),
    };
    let pointer = if !valid && cx.plan.competition.is_empty() && filled > 0 { "/swot" } else { "/competition" };
    Some(Found { share: share(usize::from(valid), 1).unwrap_or_default(), because, pointer: pointer.to_owned() })
}
