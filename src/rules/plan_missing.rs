//! QD801: an account that deserves a plan and has none.

use crate::base::amount::{Amount, grouped};
use crate::base::path::SourcePath;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Stance, Status};
use crate::model::territory::AccountRow;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::Table;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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
    let mut rows: Vec<(&AccountRow, Amount)> =
        portfolio.accounts.values().filter_map(|data| data.row.as_ref()).filter_map(|row| Some((row, row.potential?))).collect();
    rows.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.account.cmp(&b.account)));
    let policy = &portfolio.settings.policy;
    let n_accounts = portfolio.accounts.values().filter(|data| data.listed).count();
    let most = (Decimal::from(n_accounts) * policy.key_accounts_max).floor().to_usize().unwrap_or(0);
    let planned = portfolio.plans.iter().filter(|unit| portfolio.plan(unit).status != Some(Status::Closed)).count();
    let room = most.saturating_sub(planned);
    let deserves = |row: &AccountRow, potential: Amount| {
        row.stance.is_some_and(Stance::is_full)
            && policy.min_growth_value.is_none_or(|least| potential >= least)
            && portfolio.find(&row.account).is_none()
            // where nearly everything is bought from us already there is little to grow
            && portfolio.share_of_wallet(&row.account).is_none_or(|share| share < policy.share_limit)
    };
    let mut found = rows.iter().take(most).enumerate().filter(|(_, (row, potential))| deserves(row, *potential)).take(room);
    for (rank, (row, potential)) in found.by_ref().take(NAMED) {
        let stance = row.stance.map_or("grow", Stance::as_str);
        let place = match rank {
            0 => "the largest".to_owned(),
            rank => format!("number {} by size", rank + 1),
        };
        let message = format!(
            "`{}` is to {stance}, its potential of {} is {place} of {n_accounts} accounts, and it has no plan",
            row.account,
            grouped(&potential.to_string())
        );
        let help = format!("answer the six questions for it, and begin with `quarterdeck new {}`", row.account);
        out.push(Diagnostic::new(&CODE, &path, row.span, message).help(help));
    }
    let rest = found.count();
    if let Some(last) = out.last_mut().filter(|last| rest > 0 && last.code == &CODE) {
        last.notes.push(format!("{rest} more accounts without a plan lie in the same range"));
    }
}
