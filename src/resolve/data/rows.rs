//! What a row of each table says: everything that is wrong with it is told, and it counts only when nothing is.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod, PeriodPart};
use crate::base::near::{Guesses, nearest};
use crate::base::slug::{self, Slug};
use crate::base::span::ByteSpan;
use crate::diag::fix::did_you_mean;
use crate::model::account::Stance;
use crate::model::territory::{AccountRow, QuotaRow, RevenueRow, WalletRow};
use crate::resolve::data::catalogue::Catalogue;
use crate::resolve::data::table::{Fields, TableFile};
use crate::resolve::data::{Data, Names};
use crate::schema::misspelt;
use crate::source::layout::Table;

/// What spreadsheets call the row under the others.
const SUMS: [&str; 8] = ["total", "totals", "grand total", "sum", "subtotal", "summe", "gesamt", "gesamtsumme"];

/// What is known from the rows before.
pub(super) struct Pass<'p> {
    catalogue: Catalogue<'p>,
    names: &'p mut Names,
    /// The line of each key, by its hash.
    seen: HashMap<u64, u32>,
    /// Are there rows of years, of quarters, of months? Most tables have one kind alone, and nothing to look up.
    kinds: [bool; 3],
    /// Looked up when all rows are read, as a parent may stand in a later one.
    pub(super) parents: Vec<Parent>,
}

impl<'p> Pass<'p> {
    pub(super) fn new(catalogue: Catalogue<'p>, names: &'p mut Names) -> Self {
        Pass { catalogue, names, seen: HashMap::new(), kinds: [false; 3], parents: Vec::new() }
    }
}

/// What kind of period it is, as a place in [`Pass::kinds`].
fn kind(period: FiscalPeriod) -> usize {
    match period.part {
        PeriodPart::Year => 0,
        PeriodPart::Quarter(_) => 1,
        PeriodPart::Month(_) => 2,
    }
}

impl Pass<'_> {
    fn kinds_but(&self, period: FiscalPeriod) -> bool {
        self.kinds.iter().enumerate().any(|(at, there)| *there && at != kind(period))
    }

    fn note_kind(&mut self, period: FiscalPeriod) {
        if let Some(there) = self.kinds.get_mut(kind(period)) {
            *there = true;
        }
    }
}

/// The parent that a row names.
pub(super) struct Parent {
    pub(super) account: String,
    name: String,
    span: ByteSpan,
}

impl TableFile {
    /// One row.
    pub(super) fn row(&mut self, fields: &Fields<'_, '_>, pass: &mut Pass<'_>, data: &mut Data) {
        let (before, account) = (self.told(), fields.text("account"));
        if SUMS.contains(&account.to_lowercase().as_str()) && !data.accounts.contains_key(account) {
            let help = "take the row out: sums are worked out from the others".to_owned();
            return self.say(fields.span("account"), |_| (format!("`{account}` is a sum of the rows above, not an account"), Some(help)));
        }
        self.account(fields, data);
        self.key(fields, pass);
        match self.table {
            Table::Accounts => self.account_row(fields, pass, data, before),
            Table::Revenue => self.revenue_row(fields, pass, data, before),
            Table::Quota => self.quota_row(fields, data, before),
            Table::Wallet => self.wallet_row(fields, pass, data, before),
        }
        if self.told() > before && self.bears_shares() {
            self.leave_unread(fields.text("account"), data);
        }
    }

    /// The account is one, and but for the list of them is in that list.
    fn account(&mut self, fields: &Fields<'_, '_>, data: &Data) {
        let account = fields.text("account");
        if let Err(reason) = Slug::new(account) {
            let help = || slug::proposal(account).map(|near| format!("write `{near}`"));
            self.say(fields.span("account"), |_| (format!("`{account}` cannot be an account: it {reason}"), help()));
        } else if self.table != Table::Accounts && data.tables.accounts && !data.accounts.contains_key(account) {
            // without the list nobody can say that an account is unknown; rows of accounts without a plan are then passed over
            self.say(fields.span("account"), |guesses| {
                let help = near(guesses, account, data).map(did_you_mean);
                (format!("unknown account `{account}`: it is not in data/accounts.csv"), help)
            });
        }
    }

    /// No row before is about the same, nor about a time that holds this one's or lies in it.
    fn key(&mut self, fields: &Fields<'_, '_>, pass: &mut Pass<'_>) {
        let (line, account) = (fields.row.line, fields.text("account"));
        let key_in = |period: &str| match self.table {
            Table::Accounts => key([account]),
            Table::Quota => key([account, period]),
            Table::Wallet => key([account, fields.text("product")]),
            Table::Revenue => key([account, period, fields.text("brand"), fields.text("division"), fields.text("product")]),
        };
        let key = key_in(fields.text("period"));
        if let Some(first) = pass.seen.get(&key) {
            self.say(fields.span("account"), |_| (format!("row {line} repeats the key of row {first}"), Some("keep one of the two rows".to_owned())));
            return;
        }
        let counted = |period: &FiscalPeriod| match self.table {
            Table::Revenue => period.part != PeriodPart::Year,
            Table::Quota => true,
            Table::Accounts | Table::Wallet => false,
        };
        if let Some(period) = FiscalPeriod::parse(fields.text("period")).filter(counted) {
            let known = |other: &FiscalPeriod| Some((*other, *pass.seen.get(&key_in(&other.to_string()))?));
            let others = pass.kinds_but(period).then(|| period.around().iter().chain(&period.inside()).find_map(known)).flatten();
            if let Some((other, first)) = others {
                let message = format!("row {line} is of {period} and row {first} of {other}: the one lies in the other, so the sum counts it twice");
                let help = format!("keep {other} or {period}; for an account and what it bought, a time stands in the table once");
                self.say(fields.span("period"), |_| (message, Some(help)));
            }
            pass.note_kind(period);
        }
        pass.seen.insert(key, line);
    }

    fn account_row(&mut self, fields: &Fields<'_, '_>, pass: &mut Pass<'_>, data: &mut Data, before: usize) {
        let account = fields.text("account");
        let stance = self.stance(fields);
        let potential = self.at_least_nothing(fields, "potential", false);
        let is_right = self.told() == before;
        let text = |column: &str| Some(fields.text(column).to_owned()).filter(|text| !text.is_empty());
        let (name, parent) = (text("name"), text("parent"));
        if name.is_none() && Slug::new(account).is_ok() {
            let help = "write the name that people know it by, or a `title` in its plan".to_owned();
            self.warn(fields.span("name"), |_| (format!("`{account}` has no name, and its id stands in the place of one"), Some(help)));
        }
        if let Some(name) = parent.clone() {
            pass.parents.push(Parent { account: account.to_owned(), name, span: fields.span("parent") });
        }
        if is_right {
            let (segment, region) = (pass.names.keep(fields.text("segment")), pass.names.keep(fields.text("region")));
            let (line, span) = (fields.row.line, fields.span("account"));
            let row = AccountRow { account: account.to_owned(), name, segment, region, stance, potential, parent, line, span };
            let entry = data.accounts.entry(account.to_owned()).or_default();
            (entry.row, entry.listed) = (Some(row), true);
        } else if Slug::new(account).is_ok() {
            // known all the same, so that other tables do not complain about it
            data.accounts.entry(account.to_owned()).or_default().listed = true;
        }
    }

    fn revenue_row(&mut self, fields: &Fields<'_, '_>, pass: &mut Pass<'_>, data: &mut Data, before: usize) {
        let period = self.period(fields);
        pass.catalogue.check(self, fields);
        let amount = self.amount(fields, "amount", true);
        let margin = self.share(fields, "margin");
        if let (Some(period), Some(amount), true) = (period, amount, self.told() == before) {
            data.tables.revenue_until = data.tables.revenue_until.map(|last| last.later(period)).or(Some(period));
            data.tables.revenue_from = data.tables.revenue_from.map_or(Some(period), |first| Some(first.min(period)));
            if let Some(entry) = data.accounts.get_mut(fields.text("account")) {
                let sold = pass.names.sold([fields.text("brand"), fields.text("division"), fields.text("product")]);
                entry.revenue.push(RevenueRow { period, sold, amount, margin, line: fields.row.line });
            }
        }
    }

    fn quota_row(&mut self, fields: &Fields<'_, '_>, data: &mut Data, before: usize) {
        let period = self.period(fields);
        let amount = self.at_least_nothing(fields, "amount", true);
        if let (Some(period), Some(amount), true) = (period, amount, self.told() == before) {
            data.tables.quota_until = data.tables.quota_until.map(|last| last.later(period)).or(Some(period));
            if let Some(entry) = data.accounts.get_mut(fields.text("account")) {
                entry.quota.push(QuotaRow { period, amount, line: fields.row.line });
            }
        }
    }

    fn wallet_row(&mut self, fields: &Fields<'_, '_>, pass: &mut Pass<'_>, data: &mut Data, before: usize) {
        pass.catalogue.check_product(self, fields);
        let total = self.at_least_nothing(fields, "total_purchases", true);
        let confidence = self.share(fields, "confidence");
        let text = fields.text("as_of");
        let as_of = Date::parse(text);
        if as_of.is_none() && !text.is_empty() {
            self.say(fields.span("as_of"), |_| (format!("`{text}` is not a date"), Some("write YYYY-MM-DD".to_owned())));
        }
        if let (Some(total_purchases), true) = (total, self.told() == before)
            && let Some(entry) = data.accounts.get_mut(fields.text("account"))
        {
            let (product, source) = (pass.names.keep(fields.text("product")), pass.names.keep(fields.text("source")));
            entry.wallet.push(WalletRow { product, total_purchases, source, as_of, as_of_span: fields.span("as_of"), confidence, line: fields.row.line });
        }
    }

    /// A parent that is no account, or the account itself, is none.
    pub(super) fn parent(&mut self, parent: &Parent, data: &mut Data) {
        let Parent { account, name, span } = parent;
        if name == account {
            let help = "leave the cell empty where there is no parent".to_owned();
            self.say(*span, |_| (format!("`{account}` is its own parent"), Some(help)));
        } else if data.accounts.contains_key(name) {
            return;
        } else {
            self.say(*span, |guesses| {
                let help = near(guesses, name, data).filter(|near| near != account).map(did_you_mean);
                (format!("unknown parent `{name}`: it is not in data/accounts.csv"), help)
            });
        }
        if let Some(row) = data.accounts.get_mut(account).and_then(|entry| entry.row.as_mut()) {
            row.parent = None;
        }
    }

    /// Marks the account that a row is about, or was probably meant to be about, as one whose rows were not all read.
    fn leave_unread(&mut self, account: &str, data: &mut Data) {
        let meant = if data.accounts.contains_key(account) { Some(account.to_owned()) } else { near(&mut self.guesses, account, data) };
        if let Some(entry) = meant.and_then(|account| data.accounts.get_mut(&account)) {
            entry.unread = true;
        }
    }

    fn stance(&mut self, fields: &Fields<'_, '_>) -> Option<Stance> {
        let (account, stance) = (fields.text("account"), fields.text("stance"));
        let parsed = Stance::parse(stance);
        if parsed.is_none() {
            self.say(fields.span("stance"), |_| {
                let words: Vec<&str> = Stance::ALL.iter().map(|it| it.as_str()).collect();
                let message = if stance.is_empty() { format!("`{account}` has no stance") } else { format!("`{stance}` is not a stance") };
                let help = nearest(stance, words.iter().copied()).map_or_else(|| format!("write one of {}", words.join(", ")), did_you_mean);
                (message, Some(help))
            });
        }
        parsed
    }

    fn amount(&mut self, fields: &Fields<'_, '_>, column: &'static str, needed: bool) -> Option<Amount> {
        let text = fields.number(column);
        let amount = number(text);
        match amount {
            Some(amount) => self.doubts.note(column, text, amount, fields.span(column)),
            None => self.no_amount(fields, column, text, needed),
        }
        amount
    }

    /// An amount that cannot be less than nothing: only of sales something may come back.
    fn at_least_nothing(&mut self, fields: &Fields<'_, '_>, column: &'static str, needed: bool) -> Option<Amount> {
        let amount = self.amount(fields, column, needed)?;
        if amount < Amount::ZERO {
            let message = format!("`{column}` is {amount}, less than nothing");
            self.say(fields.span(column), |_| (message, Some("write the amount without the minus, or correct it".to_owned())));
            return None;
        }
        Some(amount)
    }

    fn no_amount(&mut self, fields: &Fields<'_, '_>, column: &str, text: &str, needed: bool) {
        if needed || !text.is_empty() {
            let home = self.currency.clone();
            self.say(fields.span(column), |_| {
                let figure = misspelt::number(text);
                let foreign = figure.is_some_and(|figure| figure.is_foreign(home.as_deref()));
                let help = match figure.map(|figure| figure.number.0) {
                    Some(_) if foreign => match home {
                        Some(home) => format!("the tables count in {home}: write the amount in {home}, with digits alone"),
                        None => "write the amount in the territory's currency, with digits alone".to_owned(),
                    },
                    // what is whole needs no zeros behind a point; of all else they stay
                    Some(meant) => format!("write a plain number: {}", if meant.is_integer() { meant.normalize() } else { meant }),
                    None => "write a plain number, for example 250000".to_owned(),
                };
                let message = if text.is_empty() { format!("`{column}` is empty") } else { format!("`{text}` is not a number") };
                (message, Some(help))
            });
        }
    }

    fn share(&mut self, fields: &Fields<'_, '_>, column: &str) -> Option<Decimal> {
        let text = fields.number(column);
        if text.is_empty() {
            return None;
        }
        let share = number(text).map(|amount| amount.0);
        if !share.is_some_and(|share| share <= Decimal::ONE && (column == "margin" || share >= Decimal::ZERO)) {
            self.say(fields.span(column), |_| (format!("`{text}` is not a share between 0 and 1"), Some("write 0.35 for 35 %".to_owned())));
            return None;
        }
        share
    }

    fn period(&mut self, fields: &Fields<'_, '_>) -> Option<FiscalPeriod> {
        let text = fields.text("period");
        let Some(period) = FiscalPeriod::parse(text) else {
            let help = "write FY2027-Q1, or FY2027-01 for a month";
            self.say(fields.span("period"), |_| (format!("`{text}` is not a fiscal period"), Some(help.to_owned())));
            return None;
        };
        // nobody can tell which of its quarters are over, and what was sold in each; a quota may be of a year as a plan may
        if self.table == Table::Revenue && period.part == PeriodPart::Year {
            let help = format!("write a row for each quarter, {text}-Q1 to {text}-Q4, or for each month");
            self.say(fields.span("period"), |_| (format!("`{text}` is a whole year, and sales are counted by quarter or month"), Some(help)));
            return None;
        }
        Some(period)
    }
}

/// The account that a word was probably meant to be; one that is not found, or not looked for any more, is taken for an account of somebody else.
fn near(guesses: &mut Guesses, word: &str, data: &Data) -> Option<String> {
    guesses.near("account", word, data.accounts.len(), || data.accounts.keys())
}

/// A plain number: what plans call none (`1_000`, blanks around it) is none here either.
fn number(text: &str) -> Option<Amount> {
    Amount::parse(text).filter(|_| !text.contains(|c: char| c == '_' || c.is_whitespace()))
}

/// A hash of a row's key; its cells are closed so that they cannot flow together.
fn key<const N: usize>(parts: [&str; N]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}
