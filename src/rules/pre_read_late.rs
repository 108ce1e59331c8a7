//! QD430: questions that arrive too late to be thought about.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::review::ReviewStatus;
use crate::rules::meetings;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "pre-read-late",
    code: "QD430",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["S4"],
    docs: Docs {
        what: "The questions for an account-plan review went out fewer than `policy.review.pre_read_days` (5) before it, or have not gone out although that day has passed.",
        why: "A team that sees the questions in the meeting answers from memory. With a few days it looks things up, and the meeting can begin with the answers.",
        fix: "Send the questions and set `pre_read_sent_on`; when the day has passed, move the review or accept that it will be thinner.",
        bad: "\
=== accounts/northwind-health/reviews/2026-12-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-12-16
status: planned
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
pre_read_sent_on: 2026-12-14
---
The north campus is on the agenda first.
",
        good: "\
=== accounts/northwind-health/reviews/2026-12-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-12-16
status: planned
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
pre_read_sent_on: 2026-12-11
---
The north campus is on the agenda first.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let wanted = cx.settings().policy.pre_read_days;
    let days = |n: i64| count(n, "day", "days");
    for (review, file) in meetings::that_count(cx) {
        let latest = review.date.plus_days(-wanted);
        let (pointer, message) = match review.pre_read_sent_on {
            Some(sent) if latest < sent && sent <= review.date => {
                let went = if review.status == ReviewStatus::Held { "went out" } else { "go out" };
                let ahead = review.date.days_since(sent);
                (
                    "/pre_read_sent_on",
                    format!("the questions {went} on {sent}, {} before the review of {}; {} are wanted", days(ahead), review.date, days(wanted)),
                )
            }
            None if review.status == ReviewStatus::Planned && cx.today() > latest => {
                ("/date", format!("the review of {} is near, and its questions should have gone out by {latest}", review.date))
            }
            _ => continue,
        };
        let help = match review.status {
            ReviewStatus::Planned => "send the questions and set `pre_read_sent_on`, or move the review",
            ReviewStatus::Held => "send the questions of the next review earlier",
        };
        out.push(cx.in_file(&file.path, file.at(pointer), pointer, message).help(help));
    }
}
