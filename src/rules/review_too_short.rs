//! QD431: an hour for an account that needs more.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Tier;
use crate::model::review::ReviewStatus;
use crate::rules::meetings;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "tier"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "review-too-short",
    code: "QD431",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["S10"],
    docs: Docs {
        what: "An account-plan review of a tier A account gets fewer minutes than `policy.review.minutes` (90).",
        why: "What works, what does not, and where help is needed takes its time for a key account. In half of it, the near-term deals fill the meeting and the strategy is put off.",
        fix: "Give the review its minutes, or let the account be what its review treats it as: another tier.",
        bad: "\
=== accounts/northwind-health/reviews/2026-12-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-12-16
status: planned
purpose: [strategy]
minutes: 45
attendees: [maya-chen, tomas-rivera]
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
---
The north campus is on the agenda first.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() || cx.plan.tier != Some(Tier::A) {
        return;
    }
    let wanted = cx.settings().policy.review_minutes;
    for (review, file) in meetings::that_count(cx) {
        // without a number the policy's own holds
        let Some(minutes) = review.minutes.filter(|minutes| *minutes < wanted) else { continue };
        let message = format!("the review that {} has {minutes} minutes, and a tier A account gets {wanted}", meetings::when(review));
        let help = match review.status {
            ReviewStatus::Planned => format!("write `minutes: {wanted}` and extend the invitation"),
            ReviewStatus::Held => format!("plan the next one with {wanted} minutes"),
        };
        out.push(cx.in_file(&file.path, file.at("/minutes"), "/minutes", message).help(help));
    }
}
