//! What changed about the account itself: standing, owners, period, target, how it came to deserve a plan. Knows no list.

use crate::changes::item::{Item, Telling};
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{days, spelled, starred};
use crate::model::account::Qualification;
use crate::model::past::ChangeKind;

/// The keys whose value is a word, with what they are called and how much they matter.
const WORDS: [(&str, &str, u8); 7] = [
    ("status", "status", rank::STANDING),
    ("stance", "stance", rank::STANDING),
    ("tier", "tier", rank::STANDING),
    ("posture", "posture", rank::FACTS),
    ("cadence", "cadence", rank::FACTS),
    ("visibility", "visibility", rank::FACTS),
    ("currency", "currency", rank::MONEY),
];

/// The keys that name one of ours.
const OURS: [(&str, &str, u8); 3] =
    [("owner", "owner", rank::STANDING), ("manager", "manager", rank::FACTS), ("exec_sponsor", "executive sponsor", rank::FACTS)];

/// One of the keys that stand alone at the top of a plan; `false` for others.
pub fn fact(item: &mut Item<'_, '_>, key: &str) -> bool {
    if let Some((_, words, rank)) = WORDS.iter().find(|(known, _, _)| *known == key) {
        item.word(key, words, *rank);
        return true;
    }
    if let Some((_, words, rank)) = OURS.iter().find(|(known, _, _)| *known == key) {
        let cx = item.names.cx;
        item.value(key, words, *rank, |id| cx.person(&id.shown()));
        return true;
    }
    match key {
        "period" => item.quoted(key, "period", rank::FACTS),
        "title" => item.value(key, "title", rank::FACTS, |title| starred(&title.shown())),
        "growth_target" => item.amount(key, "growth target", rank::MONEY),
        "motivation" => item.word(key, "motivation", rank::FACTS),
        _ => return false,
    }
    true
}

/// `selected on 4 September by Tomas Rivera`, `selection renewed on 4 March by Tomas Rivera`.
pub fn selection(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("selection");
    let mut item = telling.item("selection", "", "selection".to_owned(), old, new);
    let cx = item.names.cx;
    let by = |by: &str| if by.is_empty() { String::new() } else { format!(" by {}", cx.person(by)) };
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => {
            let on = new.date("on").map_or_else(String::new, |on| format!(" on {}", cx.day(on)));
            return item.say(ChangeKind::Added, rank::FACTS, format!("selected{on}{}", by(new.text("by"))));
        }
        (false, true) => return item.say(ChangeKind::Removed, rank::FACTS, "selection withdrawn".to_owned()),
        (false, false) => {}
    }
    match (old.date("on"), new.date("on")) {
        (Some(before), Some(on)) if on > before => {
            item.takes("on");
            item.takes("by");
            item.say(ChangeKind::Changed, rank::FACTS, format!("selection renewed on {}{}", cx.day(on), by(new.text("by"))));
        }
        _ => item.word("on", "dated", rank::FACTS),
    }
    item.value("by", "by", rank::FACTS, |id| cx.person(&id.shown()));
    if item.takes("rationale") {
        item.say(ChangeKind::Changed, rank::WORDS, "selection reworded".to_owned());
    }
    item.rest();
}

/// `waiver of *not-qualified* until 31 March`, `waiver extended by 30 days to 30 April`, `waiver ended`.
pub fn waiver(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("waiver");
    let mut item = telling.item("waiver", "", "waiver".to_owned(), old, new);
    let cx = item.names.cx;
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => {
            let rules: Vec<String> = new.texts("for").into_iter().map(starred).collect();
            let until = new.date("until").map_or_else(String::new, |until| format!(" until {}", cx.day(until)));
            let by = new.text("by");
            let by = if by.is_empty() { String::new() } else { format!(" by {}", cx.person(by)) };
            return item.say(ChangeKind::Added, rank::RESULTS, format!("new waiver of {}{until}{by}", rules.join(", ")));
        }
        (false, true) => return item.say(ChangeKind::Removed, rank::RESULTS, "waiver ended".to_owned()),
        (false, false) => {}
    }
    match (old.date("until"), new.date("until")) {
        (Some(before), Some(until)) if before != until => {
            item.takes("until");
            let later = until.days_since(before);
            let verb = if later > 0 { "extended" } else { "shortened" };
            item.say(ChangeKind::Changed, rank::RESULTS, format!("waiver {verb} by {} to {}", days(later.abs()), cx.day(until)));
        }
        _ => item.word("until", "until", rank::RESULTS),
    }
    item.members("for", rank::RESULTS, |_, rule| format!("holds for {} too", starred(rule)), |_, rule| format!("no longer holds for {}", starred(rule)));
    item.value("by", "by", rank::FACTS, |id| cx.person(&id.shown()));
    if item.takes("reason") {
        item.say(ChangeKind::Changed, rank::WORDS, "waiver reworded".to_owned());
    }
    item.rest();
}

/// `growth above threshold: unknown → yes`.
pub fn qualification(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("qualification");
    for key in Qualification::KEYS {
        let mut item = telling.item("qualification", key, spelled(key).replace("icp", "ICP"), old.part(key), new.part(key));
        if item.takes("answer") {
            let answer = |side: &str| if side.is_empty() { "unanswered".to_owned() } else { side.to_owned() };
            let said = |side: &Plain| side.get("answer").map_or_else(String::new, |answer| spelled(&answer.shown()));
            let text = format!("{}: {} → {}", item.label, answer(&said(item.old)), answer(&said(item.new)));
            item.say(ChangeKind::Changed, rank::RESULTS, text);
        }
        if item.old.is_empty() || item.new.is_empty() {
            // a question that came or went says so by its answer
            item.takes("evidence");
        }
        item.prose("evidence", "evidence", rank::WORDS);
        item.rest();
    }
    let mut whole = telling.item("qualification", "", "qualification".to_owned(), old, new);
    for key in Qualification::KEYS {
        // a question that is no group of keys has no answer to tell
        let read = [old.get(key), new.get(key)].into_iter().flatten().all(|question| !question.entries().is_empty());
        if read {
            whole.takes(key);
        }
    }
    whole.rest();
}

/// `*Location*: 1 → 2`, `ICP confirmed by Tomas Rivera on 10 September`.
pub fn icp(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("icp");
    let (before, after) = (old.part("scores"), new.part("scores"));
    let cx = telling.names.cx;
    let ids = after.entries().iter().chain(before.entries().iter().filter(|(id, _)| after.get(id).is_none())).map(|(id, _)| id.as_str());
    for id in ids {
        let (was, is) = (before.get(id), after.get(id));
        if was.zip(is).is_some_and(|(was, is)| was.same(is)) {
            continue;
        }
        let shown = |level: Option<&Plain>| level.map_or_else(|| "not scored".to_owned(), |level| spelled(&level.shown()));
        telling.say("icp", id, ChangeKind::Changed, rank::FACTS, format!("{}: {} → {}", cx.criterion(id), shown(was), shown(is)));
    }
    confirmation(telling);
    let mut whole = telling.item("icp", "", "ICP".to_owned(), old, new);
    whole.takes("confirmed");
    if [old, new].iter().all(|side| side.get("scores").is_none_or(|scores| !scores.entries().is_empty())) {
        whole.takes("scores");
    }
    whole.rest();
}

fn confirmation(telling: &mut Telling<'_>) {
    let (old, new) = telling.section("icp");
    let (old, new) = (old.part("confirmed"), new.part("confirmed"));
    let mut item = telling.item("icp", "confirmed", "ICP confirmation".to_owned(), old, new);
    let cx = item.names.cx;
    let band = |side: &Plain| match side.text("expected_band") {
        "" => String::new(),
        band => format!(", band {} expected", spelled(band)),
    };
    let said = |side: &Plain| {
        let by = if side.text("by").is_empty() { String::new() } else { format!(" by {}", cx.person(side.text("by"))) };
        let on = side.date("on").map_or_else(String::new, |on| format!(" on {}", cx.day(on)));
        format!("{by}{on}{}", band(side))
    };
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => return item.say(ChangeKind::Added, rank::FACTS, format!("ICP confirmed{}", said(new))),
        (false, true) => return item.say(ChangeKind::Removed, rank::FACTS, "ICP no longer confirmed".to_owned()),
        (false, false) => {}
    }
    if new.date("on") > old.date("on") {
        item.takes("on");
        item.takes("by");
        item.takes("expected_band");
        item.say(ChangeKind::Changed, rank::FACTS, format!("ICP confirmed again{}", said(new)));
    }
    item.word("on", "on", rank::FACTS);
    item.value("by", "by", rank::FACTS, |id| cx.person(&id.shown()));
    item.word("expected_band", "expected band", rank::FACTS);
    item.rest();
}
