//! What changed in the actions: what was carried out in one sentence, the rest step by step. Knows no other section but for names.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{days, number, starred};
use crate::model::past::ChangeKind;

const SECTION: &str = "actions";

/// Every action by its id (K3, K10, K15).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    let pairs = pairs(old, new, "id");
    done(telling, &pairs);
    for Pair { key, old, new } in pairs {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, text(new), old, new)),
            (None, Some(new)) if is_done(new) => {}
            (None, Some(new)) => {
                let facts = facts(telling, new);
                telling.say(SECTION, key, ChangeKind::Added, rank::PEOPLE, format!("new action {}{facts}", text(new)));
            }
            (Some(old), None) => {
                let facts = if is_done(old) { ": done".to_owned() } else { facts(telling, old) };
                telling.say(SECTION, key, ChangeKind::Removed, rank::PEOPLE, format!("action {} removed{facts}", text(old)));
            }
            (None, None) => {}
        }
    }
}

fn text(item: &Plain) -> String {
    let text = item.text("text");
    starred(if text.is_empty() { item.text("id") } else { text })
}

/// `: Maya Chen by 9 December`, with the status where it is not the usual one.
fn facts(telling: &Telling<'_>, item: &Plain) -> String {
    let cx = telling.names.cx;
    let owner = item.text("owner");
    let by = item.date("due").map_or_else(String::new, |due| format!("by {}", cx.day(due)));
    let who = if owner.is_empty() { String::new() } else { cx.person(owner) };
    let facts: Vec<String> = [who, by].into_iter().filter(|fact| !fact.is_empty()).collect();
    let status = match item.text("status") {
        status @ ("blocked" | "dropped") => format!(", {status}"),
        _ => String::new(),
    };
    if facts.is_empty() { String::new() } else { format!(": {}{status}", facts.join(" ")) }
}

fn is_done(item: &Plain) -> bool {
    item.text("status") == "done"
}

/// So many actions that were done are named.
const NAMED: usize = 3;

/// `two actions done, one late by 9 days: *Map the people*, *Train the ward leads*`. Late is what was done after the first of its two days: one that was
/// moved before it was done is not told again as moved.
fn done(telling: &mut Telling<'_>, pairs: &[Pair<'_>]) {
    let done: Vec<(&str, &Plain, Option<&Plain>)> = pairs
        .iter()
        .filter(|pair| !pair.old.is_some_and(is_done))
        .filter_map(|pair| pair.new.filter(|new| is_done(new)).map(|new| (pair.key, new, pair.old)))
        .collect();
    let due = |item: &Plain, old: Option<&Plain>| [item.date("due"), old.and_then(|old| old.date("due"))].into_iter().flatten().min();
    let late = |item: &Plain, old: Option<&Plain>| item.date("done_on").zip(due(item, old)).map(|(done, due)| done.days_since(due)).filter(|late| *late > 0);
    let delays: Vec<i64> = done.iter().filter_map(|(_, item, old)| late(item, *old)).collect();
    let (Some((first, ..)), most) = (done.first(), delays.iter().max().copied().unwrap_or_default()) else { return };
    let count = format!("{} {} done", number(done.len()), if done.len() == 1 { "action" } else { "actions" });
    let text = match (done.len(), delays.len()) {
        (_, 0) => count,
        (1, _) => format!("{count}, late by {}", days(most)),
        (_, 1) => format!("{count}, one late by {}", days(most)),
        (_, several) => format!("{count}, {} late by up to {}", number(several), days(most)),
    };
    let names: Vec<String> = done.iter().take(NAMED).map(|(_, item, _)| self::text(item)).collect();
    let more = match done.len() - names.len() {
        0 => String::new(),
        more => format!(" and {} more", number(more)),
    };
    let text = format!("{text}: {}{more}", names.join(", "));
    let id = if done.len() == 1 { first } else { "" };
    telling.say(SECTION, id, ChangeKind::Done, rank::PACE, text);
}

fn changed(mut item: Item<'_, '_>) {
    let label = item.label.clone();
    let (cx, names) = (item.names.cx, item.names);
    status(&mut item);
    if item.new.date("due") > item.old.date("due") {
        // `roll` counts what the moved day says
        item.takes("slips");
    }
    if is_done(item.new) && !is_done(item.old) {
        item.takes("due");
    }
    item.deadline("due", &label, rank::PACE);
    item.word("slips", "carried over", rank::FACTS);
    item.value("owner", "owner", rank::FACTS, |id| cx.person(&id.shown()));
    item.value("objective", "objective", rank::FACTS, |id| names.thing("objectives", "text", &id.shown()));
    item.word("kind", "kind", rank::FACTS);
    item.members(
        "after",
        rank::FACTS,
        |names, id| format!("comes after {} now", names.thing("actions", "text", id)),
        |names, id| format!("no longer comes after {}", names.thing("actions", "text", id)),
    );
    item.word("hours", "hours", rank::FACTS);
    item.amount("expected_value", &format!("expected value of {label}"), rank::FACTS);
    item.value("needs", "needs", rank::FACTS, |id| names.thing("asks", "what", &id.shown()));
    if item.takes("text") {
        let both = format!("action reworded: {} → {}", text(item.old), text(item.new));
        item.say(ChangeKind::Changed, rank::WORDS, both);
    }
    item.rest();
}

/// `*Train the ward leads* blocked`; what was carried out is told for all together.
fn status(item: &mut Item<'_, '_>) {
    let (label, cx) = (item.label.clone(), item.names.cx);
    if !item.takes("status") {
        return match (item.old.date("done_on"), item.new.date("done_on")) {
            (Some(old), Some(new)) if item.takes("done_on") => {
                item.say(ChangeKind::Changed, rank::WORDS, format!("{label} done on {}, {} before", cx.day(new), cx.day(old)));
            }
            _ => item.word("done_on", "done on", rank::WORDS),
        };
    }
    item.takes("done_on");
    let (old, new) = (item.old.text("status").to_owned(), item.new.text("status").to_owned());
    let (rank, text) = match (old.as_str(), new.as_str()) {
        (_, "done") => return,
        (_, "blocked") => (rank::PACE, "blocked"),
        (_, "dropped") => (rank::PACE, "dropped"),
        ("done" | "dropped", "planned" | "doing") => (rank::PACE, "reopened"),
        ("blocked", "planned" | "doing") => (rank::PACE, "unblocked"),
        ("planned", "doing") => (rank::PEOPLE, "started"),
        ("doing", "planned") => (rank::PEOPLE, "set back to planned"),
        _ => return item.say(ChangeKind::Changed, rank::PACE, format!("{label}: status {old} → {new}")),
    };
    item.say(ChangeKind::Changed, rank, format!("{label} {text}"));
}
