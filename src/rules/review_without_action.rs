//! QD433: a review after which nothing was to be done.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::past::ANSWER_DAYS;
use crate::rules::rule::{Check, Needs, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["actions", "status"], check: Check::Knowing(Needs::History, check) };

pub static CODE: Code = Code {
    name: "review-without-action",
    code: "QD433",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M2", "S5"],
    docs: Docs {
        what: "The last account-plan review was held more than 14 days ago, and no action has been added or changed in the plan since, going by its commits. \
               Silent without history.",
        why: "A review is worth its time when the team does something that it would not have done otherwise.",
        fix: "Write what the review decided as actions with an owner and a day, or close those that it settled.",
        bad: "\
=== .history
2026-09-04 northwind-health objectives, actions by Maya Chen <maya.chen@example.com>
2026-10-02 northwind-health commitment by Maya Chen <maya.chen@example.com>
",
        good: "\
=== .history
2026-09-04 northwind-health objectives, actions by Maya Chen <maya.chen@example.com>
2026-09-16 northwind-health actions by Maya Chen <maya.chen@example.com>
2026-10-02 northwind-health commitment by Maya Chen <maya.chen@example.com>
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(past) = cx.ground.history.plan(cx.unit.slug.as_str()).filter(|_| cx.is_current()) else { return };
    let Some((review, file)) = cx.unit.last_held(cx.today()) else { return };
    // a plan without a commit of that time is new here: nothing can be told
    let known = past.edited_on.first().is_some_and(|first| *first <= review.date);
    let acted = past.changed_since("actions", review.date);
    if !known || acted || cx.today().days_since(review.date) <= ANSWER_DAYS {
        return;
    }
    let message = format!("no action was added or changed since the review of {}", review.date);
    out.push(cx.in_file(&file.path, file.at("/date"), "/date", message).help("write what was decided as actions with an owner and a day"));
}
