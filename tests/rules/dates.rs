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
    check(&action("due: 2026-11-10, status: dropped"), &["objective-without-action@"]);
    check(&action("due: 2026-11-10, status: done, done_on: 2026-11-20"), &[]);
    assert!(messages(&action("due: 2026-11-10, status: blocked"))[0].starts_with("`x` was due 12 days ago, on 2026-11-10, and is still blocked"));
    // an unsound action is silent about its date, the sound ones are not counted wrong
    check(&action("due: 2026-11-10, status: doin"), &["enum-value@"]);
}

#[test]
fn a_period_far_ahead_is_one_finding() {
    one("period: FY2062-Q4\n", "period-ahead", "period: FY2062-Q4");
    assert_eq!(
        messages("period: FY2062-Q4\n"),
        ["FY2062-Q4 is 35 fiscal years after the current one, so nothing of today counts for this plan | write `period: FY2027-Q4` if the year is mistyped"]
    );
    assert!(messages("period: FY2072-Q1\n")[0].ends_with("write `period: FY2027-Q1` if the year is mistyped"));
    // nothing that follows from it, in a draft neither
    let long = "objectives:\n  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}\n  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}\n";
    check(&format!("period: FY2031\n{long}"), &["period-ahead@9"]);
    check(&format!("period: FY2031\nstatus: draft\n{long}"), &["period-ahead@9"]);
    // the same quarter of the next year, and a plan for the whole of it, are not far
    for near in ["FY2028-Q1", "FY2028", "FY2028-03"] {
        assert!(!messages(&format!("period: {near}\n")).iter().any(|message| message.contains("counts for this plan")), "{near}");
    }
    check("period: FY2028-04\nobjectives: []\n", &["period-ahead@9", "missing-horizon@"]);
}

#[test]
fn a_day_beyond_all_plans_is_mistyped() {
    let action = |due: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: {due}, status: planned}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned, after: [x]}}\n"
        )
    };
    one(&action("2207-02-10"), "distant-date", "id: x");
    assert_eq!(messages(&action("2207-02-10")), ["2207-02-10 lies 181 years ahead | write 2027-02-10 if the year is mistyped; today is 2026-11-22"]);
    assert_eq!(messages(&action("2072-02-10")), ["2072-02-10 lies 46 years ahead | write 2027-02-10 if the year is mistyped; today is 2026-11-22"]);
    assert_eq!(messages(&action("2666-02-10")), ["2666-02-10 lies 640 years ahead | correct the year; today is 2026-11-22"]);
    let objective = "objectives:\n  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}\n  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2207-05-31}\n";
    one(objective, "distant-date", "2207-05-31");
    check(&review("date: 2206-12-16\nstatus: planned"), &["distant-date@2026-12-16.md:4"]);
}

#[test]
fn steps_follow_each_other_and_serve_in_time() {
    let actions = |first: &str, then: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, {first}}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, {then}}}\n"
        )
    };
    let then = "due: 2027-03-19, status: planned, after: [x]";
    check(&actions("due: 2027-03-19, status: doing", then), &[]);
    let late = actions("due: 2027-03-20, status: doing", then);
    one(&late, "action-order", "id: y");
    assert_eq!(
        messages(&late),
        ["`y` is due on 2027-03-19, before `x`, which it comes after and which is due on 2027-03-20 | move one of the two, or take `x` out of `after`"]
    );
    // what is done is waited for by nobody, and what was dropped neither
    check(&actions("due: 2027-03-20, status: done, done_on: 2026-11-20", then), &[]);
    let dropped = actions("due: 2026-12-09, status: dropped", "due: 2027-03-19, status: doing, after: [x]");
    check(&dropped, &["objective-without-action@"]);
    // a step that was begun before the one that comes first was done
    let early = actions("due: 2026-12-09, status: planned", "due: 2026-11-19, status: done, done_on: 2026-11-19, after: [x]");
    one(&early, "action-order", "id: y");
    assert_eq!(
        messages(&early),
        [
            "`y` is done, and `x`, which it comes after, is still open | set the status that each really has, or take `x` out of `after` when it need not come first"
        ]
    );
    let begun = actions("due: 2026-12-09, status: doing", "due: 2027-03-19, status: doing, after: [x]");
    one(&begun, "action-order", "id: y");
    assert!(messages(&begun)[0].starts_with("`y` is being done, and `x`, which it comes after, is still open"));
    check(&actions("due: 2026-12-09, status: doing", "due: 2027-03-19, status: blocked, needs: cpo-dinner, after: [x]"), &[]);
    // nor is anything said of a circle but that it is one
    check(&actions("due: 2027-03-20, status: doing, after: [y]", then), &["action-cycle@"]);
    let beyond = actions("due: 2026-12-09, status: doing", "due: 2027-06-01, status: planned");
    one(&beyond, "action-order", "id: y");
    assert!(messages(&beyond)[0].starts_with("`y` is due on 2027-06-01, and its objective `win-clinical-engineering` is to be reached by 2027-05-31"));
    // of a day that has passed nobody can be sooner
    let past = format!(
        "{}objectives:\n  - {{id: standardise-surgical, text: Become the standard for theatre supplies, kind: position, horizon: long, by: 2028-03-31}}\n  \
         - {{id: win-clinical-engineering, text: Win Sofia Lind as a supporter, kind: relationship, horizon: short, by: 2026-11-21}}\n",
        actions("due: 2026-12-09, status: doing", "due: 2027-03-19, status: planned")
    );
    assert_eq!(
        messages(&past),
        ["`y` is due on 2027-03-19, and the day of its objective `win-clinical-engineering`, 2026-11-21, has passed | \
          give the objective a new `by`, or take it out of the plan with what serves it"]
    );
    // one objective is one mistake, whatever serves it
    let more = past.replace(
        "objectives:",
        "  - {id: z, objective: win-clinical-engineering, text: Show Sofia Lind the results of the scanner trial, owner: maya-chen, due: 2026-12-19, status: planned}\nobjectives:",
    );
    one(&more, "action-order", "id: y");
    assert!(messages(&more)[0].contains("2026-11-21, has passed; the same holds for `z` |"), "{:?}", messages(&more));
    assert!(messages(&past.replace("2026-11-21", "2026-11-22"))[0].contains("is to be reached by 2026-11-22"));
}

#[test]
fn a_planned_review_has_its_day() {
    let planned = |day: &str, more: &str| review(&format!("date: {day}\nstatus: planned\npre_read_sent_on: 2026-11-02{more}"));
    let passed = planned("2026-11-20", "");
    check(&passed, &["overdue-review@2026-12-16.md:4"]);
    assert_eq!(
        messages(&passed),
        ["the review was planned for 2026-11-20, 2 days ago, and is still planned | set `status: held` and write what came of it, or move `date`"]
    );
    check(&planned("2026-11-22", ""), &[]);
    check(&passed.replace("type: account-plan", "type: opportunity"), &["overdue-review@2026-12-16.md:4"]);
    // it may be the one that is missed
    let last = "=== accounts/northwind-health/reviews/2026-09-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-05-14\nstatus: held\npurpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\nWe agreed to try one theatre first.\n";
    check(&format!("{last}{passed}"), &["overdue-review@2026-12-16.md:4"]);
    check(&format!("{last}{}", planned("2026-08-20", "").replace("2026-11-02", "2026-08-02")), &["stale-review@", "overdue-review@2026-12-16.md:4"]);
}
