//! Rows of the data files (`plan-format.md` §4), bound to their accounts by `resolve`.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::span::ByteSpan;
use crate::model::account::Stance;

/// A row of `accounts.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub account: String,
    /// Absent where the cell is blank.
    pub name: Option<String>,
    pub segment: Arc<str>,
    pub region: Arc<str>,
    pub stance: Option<Stance>,
    pub potential: Option<Amount>,
    pub parent: Option<String>,
    /// The 1-based line in the file.
    pub line: u32,
    /// The cell of its id.
    pub span: ByteSpan,
}

impl AccountRow {
    /// The account's name to show: its id where it has none.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.account)
    }
}

/// What a row of `revenue.csv` is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sold {
    pub brand: Box<str>,
    pub division: Box<str>,
    pub product: Box<str>,
}

/// A row of `revenue.csv`. Names repeat a hundred thousand times, so they are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevenueRow {
    pub period: FiscalPeriod,
    pub sold: Arc<Sold>,
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
    pub product: Arc<str>,
    pub total_purchases: Amount,
    pub source: Arc<str>,
    pub as_of: Option<Date>,
    /// The cell of its date.
    pub as_of_span: ByteSpan,
    /// 0 to 1.
    pub confidence: Option<Decimal>,
    pub line: u32,
}
