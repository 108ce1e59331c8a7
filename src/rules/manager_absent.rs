//! QD432: a review without the manager.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::review::ReviewStatus;
use crate::rules::meetings;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["manager", "owner", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "manager-absent",
    code: "QD432",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["S13"],
    docs: Docs {
        what: "The manager of the plan is not among the attendees of an account-plan review.",
        why: "A manager who gives the plan their own time says that it matters, hears what is asked of them, and can answer on the spot.",
        fix: "Invite the manager, or choose a day on which they can come.",
        bad: "\
=== accounts/northwind-health/reviews/2026-12-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-12-16
status: planned
purpose: [strategy]
minutes: 90
attendees: [maya-chen, priya-nair]
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
attendees: [maya-chen, priya-nair, tomas-rivera]
---
The north campus is on the agenda first.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(manager) = cx.ground.manager(cx.plan).filter(|_| cx.is_current()) else { return };
    // an attendee whom nobody knows may be a misspelt manager, and has a finding
    let known = |id: &String| !cx.settings().has_people || cx.ground.our_people.contains_key(id);
    for (review, file) in meetings::that_count(cx) {
        if file.tainted.contains("attendees") || review.attendees.iter().any(|id| id == manager) || !review.attendees.iter().all(known) {
            continue;
        }
        let name = cx.ground.person_name(manager);
        let message = format!("{name}, the manager, is not among the attendees of the review that {}", meetings::when(review));
        let help = match review.status {
            ReviewStatus::Planned => format!("invite {name}, or choose a day on which they can come"),
            ReviewStatus::Held => format!("hold the next one with {name}; if they were there, add `{manager}`"),
        };
        out.push(cx.in_file(&file.path, file.at("/attendees"), "/attendees", message).help(help));
    }
}
