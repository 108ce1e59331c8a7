//! What changed in the opportunities: won and lost, amounts, chances, days. Knows no other section but for names.

use crate::base::money;
use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{percent, starred};
use crate::model::past::ChangeKind;

const SECTION: &str = "opportunities";

/// Every opportunity by its id (K7, M17–M20).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, name(new), old, new)),
            (None, Some(new)) => {
                let facts = facts(telling, new, "to close by", telling.names.cx.currency(telling.names.new));
                telling.say(SECTION, key, ChangeKind::Added, rank::MONEY, format!("{} is new{facts}", name(new)));
            }
            (Some(old), None) => {
                let facts = facts(telling, old, "was to close by", telling.names.cx.currency(telling.names.old));
                telling.say(SECTION, key, ChangeKind::Removed, rank::MONEY, format!("{} removed{facts}", name(old)));
            }
            (None, None) => {}
        }
    }
}

fn name(item: &Plain) -> String {
    let name = item.text("name");
    starred(if name.is_empty() { item.text("id") } else { name })
}

/// `: $120,000, to close by 12 March`, or `: won, $120,000`.
fn facts(telling: &Telling<'_>, item: &Plain, closes: &str, currency: &str) -> String {
    let mut facts = Vec::new();
    let decided = !matches!(item.text("status"), "" | "open");
    if decided {
        facts.push(item.text("status").to_owned());
    }
    if let Some(amount) = item.amount("amount") {
        facts.push(money::in_full(amount, currency));
    }
    if let Some(day) = item.date("close_by").filter(|_| !decided) {
        facts.push(format!("{closes} {}", telling.names.cx.day(day)));
    }
    if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) }
}

fn changed(mut item: Item<'_, '_>) {
    let label = item.label.clone();
    let cx = item.names.cx;
    status(&mut item);
    item.amount("amount", &label, rank::MONEY);
    if let (Some(old), Some(new)) = (item.old.amount("probability"), item.new.amount("probability"))
        && item.takes("probability")
    {
        item.say(ChangeKind::Changed, rank::MONEY, format!("chance of {label} {} → {}", percent(old), percent(new)));
    }
    item.deadline("close_by", &format!("close of {label}"), rank::PACE);
    item.members(
        "blocked_by",
        rank::PACE,
        move |names, id| format!("blocked by {}", names.cx.criterion(id)),
        move |names, id| format!("no longer blocked by {}", names.cx.criterion(id)),
    );
    if item.takes("needs_review") {
        let text = if item.new.flag("needs_review") { "needs a review of its own" } else { "needs no review of its own any more" };
        item.say(ChangeKind::Changed, rank::FACTS, format!("{label} {text}"));
    }
    confirmed(&mut item, "requalified_on", &label, "requalified");
    confirmed(&mut item, "timing_confirmed_on", &format!("timing of {label}"), "confirmed");
    item.value("product", "product", rank::FACTS, |id| cx.product(&id.shown()));
    item.quoted("unit", "unit", rank::FACTS);
    item.word("origin", "origin", rank::FACTS);
    item.quoted("incumbent", "incumbent", rank::FACTS);
    if item.takes("name") {
        let text = format!("{} is called {label} now", name(item.old));
        item.say(ChangeKind::Changed, rank::WORDS, text);
    }
    item.rest();
}

/// `*Theatre pilot* won, $120,000`, `*Theatre pilot* reopened, $120,000`.
fn status(item: &mut Item<'_, '_>) {
    let label = item.label.clone();
    let cx = item.names.cx;
    if !item.takes("status") {
        return match (item.new.date("closed_on"), item.old.date("closed_on")) {
            (Some(new), Some(old)) if item.takes("closed_on") => {
                item.say(ChangeKind::Changed, rank::FACTS, format!("{label} closed on {}, {} before", cx.day(new), cx.day(old)));
            }
            _ => item.word("closed_on", "closed on", rank::FACTS),
        };
    }
    let (old, new) = (item.old.text("status").to_owned(), item.new.text("status").to_owned());
    item.takes("closed_on");
    let amount = item.new.amount("amount").map_or_else(String::new, |amount| format!(", {}", item.names.money(amount)));
    let certain = match new.as_str() {
        "won" => Some("1"),
        "lost" => Some("0"),
        _ => None,
    };
    let (kind, text) = match new.as_str() {
        "won" | "lost" => (ChangeKind::Done, format!("{label} {new}{amount}")),
        "parked" => (ChangeKind::Changed, format!("{label} parked{amount}")),
        "open" => (ChangeKind::Changed, format!("{label} reopened{amount}")),
        _ => (ChangeKind::Changed, format!("{label}: status {old} → {new}")),
    };
    item.say(kind, rank::MONEY, text);
    // of what is won or lost the chance says nothing new
    if item.new.get("probability").is_some_and(|chance| certain == Some(chance.shown().as_str())) {
        item.takes("probability");
    }
}

/// `*Theatre pilot* requalified on 12 November`.
fn confirmed(item: &mut Item<'_, '_>, key: &str, subject: &str, verb: &str) {
    if !item.takes(key) {
        return;
    }
    match item.new.date(key) {
        Some(on) => {
            let text = format!("{subject} {verb} on {}", item.names.cx.day(on));
            item.say(ChangeKind::Changed, rank::PEOPLE, text);
        }
        None => item.say(ChangeKind::Removed, rank::PEOPLE, format!("{subject} no longer {verb}")),
    }
}
