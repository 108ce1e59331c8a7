//! QD902: an exception that has run out.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "waiver"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "expired-suppression",
    code: "QD902",
    category: Category::Meta,
    level: Level::Error,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["R16", "D14"],
    docs: Docs {
        what: "The `waiver` of a plan that is not closed, a comment that accepts a finding, or an entry of the baseline has passed its last day.",
        why: "An exception is a decision for a time. After that day the reason has to be looked at again; otherwise the exception becomes the rule without anybody deciding it.",
        fix: "Take the exception out when its reason is gone. Otherwise have whoever decided it decide anew and give it a new day. A waiver lifts `not-qualified` (and with it `icp-low-band`), \
              `icp-low-band`, and `score-regression` where the manager signs; it excuses `stale-review`, `period-behind` and `commitment-signer` on the page of accountability, and lets a plan \
              be gold over the checks of readiness that go by a rule that it names. The findings of all other rules stay: a comment in the plan accepts them.",
        bad: "waiver: {for: [icp-low-band], by: tomas-rivera, reason: The merger is decided in March 2027., until: 2026-11-21}\n",
        good: "waiver: {for: [icp-low-band], by: tomas-rivera, reason: The merger is decided in March 2027., until: 2026-11-22}\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(waiver) = cx.plan.waiver.as_ref().filter(|waiver| cx.is_current() && waiver.until < cx.today()) else { return };
    let rules: Vec<String> = waiver.rules.iter().map(|rule| format!("`{rule}`")).collect();
    let by = cx.ground.person_name(&waiver.by);
    let message = format!("the waiver for {} that {by} signed ended on {}", rules.join(", "), waiver.until);
    out.push(cx.at("/waiver/until", message).help(format!("take it out, or let {by} decide anew and set a later `until`")));
}
