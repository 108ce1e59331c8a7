//! What changed in our team for the account and in its homework. Knows nothing of the customer's people.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::rank;
use crate::changes::words::{clean, spelled, starred};
use crate::model::past::ChangeKind;

/// Every member by person (D11–D13).
pub fn team(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("team");
    let cx = telling.names.cx;
    for Pair { key, old, new } in pairs(old, new, "person") {
        let name = cx.person(key);
        match (old, new) {
            (Some(old), Some(new)) => {
                let mut item = telling.item("team", "", name, old, new);
                item.word("function", "function", rank::FACTS);
                item.quoted("role", "role", rank::FACTS);
                item.rest();
            }
            (None, Some(new)) => {
                let part = if new.text("role").is_empty() { spelled(new.text("function")) } else { clean(new.text("role")) };
                let part = if part.is_empty() { String::new() } else { format!(": {part}") };
                telling.say("team", "", ChangeKind::Added, rank::FACTS, format!("{name} joined the team{part}"));
            }
            (Some(_), None) => telling.say("team", "", ChangeKind::Removed, rank::FACTS, format!("{name} left the team")),
            (None, None) => {}
        }
    }
}

/// Every question of the homework (D10).
pub fn homework(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("homework");
    let cx = telling.names.cx;
    for Pair { key, old, new } in pairs(old, new, "question") {
        let name = starred(key);
        match (old, new) {
            (Some(old), Some(new)) => question(telling.item("homework", "", format!("homework {name}"), old, new)),
            (None, Some(new)) => {
                let who = new.text("assignee");
                let who = if who.is_empty() { String::new() } else { format!(" for {}", cx.person(who)) };
                let due = new.date("due").map_or_else(String::new, |due| format!(" by {}", cx.day(due)));
                let done = if new.get("done_on").is_some() { ", done" } else { "" };
                telling.say("homework", "", ChangeKind::Added, rank::FACTS, format!("new homework{who}{due}: {name}{done}"));
            }
            (Some(_), None) => telling.say("homework", "", ChangeKind::Removed, rank::FACTS, format!("homework {name} removed")),
            (None, None) => {}
        }
    }
}

fn question(mut item: Item<'_, '_>) {
    let (label, cx) = (item.label.clone(), item.names.cx);
    match (item.old.get("done_on"), item.new.get("done_on")) {
        (None, Some(_)) if item.takes("done_on") => {
            item.takes("answer");
            item.say(ChangeKind::Done, rank::FACTS, format!("{label} done"));
        }
        (Some(_), None) if item.takes("done_on") => item.say(ChangeKind::Changed, rank::FACTS, format!("{label} reopened")),
        _ => item.word("done_on", "done on", rank::WORDS),
    }
    if item.old.get("answer").is_none() && item.takes("answer") {
        item.say(ChangeKind::Added, rank::FACTS, format!("{label} answered"));
    }
    item.prose("answer", "answer", rank::WORDS);
    item.deadline("due", &label, rank::FACTS);
    item.value("assignee", "assignee", rank::FACTS, |id| cx.person(&id.shown()));
    item.rest();
}
