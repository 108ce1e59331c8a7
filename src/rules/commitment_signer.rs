//! QD403: a commitment of people who do not do the work, or of last year.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::wording::is_placeholder;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["commitment", "manager", "owner", "status", "team"], check: Check::Plan(check) };

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
        what: "Somebody commits who is neither the owner nor the manager nor on the team, or an active plan's commitment was given in an earlier fiscal year.",
        why: "A commitment binds whoever signs it. Signed by somebody who does not work on the account, or before this year began, it is somebody else's promise or an old one.",
        fix: "Let the owner, the manager or people of the team commit, put whoever else commits on the team, and renew the commitment with a new date in each fiscal year.",
        bad: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [maya-chen, lena-fischer]
  on: 2026-10-02
",
        good: "\
commitment:
  statement: We will make Northwind standardise on us in surgical by March 2028 and review this plan every quarter.
  by: [maya-chen, tomas-rivera]
  on: 2026-10-02
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(commitment) = cx.plan.commitment.as_ref().filter(|_| cx.is_current()) else { return };
    let manager = cx.ground.manager(cx.plan);
    let works_here = |id: &str| cx.plan.owner.as_deref() == Some(id) || manager == Some(id) || cx.plan.team.iter().any(|member| member.person == id);
    // where nobody knows who the owner's manager is, one of the names may be theirs
    let judged = manager.is_some() || cx.settings().has_people || !commitment.by.iter().any(|id| works_here(id));
    // a stand-in is a placeholder, and no signer
    let named = commitment.by.iter().enumerate().filter(|(_, id)| !is_placeholder(id));
    for (index, id) in named.filter(|(_, id)| judged && !works_here(id)) {
        let message = format!("{} commits, but is neither the owner nor the manager nor on the team", cx.ground.person_name(id));
        out.push(cx.at(&format!("/commitment/by/{index}"), message).help("put them on the team, or let those commit who do the work"));
    }
    if cx.settings().doubts("fiscal_year_start") {
        return;
    }
    let calendar = cx.settings().calendar;
    let this_year = calendar.year_of(cx.today());
    if let Some(on) = commitment.on.filter(|on| cx.plan.is_live() && *on < calendar.span(this_year).0) {
        let message = format!("the commitment is of {on}, in {}, and was not renewed in {this_year}", calendar.year_of(on));
        out.push(cx.at("/commitment/on", message).help("read it again with those who signed, change what no longer holds, and date it anew"));
    }
}
