//! QD101, the half that depends on the stance: where `n/a` is an answer (R9). The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Answer, Stance};
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::schema::codes::VALUE_TYPE;

pub static RULE: Rule = Rule { code: &VALUE_TYPE, reads: &["stance"], check: Check::Sound(check) };

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(qualification) = &cx.plan.qualification else { return };
    for (key, question) in qualification.questions() {
        if question.is_none_or(|question| question.answer != Answer::NotApplicable) {
            continue;
        }
        let why = match cx.plan.stance {
            _ if key != "share_below_limit" => format!("`n/a` is no answer to `{key}`: the question applies to every account"),
            Some(stance) if stance != Stance::Acquire => {
                format!("`n/a` is no answer to `{key}` for a {stance} account: it buys from us already, so it has a share")
            }
            _ => continue,
        };
        out.push(cx.at(&format!("/qualification/{key}/answer"), why).help("answer `yes`, `no` or `unknown`"));
    }
}
