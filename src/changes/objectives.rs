//! What changed in the objectives. Knows no other section but for names.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::starred;
use crate::model::past::ChangeKind;

const SECTION: &str = "objectives";

/// Every objective by its id (K9, S9).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, format!("objective {}", text(new)), old, new)),
            (None, Some(new)) => {
                let by = new.date("by").map_or_else(String::new, |by| format!(" by {}", telling.names.cx.day(by)));
                telling.say(SECTION, key, ChangeKind::Added, rank::PEOPLE, format!("new objective {}{by}", text(new)));
            }
            (Some(old), None) => telling.say(SECTION, key, ChangeKind::Removed, rank::PEOPLE, format!("objective {} removed", text(old))),
            (None, None) => {}
        }
    }
}

fn text(item: &Plain) -> String {
    let text = item.text("text");
    starred(if text.is_empty() { item.text("id") } else { text })
}

fn changed(mut item: Item<'_, '_>) {
    let label = item.label.clone();
    let names = item.names;
    item.deadline("by", &label, rank::PACE);
    item.word("horizon", "horizon", rank::PEOPLE);
    item.word("kind", "kind", rank::FACTS);
    item.value("benchmark", "benchmark", rank::FACTS, |id| names.thing("benchmarks", "text", &id.shown()));
    if item.takes("text") {
        let both = format!("objective reworded: {} → {}", text(item.old), text(item.new));
        item.say(ChangeKind::Changed, rank::WORDS, both);
    }
    item.prose("why", "reason", rank::WORDS);
    item.rest();
}
