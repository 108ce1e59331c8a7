//! QD415: nobody says what the plan is worth to its owner.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["motivation", "stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "motivation-missing",
    code: "QD415",
    category: Category::Domain,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D3"],
    docs: Docs {
        what: "An active plan to acquire or grow an account does not say under `motivation` what it is worth to its owner.",
        why: "Planning is extra work, and it lasts where it is tied to something that its owner wants: earnings, recognition, winning, or being the adviser whom the customer trusts.",
        fix: "Ask the owner, and write one or more of `earnings`, `recognition`, `winning`, `trusted-adviser`.",
        bad: "motivation: []\n",
        good: "motivation: [trusted-adviser]\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if cx.plan.is_live() && cx.plan.is_full() && cx.plan.motivation.is_empty() {
        let owner = cx.plan.owner.as_deref().map_or("its owner", |id| cx.ground.person_name(id));
        let message = format!("`motivation` does not say what the plan is worth to {owner}");
        out.push(cx.at_key("/motivation", message).help("write one or more of earnings, recognition, winning, trusted-adviser"));
    }
}
