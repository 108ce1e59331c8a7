//! QD701: a plan that nobody has looked at for too long.

use crate::base::path::SourcePath;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::review::ReviewStatus;
use crate::rules::overdue_review;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["cadence", "status", "tier"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "stale-review",
    code: "QD701",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K2", "K6", "S3"],
    docs: Docs {
        what: "No account-plan review of an active plan was held yet, or the last one is older than the plan's cadence: 31 days monthly, 92 quarterly, 366 annual. Reviews of single opportunities do not count.",
        why: "A plan earns its attention by being looked at again. After a missed round it describes an account that has moved on.",
        fix: "Hold the review and set its `status: held`; or choose the cadence that the account really gets.",
        bad: "\
=== accounts/northwind-health/reviews/2026-09-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-08-14
status: held
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
---
We agreed to try one theatre first.
",
        good: "\
=== accounts/northwind-health/reviews/2026-09-16.md
---
schema: quarterdeck-review/1
type: account-plan
date: 2026-09-16
status: held
purpose: [strategy]
minutes: 90
attendees: [maya-chen, tomas-rivera]
---
We agreed to try one theatre first.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.plan.is_live() {
        return;
    }
    // a review that could not be read may be the one that is missed here
    if cx.unit.reviews.iter().any(|review| review.value.is_none()) {
        return;
    }
    // nor is anything missed where one that was held has a day to come, which is its own finding
    if cx.unit.plan_reviews(ReviewStatus::Held).any(|(review, _)| review.date > cx.today()) {
        return;
    }
    let cadence = cx.ground.cadence(cx.plan);
    // of one that was planned and whose day has passed, `overdue-review` asks whether it was held, unless the territory does not want it to
    let recent = cx.today().plus_days(-cadence.days());
    let asked = |path: &SourcePath| cx.settings().level_for(overdue_review::CODE.name, path.as_str()) != Some(Level::Off);
    if cx.unit.plan_reviews(ReviewStatus::Planned).any(|(review, file)| recent <= review.date && review.date < cx.today() && asked(&file.path)) {
        return;
    }
    let (last, next) = (cx.unit.last_held(cx.today()), cx.unit.planned_from(cx.today()).next());
    let message = match last {
        None => format!("the plan was never reviewed; its cadence is {cadence}"),
        Some((review, _)) => {
            let days = cx.today().days_since(review.date);
            if days <= cadence.days() {
                return;
            }
            format!("the last review of {} is {days} days old, and the cadence is {cadence} ({} days)", review.date, cadence.days())
        }
    };
    let help = match next {
        Some((review, _)) => format!("hold the one that is planned for {}, sooner if you can", review.date),
        None => "plan an account-plan review under `reviews/`, and hold it".to_owned(),
    };
    let finding = cx.at_key("/cadence", message).help(help);
    out.push(match last {
        Some((_, file)) => finding.label(&file.path, file.at("/date"), "the last review"),
        None => finding,
    });
}
