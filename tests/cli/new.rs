//! `new`.

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
fn what_the_overlay_asks_for_is_all_that_a_skeleton_lacks() {
    let room = Room::new();
    let land = room.example("land");
    let owner = room.read("land/accounts/dunmore-general/plan.md").lines().find_map(|line| line.strip_prefix("owner: ").map(str::to_owned)).unwrap();
    dated(&land, ["new", "new-grow", "--stance", "grow", "--owner", &owner]).ends(0);
    let report = dated(&land, ["check", "--format", "json", "accounts/new-grow"]).json();
    let errors = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
    errors.for_each(|finding| assert_eq!(finding["rule"], "required-key", "{finding}"));
}
