//! The four tables in `data/`: rows bound to accounts, periods, brands; what does not fit is told by file, row and column.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::base::date::FiscalPeriod;
use crate::base::path::SourcePath;
use crate::base::snug::snug;
use crate::base::span::ByteSpan;
use crate::config::settings::Settings;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::model::territory::Sold;
use crate::parse::secrets;
use crate::resolve::codes::DATA_ERROR;
use crate::resolve::data::table::TableFile;
use crate::resolve::ground::{AccountData, Tables};
use crate::source::layout::Table;
use crate::source::snapshot::Snapshot;

mod catalogue;
mod doubts;
mod rows;
mod table;

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
        data.accounts.insert((*slug).to_owned(), AccountData { planned: true, ..AccountData::default() });
    }
    let mut names = Names::default();
    for table in Table::ALL {
        let Some(path) = SourcePath::new(table.path()) else { continue };
        let Some(bytes) = snapshot.bytes(&path) else { continue };
        let (bytes, secrets) = secrets::taken_out(&path, bytes);
        data.findings.extend(secrets);
        let mut file = TableFile::new(path, table);
        file.read(&bytes, settings, &mut names, &mut data);
        data.findings.extend(file.into_findings());
    }
    for (division, product) in names.sold.values().flatten().flat_map(|(division, products)| products.keys().map(move |product| (division, product))) {
        data.tables.divisions.entry(product.as_ref().into()).or_default().insert(division.as_ref().into());
    }
    data.tables.accounts_listed = data.accounts.values().filter(|account| account.listed).count();
    data.tables.unlisted = data.accounts.iter().filter(|(_, account)| account.planned && !account.listed).map(|(slug, _)| slug.clone()).collect();
    for account in data.accounts.values() {
        let quarters: BTreeSet<FiscalPeriod> = account.revenue.iter().flat_map(|row| row.period.quarters()).collect();
        quarters.into_iter().for_each(|quarter| *data.tables.revenue_quarters.entry(quarter).or_default() += 1);
    }
    let missing: Vec<String> = data.tables.missing().iter().map(ToString::to_string).collect();
    if let (false, Some(path)) = (missing.is_empty(), SourcePath::new(Table::Revenue.path())) {
        let missing = missing.join(", ");
        let message = format!("no account has a row of {missing}, though several have one of the quarters around: what was sold then is not known");
        let finding = Diagnostic::new(&DATA_ERROR, &path, ByteSpan::default(), message).level(Level::Warn);
        data.findings.push(finding.help("export those quarters too; where nothing was sold, write a row with the amount 0"));
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
