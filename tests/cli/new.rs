//! `new`.

use quarterdeck::model::plan::Plan;

use crate::common::{Room, dated};

#[test]
fn a_skeleton_is_readable_and_says_what_is_empty() {
    let room = Room::new();
    let land = room.example("land");
    let ran = dated(&land, ["new", "new-account", "--stance", "acquire", "--owner", "nobody-known"]).ends(2);
    assert!(ran.err.contains("nobody-known"), "{}", ran.err);
    // what the territory's own overlay asks for is another matter, see below
    std::fs::remove_dir_all(land.join("schemas")).unwrap();
    let owner = room.read("land/accounts/dunmore-general/plan.md").lines().find_map(|line| line.strip_prefix("owner: ").map(str::to_owned)).unwrap();
    for stance in ["acquire", "grow", "retain", "reactivate", "retire"] {
        let account = format!("new-{stance}");
        let ran = dated(&land, ["new", &account, "--stance", stance, "--owner", &owner]).ends(0);
        assert!(ran.out.trim_end().ends_with(&format!("accounts/{account}/plan.md")), "{}", ran.out);
        assert!(ran.err.contains("still empty"), "{}", ran.err);
        let report = dated(&land, ["check", "--format", "json", &format!("accounts/{account}")]).ends(0).json();
        assert_eq!(report["counts"]["error"], 0, "{stance}: {report}");
    }
    dated(&land, ["build"]).ends(0);
}

#[test]
fn what_cannot_be_made_is_exit_2_and_nothing_is_written() {
    let room = Room::new();
    let land = room.example("land");
    let plans = || std::fs::read_dir(land.join("accounts")).unwrap().count();
    let before = plans();
    for (account, word) in [("Foo Bar", "foo-bar"), ("dunmore-general", "already"), ("../out", "out"), ("no-such-account", "stance"), ("con", "con")] {
        let ran = dated(&land, ["new", account]).ends(2);
        assert!(ran.err.contains(word), "{account}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    assert_eq!(plans(), before);
    assert!(!room.at("out").exists());
}

#[test]
fn what_the_overlay_asks_for_stands_in_a_skeleton() {
    let room = Room::new();
    let land = room.example("land");
    let owner = room.read("land/accounts/dunmore-general/plan.md").lines().find_map(|line| line.strip_prefix("owner: ").map(str::to_owned)).unwrap();
    for stance in ["grow", "retain"] {
        let account = format!("new-{stance}");
        dated(&land, ["new", &account, "--stance", stance, "--owner", &owner]).ends(0);
        let report = dated(&land, ["check", "--format", "json", &format!("accounts/{account}")]).ends(0).json();
        assert_eq!(report["counts"]["error"], 0, "{report}");
        let asks = |rule: &str, pointer: &str| report["findings"].as_array().unwrap().iter().any(|it| it["rule"] == rule && it["pointer"] == pointer);
        assert!(asks("placeholder", "/exec_sponsor") && asks("empty-value", "/custom/crm_id") && asks("empty-value", "/custom/beds"), "{report}");
    }
    let text = room.read("land/accounts/new-grow/plan.md");
    assert!(text.contains("exec_sponsor: TBD\ncustom:\n  crm_id:\n  beds:\n"), "{text}");
    assert!(text.contains("0 More than a day from the Chester Falls depot; 1 Next-day"), "{text}");
    // the same in a plan that is no draft is an error
    room.write("land/accounts/new-grow/plan.md", text.replace("status: draft", "status: active"));
    let report = dated(&land, ["check", "--format", "json", "accounts/new-grow"]).ends(1).json();
    let empty = report["findings"].as_array().unwrap().iter().find(|it| it["pointer"] == "/custom/beds").unwrap();
    assert_eq!(empty["severity"], "error", "{empty}");
}

#[test]
fn a_skeleton_asks_once_for_what_overlay_and_status_both_ask_for() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/schemas/plan.schema.json", r#"{"required": ["growth_target", "selection", "custom"], "properties": {"people": {"minItems": 1}}}"#);
    dated(&land, ["new", "new-grow", "--stance", "grow", "--owner", "priya-raman"]).ends(0);
    let report = dated(&land, ["check", "--format", "json", "accounts/new-grow"]).ends(0).json();
    for pointer in ["/growth_target", "/selection", "/people"] {
        let found: Vec<_> = report["findings"].as_array().unwrap().iter().filter(|it| it["pointer"] == pointer).collect();
        assert!(found.len() == 1 && found[0]["rule"] == "empty-value" && found[0]["severity"] == "warn", "{pointer}: {found:?}");
    }
    assert!(room.read("land/accounts/new-grow/plan.md").contains("\ncustom: {}\n"));
}

#[test]
fn a_skeleton_holds_every_key_that_an_active_plan_needs_and_the_list_names_them() {
    let room = Room::new();
    let land = room.example("land");
    std::fs::remove_dir_all(land.join("schemas")).unwrap();
    for stance in ["grow", "retain"] {
        let account = format!("new-{stance}");
        let said = dated(&land, ["new", &account, "--stance", stance, "--owner", "priya-raman"]).ends(0).err;
        let path = format!("land/accounts/{account}/plan.md");
        let full: &[&str] = if stance == "grow" { &Plan::REQUIRED_FULL } else { &[] };
        let text = room.read(&path);
        for key in Plan::REQUIRED.iter().chain(&Plan::REQUIRED_LIVE).chain(full) {
            assert!(text.lines().any(|line| line.starts_with(&format!("{key}:"))), "{stance}: no `{key}`: {text}");
        }
        let line = said.lines().find(|line| line.starts_with("an active plan needs too: ")).unwrap_or_else(|| panic!("{said}"));
        let named = |key: &str| line.contains(&format!("{key} (line "));
        assert!(named("selection") && named("team") && named("growth_target") == (stance == "grow"), "{line}");
        // nothing is asked for that the skeleton has no place for
        room.write(&path, text.replace("status: draft ", "status: active"));
        let report = dated(&land, ["check", "--format", "json", "--select", "required-key", &format!("accounts/{account}")]).json();
        assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{report}");
    }
}

#[test]
fn the_next_command_works_where_it_is_read() {
    let room = Room::new();
    let land = room.example("land");
    let next = |err: &str| err.lines().find_map(|line| line.strip_prefix("next: fill them in, then quarterdeck check ")).unwrap().to_owned();
    let owner = room.read("land/accounts/dunmore-general/plan.md").lines().find_map(|line| line.strip_prefix("owner: ").map(str::to_owned)).unwrap();
    let here = dated(&land, ["new", "first-one", "--stance", "grow", "--owner", &owner]).ends(0);
    assert_eq!(next(&here.err), "accounts/first-one");
    let below = land.join("data");
    let folder = next(&dated(&below, ["new", "second-one", "--stance", "grow", "--owner", &owner]).ends(0).err);
    dated(&below, ["check", &folder]).ends(0);
}
