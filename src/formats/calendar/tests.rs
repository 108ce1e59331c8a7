//! Reads the files back with a parser of its own: lines put together again, values unescaped.

use std::collections::BTreeMap;

use super::*;
use crate::audience::project::project;
use crate::rules::example;
use crate::source::fixture;

/// All calendars of the standard territory after a patch, by address.
fn made(patch: &str, today: &str) -> BTreeMap<String, String> {
    let snapshot = fixture::snapshot(&example::territory(patch), Date::parse(today).unwrap());
    let analysis = crate::engine::check(&snapshot);
    let view = project(&analysis, &[]);
    let made = (FORMAT.artifacts)(&view, &Extra::default());
    made.iter().map(|it| (it.path.to_string(), String::from_utf8((it.bytes)()).unwrap())).collect()
}

/// The events of a file as name and value. Fails on a file that is not a calendar.
fn read(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "lines end with CR LF");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let unfolded = text.replace("\r\n ", "");
    let mut lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let (mut open, mut events, mut within) = (vec!["VCALENDAR"], Vec::new(), BTreeMap::new());
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match name {
            "BEGIN" => open.push(value),
            "END" => {
                assert_eq!(open.pop(), Some(value));
                if value == "VEVENT" {
                    events.push(std::mem::take(&mut within));
                }
            }
            _ if open.last() == Some(&"VEVENT") => {
                assert!(within.insert(name.to_owned(), unescaped(value)).is_none(), "{name} twice");
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    events
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(letter @ ('\\' | ';' | ',')) => out.push(letter),
                other => panic!("\\{other:?} in {value}"),
            },
            ';' | ',' => panic!("a bare {letter} in {value}"),
            letter => out.push(letter),
        }
    }
    out
}

const ALL: &str = "calendar.ics";
const TODAY: &str = "2026-11-22";
const NOTHING: &str = "people: []\nasks: {none: Nothing}\nopportunities: []\nactions: []\n";

fn action(id: &str, text: &str, due: &str) -> String {
    format!("  - {{id: {id}, objective: standardise-surgical, text: {text}, owner: maya-chen, due: {due}, status: planned}}\n")
}

#[test]
fn what_an_author_writes_comes_back() {
    let check = |yaml: &str, expected: &str| {
        let text = made(&format!("actions:\n{}", action("x", yaml, "2026-12-01")), TODAY).remove(ALL).unwrap();
        let events = read(&text);
        let found = events.iter().find(|event| event["UID"].starts_with("action.x.")).unwrap();
        assert_eq!(found["SUMMARY"], format!("Northwind Health Group: {expected}"));
    };
    check("Call Karl", "Call Karl");
    check("'a, b; c\\d: e'", "a, b; c\\d: e");
    check("\"two\\nlines\\tand a tab\"", "two\nlinesand a tab");
    check("\"END:VEVENT\\r\\nBEGIN:VEVENT\"", "END:VEVENT\nBEGIN:VEVENT");
    check("\"\\u2028 a\\u0007\"", "\n a");
    let long = "Ärzte 日本語 🏥 ".repeat(40);
    check(&format!("'{}'", long.trim()), long.trim());
}

#[test]
fn a_day_is_a_whole_day_and_nothing_hangs_on_the_clock() {
    let text = made(&format!("{NOTHING}actions:\n{}", action("x", "Call", "2026-12-31")).replace("actions: []\n", ""), TODAY).remove(ALL).unwrap();
    let events = read(&text);
    let event = events.iter().find(|event| event["UID"].starts_with("action.")).unwrap();
    assert_eq!((event["DTSTART;VALUE=DATE"].as_str(), event["DTEND;VALUE=DATE"].as_str()), ("20261231", "20270101"));
    assert_eq!((event["DTSTAMP"].as_str(), event["DESCRIPTION"].as_str()), ("20261122T000000Z", "action due\nMaya Chen"));
    for line in ["VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}");
    }
    assert!(text.contains("\r\nPRODID:-//quarterdeck//") && text.contains("\r\nX-WR-CALNAME:"));
}

#[test]
fn a_month_back_and_a_year_ahead() {
    let check = |due: &str, expected: bool| {
        let text = made(&format!("actions:\n{}", action("x", "Call", due)), TODAY).remove(ALL).unwrap();
        assert_eq!(read(&text).iter().any(|event| event["UID"].starts_with("action.")), expected, "{due}");
    };
    check("2026-10-21", false);
    check("2026-10-22", true);
    check("2027-11-23", true);
    check("2027-11-24", false);
    // a review that was held is no plan for a day to come
    let held = |today: &str| read(&made(NOTHING, today)[ALL]).iter().map(|event| event["UID"].clone()).collect::<Vec<_>>();
    let uid = |date: &str| format!("review.{date}.northwind-health@northeast-healthcare.quarterdeck");
    assert!(held("2026-10-10").contains(&uid("2026-09-16")), "{:?}", held("2026-10-10"));
    assert_eq!(held(TODAY), [uid("2026-12-16")]);
}

#[test]
fn names_are_unique_and_stay_when_a_day_moves() {
    let uids = |due: &str, today: &str| {
        let patch = format!("actions:\n{}{}", action("x", "Call", due), action("x", "Again", "2026-12-05"));
        let mut uids: Vec<String> = read(&made(&patch, today)[ALL]).into_iter().map(|event| event["UID"].clone()).collect();
        uids.sort();
        uids
    };
    let found = uids("2026-12-01", TODAY);
    let kinds: std::collections::BTreeSet<&str> = found.iter().filter_map(|uid| uid.split('.').next()).collect();
    assert!(kinds.len() >= 3, "{found:?}");
    assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "{found:?}");
    assert!(found.contains(&"action.x.northwind-health-2@northeast-healthcare.quarterdeck".to_owned()), "{found:?}");
    assert_eq!(found, uids("2026-12-03", "2026-11-23"));
    // the action `a` of the account `b-c` is not the action `a-b` of `c`
    let plan = |account: &str, id: &str| {
        let plan = crate::rules::example::plan(&format!("account: {account}\nactions:\n{}", action(id, "Call", "2026-12-01")));
        format!("=== accounts/{account}/plan.md\n{plan}")
    };
    let text = made(&format!("{}{}", plan("b-c", "a"), plan("c", "a-b")), TODAY).remove(ALL).unwrap();
    let uids: Vec<String> = read(&text).into_iter().map(|event| event["UID"].clone()).filter(|uid| uid.starts_with("action.a")).collect();
    assert_eq!(uids, ["a.b-c", "a-b.c"].map(|it| format!("action.{it}@northeast-healthcare.quarterdeck")));
}

#[test]
fn every_plan_and_every_owner_has_a_calendar() {
    let all = made("", TODAY);
    assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), ["accounts/northwind-health/plan.ics", ALL, "owners/maya-chen/calendar.ics"]);
    let of = |address: &str| read(&all[address]).len();
    assert!(of(ALL) >= of("accounts/northwind-health/plan.ics") && of("owners/maya-chen/calendar.ics") > 0);
    assert!(all["owners/maya-chen/calendar.ics"].contains("X-WR-CALNAME:Maya Chen\\, "));
    // a plan that cannot be read has one too, and a calendar is never without a component
    let broken = made("=== accounts/northwind-health/plan.md\n---\ntitle: \"x\n---\n=== accounts/northwind-health/reviews/2026-12-16.md\n---\n---\n", TODAY);
    let text = &broken["accounts/northwind-health/plan.ics"];
    assert!(read(text).is_empty() && text.contains("BEGIN:VTIMEZONE"), "{text}");
}
