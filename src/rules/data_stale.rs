//! QD707: figures of some earlier time.

use std::sync::Arc;

use crate::base::count::count;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::{TERRITORY, Table};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "data-stale",
    code: "QD707",
    category: Category::Freshness,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M4"],
    docs: Docs {
        what: "A table in data/ is older than `policy.data_stale_days` (45): its date is the `as_of` under `data` in quarterdeck.yaml, or else the end of the last fiscal period in revenue.csv or quota.csv. Quotas are set ahead: they are of today as long as the table goes that far. Or an `as_of`, there or in wallet.csv, is still to come.",
        why: "Plans are reviewed with these figures on the page. When they are of another quarter, the meeting talks about what everybody in the room knows to be different.",
        fix: "Export the table again and set its `as_of`; of quota.csv get the quotas of the current period.",
        bad: "\
~projection_90d
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2026-09-01
data:
  revenue: {source: ERP export, as_of: 2026-10-07}
policy:
  qualification: {min_growth_value: 250000}
=== data/revenue.csv
account,period,brand,division,product,amount,margin
northwind-health,FY2026-Q4,surgix,Surgical,surgix-core,66000,0.4
",
        good: "\
~projection_90d
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2026-09-01
data:
  revenue: {source: ERP export, as_of: 2026-10-08}
policy:
  qualification: {min_growth_value: 250000}
=== data/revenue.csv
account,period,brand,division,product,amount,margin
northwind-health,FY2026-Q4,surgix,Surgical,surgix-core,66000,0.4
",
    },
};

/// Rows of wallet.csv each carry a date of their own; one that is still to come is that of no figure.
fn wallet(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(path) = SourcePath::new(Table::Wallet.path()) else { return };
    let rows = portfolio.accounts.iter().flat_map(|(account, data)| data.wallet.iter().map(move |row| (account, row)));
    for (account, row) in rows {
        let Some(as_of) = row.as_of.filter(|as_of| *as_of > portfolio.today) else { continue };
        let days = count(as_of.days_since(portfolio.today), "day", "days");
        let message = format!("{as_of} lies {days} in the future, so nobody can have known then what `{account}` buys");
        let mut finding =
            Diagnostic::new(&CODE, &path, row.as_of_span, message).help(format!("write the day that the figure is of; today is {}", portfolio.today));
        finding.account = portfolio.find(account).map(|unit| Arc::from(&unit.slug));
        finding.identity = format!("/{account}/{}", row.product).into();
        out.push(finding);
    }
}

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    wallet(portfolio, out);
    let (settings, tables) = (&portfolio.settings, &portfolio.tables);
    let all = [
        (Table::Accounts, "accounts", tables.accounts, None),
        (Table::Revenue, "revenue", tables.revenue, tables.revenue_until),
        (Table::Quota, "quota", tables.quota, tables.quota_until),
        // each of its rows carries a date of its own
        (Table::Wallet, "wallet", tables.wallet, None),
    ];
    // a day or a calendar that could not be read has its finding
    if settings.doubts("data") || settings.doubts("fiscal_year_start") {
        return;
    }
    let limit = settings.policy.data_stale_days;
    for (table, name, _, until) in all.into_iter().filter(|(_, _, there, _)| *there) {
        let (pointer, path) = (format!("/data/{name}/as_of"), table.path());
        let file = portfolio.own_files.get(TERRITORY).filter(|file| file.tree.has(&pointer));
        let declared = settings.data.get(name).and_then(|source| source.as_of);
        let (date, why) = match (declared, file.is_some(), until) {
            (Some(as_of), _, _) => (as_of, format!("{path} is as of {as_of}")),
            // a date that could not be read has its finding
            (None, true, _) | (None, false, None) => continue,
            (None, false, Some(period)) => {
                let last = settings.calendar.span(period).1.plus_days(-1);
                (last, format!("{path} ends with {period}, on {last}"))
            }
        };
        // quotas are set ahead, for the year: they are those of today as long as they go that far, whenever somebody wrote them down
        let ahead = until.filter(|_| table == Table::Quota).map(|period| (period, settings.calendar.span(period).1.plus_days(-1)));
        let (date, why) = match ahead.filter(|(_, last)| *last > date && portfolio.today > date) {
            Some((period, last)) => (last.min(portfolio.today), format!("{path} ends with {period}, on {last}")),
            None => (date, why),
        };
        let days = portfolio.today.days_since(date);
        if let (Some(file), Some(as_of), true) = (file, declared, days < 0) {
            let message = format!("`as_of` {as_of} of {path} lies {} in the future, so nobody can tell how old the table is", count(-days, "day", "days"));
            let finding = Diagnostic::new(&CODE, &file.path, file.tree.place_of(&pointer), message).pointer(pointer);
            out.push(finding.help(format!("write the day that the figures are of; today is {}", portfolio.today)));
            continue;
        }
        if days <= limit {
            continue;
        }
        let message = format!("{why}, {days} days ago; data older than {limit} days are stale");
        let help = match table {
            Table::Quota => format!("get the quotas for {} into the table", settings.calendar.quarter_of(portfolio.today)),
            _ => format!("export the table again and set `data: {{{name}: {{as_of: …}}}}` in quarterdeck.yaml"),
        };
        match (file, SourcePath::new(path)) {
            (Some(file), _) => out.push(Diagnostic::new(&CODE, &file.path, file.tree.place_of(&pointer), message).pointer(pointer).help(help)),
            (None, Some(path)) => out.push(Diagnostic::new(&CODE, &path, ByteSpan::default(), message).help(help)),
            (None, None) => {}
        }
    }
}
