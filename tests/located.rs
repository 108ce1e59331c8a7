//! The corpus: in a generated territory where every plan has one mistake, each is found once, by an expected rule, on its line; and where no
//! plan has one, nothing is.

mod common;

use std::collections::BTreeMap;

use common::{Room, dated};
use serde_json::Value;

fn errors(land: &std::path::Path, code: i32) -> (Value, BTreeMap<String, Vec<Value>>) {
    let report = dated(land, ["check", "--format", "json", "-q"]).ends(code).json();
    let mut errors: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error") {
        errors.entry(finding["path"].as_str().unwrap().to_owned()).or_default().push(finding.clone());
    }
    (report["counts"].clone(), errors)
}

/// Every defect is one finding, and there is no other.
#[track_caller]
fn located(arguments: &[&str]) {
    let room = Room::new();
    let land = room.generated("land", arguments);
    let expected: Value = serde_json::from_str(&room.read("land/expected-defects.json")).unwrap();
    let (counts, mut errors) = errors(&land, 1);
    let mut wrong = Vec::new();
    let defects = expected["defects"].as_array().unwrap();
    for defect in defects {
        let path = defect["path"].as_str().unwrap();
        let found = errors.remove(path).unwrap_or_default();
        let rules = defect["rules"].as_array().unwrap();
        let fits = matches!(found.as_slice(), [one] if rules.contains(&one["rule"]) && (defect["line"].is_null() || one["start"]["line"] == defect["line"]));
        if !fits {
            let said: Vec<String> = found.iter().map(|one| format!("{} at line {}: {}", one["rule"], one["start"]["line"], one["message"])).collect();
            wrong.push(format!("{} at {path}:{} ({})\n    {}", defect["kind"], defect["line"], defect["text"], said.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} defects:\n{}", wrong.len(), defects.len(), wrong.join("\n"));
    assert!(errors.is_empty(), "errors in sound plans: {errors:#?}");
    assert_eq!(counts["error"], defects.len());
    assert_eq!(counts["plans"], expected["plans"]);
}

/// One mistake in a territory file of the example is one finding, whatever refers to what it stands in.
#[test]
fn a_mistake_in_a_territory_file_is_said_once() {
    let room = Room::new();
    let land = room.example("land");
    for (file, old, new, pointer) in [
        ("quarterdeck.yaml", "id: wayside", "id: Way Side", "/brands/2/id"),
        ("people.yaml", "id: joan-merrick", "id: Joan_Merrick", "/0/id"),
        ("icp.yaml", "id: opportunity_size", "id: Opportunity Size", "/criteria/0/id"),
        ("quarterdeck.yaml", "fiscal_year_start: 10", "fiscal_year_start: 13", "/fiscal_year_start"),
        ("quarterdeck.yaml", "fiscal_year_start: 10", "fiscal_year_start: october", "/fiscal_year_start"),
        ("quarterdeck.yaml", "fiscal_year_start: 10", "fiscal_year_start:", "/fiscal_year_start"),
    ] {
        let name = format!("land/{file}");
        let sound = room.read(&name);
        assert!(sound.contains(old), "{old}");
        let before = findings(&land, 0);
        room.write(&name, sound.replacen(old, new, 1));
        let after = findings(&land, 1);
        let fresh: Vec<&(String, String)> = after.iter().filter(|it| !before.contains(it)).collect();
        assert!(matches!(fresh.as_slice(), [(path, _)] if path == file), "{new}: {fresh:#?}");
        assert_eq!(fresh[0].1.split(' ').next(), Some(pointer), "{new}");
        room.write(&name, &sound);
    }
}

/// The path of each finding, and its pointer with its rule; figures in the words may be others.
fn findings(land: &std::path::Path, code: i32) -> Vec<(String, String)> {
    let report = dated(land, ["check", "--format", "json", "-q"]).ends(code).json();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let found = report["findings"].as_array().unwrap().iter();
    found.map(|it| (text(&it["path"]), format!("{} {}", text(&it["pointer"]), text(&it["rule"])))).collect()
}

#[test]
fn every_defect_is_found_once_where_it_stands() {
    located(&["150", "--defects", "1"]);
}

#[test]
fn defects_of_another_seed_too() {
    located(&["150", "--defects", "1", "--seed", "7"]);
}

#[test]
fn sound_plans_beside_broken_ones_stay_sound() {
    located(&["90", "--defects", "0.3", "--seed", "3"]);
}

#[test]
fn a_territory_without_a_mistake_has_no_error() {
    for (seed, day) in [("1", "2026-11-22"), ("2", "2026-11-22"), ("5", "2027-02-28")] {
        let room = Room::new();
        let land = room.generated("land", &["120", "--seed", seed, "--as-of", day]);
        let ran = common::run_in(&land, ["check", "--as-of", day, "--format", "concise", "-q"]);
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(": error[")).collect();
        assert!(ran.code == 0 && errors.is_empty(), "seed {seed}, {day}: {errors:#?}");
    }
}
