//! What changed about a person besides standing: meetings, influence, place in the organisation, who of us cares. Knows one person at a time.

use crate::changes::item::Item;
use crate::changes::people::name;
use crate::changes::rank;
use crate::changes::words::starred;
use crate::model::past::ChangeKind;

/// The other facts of a person (M10–M14, M24, M30).
pub fn tell(mut item: Item<'_, '_>) {
    met(&mut item);
    next_meeting(&mut item);
    let label = item.label.clone();
    let cx = item.names.cx;
    barrier(&mut item);
    item.word("influence", "influence", rank::PEOPLE);
    item.word("equity", "relationship equity", rank::PEOPLE);
    item.word("buying_role", "buying role", rank::PEOPLE);
    item.word("target_disposition", "target", rank::PEOPLE);
    item.quoted("title", "title", rank::PEOPLE);
    item.quoted("unit", "unit", rank::PEOPLE);
    item.value("our_owner", "our owner", rank::PEOPLE, |id| cx.person(&id.shown()));
    if item.takes("reports_to") {
        let above = item.new.text("reports_to");
        let above = if above.is_empty() { "nobody".to_owned() } else { item.names.theirs(above) };
        item.say(ChangeKind::Changed, rank::PEOPLE, format!("{label} reports to {above} now"));
    }
    item.members(
        "influences",
        rank::PEOPLE,
        |names, id| format!("influences {} now", names.theirs(id)),
        |names, id| format!("no longer influences {}", names.theirs(id)),
    );
    if item.takes("verified_on") {
        match item.new.date("verified_on") {
            Some(on) => item.say(ChangeKind::Changed, rank::FACTS, format!("power of {label} verified on {}", cx.day(on))),
            None => item.say(ChangeKind::Removed, rank::FACTS, format!("power of {label} no longer verified")),
        }
    }
    item.word("first_seen", "first seen", rank::WORDS);
    if item.takes("name") {
        let text = format!("{} is called {label} now", name(item.old));
        item.say(ChangeKind::Changed, rank::PEOPLE, text);
    }
    item.prose("evidence", "evidence", rank::WORDS);
    item.rest();
}

/// `met Karl Brandt on 3 November`.
fn met(item: &mut Item<'_, '_>) {
    if !item.takes("last_met") {
        return;
    }
    let (label, cx) = (item.label.clone(), item.names.cx);
    match (item.old.date("last_met"), item.new.date("last_met")) {
        (Some(old), Some(new)) if new < old => {
            item.say(ChangeKind::Changed, rank::PEOPLE, format!("last met {label} on {}, {} before", cx.day(new), cx.day(old)));
        }
        (_, Some(new)) => item.say(ChangeKind::Changed, rank::PEOPLE, format!("met {label} on {}", cx.day(new))),
        (_, None) => item.say(ChangeKind::Removed, rank::PEOPLE, format!("{label}: last meeting removed")),
    }
}

/// `next meeting with Karl Brandt on 4 December`.
fn next_meeting(item: &mut Item<'_, '_>) {
    if !item.takes("next_meeting") {
        return;
    }
    let (label, cx) = (item.label.clone(), item.names.cx);
    let (old, new) = (item.old.part("next_meeting"), item.new.part("next_meeting"));
    let text = match (old.date("on"), new.date("on")) {
        (before, Some(on)) if before != Some(on) => {
            let kind = if before.is_none() { ChangeKind::Added } else { ChangeKind::Changed };
            return item.say(kind, rank::PEOPLE, format!("next meeting with {label} on {}", cx.day(on)));
        }
        (Some(_), None) if new.is_empty() => return item.say(ChangeKind::Removed, rank::PEOPLE, format!("no next meeting with {label} any more")),
        _ if old.get("about") != new.get("about") => format!("next meeting with {label} is about something else"),
        _ => format!("next meeting with {label} changed"),
    };
    item.say(ChangeKind::Changed, rank::WORDS, text);
}

/// `access barrier to Karl Brandt is gone` (M30).
fn barrier(item: &mut Item<'_, '_>) {
    if !item.takes("access_barrier") {
        return;
    }
    let label = item.label.clone();
    match (item.old.text("access_barrier"), item.new.text("access_barrier")) {
        ("", new) => item.say(ChangeKind::Added, rank::PEOPLE, format!("access barrier to {label} is new: {}", starred(new))),
        (_, "") => item.say(ChangeKind::Removed, rank::PEOPLE, format!("access barrier to {label} is gone")),
        _ => item.say(ChangeKind::Changed, rank::WORDS, format!("access barrier to {label} reworded")),
    }
}
