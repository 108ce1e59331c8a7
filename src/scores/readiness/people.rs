//! The customer's people: who decides, who helps us, when we meet them (M9–M14, M24).

use super::facts::{Facts, Found, first_of};
use crate::base::count::count;
use crate::base::date::AHEAD_DAYS;
use crate::model::person::{Disposition, InPower, Person};

const NAME_THEM: &str = "Name the key decision makers (`kdm: true`) with `in_power`, `verified_on`, `disposition`, `last_met` and `next_meeting`";

/// A check over key decision makers: passed when all of them hold.
fn all<'a>(facts: &Facts<'a>, who: impl Fn(&Person) -> bool, holds: impl Fn(&Person) -> bool, what: &str, remedy: impl Fn(&str) -> String) -> Option<Found> {
    if facts.kdms().next().is_none() {
        return Found::fail(facts.plan("/people"), "no key decision maker is named", NAME_THEM);
    }
    let counted = || facts.kdms().filter(|(_, person)| who(person));
    let n_all = counted().count();
    if n_all == 0 {
        return Found::unknown(facts.plan("/people"), "nobody is known to be in power");
    }
    let missing = || counted().filter(|(_, person)| !holds(person));
    let n_missing = missing().count();
    let first = missing().next();
    let because = format!("{} of {} {what}", n_all - n_missing, count(n_all, "key decision maker", "key decision makers"));
    let remedy = first.map(|(_, person)| remedy(&first_of(&person.name, n_missing))).unwrap_or_default();
    Found::test(n_missing == 0, facts.item("people", first.map(|(index, _)| index)), because, remedy)
}

/// Who is known to be out of power was verified as well.
pub fn verified(facts: &Facts<'_>) -> Option<Found> {
    let holds =
        |person: &Person| matches!(person.in_power, Some(InPower::Yes | InPower::No)) && person.verified_on.is_some_and(|date| facts.cx.in_cadence(date));
    let what = format!("verified since {}", facts.cx.cadence_start());
    all(facts, |_| true, holds, &what, |name| format!("Verify the power of {name}: set `in_power` and `verified_on`"))
}

pub fn met(facts: &Facts<'_>) -> Option<Found> {
    let holds = |person: &Person| person.last_met.is_some_and(|date| facts.cx.in_period(date));
    let what = format!("in power met in {}", facts.cx.period());
    all(facts, Person::is_kdm_in_power, holds, &what, |name| format!("Meet {name} and set `last_met`"))
}

pub fn disposition(facts: &Facts<'_>) -> Option<Found> {
    let holds = |person: &Person| person.disposition != Disposition::Unknown;
    all(
        facts,
        |person| person.in_power != Some(InPower::No),
        holds,
        "with a known disposition",
        |name| format!("Find out how {name} stands to us (`disposition`)"),
    )
}

/// Somebody who appeared in this period, or everybody with the day of appearing: then newcomers are noted. Else only commits could tell.
pub fn new_people(facts: &Facts<'_>) -> Option<Found> {
    let people = &facts.cx.plan.people;
    if people.is_empty() {
        return Found::fail(facts.plan("/people"), "no people", NAME_THEM);
    }
    let n_new = people.iter().filter(|person| person.first_seen.is_some_and(|date| facts.cx.in_period(date))).count();
    if n_new > 0 {
        return Found::pass(facts.plan("/people"), format!("{} first seen in {}", count(n_new, "person", "people"), facts.cx.period()));
    }
    match people.iter().position(|person| person.first_seen.is_none()) {
        None => Found::pass(facts.plan("/people"), format!("nobody new in {}", facts.cx.period())),
        Some(index) => facts.by_past(facts.item("people", Some(index)), |past| {
            let n_new = people.iter().filter(|person| past.appeared.get(&person.id).is_some_and(|day| facts.cx.in_period(*day))).count();
            let because = match n_new {
                0 => format!("nobody new in {}", facts.cx.period()),
                n => format!("{} new in {}", count(n, "person", "people"), facts.cx.period()),
            };
            Found::pass(facts.plan("/people"), because)
        }),
    }
}

pub fn meetings(facts: &Facts<'_>) -> Option<Found> {
    let until = facts.today().plus_days(AHEAD_DAYS);
    let holds = |person: &Person| person.next_meeting.as_ref().is_some_and(|meeting| facts.today() <= meeting.on && meeting.on <= until);
    all(facts, Person::is_kdm_in_power, holds, "in power with a meeting within 90 days", |name| {
        format!("Set a meeting with {name} within 90 days (`next_meeting`)")
    })
}

pub fn threads(facts: &Facts<'_>) -> Option<Found> {
    let wanted = facts.cx.settings().policy.supporters_min;
    let n = facts.cx.plan.people.iter().filter(|person| person.supports_in_power()).count();
    let because = format!("{} in power, {wanted} are wanted", count(n, "champion or supporter", "champions or supporters"));
    let remedy = match wanted.saturating_sub(n) {
        0 | 1 => "Win another champion or supporter in power".to_owned(),
        n => format!("Win {n} more champions or supporters in power"),
    };
    Found::test(n >= wanted, facts.plan("/people"), because, remedy)
}
