//! QD413: a defence against nobody.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Posture;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["competition", "posture", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "competition-missing",
    code: "QD413",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["S12"],
    docs: Docs {
        what: "An active plan has the posture `defend` and names no rival under `competition`.",
        why: "Whoever defends an account defends it against somebody. Without a name nobody can say where the rival is strong, and what we do about it.",
        fix: "Name the rivals, where they stand in the account, and our answer; or choose another posture.",
        bad: "\
posture: defend
competition: []
",
        good: "\
posture: defend
competition:
  - {name: Halden Medical, where: Surgical, strength: 4, weakness: Slow consignment, our_counter: Consignment with 48-hour refill}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if cx.plan.is_live() && cx.plan.posture == Some(Posture::Defend) && cx.plan.competition.is_empty() {
        let message = "the posture is `defend`, but `competition` names nobody to defend the account against";
        out.push(cx.at_key("/competition", message).help("name each rival, where they stand, and our answer (`our_counter`)"));
    }
}
