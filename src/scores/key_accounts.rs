//! The key accounts: how many accounts have a plan, and which others the criteria speak for (K5, K13, R1).

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::amount::Amount;
use crate::model::account::{Stance, Status};
use crate::model::territory::AccountRow;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;

/// The share of the accounts that has a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAccounts {
    /// In the account list, sound rows or not.
    pub accounts: usize,
    /// Plans of accounts of the list that are not closed, copies of a plan apart.
    pub plans: usize,
}

impl KeyAccounts {
    /// 0 to 1; `None` without an account list.
    pub fn share(self) -> Option<Decimal> {
        Decimal::from(self.plans).checked_div(Decimal::from(self.accounts))
    }
}

/// How many accounts have a plan.
pub fn key_accounts(portfolio: &Portfolio) -> KeyAccounts {
    KeyAccounts {
        accounts: portfolio.accounts.values().filter(|data| data.listed).count(),
        plans: {
            // of an account that the list lacks it would stand above the line and not below it
            let listed = |unit: &PlanUnit| !portfolio.tables.accounts || portfolio.data(unit.slug.as_str()).listed;
            let open = portfolio.plans.iter().filter(|unit| portfolio.plan(unit).status != Some(Status::Closed) && portfolio.copied(unit).is_none());
            open.filter(|unit| listed(unit)).count()
        },
    }
}

/// An account without a plan that the criteria speak for.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'p> {
    pub row: &'p AccountRow,
    pub potential: Amount,
    /// Its place among all accounts by potential, from 1.
    pub rank: usize,
}

/// Accounts to acquire or grow without a plan, by potential: of those that would be key accounts by size, as many as the wanted share has room for. An
/// account below the growth threshold, or one that buys nearly everything from us already, is none.
pub fn candidates(portfolio: &Portfolio, key: KeyAccounts) -> Vec<Candidate<'_>> {
    let policy = &portfolio.settings.policy;
    let most = Decimal::from(key.accounts).saturating_mul(policy.key_accounts_max).floor().to_usize().unwrap_or(0);
    let room = most.saturating_sub(key.plans);
    if room == 0 {
        return Vec::new();
    }
    let mut rows: Vec<(&AccountRow, Amount)> =
        portfolio.accounts.values().filter_map(|data| data.row.as_ref()).filter_map(|row| Some((row, row.potential?))).collect();
    let order = |(a, x): &(&AccountRow, Amount), (b, y): &(&AccountRow, Amount)| y.cmp(x).then_with(|| a.account.cmp(&b.account));
    // of a long list the few largest are sorted
    if most < rows.len() {
        rows.select_nth_unstable_by(most, order);
        rows.truncate(most);
    }
    rows.sort_unstable_by(order);
    let unread: BTreeSet<&str> = portfolio.left_out.iter().filter(|file| file.is_plan()).filter_map(|file| file.path.as_str().split('/').nth(1)).collect();
    let deserves = |row: &AccountRow, potential: Amount| {
        row.stance.is_some_and(Stance::is_full)
            && policy.min_growth_value.is_none_or(|least| potential >= least)
            && portfolio.find(&row.account).is_none()
            // a plan that is there and cannot be read has its finding
            && !unread.contains(row.account.as_str())
            && portfolio.share_of_wallet(&row.account).is_none_or(|share| share < policy.share_limit)
    };
    let large = rows.into_iter().zip(1..).map(|((row, potential), rank)| Candidate { row, potential, rank });
    large.filter(|it| deserves(it.row, it.potential)).take(room).collect()
}
