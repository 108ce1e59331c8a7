//! `rule`.

use crate::common::{Room, run_in};

/// The rules that outside programs may count on (contract §3), as far as this release has them.
const PROMISED: &str = "file-encoding front-matter-missing front-matter-unclosed yaml-syntax yaml-duplicate-key yaml-unsupported required-key value-type \
    empty-value enum-value unknown-key date-value value-range value-format dangling-reference duplicate-id unknown-person account-folder date-order future-date \
    placeholder commitment-missing objective-without-action missing-horizon benchmark-missing not-qualified qualification-contradiction action-cycle overdue-action \
    asks-missing broken-link raw-html unsafe-url hidden-characters config-error data-error path-collision secret-found \
    stale-review kdm-without-meeting single-threaded near-term-plan revenue-only-objectives vague-statement tier-mismatch";

#[test]
fn the_list_holds_the_promised_names() {
    let room = Room::new();
    let list = run_in(&room.0, ["rule"]).ends(0).out;
    for name in PROMISED.split_whitespace() {
        assert!(list.lines().any(|line| line.split_whitespace().nth(1) == Some(name)), "no {name}");
    }
}

#[test]
fn every_rule_has_a_page_by_name_and_by_code_without_a_territory() {
    let room = Room::new();
    let list = run_in(&room.0, ["rule"]).ends(0).out;
    for line in list.lines().filter(|line| line.starts_with("QD")) {
        let mut words = line.split_whitespace();
        let (code, name) = (words.next().unwrap(), words.next().unwrap());
        let page = run_in(&room.0, ["rule", name]).ends(0).out;
        assert!(page.starts_with(&format!("# {name}\n")) && page.contains(code), "{page}");
        assert_eq!(page, run_in(&room.0, ["rule", &code.to_lowercase()]).ends(0).out);
    }
}

#[test]
fn an_unknown_name_is_exit_2_with_the_nearest() {
    let room = Room::new();
    let ran = run_in(&room.0, ["rule", "overdue-actions"]).ends(2);
    assert!(ran.err.contains("did you mean `overdue-action`?") && ran.out.is_empty(), "{}", ran.err);
    run_in(&room.0, ["rule", "QD999"]).ends(2);
    // a name that a rule had is no near one, and leads to it all the same
    let ran = run_in(&room.0, ["rule", "qualification-not-warranted"]).ends(2);
    assert!(ran.err.contains("did you mean `not-qualified`?"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_named_is_there() {
    let room = Room::new();
    let err = run_in(&room.0, ["rule", "-C", "nowhere", "placeholder"]).ends(2).err;
    assert!(err.contains("there is no folder `nowhere`"), "{err}");
}
