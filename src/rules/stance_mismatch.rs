//! QD207: the plan and the account list say different things.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::guess;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["account", "stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "stance-mismatch",
    code: "QD207",
    category: Category::Reference,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &["R1", "R2"],
    docs: Docs {
        what: "The plan names another stance than data/accounts.csv, or its account is not in that list.",
        why: "The list is where the team decided what each account is to us, and a plan carries that decision out. While they differ, two people work towards different ends.",
        fix: "Settle the stance and write it in both places; add the account to data/accounts.csv when it is not there.",
        bad: "\
stance: grow
=== data/accounts.csv
account,name,stance
northwind-health,Northwind Health Group,retain
pine-valley,Pine Valley Clinics,retain
",
        good: "\
stance: grow
=== data/accounts.csv
account,name,stance
northwind-health,Northwind Health Group,grow
pine-valley,Pine Valley Clinics,retain
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() || !cx.ground.tables.accounts {
        return;
    }
    let data = cx.ground.data(cx.unit.slug.as_str());
    match (&data.row, cx.plan.stance) {
        (Some(row), Some(typed)) => {
            let Some(listed) = row.stance.filter(|listed| *listed != typed) else { return };
            let finding = cx.at("/stance", format!("the plan is to `{typed}` the account, but data/accounts.csv says `{listed}`"));
            let (path, span) = (finding.path.clone(), finding.span);
            let fix = guess::replacement(&path, span, listed.as_str());
            out.push(finding.help(format!("settle it: write `stance: {listed}` here, or correct line {} of data/accounts.csv", row.line)).fix(fix));
        }
        // a row that could not be read has its own finding
        (None, _) if !data.listed => {
            let slug = cx.unit.slug.as_str();
            out.push(
                cx.at("/account", format!("`{slug}` is not in data/accounts.csv, so nobody decided what it is to us"))
                    .help("add the account to the list, with its stance"),
            );
        }
        _ => {}
    }
}
