//! QD102, the half that depends on stance and status. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Kind;
use crate::rules::asked::{self, Standing};
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::schema::codes::EMPTY_VALUE;

pub static RULE: Rule = Rule { code: &EMPTY_VALUE, reads: &["status", "stance"], check: Check::Owed(check) };

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    for gap in asked::gaps(cx).iter().filter(|gap| gap.standing == Standing::Empty) {
        let message = format!("`{}` is empty, and {} needs it: {}", gap.key.replace('/', "."), gap.by, gap.so);
        // an empty list is told at its key, a value that is none where it stands
        let null =
            cx.unit.file.tree().and_then(|tree| tree.at(&gap.pointer())).is_some_and(|node| node.kind() == Kind::Null && node.span().start < node.span().end);
        let found = if null { cx.at(&gap.pointer(), message) } else { cx.at_key(&gap.pointer(), message) };
        out.push(found.level(asked::level(cx)).help(format!("fill in `{}`", gap.key.replace('/', "."))));
    }
}
