//! QD300, QD301, QD700: dates that cannot be, and dates that have passed.

use crate::{SUPPORTERS, check, messages, one};

fn review(fields: &str) -> String {
    format!(
        "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\n{fields}\npurpose: [strategy]\n\
         attendees: [maya-chen, tomas-rivera]\nminutes: 90\n---\n"
    )
}

#[test]
fn what_cannot_follow_each_other() {
    let person =
        |dates: &str| format!("people:\n{SUPPORTERS}  - {{id: p, name: P, title: T, buying_role: user, influence: 2, disposition: neutral, {dates}}}\n");
    one(&person("first_seen: 2026-11-03, last_met: 2026-11-02"), "date-order", "first_seen: 2026-11-03");
    check(&person("first_seen: 2026-11-02, last_met: 2026-11-02"), &[]);
    check(&review("date: 2026-12-16\nstatus: planned\npre_read_sent_on: 2026-12-17"), &["date-order@2026-12-16.md:6"]);
    check(&review("date: 2026-12-16\nstatus: planned\nnext_review: 2026-12-15"), &["date-order@2026-12-16.md:6"]);
    let found = messages(&review("date: 2026-12-16\nstatus: planned\npre_read_sent_on: 2026-12-17"));
    assert_eq!(found, ["`pre_read_sent_on` 2026-12-17 lies 1 day after `date` 2026-12-16: the questions would arrive after the meeting"]);
}

#[test]
fn the_past_lies_in_the_past() {
    let met = |date: &str| {
        format!("people:\n{SUPPORTERS}  - {{id: p, name: P, title: T, buying_role: user, influence: 2, disposition: neutral, last_met: {date}}}\n")
    };
    check(&met("2026-11-22"), &[]);
    one(&met("2026-11-23"), "future-date", "last_met: 2026-11-23");
    assert_eq!(
        messages(&met("2026-12-04")),
        ["2026-12-04 lies 12 days in the future, so the meeting is still to come; put it into `next_meeting` | correct the date; today is 2026-11-22"]
    );
    one("selection: {on: 2027-09-04, by: tomas-rivera, rationale: Second-largest network in the region.}\n", "future-date", "2027-09-04");
    one(
        "obstacles: [{id: o, what: Two suppliers per category since August 2026, since: 2027-08-15, trend: emerged, impact: high}]\n",
        "future-date",
        "2027-08-15",
    );
    check(&review("date: 2026-12-16\nstatus: held"), &["future-date@2026-12-16.md:4"]);
    check(&review("date: 2026-12-16\nstatus: planned"), &[]);
    let benchmark = |on: &str, reading: &str| {
        format!(
            "benchmarks: [{{id: surgical-share, text: Share, unit: '%', direction: up, baseline: {{value: 22, on: {on}}}, target: {{value: 45, by: 2027-12-31}}, readings: [{{on: 2026-11-15, value: 29}}, {{on: {reading}, value: 30}}]}}]\n"
        )
    };
    check(&benchmark("2026-06-30", "2026-11-22"), &[]);
    check(&benchmark("2026-12-30", "2026-12-31"), &["future-date@", "future-date@"]);
}

#[test]
fn open_actions_have_a_day() {
    let action = |rest: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, {rest}}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned}}\n"
        )
    };
    check(&action("due: 2026-11-22, status: doing"), &[]);
    one(&action("due: 2026-11-21, status: planned"), "overdue-action", "id: x");
    check(&action("due: 2026-11-10, status: dropped"), &[]);
    check(&action("due: 2026-11-10, status: done, done_on: 2026-11-20"), &[]);
    assert!(messages(&action("due: 2026-11-10, status: blocked"))[0].starts_with("`x` was due 12 days ago, on 2026-11-10, and is still blocked"));
    // an unsound action is silent about its date, the sound ones are not counted wrong
    check(&action("due: 2026-11-10, status: doin"), &["enum-value@"]);
}
