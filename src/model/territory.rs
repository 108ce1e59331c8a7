//! Rows of the data files (`plan-format.md` §4), bound to their accounts by `resolve`.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::model::account::Stance;

/// A row of `accounts.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub account: String,
    pub name: String,
    pub segment: String,
    pub region: String,
    pub stance: Option<Stance>,
    pub potential: Option<Amount>,
    pub parent: Option<String>,
    /// The 1-based line in the file.
    pub line: u32,
}

/// A row of `revenue.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevenueRow {
    pub period: FiscalPeriod,
    pub brand: String,
    pub division: String,
    pub product: String,
    pub amount: Amount,
    /// Margin as a share of the amount, 0 to 1.
    pub margin: Option<Decimal>,
    pub line: u32,
}

/// A row of `quota.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaRow {
    pub period: FiscalPeriod,
    pub amount: Amount,
    pub line: u32,
}

/// A row of `wallet.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletRow {
    pub product: String,
    pub total_purchases: Amount,
    pub source: String,
    pub as_of: Option<Date>,
    /// 0 to 1.
    pub confidence: Option<Decimal>,
    pub line: u32,
}
