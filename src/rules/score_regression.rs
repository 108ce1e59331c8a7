//! QD910: a change leaves a plan worse than it found it. Only `gate` compares two states, so only `gate` reports it.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::rules::rule::{Check, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Reader };

pub static CODE: Code = Code {
    name: "score-regression",
    code: "QD910",
    category: Category::Meta,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A plan that the change touches lost more readiness than is tolerated, fell under the floor of its tier, is new and under it, or can no longer be read.",
        why: "Plans erode one edit at a time: a review date that is gone, a benchmark that nobody reads any more. The one who makes the edit can still mend it; a quarter later nobody knows why the score fell.",
        fix: "Look at the parts that fell, each has its line. When the loss is meant, have a manager write a `waiver` for score-regression into the plan, with a reason and a last day; whom the change itself makes the manager cannot sign it. `policy.gate` in quarterdeck.yaml holds the tolerance and the floors.",
        bad: "",
        good: "",
    },
};
