//! The sentences about reviews, and about what they decided.

use std::sync::{Arc, LazyLock};

use super::wording;
use crate::base::path::SourcePath;
use crate::changes::review_diff;
use crate::model::review::Review;
use crate::resolve::unit::Unit;
use crate::schema::compose::{self, EffectiveSchema};

static SCHEMA: LazyLock<EffectiveSchema> = LazyLock::new(compose::review);

/// A review of 15 September as a file; an empty text is none.
fn review(own: &str) -> Vec<Unit<Review>> {
    if own.is_empty() {
        return Vec::new();
    }
    let text = format!("---\nschema: quarterdeck-review/1\npurpose: [strategy]\n{own}\n---\n");
    let path = SourcePath::new("accounts/a/reviews/2026-09-15.md").unwrap();
    let unit = Unit::read(&path, &Arc::from(text.as_bytes()), &SCHEMA, "a");
    assert!(unit.value.is_some(), "{text}");
    vec![unit]
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let changes = review_diff::between(&wording(), &review(old), &review(new));
    let texts: Vec<&str> = changes.iter().map(|change| change.text.as_str()).collect();
    assert_eq!(texts, expected, "\n{old}\n→\n{new}");
}

const PLANNED: &str = "type: account-plan\ndate: 2026-09-15\nstatus: planned";
const HELD: &str = "type: account-plan\ndate: 2026-09-15\nstatus: held";

/// A held review that decided two things.
fn decided(first: &str, second: &str) -> String {
    let items: Vec<String> = [first, second].iter().filter(|item| !item.is_empty()).map(|item| format!("{{{item}}}")).collect();
    format!("{HELD}\ndecisions: [{}]", items.join(", "))
}

#[test]
fn reviews_are_planned_held_moved_and_removed() {
    check("", PLANNED, &["review planned for 15 September"]);
    check("", HELD, &["review held on 15 September"]);
    check(PLANNED, HELD, &["review of 15 September was held"]);
    check(HELD, PLANNED, &["review of 15 September is planned again"]);
    check(PLANNED, &PLANNED.replace("09-15", "09-18"), &["review slipped 3 days to 18 September"]);
    check(PLANNED, "", &["planned review of 15 September removed"]);
    check(HELD, "", &["review held on 15 September removed"]);
    check(&decided("what: Call Karl", "what: Ask Ruth, status: done"), "", &["review held on 15 September removed, with two decisions, one of them open"]);
    check(&decided("what: Ask Ruth, status: done", ""), "", &["review held on 15 September removed, with one decision"]);
    check(PLANNED, &decided("what: Call Karl", "what: Ask Ruth"), &["review of 15 September was held", "two decisions of the review of 15 September"]);
    check(HELD, &HELD.replace("account-plan", "opportunity"), &["review of 15 September is about an opportunity now, no longer about the plan"]);
    check(HELD, &format!("{HELD}\nworking: [x]"), &["notes of the review of 15 September changed"]);
    check(HELD, &format!("{HELD}\nminutes: 30"), &["notes of the review of 15 September changed"]);
}

/// One decision beside another that stays as it was.
#[track_caller]
fn decision(old: &str, new: &str, expected: &[&str]) {
    let whole = |item: &str| decided(item, "what: Ask Ruth, owner: ben, by: 2026-10-16, status: done");
    check(&whole(old), &whole(new), expected);
}

#[test]
fn decisions_are_told_one_by_one() {
    let call = "what: Call Karl, owner: ana, by: 2026-10-30";
    decision(call, "what: Call Karl, owner: ana, by: 2027-10-30", &["decision *Call Karl* of 15 September slipped 365 days to 30 October 2027"]);
    decision(call, "what: Call Karl, owner: ana, by: 2026-10-29", &["decision *Call Karl* of 15 September came forward 1 day to 29 October"]);
    decision(call, "what: Call Karl, owner: ana", &["decision *Call Karl* of 15 September has no day any more, 30 October before"]);
    decision("what: Call Karl, owner: ana", call, &["decision *Call Karl* of 15 September is set to 30 October"]);
    decision(call, &format!("{call}, status: open"), &[]);
    decision(call, &format!("{call}, status: done"), &["decision *Call Karl* of 15 September done"]);
    decision(call, &format!("{call}, status: dropped"), &["decision *Call Karl* of 15 September dropped"]);
    decision(&format!("{call}, status: done"), call, &["decision *Call Karl* of 15 September reopened"]);
    decision(call, "", &["decision *Call Karl* of 15 September removed: Ana Ruiz by 30 October"]);
    decision(&format!("{call}, status: done"), "", &["decision *Call Karl* of 15 September removed: Ana Ruiz by 30 October, done"]);
    decision("", call, &["new decision *Call Karl* of 15 September: Ana Ruiz by 30 October"]);
    decision("what: Call Karl", "", &["decision *Call Karl* of 15 September removed"]);
    decision(call, "what: Call Karl, owner: ben, by: 2026-10-30", &["decision *Call Karl* of 15 September: owner Ana Ruiz → Ben Ode"]);
    decision(call, "what: Write to Karl, owner: ana, by: 2026-10-30", &["decision of 15 September reworded: *Call Karl* → *Write to Karl*"]);
    decision(
        call,
        "what: Write to Karl, owner: ana, by: 2026-11-30",
        &["new decision *Write to Karl* of 15 September: Ana Ruiz by 30 November", "decision *Call Karl* of 15 September removed: Ana Ruiz by 30 October"],
    );
    // two of one text, in another order
    check(&decided(call, "what: Ask Ruth"), &decided("what: Ask Ruth", call), &[]);
    check(&decided(call, call), &decided(call, ""), &["decision *Call Karl* of 15 September removed: Ana Ruiz by 30 October"]);
    check(&format!("{}\nhelp: [x]", decided(call, "")), &format!("{}\nhelp: [y]", decided(call, "")), &["notes of the review of 15 September changed"]);
}
