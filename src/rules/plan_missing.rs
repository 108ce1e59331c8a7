//! QD801: an account that deserves a plan and has none.

use crate::base::amount::grouped;
use crate::base::path::SourcePath;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Stance;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::scaffold::begin;
use crate::scores::key_accounts::{Candidate, candidates, key_accounts};
use crate::source::layout::Table;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "plan-missing",
    code: "QD801",
    category: Category::Territory,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R1", "K1", "K5"],
    docs: Docs {
        what: "An account of data/accounts.csv is to be acquired or grown, its potential is among the largest share that may have a plan (`policy.key_accounts.max_share`, 0.20) and reaches `policy.qualification.min_growth_value`, and it has no plan. At most ten are named, and no more than the share leaves room for.",
        why: "Plans are for the accounts with the most long-term potential. One that belongs to them and has none is worked by whoever happens to be asked.",
        fix: "Answer the six questions for it; when it qualifies, begin with `quarterdeck new`. Otherwise correct its stance or potential in the list.",
        bad: "\
=== data/accounts.csv
account,name,stance,potential
northwind-health,Northwind Health Group,grow,2400000
pine-valley,Pine Valley Clinics,acquire,900000
elm-park,Elm Park,retain,90000
fox-hill,Fox Hill,retain,80000
glen-oak,Glen Oak,retain,70000
hay-cross,Hay Cross,retain,60000
iron-gate,Iron Gate,retain,50000
jay-wood,Jay Wood,retain,40000
kings-mead,Kings Mead,retain,30000
long-acre,Long Acre,retain,20000
",
        good: "\
=== data/accounts.csv
account,name,stance,potential
northwind-health,Northwind Health Group,grow,2400000
pine-valley,Pine Valley Clinics,retain,900000
elm-park,Elm Park,retain,90000
fox-hill,Fox Hill,retain,80000
glen-oak,Glen Oak,retain,70000
hay-cross,Hay Cross,retain,60000
iron-gate,Iron Gate,retain,50000
jay-wood,Jay Wood,retain,40000
kings-mead,Kings Mead,retain,30000
long-acre,Long Acre,retain,20000
",
    },
};

/// More names than these help nobody to begin.
const NAMED: usize = 10;

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(path) = SourcePath::new(Table::Accounts.path()) else { return };
    let key = key_accounts(portfolio);
    let candidates = candidates(portfolio, key);
    let owners = portfolio.owners();
    let n_accounts = key.accounts;
    for Candidate { row, potential, rank } in candidates.iter().take(NAMED) {
        let stance = row.stance.map_or("grow", Stance::as_str);
        let place = match rank {
            1 => "the largest".to_owned(),
            rank => format!("number {rank} by size"),
        };
        let message = format!(
            "`{}` is to {stance}, its potential of {} is {place} of {n_accounts} accounts, and it has no plan",
            row.account,
            grouped(&potential.to_string())
        );
        let help = format!("answer the six questions for it, and begin with {}", begin::command(&row.account, &owners, true));
        let mut finding = Diagnostic::new(&CODE, &path, row.span, message).help(help);
        // by the account: what is said of it changes with every other account
        finding.identity = format!("/{}", row.account).into();
        out.push(finding);
    }
    let rest = candidates.len().saturating_sub(NAMED);
    if let Some(last) = out.last_mut().filter(|last| rest > 0 && last.code == &CODE) {
        last.notes.push(format!("{rest} more accounts without a plan lie in the same range"));
    }
}
