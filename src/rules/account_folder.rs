//! QD202: the plan says another account than its folder, or is a second plan of one account.

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::guess;
use crate::rules::rule::{Check, PlanCx, Rule};
use crate::source::layout;

pub static RULE: Rule = Rule { code: &CODE, reads: &["account"], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "account-folder",
    code: "QD202",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["R1"],
    docs: Docs {
        what: "`account` is not the name of the folder that the plan lies in. Where the account that it names has a plan in its own folder, this one is a copy: its money counts in no sum of the territory.",
        why: "The folder is the account's id: pages, data files and links find the plan by it. A plan that was copied from another account and still carries its name would mix two customers.",
        fix: "Write the folder's name into `account`, or move the plan to the folder of its account. Take a copy away; an older version is kept by Git, and `quarterdeck roll` opens the next period. For a copy there is no automatic fix, because the folder's name in `account` would count the same deals twice.",
        bad: "account: pine-valley\n",
        good: "account: northwind-health\n",
    },
};

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let folder = cx.unit.slug.as_str();
    let Some(account) = cx.plan.account.as_deref().filter(|account| *account != folder) else { return };
    if let Some(other) = cx.ground.copied(cx.unit).and_then(plan_of) {
        let finding = cx.at("/account", format!("{other} is already the plan of `{account}`, so this one is a copy, and its money counts in no sum"));
        let help =
            format!("take the copy in {}{folder}/ away, or make it the plan of another account: with people, money and actions of its own", layout::ACCOUNTS);
        return out.push(finding.help(help).label(&other, ByteSpan::default(), "the plan of the account"));
    }
    let finding = cx.at("/account", format!("the plan says that it is for `{account}`, but it lies in the folder `{folder}`"));
    let fix = guess::replacement(&finding.path, finding.span, folder);
    out.push(finding.help(format!("write `account: {folder}`, or move the plan to accounts/{account}/")).fix(fix));
}

/// Where the plan of an account lies.
fn plan_of(account: &str) -> Option<SourcePath> {
    SourcePath::new(&format!("{}{account}/plan.md", layout::ACCOUNTS))
}
