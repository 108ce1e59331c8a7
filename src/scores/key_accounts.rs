//! The key accounts: how many accounts have a plan, and which others the criteria speak for (K5, K13, R1).

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::amount::Amount;
use crate::model::account::{Stance, Status};
use crate::model::territory::AccountRow;
use crate::resolve::ground::Ground;
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
        accounts: portfolio.tables.accounts_listed,
        plans: {
            // of an account that the list lacks it would stand above the line and not below it
            let listed = |unit: &PlanUnit| !portfolio.tables.accounts || !portfolio.tables.unlisted.contains(unit.slug.as_str());
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
    let room = most(portfolio).saturating_sub(key.plans);
    if room == 0 {
        return Vec::new();
    }
    let deserving = portfolio.ground.deserving.get_or_init(|| deserving(&portfolio.ground));
    let unread: BTreeSet<&str> = portfolio.left_out.iter().filter(|file| file.is_plan()).filter_map(|file| file.path.as_str().split('/').nth(1)).collect();
    // a plan that is there and cannot be read has its finding
    let without = deserving.iter().filter(|(_, account)| !unread.contains(account.as_str())).take(room);
    without
        .filter_map(|(rank, account)| {
            let row = portfolio.data(account).row.as_ref()?;
            Some(Candidate { row, potential: row.potential?, rank: *rank })
        })
        .collect()
}

/// How many accounts may be key accounts.
fn most(ground: &Ground) -> usize {
    Decimal::from(ground.tables.accounts_listed).saturating_mul(ground.settings.policy.key_accounts_max).floor().to_usize().unwrap_or(0)
}

/// The accounts that [`candidates`] are taken from, with their places: the same for every state of the plans.
fn deserving(ground: &Ground) -> Vec<(usize, String)> {
    let policy = &ground.settings.policy;
    let most = most(ground);
    let mut rows: Vec<(&AccountRow, Amount)> =
        ground.accounts.values().filter_map(|data| data.row.as_ref()).filter_map(|row| Some((row, row.potential?))).collect();
    let order = |(a, x): &(&AccountRow, Amount), (b, y): &(&AccountRow, Amount)| y.cmp(x).then_with(|| a.account.cmp(&b.account));
    // of a long list the few largest are sorted
    if most < rows.len() {
        rows.select_nth_unstable_by(most, order);
        rows.truncate(most);
    }
    rows.sort_unstable_by(order);
    let deserves = |(row, potential): &(&AccountRow, Amount)| {
        row.stance.is_some_and(Stance::is_full)
            && policy.min_growth_value.is_none_or(|least| *potential >= least)
            && !ground.data(&row.account).planned
            && ground.share_of_wallet(&row.account).is_none_or(|share| share < policy.share_limit)
    };
    (1..).zip(rows).filter(|(_, row)| deserves(row)).map(|(rank, (row, _))| (rank, row.account.clone())).collect()
}
