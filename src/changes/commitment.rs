//! What changed in the written commitment and in what a closed plan achieved. Knows no history of who wrote it.

use crate::changes::item::Telling;
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::model::past::ChangeKind;

const SECTION: &str = "commitment";

/// `commitment renewed`, `Ana Ruiz signed` (K12).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    let mut item = telling.item(SECTION, "", String::new(), old, new);
    match (old.text("statement").is_empty(), new.text("statement").is_empty()) {
        (true, false) => return item.say(ChangeKind::Added, rank::RESULTS, "commitment made".to_owned()),
        (false, true) => return item.say(ChangeKind::Removed, rank::RESULTS, "commitment withdrawn".to_owned()),
        _ => {}
    }
    match (old.date("on"), new.date("on")) {
        (Some(before), Some(on)) if on > before => {
            item.takes("on");
            item.say(ChangeKind::Changed, rank::RESULTS, "commitment renewed".to_owned());
        }
        _ => item.word("on", "commitment dated", rank::RESULTS),
    }
    if item.takes("statement") {
        item.say(ChangeKind::Changed, rank::RESULTS, "commitment reworded".to_owned());
    }
    item.members("by", rank::RESULTS, |names, id| format!("{} signed", names.cx.person(id)), |names, id| format!("{} no longer signs", names.cx.person(id)));
    item.label = "commitment".to_owned();
    item.rest();
}

/// `outcome: value added yes` (R18).
pub fn outcome(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("outcome");
    let mut item = telling.item("outcome", "", "outcome".to_owned(), old, new);
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => {
            let value = item.names.cx.value(new.get("value_added").unwrap_or(&Plain::Nothing));
            return item.say(ChangeKind::Added, rank::RESULTS, format!("outcome written: value added {value}"));
        }
        (false, true) => return item.say(ChangeKind::Removed, rank::RESULTS, "outcome removed".to_owned()),
        (false, false) => {}
    }
    item.word("value_added", "value added", rank::RESULTS);
    item.prose("lesson", "lesson", rank::WORDS);
    item.rest();
}
