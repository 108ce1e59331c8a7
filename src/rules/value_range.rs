//! QD107, the half that depends on the territory: levels that the ideal-customer matrix does not have. The other half is the schema's.

use crate::diag::diagnostic::Diagnostic;
use crate::model::account::IcpScore;
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::schema::codes::VALUE_RANGE;

pub static RULE: Rule = Rule { code: &VALUE_RANGE, reads: &["icp"], check: Check::Sound(check) };

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    // what a matrix allows that could not be read, nobody knows
    let Some(icp) = cx.plan.icp.as_ref().filter(|_| !cx.settings().lost.contains("icp")) else { return };
    for criterion in &cx.settings().icp.criteria {
        let Some(IcpScore::Level(level)) = icp.scores.get(&criterion.id) else { continue };
        if criterion.levels.iter().any(|(value, _)| value == level) {
            continue;
        }
        let levels = criterion.levels.iter().map(|(value, _)| value.to_string()).collect::<Vec<_>>().join(", ");
        let message = format!("`{}` has no level {level} in the ideal-customer matrix", criterion.id);
        out.push(cx.at(&format!("/icp/scores/{}", criterion.id), message).note(format!("levels: {levels}, unknown")));
    }
}
