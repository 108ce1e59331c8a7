//! QD708: a planned review whose day has passed.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::review::ReviewStatus;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "overdue-review",
    code: "QD708",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K6", "S3"],
    docs: Docs {
        what: "A review is planned for a day that has passed.",
        why: "Either it took place and nobody wrote down what was decided, or it did not and nobody moved it. The plan counts as unreviewed either way, and the next review is looked for in vain.",
        fix: "Set `status: held` and write what came of it, or move `date`; take the file away when the review was called off.",
        bad: "\
=== accounts/northwind-health/reviews/2026-11-12.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-11-12
status: planned
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
pre_read_sent_on: 2026-11-03
---
The north campus is on the agenda first.
",
        good: "\
=== accounts/northwind-health/reviews/2026-11-12.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-11-12
status: held
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
pre_read_sent_on: 2026-11-03
---
The north campus is on the agenda first.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    for (review, file) in cx.unit.held_and_planned().filter(|(review, _)| review.status == ReviewStatus::Planned && review.date < cx.today()) {
        let days = count(cx.today().days_since(review.date), "day", "days");
        let message = format!("the review was planned for {}, {days} ago, and is still planned", review.date);
        let finding = cx.in_file(&file.path, file.at("/date"), "/date", message);
        out.push(finding.help("set `status: held` and write what came of it, or move `date`"));
    }
}
