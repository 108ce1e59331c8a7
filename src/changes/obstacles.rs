//! What changed in the obstacles, the rivals and the four SWOT lists. Knows no other section.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{clean, number, spelled, starred};
use crate::model::past::ChangeKind;

/// Every obstacle by its id (M8, M26, M27).
pub fn obstacles(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("obstacles");
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => obstacle(telling.item("obstacles", key, what(new), old, new)),
            (None, Some(new)) => {
                let impact = new.text("impact");
                let impact = if impact.is_empty() { String::new() } else { format!(", impact {}", spelled(impact)) };
                telling.say("obstacles", key, ChangeKind::Added, rank::RESULTS, format!("new obstacle {}{impact}", what(new)));
            }
            (Some(old), None) => telling.say("obstacles", key, ChangeKind::Removed, rank::RESULTS, format!("obstacle {} is gone", what(old))),
            (None, None) => {}
        }
    }
}

fn what(item: &Plain) -> String {
    let what = item.text("what");
    starred(if what.is_empty() { item.text("id") } else { what })
}

fn obstacle(mut item: Item<'_, '_>) {
    let (label, cx) = (item.label.clone(), item.names.cx);
    if item.takes("trend") {
        let (old, new) = (spelled(item.old.text("trend")), spelled(item.new.text("trend")));
        item.say(ChangeKind::Changed, rank::RESULTS, format!("{label} {new}, {old} before"));
    }
    item.word("impact", "impact", rank::RESULTS);
    if item.takes("support_needed") {
        match (item.old.text("support_needed"), item.new.text("support_needed")) {
            ("", new) => item.say(ChangeKind::Added, rank::RESULTS, format!("{label} needs support: {}", starred(new))),
            (_, "") => item.say(ChangeKind::Removed, rank::RESULTS, format!("{label} needs no support any more")),
            _ => item.say(ChangeKind::Changed, rank::WORDS, format!("{label}: support needed reworded")),
        }
    }
    item.value("owner", "owner", rank::FACTS, |id| cx.person(&id.shown()));
    item.word("since", "since", rank::FACTS);
    if item.takes("what") {
        let both = format!("obstacle reworded: {} → {label}", what(item.old));
        item.say(ChangeKind::Changed, rank::WORDS, both);
    }
    item.rest();
}

/// Every rival by name (S12).
pub fn competition(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("competition");
    for Pair { key, old, new } in pairs(old, new, "name") {
        match (old, new) {
            (Some(old), Some(new)) => {
                let mut item = telling.item("competition", "", starred(key), old, new);
                item.word("strength", "strength", rank::RESULTS);
                item.quoted("where", "place", rank::FACTS);
                item.prose("weakness", "weakness", rank::WORDS);
                item.prose("our_counter", "our counter", rank::WORDS);
                item.rest();
            }
            (None, Some(new)) => {
                let place = new.text("where");
                let place = if place.is_empty() { String::new() } else { format!(": {}", clean(place)) };
                telling.say("competition", "", ChangeKind::Added, rank::RESULTS, format!("{} competes now{place}", starred(key)));
            }
            (Some(_), None) => telling.say("competition", "", ChangeKind::Removed, rank::RESULTS, format!("{} no longer competes", starred(key))),
            (None, None) => {}
        }
    }
}

const SWOT: [(&str, &str); 4] = [("strengths", "strength"), ("weaknesses", "weakness"), ("opportunities", "opportunity"), ("threats", "threat")];

/// `two threats are new` (R19).
pub fn swot(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("swot");
    let mut item = telling.item("swot", "", "SWOT".to_owned(), old, new);
    for (key, one) in SWOT {
        if !item.takes(key) {
            continue;
        }
        let (before, after) = (old.texts(key), new.texts(key));
        let of = |count: usize| format!("{} {}", number(count), if count == 1 { format!("{one} is") } else { format!("{key} are") });
        let added = after.iter().filter(|text| !before.contains(text)).count();
        let gone = before.iter().filter(|text| !after.contains(text)).count();
        if added > 0 {
            item.say(ChangeKind::Added, rank::FACTS, format!("{} new", of(added)));
        }
        if gone > 0 {
            item.say(ChangeKind::Removed, rank::FACTS, format!("{} gone", of(gone)));
        }
        if added + gone == 0 {
            item.plainly(key);
        }
    }
    item.rest();
}
