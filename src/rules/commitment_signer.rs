//! QD403: a commitment of people who do not do the work, or of last year.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["commitment", "owner", "status", "team"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "commitment-signer",
    code: "QD403",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K12"],
    docs: Docs {
        what: "Nobody who commits is the owner or on the team, or an active plan's commitment was given in an earlier fiscal year.",
        why: "A commitment binds whoever signs it. Signed by nobody who works on the account, or before this year began, it is somebody else's promise or an old one.",
        fix: "Let the owner or somebody of the team commit with them, and renew the commitment with a new date in each fiscal year.",
        bad: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [tomas-rivera]
  on: 2026-10-02
",
        good: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [tomas-rivera, maya-chen]
  on: 2026-10-02
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(commitment) = cx.plan.commitment.as_ref().filter(|_| cx.is_current()) else { return };
    let works_here = |id: &String| cx.plan.owner.as_ref() == Some(id) || cx.plan.team.iter().any(|member| member.person == *id);
    // without names the commitment is missing, which is another finding
    if !commitment.by.is_empty() && !commitment.by.iter().any(works_here) {
        let names: Vec<&str> = commitment.by.iter().map(|id| cx.ground.person_name(id)).collect();
        let names = match names.as_slice() {
            [one] => format!("{one} commits, but is neither the owner nor on the team"),
            many => format!("{} commit, but none of them is the owner or on the team", many.join(", ")),
        };
        out.push(cx.at("/commitment/by", names).help("let the owner or somebody of the team commit too"));
    }
    let calendar = cx.settings().calendar;
    let this_year = calendar.year_of(cx.today());
    if let Some(on) = commitment.on.filter(|on| cx.plan.is_live() && *on < calendar.span(this_year).0) {
        let message = format!("the commitment is of {on}, in {}, and was not renewed in {this_year}", calendar.year_of(on));
        out.push(cx.at("/commitment/on", message).help("read it again with those who signed, change what no longer holds, and date it anew"));
    }
}
