//! Who came, who left, and who stands elsewhere among the customer's people. Their other facts are told beside it.

use crate::changes::item::{Item, Telling};
use crate::changes::pairs::{Pair, pairs};
use crate::changes::person_facts;
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{clean, spelled};
use crate::model::past::ChangeKind;

const SECTION: &str = "people";

/// Every person by id (K8, M9–M14).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    for Pair { key, old, new } in pairs(old, new, "id") {
        match (old, new) {
            (Some(old), Some(new)) => changed(telling.item(SECTION, key, name(new), old, new)),
            (None, Some(new)) => {
                let known = [role(new.text("buying_role")), disposition(new)];
                let known: Vec<&str> = known.iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
                let facts = if known.is_empty() { String::new() } else { format!(": {}", known.join(", ")) };
                telling.say(SECTION, key, ChangeKind::Added, weight(&[new]), format!("{} is new{facts}", name(new)));
            }
            (Some(old), None) => {
                let text = format!("{}{} left", standing(old), name(old));
                telling.say(SECTION, key, ChangeKind::Removed, weight(&[old]), text);
            }
            (None, None) => {}
        }
    }
}

pub fn name(person: &Plain) -> String {
    let name = person.text("name");
    clean(if name.is_empty() { person.text("id") } else { name })
}

/// Those who decide and those who fight for us come first.
fn weight(sides: &[&Plain]) -> u8 {
    let weighty = |side: &Plain| side.flag("kdm") || side.text("in_power") == "yes" || side.text("disposition") == "champion";
    if sides.iter().any(|side| weighty(side)) { rank::STANDING } else { rank::PEOPLE }
}

/// `champion `, `key decision maker `, or nothing.
fn standing(person: &Plain) -> String {
    match person.text("disposition") {
        side @ ("champion" | "supporter" | "opponent") => format!("{side} "),
        _ if person.flag("kdm") => "key decision maker ".to_owned(),
        _ => String::new(),
    }
}

fn role(role: &str) -> String {
    match role {
        "economic" | "technical" => format!("{role} buyer"),
        other => spelled(other),
    }
}

fn disposition(person: &Plain) -> String {
    match person.text("disposition") {
        "unknown" => "disposition unknown".to_owned(),
        other => spelled(other),
    }
}

fn changed(mut item: Item<'_, '_>) {
    let label = item.label.clone();
    let weight = weight(&[item.old, item.new]);
    item.word("disposition", "", weight);
    power(&mut item);
    if item.takes("kdm") {
        let text = if item.new.flag("kdm") { "is a key decision maker now" } else { "is no longer a key decision maker" };
        item.say(ChangeKind::Changed, rank::STANDING, format!("{label} {text}"));
    }
    person_facts::tell(item);
}

/// `Karl Brandt is in power now` (M9).
fn power(item: &mut Item<'_, '_>) {
    let (old, new) = (item.old.text("in_power"), item.new.text("in_power"));
    let text = match (old, new) {
        (_, "yes") => "is in power now",
        ("yes", "no") => "is no longer in power",
        (_, "no") => "is not in power",
        _ => return item.word("in_power", "in power", rank::STANDING),
    };
    if item.takes("in_power") {
        let text = format!("{} {text}", item.label);
        item.say(ChangeKind::Changed, rank::STANDING, text);
    }
}
