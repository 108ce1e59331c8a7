//! QD903: a line of the baseline that accepts nothing. Only `check` holds findings against the baseline, so only `check` reports it.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::rules::rule::{Check, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Reader };

pub static CODE: Code = Code {
    name: "unused-baseline-entry",
    code: "QD903",
    category: Category::Meta,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &[],
    docs: Docs {
        what: "A line of quarterdeck-baseline.json accepts a finding that is not there any more.",
        why: "What it accepted has been mended. The same mistake in the same place would be accepted again, and nobody would know; a baseline only helps while it shrinks.",
        fix: "Take the line out. `quarterdeck baseline prune` takes out all such lines.",
        bad: "=== quarterdeck-baseline.json\n[\n  {\"rule\": \"enum-value\", \"path\": \"accounts/northwind-health/plan.md\", \"at\": \"/tier\", \"added\": \"2026-10-01\"}\n]\n",
        good: "tier: Z\n=== quarterdeck-baseline.json\n[\n  {\"rule\": \"enum-value\", \"path\": \"accounts/northwind-health/plan.md\", \"at\": \"/tier\", \"added\": \"2026-10-01\", \"reason\": \"the new tiers come in January\"}\n]\n",
    },
};
