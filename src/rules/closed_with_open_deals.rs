//! QD425: a closed plan with deals that nobody has decided.

use crate::base::amount::Amount;
use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Status;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status", "opportunities"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "closed-with-open-deals",
    code: "QD425",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R17", "R18"],
    docs: Docs {
        what: "A plan is closed, and an opportunity in it is still open.",
        why: "An open deal counts in the pipeline, in the money at stake and in the growth gap, whoever pursues it. A closed plan is prepared, reviewed and met for no more, so nobody does, and the gap looks smaller than it is.",
        fix: "Set each deal `won` or `lost`, with the day, or `parked`; or take it over into the plan that goes on with it. If there is still work to do, the plan is not closed.",
        bad: "\
status: closed
outcome: {value_added: yes, lesson: Ask the users before the buyers}
opportunities:
  - {id: theatre-pilot, name: 'Theatre supply pilot, north campus', product: surgix-core, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open}
",
        good: "\
status: closed
outcome: {value_added: yes, lesson: Ask the users before the buyers}
opportunities:
  - {id: theatre-pilot, name: 'Theatre supply pilot, north campus', product: surgix-core, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: parked}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if cx.plan.status != Some(Status::Closed) {
        return;
    }
    let open = || cx.plan.opportunities.iter().filter(|it| it.is_open());
    let (many, weighted) = (open().count(), open().map(|it| it.weighted()).sum::<Amount>());
    if many == 0 {
        return;
    }
    let deals = count(i64::try_from(many).unwrap_or(i64::MAX), "deal is", "deals are");
    let money = weighted.in_whole();
    let message = format!("the plan is closed, and {deals} still open in it: {money} {} weighted by probability", cx.ground.currency(cx.plan));
    let help = if many == 1 { "set it won, lost or parked, or open the plan again" } else { "set each won, lost or parked, or open the plan again" };
    out.push(cx.at("/status", message).help(help));
}
