//! QD408: nothing but revenue is wanted.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::objective::ObjectiveKind;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["objectives", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "revenue-only-objectives",
    code: "QD408",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["S9"],
    docs: Docs {
        what: "Every objective is of kind `revenue`.",
        why: "An account strategy is more than a row of deals. What makes the next deals possible, a position, a relationship, a result for the customer, has to be wanted as such.",
        fix: "Add an objective of another kind: `relationship`, `position`, `customer-outcome` or `defence`.",
        bad: "\
objectives:
  - {id: standardise-surgical, text: Sell theatre supplies for 900000 a year by March 2028, kind: revenue, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win the scanner renewal of June 2027, kind: revenue, horizon: short, by: 2027-05-31}
",
        good: "\
objectives:
  - {id: standardise-surgical, text: Become the standard for theatre supplies on all three campuses, kind: position, horizon: long, by: 2028-03-31}
  - {id: win-clinical-engineering, text: Win the scanner renewal of June 2027, kind: revenue, horizon: short, by: 2027-05-31}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let objectives = &cx.plan.objectives;
    if !cx.is_current() || objectives.is_empty() || objectives.iter().any(|it| it.kind != ObjectiveKind::Revenue) {
        return;
    }
    let message = match objectives.len() {
        1 => "the only objective is of kind `revenue`: nothing says what is to change for the customer or for our standing".to_owned(),
        n => format!("all {n} objectives are of kind `revenue`: nothing says what is to change for the customer or for our standing"),
    };
    out.push(cx.at_key("/objectives", message).help("add an objective of kind `relationship`, `position`, `customer-outcome` or `defence`"));
}
