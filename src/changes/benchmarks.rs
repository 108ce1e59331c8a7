//! What changed in the benchmarks: readings above all. Knows no pace.

use crate::base::date::Date;
use crate::base::money;
use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{clean, starred};
use crate::model::past::ChangeKind;

const SECTION: &str = "benchmarks";

/// Every benchmark by its id (K11).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, text(new), old, new)),
            (None, Some(new)) => {
                let facts = facts(telling, new);
                telling.say(SECTION, key, ChangeKind::Added, rank::RESULTS, format!("new benchmark {}{facts}", text(new)));
            }
            (Some(old), None) => telling.say(SECTION, key, ChangeKind::Removed, rank::RESULTS, format!("benchmark {} removed", text(old))),
            (None, None) => {}
        }
    }
}

fn text(item: &Plain) -> String {
    let text = item.text("text");
    starred(if text.is_empty() { item.text("id") } else { text })
}

/// `71 %`, `1,200 lines`.
fn figure(benchmark: &Plain, part: &Plain) -> String {
    let value = part.amount("value").map_or_else(|| clean(&part.get("value").map_or_else(String::new, Plain::shown)), money::money);
    let unit = clean(&benchmark.get("unit").map_or_else(String::new, Plain::shown));
    match unit.as_str() {
        "" => value,
        // "1 people" is no English, and what one of them is called nobody says
        many if value == "1" && (many == "people" || many.ends_with('s')) => format!("1 ({many})"),
        unit => format!("{value} {unit}"),
    }
}

/// `: 62 %, target 80 % by 12 March`.
fn facts(telling: &Telling<'_>, item: &Plain) -> String {
    let target = item.part("target");
    let by = target.date("by").map_or_else(String::new, |by| format!(" by {}", telling.names.cx.day(by)));
    if item.get("baseline").is_none() || item.get("target").is_none() {
        return String::new();
    }
    format!(": {}, target {}{by}", figure(item, item.part("baseline")), figure(item, target))
}

fn changed(mut item: Item<'_, '_>) {
    readings(&mut item);
    target(&mut item);
    baseline(&mut item);
    let label = item.label.clone();
    item.word("tolerance", "tolerance", rank::RESULTS);
    item.word("direction", "direction", rank::FACTS);
    item.quoted("unit", "unit", rank::FACTS);
    if item.takes("text") {
        let both = format!("benchmark reworded: {} → {label}", text(item.old));
        item.say(ChangeKind::Changed, rank::WORDS, both);
    }
    item.rest();
}

/// `*Share of wallet* read 71 % on 3 November, 62 % before, target 80 %`.
fn readings(item: &mut Item<'_, '_>) {
    if !item.takes("readings") {
        return;
    }
    let (label, cx) = (item.label.clone(), item.names.cx);
    let (old, new) = (item.old, item.new);
    let mut told = false;
    for Pair { key, old: was, new: is } in pairs(old.part("readings"), new.part("readings"), "on") {
        let day = Date::parse(key).map_or_else(|| clean(key), |on| cx.day(on));
        let (kind, rank, text) = match (was, is) {
            (None, Some(reading)) => {
                let before = new.part("readings").items().iter().filter(|other| other.text("on") < key).max_by_key(|other| other.text("on").to_owned());
                let before = before.or(new.get("baseline")).map_or_else(String::new, |before| match before.get("value") == reading.get("value") {
                    true => ", as before".to_owned(),
                    false => format!(", {} before", figure(new, before)),
                });
                let target = new.get("target").map_or_else(String::new, |target| format!(", target {}", figure(new, target)));
                (ChangeKind::Added, rank::RESULTS, format!("{label} read {} on {day}{before}{target}", figure(new, reading)))
            }
            (Some(reading), None) => (ChangeKind::Removed, rank::RESULTS, format!("{label}: reading of {day} removed, {} before", figure(old, reading))),
            (Some(was), Some(is)) if was.get("value") != is.get("value") => {
                (ChangeKind::Changed, rank::RESULTS, format!("{label}: reading of {day} corrected, {} → {}", figure(old, was), figure(new, is)))
            }
            (Some(was), Some(is)) if !was.same(is) => (ChangeKind::Changed, rank::WORDS, format!("{label}: source of the reading of {day} changed")),
            _ => continue,
        };
        item.say(kind, rank, text);
        told = true;
    }
    if !told {
        item.plainly("readings");
    }
}

/// `target of *Share of wallet* raised, 80 % → 85 %`, `target of *Share of wallet* slipped 31 days to 30 April`.
fn target(item: &mut Item<'_, '_>) {
    if !item.takes("target") {
        return;
    }
    let label = item.label.clone();
    let (old, new) = (item.old.part("target"), item.new.part("target"));
    let mut told = false;
    if old.get("value") != new.get("value") {
        let verb = match (old.amount("value"), new.amount("value")) {
            (Some(old), Some(new)) if new > old => "raised",
            (Some(old), Some(new)) if new < old => "lowered",
            _ => "changed",
        };
        let text = format!("target of {label} {verb}, {} → {}", figure(item.old, old), figure(item.new, new));
        item.say(ChangeKind::Changed, rank::RESULTS, text);
        told = true;
    }
    if old.get("by") != new.get("by") {
        let (kind, text) = item.shift(old.date("by"), new.date("by"));
        item.say(kind, rank::RESULTS, format!("target of {label} {text}"));
        told = true;
    }
    if !told {
        item.plainly("target");
    }
}

/// `baseline of *Share of wallet* changed, 62 % → 60 %`.
fn baseline(item: &mut Item<'_, '_>) {
    if !item.takes("baseline") {
        return;
    }
    let label = item.label.clone();
    let (old, new) = (item.old.part("baseline"), item.new.part("baseline"));
    let mut told = false;
    if old.get("value") != new.get("value") {
        let text = format!("baseline of {label} changed, {} → {}", figure(item.old, old), figure(item.new, new));
        item.say(ChangeKind::Changed, rank::RESULTS, text);
        told = true;
    }
    if let (Some(before), Some(on)) = (old.date("on"), new.date("on"))
        && before != on
    {
        let cx = item.names.cx;
        item.say(ChangeKind::Changed, rank::WORDS, format!("baseline of {label} is of {}, {} before", cx.day(on), cx.day(before)));
        told = true;
    }
    if !told {
        item.plainly("baseline");
    }
}
