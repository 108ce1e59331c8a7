//! What a plan's waiver can lift (R16, D14), and one that lifts nothing. The findings of QD901 about waivers; those about comments are in `suppression`.

use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::ScoredCx;
use crate::rules::{icp_low_band, not_qualified, score_regression};
use crate::scores::{compliance, readiness};

/// Rules whose findings a waiver lifts.
const LIFTED: [&str; 3] = [not_qualified::CODE.name, icp_low_band::CODE.name, score_regression::CODE.name];

/// Does a waiver for that rule change anything: its findings, what is owed, or a check of readiness?
pub fn lifts(rule: &str) -> bool {
    let mut checks = readiness::BLOCKS.iter().flat_map(|block| block.checks);
    LIFTED.contains(&rule) || compliance::EXCUSED.contains(&rule) || checks.any(|check| check.rules.contains(&rule))
}

/// A waiver in force for a rule that no waiver lifts: its author believes it lifted.
pub fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(waiver) = cx.plan.waiver.as_ref().filter(|waiver| cx.is_current() && waiver.is_in_force(cx.today())) else { return };
    for (index, rule) in waiver.rules.iter().enumerate().filter(|(_, rule)| !lifts(rule)) {
        let message = format!("no waiver lifts `{rule}`, so its findings stay");
        let (lifted, excused) = (names(&LIFTED), names(&compliance::EXCUSED));
        let help = format!(
            "mend what it reports, or accept it with a comment: a waiver lifts {lifted}, and excuses {excused} and the checks of readiness that \
             `quarterdeck rule expired-suppression` tells of"
        );
        out.push(cx.at(&format!("/waiver/for/{index}"), message).help(help));
    }
}

fn names(rules: &[&str]) -> String {
    rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ")
}
