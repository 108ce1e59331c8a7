//! QD102, the half that depends on stance and status. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::rules::asked::{self, Standing};
use crate::rules::rule::{Check, Rule, ScoredCx};
use crate::schema::codes::EMPTY_VALUE;

pub static RULE: Rule = Rule { code: &EMPTY_VALUE, reads: &["status", "stance"], check: Check::Plan(check) };

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    for gap in asked::gaps(cx).iter().filter(|gap| gap.standing == Standing::Empty) {
        let message = format!("`{}` is empty, and {} needs it: {}", gap.key.replace('/', "."), gap.by, gap.so);
        out.push(cx.at_key(&gap.pointer(), message).level(asked::level(cx)).help(format!("fill in `{}`", gap.key.replace('/', "."))));
    }
}
