//! QD421: more than anybody can pursue at once.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["objectives", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "too-many-objectives",
    code: "QD421",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R4", "R5"],
    docs: Docs {
        what: "The plan has more objectives than `policy.objectives_max` (5).",
        why: "Time is what an account team is short of. Two or three objectives are pursued; eight are listed, and the urgent chooses among them.",
        fix: "Keep those that matter most. Let the others wait for the next period, or become actions under one that stays.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}
  - {id: refill-everywhere, text: Run the refill on all three campuses without a miss, kind: customer-outcome, horizon: short, by: 2027-06-30}
  - {id: keep-north, text: Keep the north campus at the renewal of August 2027, kind: defence, horizon: short, by: 2027-08-31}
  - {id: board-sponsor, text: Have a sponsor in the board of Northwind, kind: relationship, horizon: long, by: 2028-06-30}
  - {id: day-surgery, text: Be first choice for the day-surgery centre of 2028, kind: position, horizon: long, by: 2028-09-30}
actions:
  - {id: step-1, objective: standardise-surgical, text: Agree the first step with Ruth Adeyemi in March, kind: relationship, owner: maya-chen, due: 2027-03-01, status: planned}
  - {id: step-2, objective: win-clinical-engineering, text: Agree the first step with Ruth Adeyemi in April, kind: relationship, owner: maya-chen, due: 2027-04-01, status: planned}
  - {id: step-3, objective: refill-everywhere, text: Agree the first step with Ruth Adeyemi in May, kind: relationship, owner: maya-chen, due: 2027-05-03, status: planned}
  - {id: step-4, objective: keep-north, text: Agree the first step with Ruth Adeyemi in June, kind: relationship, owner: maya-chen, due: 2027-06-01, status: planned}
  - {id: step-5, objective: board-sponsor, text: Agree the first step with Ruth Adeyemi in July, kind: relationship, owner: maya-chen, due: 2027-07-01, status: planned}
  - {id: step-6, objective: day-surgery, text: Agree the first step with Ruth Adeyemi in August, kind: relationship, owner: maya-chen, due: 2027-08-02, status: planned}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win Sofia Lind as a supporter before the scanner renewal, kind: relationship, horizon: short, by: 2027-05-31}
  - {id: refill-everywhere, text: Run the refill on all three campuses without a miss, kind: customer-outcome, horizon: short, by: 2027-06-30}
  - {id: keep-north, text: Keep the north campus at the renewal of August 2027, kind: defence, horizon: short, by: 2027-08-31}
  - {id: board-sponsor, text: Have a sponsor in the board of Northwind, kind: relationship, horizon: long, by: 2028-06-30}
actions:
  - {id: step-1, objective: standardise-surgical, text: Agree the first step with Ruth Adeyemi in March, kind: relationship, owner: maya-chen, due: 2027-03-01, status: planned}
  - {id: step-2, objective: win-clinical-engineering, text: Agree the first step with Ruth Adeyemi in April, kind: relationship, owner: maya-chen, due: 2027-04-01, status: planned}
  - {id: step-3, objective: refill-everywhere, text: Agree the first step with Ruth Adeyemi in May, kind: relationship, owner: maya-chen, due: 2027-05-03, status: planned}
  - {id: step-4, objective: keep-north, text: Agree the first step with Ruth Adeyemi in June, kind: relationship, owner: maya-chen, due: 2027-06-01, status: planned}
  - {id: step-5, objective: board-sponsor, text: Agree the first step with Ruth Adeyemi in July, kind: relationship, owner: maya-chen, due: 2027-07-01, status: planned}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let (n, most) = (cx.plan.objectives.len(), cx.settings().policy.objectives_max);
    if cx.is_current() && n > most {
        let message = format!("the plan has {n} objectives, and {most} are the most that one can carry");
        out.push(cx.at_key("/objectives", message).help("keep those that matter most; let the others wait, or make them actions"));
    }
}
