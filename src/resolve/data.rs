//! The four tables in `data/`: rows bound to accounts, periods, brands; what does not fit is told by file, row and column.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::base::snug::snug;
use crate::base::span::ByteSpan;
use crate::config::settings::Settings;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Stance;
use crate::model::territory::{AccountRow, QuotaRow, RevenueRow, Sold, WalletRow};
use crate::parse::csv::{Cell, Reader, Row};
use crate::parse::secrets;
use crate::resolve::codes::DATA_ERROR;
use crate::resolve::ground::{AccountData, Tables};
use crate::source::layout::Table;
use crate::source::snapshot::Snapshot;

/// Findings of one file beyond which only their number is told.
const MANY: usize = 200;

/// Accounts up to which the one that was meant is looked for.
const GUESSED: usize = 2_000;

/// A column: its name, and whether the table can do without it.
type Column = (&'static str, bool);

fn columns(table: Table) -> &'static [Column] {
    match table {
        Table::Accounts => {
            &[("account", true), ("name", true), ("segment", false), ("region", false), ("stance", true), ("potential", false), ("parent", false)]
        }
        Table::Revenue => &[("account", true), ("period", true), ("brand", true), ("division", true), ("product", true), ("amount", true), ("margin", false)],
        Table::Quota => &[("account", true), ("period", true), ("amount", true)],
        Table::Wallet => &[("account", true), ("product", true), ("total_purchases", true), ("source", false), ("as_of", false), ("confidence", false)],
    }
}

/// Everything that the tables hold.
#[derive(Debug, Default)]
pub struct Data {
    pub accounts: BTreeMap<String, AccountData>,
    pub tables: Tables,
    pub findings: Vec<Diagnostic>,
}

/// Reads the tables. `planned` are the folders of the plans: accounts too, when there is no account list.
pub fn read(snapshot: &Snapshot, settings: &Settings, planned: &BTreeSet<&str>) -> Data {
    let mut data = Data::default();
    for slug in planned {
        data.accounts.insert((*slug).to_owned(), AccountData::default());
    }
    let mut names = Names::default();
    for table in Table::ALL {
        let Some(path) = SourcePath::new(table.path()) else { continue };
        let Some(bytes) = snapshot.bytes(&path) else { continue };
        let (bytes, secrets) = secrets::taken_out(&path, bytes);
        data.findings.extend(secrets);
        let mut file = TableFile { path, table, findings: Vec::new(), dropped: 0 };
        file.read(&bytes, settings, &mut names, &mut data);
        if file.dropped > 0 {
            let message = format!("{} more mistakes in this file are not listed", file.dropped);
            file.findings.push(Diagnostic::new(&DATA_ERROR, &file.path, ByteSpan::default(), message));
        }
        data.findings.append(&mut file.findings);
    }
    for account in data.accounts.values_mut() {
        account.revenue = snug(std::mem::take(&mut account.revenue));
        account.quota = snug(std::mem::take(&mut account.quota));
        account.wallet = snug(std::mem::take(&mut account.wallet));
    }
    data
}

/// Names that repeat, kept once.
#[derive(Debug, Default)]
struct Names {
    words: HashSet<Arc<str>>,
    /// Brand, then division, then product.
    sold: BTreeMap<Box<str>, BTreeMap<Box<str>, BTreeMap<Box<str>, Arc<Sold>>>>,
}

impl Names {
    fn keep(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.words.get(text) {
            return known.clone();
        }
        let name: Arc<str> = text.into();
        self.words.insert(name.clone());
        name
    }

    fn sold(&mut self, [brand, division, product]: [&str; 3]) -> Arc<Sold> {
        let known = self.sold.get(brand).and_then(|divisions| divisions.get(division)).and_then(|products| products.get(product));
        if let Some(known) = known {
            return known.clone();
        }
        let sold = Arc::new(Sold { brand: brand.into(), division: division.into(), product: product.into() });
        self.sold.entry(brand.into()).or_default().entry(division.into()).or_default().insert(product.into(), sold.clone());
        sold
    }
}

struct TableFile {
    path: SourcePath,
    table: Table,
    findings: Vec<Diagnostic>,
    dropped: usize,
}

/// One row with its columns by name.
struct Fields<'r, 'a> {
    row: &'r Row<'a>,
    at: &'r [Option<usize>],
    names: &'static [Column],
    /// The row's first cell, for what is missing.
    whole: ByteSpan,
}

impl<'r, 'a> Fields<'r, 'a> {
    fn cell(&self, name: &str) -> Option<&'r Cell<'a>> {
        let column = self.names.iter().position(|(known, _)| *known == name)?;
        self.row.cells.get((*self.at.get(column)?)?)
    }

    fn text(&self, name: &str) -> &str {
        self.cell(name).map_or("", |cell| cell.text.trim())
    }

    /// A cell that holds a number, as it is written; of blanks alone it is empty.
    fn number(&self, name: &str) -> &str {
        self.cell(name).map(|cell| cell.text.as_ref()).filter(|text| !text.trim().is_empty()).unwrap_or("")
    }

    fn span(&self, name: &str) -> ByteSpan {
        self.cell(name).map_or(self.whole, |cell| cell.span)
    }
}

/// Are there rows, and has each of them so many cells?
fn all_have(rows: Reader<'_>, cells: usize) -> bool {
    let mut lengths = rows.filter_map(Result::ok).map(|row| row.cells.len()).filter(|length| *length > 1 || cells < 2).peekable();
    lengths.peek().is_some() && lengths.all(|length| length == cells)
}

impl TableFile {
    fn say(&mut self, span: ByteSpan, message: String, help: Option<String>) {
        if self.findings.len() >= MANY {
            self.dropped += 1;
            return;
        }
        let mut finding = Diagnostic::new(&DATA_ERROR, &self.path, span, message);
        finding.help = help;
        self.findings.push(finding);
    }

    fn read(&mut self, bytes: &[u8], settings: &Settings, names: &mut Names, data: &mut Data) {
        let known = columns(self.table);
        let mut reader = Reader::new(bytes);
        let header = loop {
            match reader.next() {
                Some(Ok(header)) => break header,
                Some(Err(fault)) => {
                    self.say(fault.span, fault.kind.message().to_owned(), Some("save the table as UTF-8 with commas between its cells".to_owned()))
                }
                None => {
                    if self.findings.is_empty() {
                        self.say(
                            ByteSpan::default(),
                            "the table is empty; its first line names the columns".to_owned(),
                            Some(format!("begin with `{}`", heading(known))),
                        );
                    }
                    return;
                }
            }
        };
        if let [only] = header.cells.as_slice()
            && let Some(sign) =
                [';', '\t', '|'].into_iter().find(|sign| only.text.split(*sign).filter(|it| known.iter().any(|(name, _)| it.trim() == *name)).count() > 1)
        {
            let shown = if sign == '\t' { "tabs".to_owned() } else { format!("`{sign}`") };
            let help = "save it with commas, and quote a text that contains one".to_owned();
            self.say(only.span, format!("the columns of this table are separated by {shown}, not by commas"), Some(help));
            return;
        }
        let mut at: Vec<Option<usize>> = Vec::new();
        for (name, needed) in known {
            let position = header.cells.iter().position(|cell| cell.text.trim() == *name);
            if position.is_none() && *needed {
                let others: Vec<&str> = header.cells.iter().map(|cell| cell.text.trim()).filter(|other| !known.iter().any(|(name, _)| name == other)).collect();
                let help = nearest(name, others.iter().copied())
                    .map_or_else(|| format!("the columns are {}", heading(known)), |near| format!("rename the column `{near}` to `{name}`"));
                self.say(header.cells.first().map_or(ByteSpan::default(), |cell| cell.span), format!("the column `{name}` is missing"), Some(help));
            }
            at.push(position);
        }
        if at.iter().zip(known).any(|(position, (_, needed))| position.is_none() && *needed) {
            return;
        }
        let unread: Vec<usize> =
            header.cells.iter().enumerate().filter(|(_, cell)| !known.iter().any(|(name, _)| *name == cell.text.trim())).map(|(at, _)| at).collect();
        // names that no row has a cell for: the rows are those of the table without them
        let lacked = !unread.is_empty() && all_have(reader.clone(), header.cells.len() - unread.len());
        for cell in unread.iter().filter_map(|at| header.cells.get(*at)) {
            let name = cell.text.trim();
            if lacked {
                self.say(
                    cell.span,
                    format!("no row has a cell for the column `{name}`"),
                    Some(format!("take it out of the header; the columns are {}", heading(known))),
                );
                continue;
            }
            self.say(cell.span, format!("the column `{name}` is not read"), Some(format!("the columns are {}", heading(known))));
            if let Some(last) = self.findings.last_mut() {
                last.level = Level::Warn;
            }
        }
        if lacked {
            for position in at.iter_mut().flatten() {
                *position -= unread.iter().filter(|other| **other < *position).count();
            }
        }
        match self.table {
            Table::Accounts => data.tables.accounts = true,
            Table::Revenue => data.tables.revenue = true,
            Table::Quota => data.tables.quota = true,
            Table::Wallet => data.tables.wallet = true,
        }
        let width = header.cells.len() - if lacked { unread.len() } else { 0 };
        let catalogue = Catalogue::new(settings);
        let mut seen: HashMap<u64, u32> = HashMap::new();
        let mut parents: Vec<(String, String, ByteSpan)> = Vec::new();
        for row in reader {
            let row = match row {
                Ok(row) => row,
                Err(fault) => {
                    self.say(fault.span, fault.kind.message().to_owned(), None);
                    data.tables.unread |= self.bears_shares();
                    continue;
                }
            };
            if row.cells.len() == 1 && row.cells.first().is_some_and(|cell| cell.text.trim().is_empty()) {
                continue;
            }
            let whole = row.cells.first().map_or(ByteSpan::default(), |cell| cell.span);
            if row.cells.len() != width {
                let message = format!("row {} has {} cells, but the header has {width}", row.line, row.cells.len());
                self.say(whole, message, Some("quote a text that contains a comma".to_owned()));
                data.tables.unread |= self.bears_shares();
                continue;
            }
            let fields = Fields { row: &row, at: &at, names: known, whole };
            let (before, told) = (self.findings.len(), self.findings.len() + self.dropped);
            self.row(&fields, &catalogue, names, data, &mut seen);
            if self.findings.len() + self.dropped > told && self.bears_shares() {
                self.leave_unread(fields.text("account"), data);
            }
            let parent = fields.text("parent");
            if self.table == Table::Accounts && !parent.is_empty() {
                parents.push((fields.text("account").to_owned(), parent.to_owned(), fields.span("parent")));
            }
            // what a row does not tell is missed on the account's page, so that page says so
            let account = fields.text("account");
            for finding in self.findings.iter_mut().skip(before).filter(|_| data.accounts.contains_key(account)) {
                finding.account = Some(account.to_owned());
            }
        }
        parents.into_iter().for_each(|parent| self.parent(parent, data));
    }

    /// A parent that is no account, or the account itself, is none. It may stand in a later row, so it is looked up when all are read.
    fn parent(&mut self, (account, parent, span): (String, String, ByteSpan), data: &mut Data) {
        let message = if parent == account {
            format!("`{account}` is its own parent")
        } else if data.accounts.contains_key(&parent) {
            return;
        } else {
            format!("unknown parent `{parent}`: it is not in data/accounts.csv")
        };
        let near = || nearest(&parent, data.accounts.keys().filter(|known| **known != account)).map(|near| format!("did you mean `{near}`?"));
        let help = if parent == account {
            Some("leave the cell empty where there is no parent".to_owned())
        } else if data.accounts.len() <= GUESSED {
            near()
        } else {
            None
        };
        let told = self.findings.len();
        self.say(span, message, help);
        if let Some(finding) = self.findings.get_mut(told).filter(|_| data.accounts.contains_key(&account)) {
            finding.account = Some(account.clone());
        }
        if let Some(row) = data.accounts.get_mut(&account).and_then(|entry| entry.row.as_mut()) {
            row.parent = None;
        }
    }

    /// Marks the account that a row is about, or was probably meant to be about, as one whose rows were not all read.
    fn leave_unread(&self, account: &str, data: &mut Data) {
        let near = || if data.accounts.len() <= GUESSED { nearest(account, data.accounts.keys()).map(str::to_owned) } else { None };
        let meant = if data.accounts.contains_key(account) { Some(account.to_owned()) } else { near() };
        if let Some(entry) = meant.and_then(|account| data.accounts.get_mut(&account)) {
            entry.unread = true;
        }
    }

    /// Is a share worked out of this table, so that a row that cannot be read leaves it unknown?
    fn bears_shares(&self) -> bool {
        matches!(self.table, Table::Revenue | Table::Wallet)
    }

    /// One row: everything that is wrong with it is said; it counts only when nothing is.
    fn row(&mut self, fields: &Fields<'_, '_>, catalogue: &Catalogue<'_>, names: &mut Names, data: &mut Data, seen: &mut HashMap<u64, u32>) {
        let line = fields.row.line;
        let before = self.findings.len() + self.dropped;
        let account = fields.text("account");
        if let Err(reason) = Slug::new(account) {
            let help = crate::base::slug::proposal(account).map(|near| format!("write `{near}`"));
            self.say(fields.span("account"), format!("`{account}` cannot be an account: it {reason}"), help);
        } else if self.table != Table::Accounts && data.tables.accounts && !data.accounts.contains_key(account) {
            // without the list nobody can say that an account is unknown; rows of accounts without a plan are then passed over
            let help = if data.accounts.len() <= GUESSED { nearest(account, data.accounts.keys()).map(|near| format!("did you mean `{near}`?")) } else { None };
            self.say(fields.span("account"), format!("unknown account `{account}`: it is not in data/accounts.csv"), help);
        }
        let key = match self.table {
            Table::Accounts => key([account]),
            Table::Quota => key([account, fields.text("period")]),
            Table::Wallet => key([account, fields.text("product")]),
            Table::Revenue => key([account, fields.text("period"), fields.text("brand"), fields.text("division"), fields.text("product")]),
        };
        if let Some(first) = seen.get(&key) {
            self.say(fields.span("account"), format!("row {line} repeats the key of row {first}"), Some("keep one of the two rows".to_owned()));
        } else {
            seen.insert(key, line);
        }
        match self.table {
            Table::Accounts => {
                let stance = fields.text("stance");
                let parsed = Stance::parse(stance);
                if parsed.is_none() {
                    let words: Vec<&str> = Stance::ALL.iter().map(|it| it.as_str()).collect();
                    let message = if stance.is_empty() { format!("`{account}` has no stance") } else { format!("`{stance}` is not a stance") };
                    let help = nearest(stance, words.iter().copied())
                        .map_or_else(|| format!("write one of {}", words.join(", ")), |near| format!("did you mean `{near}`?"));
                    self.say(fields.span("stance"), message, Some(help));
                }
                let potential = self.amount(fields, "potential", false);
                if self.findings.len() + self.dropped == before {
                    let parent = Some(fields.text("parent").to_owned()).filter(|text| !text.is_empty());
                    let row = AccountRow {
                        account: account.to_owned(),
                        name: fields.text("name").to_owned(),
                        segment: names.keep(fields.text("segment")),
                        region: names.keep(fields.text("region")),
                        stance: parsed,
                        potential,
                        parent,
                        line,
                        span: fields.span("account"),
                    };
                    let entry = data.accounts.entry(account.to_owned()).or_default();
                    (entry.row, entry.listed) = (Some(row), true);
                } else if Slug::new(account).is_ok() {
                    // known all the same, so that other tables do not complain about it
                    data.accounts.entry(account.to_owned()).or_default().listed = true;
                }
            }
            Table::Revenue => {
                let period = self.period(fields);
                catalogue.check(self, fields);
                let amount = self.amount(fields, "amount", true);
                let margin = self.share(fields, "margin");
                if let (Some(period), Some(amount), true) = (period, amount, self.findings.len() + self.dropped == before) {
                    data.tables.revenue_until = data.tables.revenue_until.max(Some(period));
                    if let Some(entry) = data.accounts.get_mut(account) {
                        let sold = names.sold([fields.text("brand"), fields.text("division"), fields.text("product")]);
                        entry.revenue.push(RevenueRow { period, sold, amount, margin, line });
                    }
                }
            }
            Table::Quota => {
                let period = self.period(fields);
                let amount = self.amount(fields, "amount", true);
                if let (Some(period), Some(amount), true) = (period, amount, self.findings.len() + self.dropped == before) {
                    data.tables.quota_until = data.tables.quota_until.max(Some(period));
                    if let Some(entry) = data.accounts.get_mut(account) {
                        entry.quota.push(QuotaRow { period, amount, line });
                    }
                }
            }
            Table::Wallet => {
                catalogue.check_product(self, fields);
                let total = self.amount(fields, "total_purchases", true);
                let confidence = self.share(fields, "confidence");
                let as_of = fields.text("as_of");
                let date = Date::parse(as_of);
                if date.is_none() && !as_of.is_empty() {
                    self.say(fields.span("as_of"), format!("`{as_of}` is not a date"), Some("write YYYY-MM-DD".to_owned()));
                }
                if let (Some(total_purchases), true) = (total, self.findings.len() + self.dropped == before)
                    && let Some(entry) = data.accounts.get_mut(account)
                {
                    let (product, source) = (names.keep(fields.text("product")), names.keep(fields.text("source")));
                    entry.wallet.push(WalletRow { product, total_purchases, source, as_of: date, confidence, line });
                }
            }
        }
    }

    fn amount(&mut self, fields: &Fields<'_, '_>, column: &str, needed: bool) -> Option<Amount> {
        let text = fields.number(column);
        let amount = number(text);
        if amount.is_none() && (needed || !text.is_empty()) {
            let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
            let help = match Amount::parse(&plain) {
                Some(_) if text.chars().all(|c| c.is_ascii_digit() || ",. $€£-_".contains(c)) => format!("write a plain number, for example {plain}"),
                _ => "write a plain number, for example 250000".to_owned(),
            };
            let message = if text.is_empty() { format!("`{column}` is empty") } else { format!("`{text}` is not a number") };
            self.say(fields.span(column), message, Some(help));
        }
        amount
    }

    fn share(&mut self, fields: &Fields<'_, '_>, column: &str) -> Option<Decimal> {
        let text = fields.number(column);
        if text.is_empty() {
            return None;
        }
        let share = number(text).map(|amount| amount.0);
        if !share.is_some_and(|share| share <= Decimal::ONE && (column == "margin" || share >= Decimal::ZERO)) {
            self.say(fields.span(column), format!("`{text}` is not a share between 0 and 1"), Some("write 0.35 for 35 %".to_owned()));
            return None;
        }
        share
    }

    fn period(&mut self, fields: &Fields<'_, '_>) -> Option<FiscalPeriod> {
        let text = fields.text("period");
        let period = FiscalPeriod::parse(text);
        if period.is_none() {
            self.say(fields.span("period"), format!("`{text}` is not a fiscal period"), Some("write FY2027-Q1, or FY2027-01 for a month".to_owned()));
        }
        period
    }
}

/// A plain number: what plans call none (`1_000`, blanks around it) is none here either.
fn number(text: &str) -> Option<Amount> {
    Amount::parse(text).filter(|_| !text.contains(|c: char| c == '_' || c.is_whitespace()))
}

fn heading(columns: &[Column]) -> String {
    columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
}

/// A hash of a row's key; its cells are closed so that they cannot flow together.
fn key<const N: usize>(parts: [&str; N]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The territory's brands, for look-ups; empty where nobody can say what is none of them.
#[derive(Default)]
struct Catalogue<'s> {
    brands: HashMap<&'s str, (HashSet<&'s str>, HashSet<&'s str>)>,
    products: HashSet<&'s str>,
}

impl<'s> Catalogue<'s> {
    fn new(settings: &'s Settings) -> Self {
        if settings.lost.contains("brands") {
            return Catalogue::default();
        }
        let brands = settings.brands.iter().map(|brand| {
            let products = brand.products.iter().map(|product| product.id.as_str()).collect();
            (brand.id.as_str(), (brand.divisions.iter().map(String::as_str).collect(), products))
        });
        let products = settings.brands.iter().flat_map(|brand| brand.products.iter().map(|product| product.id.as_str())).collect();
        Catalogue { brands: brands.collect(), products }
    }

    /// Brand, division and product of a revenue row (M23).
    fn check(&self, file: &mut TableFile, fields: &Fields<'_, '_>) {
        if self.brands.is_empty() {
            return;
        }
        let brand = fields.text("brand");
        let Some((divisions, products)) = self.brands.get(brand) else {
            unknown(file, fields, "brand", self.brands.keys().copied());
            return;
        };
        if !divisions.is_empty() && !divisions.contains(fields.text("division")) {
            unknown(file, fields, "division", divisions.iter().copied());
        }
        if !products.is_empty() && !products.contains(fields.text("product")) {
            unknown(file, fields, "product", products.iter().copied());
        }
    }

    fn check_product(&self, file: &mut TableFile, fields: &Fields<'_, '_>) {
        if !self.products.is_empty() && !self.products.contains(fields.text("product")) {
            unknown(file, fields, "product", self.products.iter().copied());
        }
    }
}

fn unknown<'n>(file: &mut TableFile, fields: &Fields<'_, '_>, column: &'static str, known: impl Iterator<Item = &'n str>) {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    let text = fields.text(column);
    let help =
        nearest(text, known.iter().copied()).map_or_else(|| format!("quarterdeck.yaml names {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    file.say(fields.span(column), format!("unknown {column} `{text}`"), Some(help));
}
