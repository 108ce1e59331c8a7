//! QD103, the half that no schema knows: the rules that a waiver names. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::rules::guess::Guess;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::schema::codes::ENUM_VALUE;

pub static RULE: Rule = Rule { code: &ENUM_VALUE, reads: &[], check: Check::Sound(check) };

/// A waiver for a rule that there is not is in force for nothing, though its author believes otherwise (R16, D14).
fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = cx.unit.file.tree() else { return };
    let mut guess = Guess::new(crate::rules::ALL.iter().map(|rule| rule.code.name));
    reach::each(tree.root(), "waiver/for/*", &mut |spot| {
        if let Some(name) = spot.named().filter(|name| crate::rules::find(name).is_none()) {
            let finding = spot.finding(cx, &cx.unit.file.path, format!("there is no rule `{name}`, so the waiver covers nothing here"));
            out.push(guess.help(finding, name, "rules"));
        }
    });
}
