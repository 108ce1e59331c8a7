//! QD416: an A that is none, or one that nobody calls so.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Needs, Rule, ScoredCx};
use crate::scores::relationship_strength;
use crate::scores::tier::STRONG;

pub static RULE: Rule = Rule { code: &CODE, reads: &["currency", "opportunities", "people", "status", "tier"], check: Check::Knowing(Needs::AllPlans, check) };

pub static CODE: Code = Code {
    name: "tier-mismatch",
    code: "QD416",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M16"],
    docs: Docs {
        what: "The declared tier of an active plan is not the one that its figures give: A for the top fifth by value at stake in the next 90 days with a relationship strength of at least 50, B for the next three tenths, else C. Silent while a plan of the territory cannot be read, since the ranks follow from all of them; and nothing at stake makes no tier higher than the declared one.",
        why: "Attention follows the tier. An account that sits in the wrong bucket gets too much of it, or too little in the very quarter in which it counts.",
        fix: "Move the account to the computed tier; or correct amounts, probabilities and dates when these are what is wrong. Where the message says that the relationship strength decides, win and meet those who decide. The declared tier is never overwritten.",
        bad: "tier: C\n",
        good: "tier: A\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(computed)) = (cx.plan.tier, cx.card.computed_tier) else { return };
    // without people, or without the opportunities that a full plan owes, the tier says nothing, and that finding is enough
    let unmeasured = cx.plan.people.is_empty() || cx.plan.is_full() && cx.plan.opportunities.is_empty();
    // among plans that all have nothing at stake the first of them is no A
    let raised_by_nothing = computed < declared && cx.card.value_at_stake_90d.is_zero();
    if !cx.plan.is_live() || unmeasured || raised_by_nothing || declared == computed {
        return;
    }
    let stake = cx.card.value_at_stake_90d.in_whole();
    let strength = relationship_strength::strength(&cx.plan.people, cx.today());
    let found = format!("the tier is declared {declared} and computed {computed}");
    // who would be an A by value is none for the relationships alone, and no amount changes that
    let (why, way_out) = match cx.card.tier_by_value.filter(|by_value| *by_value != computed) {
        Some(by_value) => {
            let strength = strength.map_or("there is nobody to measure the relationship by".to_owned(), |strength| {
                format!("its relationship strength of {} is under {STRONG}", strength.normalize())
            });
            let why = format!("by the {stake} at stake in the next 90 days it would be an {by_value}, but {strength}");
            (why, "win and meet those who decide: amounts and dates would not change it")
        }
        None => {
            let strength = strength.map_or("with nobody to measure the relationship by".to_owned(), |strength| {
                format!("with a relationship strength of {}", strength.normalize())
            });
            (format!("{stake} at stake in the next 90 days, {strength}"), "correct the amounts, probabilities and dates that the value comes from")
        }
    };
    out.push(cx.at("/tier", format!("{found}: {why}")).help(format!("settle it: write `tier: {computed}`, or {way_out}")));
}
