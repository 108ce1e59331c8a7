//! QD100, the half that depends on stance and status. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::Fix;
use crate::rules::asked::{self, Standing};
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::schema::codes::REQUIRED_KEY;
use crate::schema::{core, missing};

pub static RULE: Rule = Rule { code: &REQUIRED_KEY, reads: &["status", "stance"], check: Check::Owed(check) };

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    for gap in asked::gaps(cx).iter().filter(|gap| gap.standing == Standing::Missing) {
        let message = format!("`{}` is missing, and {} needs it: {}", gap.key, gap.by, gap.so);
        let found = cx.at_key(&gap.pointer(), message).level(asked::level(cx)).help(format!("add `{}`", gap.key));
        out.push(match room(cx, gap.key) {
            Some(fix) => found.fix(fix),
            None => found,
        });
    }
}

/// The key at its place, to be filled in.
fn room(cx: &PlanCx<'_>, key: &str) -> Option<Fix> {
    let tree = cx.unit.file.tree()?;
    let keys = core::plan_keys();
    let order: Vec<&str> = keys.keys().map(String::as_str).collect();
    missing::room(&cx.unit.file.path, tree.source(), tree.root(), &order, key, keys.get(key))
}
