//! What changed in what is asked of the manager and the organisation. Knows no other section.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{clean, spelled, starred};
use crate::model::past::ChangeKind;

const SECTION: &str = "asks";

/// Every ask by its id, or that nothing is asked (M13, M28).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    if let Some(reason) = new.get("none") {
        return nothing(telling, old, reason);
    }
    if old.get("none").is_some() && new.items().is_empty() {
        return telling.say(SECTION, "", ChangeKind::Removed, rank::RESULTS, "no longer said that nothing is asked".to_owned());
    }
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, format!("ask {}", what(new)), old, new)),
            (None, Some(new)) => {
                let text = asks(telling, new);
                telling.say(SECTION, key, ChangeKind::Added, rank::RESULTS, text);
            }
            (Some(old), None) => {
                let verb = if old.text("status") == "open" { "withdrawn" } else { "removed" };
                telling.say(SECTION, key, ChangeKind::Removed, rank::RESULTS, format!("ask {} {verb}", what(old)));
            }
            (None, None) => {}
        }
    }
}

/// `nothing is asked any more: the pilot runs`.
fn nothing(telling: &mut Telling<'_>, old: &Plain, reason: &Plain) {
    let reason = clean(&reason.shown());
    let text = match old.get("none") {
        Some(before) if clean(&before.shown()) == reason => return,
        Some(_) => format!("nothing is asked, and the reason is another: {reason}"),
        None if old.items().is_empty() => format!("nothing is asked: {reason}"),
        None => format!("nothing is asked any more: {reason}"),
    };
    telling.say(SECTION, "", ChangeKind::Changed, rank::RESULTS, text);
}

fn what(item: &Plain) -> String {
    let what = item.text("what");
    starred(if what.is_empty() { item.text("id") } else { what })
}

/// `asks Dana Cole for access by 3 December: *An introduction to the board*`.
fn asks(telling: &Telling<'_>, item: &Plain) -> String {
    let cx = telling.names.cx;
    let kind = match item.text("kind") {
        one @ ("price" | "decision") => format!("a {one}"),
        other => spelled(other),
    };
    let (verb, status) = match item.text("status") {
        "" | "open" => ("asks", String::new()),
        answered => ("asked", format!(", {}", spelled(answered))),
    };
    let from = if item.text("from").is_empty() { "somebody".to_owned() } else { cx.person(item.text("from")) };
    let kind = if kind.is_empty() { String::new() } else { format!(" for {kind}") };
    let by = item.date("by").map_or_else(String::new, |by| format!(" by {}", cx.day(by)));
    format!("{verb} {from}{kind}{by}: {}{status}", what(item))
}

fn changed(mut item: Item<'_, '_>) {
    let (label, cx) = (item.label.clone(), item.names.cx);
    if item.takes("status") {
        let (kind, text) = match item.new.text("status") {
            answer @ ("granted" | "refused" | "done") => (ChangeKind::Done, answer.to_owned()),
            "open" => (ChangeKind::Changed, "reopened".to_owned()),
            other => (ChangeKind::Changed, format!("is {}", spelled(other))),
        };
        item.say(kind, rank::RESULTS, format!("{label} {text}"));
    }
    item.deadline("by", &label, rank::RESULTS);
    if item.takes("from") {
        let who = |side: &Plain| if side.text("from").is_empty() { "nobody".to_owned() } else { cx.person(side.text("from")) };
        let text = format!("{label} goes to {} now, {} before", who(item.new), who(item.old));
        item.say(ChangeKind::Changed, rank::RESULTS, text);
    }
    item.word("kind", "kind", rank::FACTS);
    if item.takes("what") {
        let both = format!("ask reworded: {} → {}", what(item.old), what(item.new));
        item.say(ChangeKind::Changed, rank::WORDS, both);
    }
    item.rest();
}
