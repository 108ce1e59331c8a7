//! QD202: the plan says another account than its folder.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::guess;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &["account"], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "account-folder",
    code: "QD202",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &["R1"],
    docs: Docs {
        what: "`account` is not the name of the folder that the plan lies in.",
        why: "The folder is the account's id: pages, data files and links find the plan by it. A plan that was copied from another account and still carries its name would mix two customers.",
        fix: "Write the folder's name into `account`, or move the plan to the folder of its account.",
        bad: "account: pine-valley\n",
        good: "account: northwind-health\n",
    },
};

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let folder = cx.unit.slug.as_str();
    let Some(account) = cx.plan.account.as_deref().filter(|account| *account != folder) else { return };
    let finding = cx.at("/account", format!("the plan says that it is for `{account}`, but it lies in the folder `{folder}`"));
    let fix = guess::replacement(&finding.path, finding.span, folder);
    out.push(finding.help(format!("write `account: {folder}`, or move the plan to accounts/{account}/")).fix(fix));
}
