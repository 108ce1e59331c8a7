//! QD100, the half that depends on stance and status. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::rules::asked::{self, Standing};
use crate::rules::rule::{Check, Rule, ScoredCx};
use crate::schema::codes::REQUIRED_KEY;

pub static RULE: Rule = Rule { code: &REQUIRED_KEY, reads: &["status", "stance"], check: Check::Plan(check) };

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    for gap in asked::gaps(cx).iter().filter(|gap| gap.standing == Standing::Missing) {
        let message = format!("`{}` is missing, and {} needs it: {}", gap.key, gap.by, gap.so);
        out.push(cx.at_key(&gap.pointer(), message).level(asked::level(cx)).help(format!("add `{}`", gap.key)));
    }
}
