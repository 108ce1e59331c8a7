//! What is said of money: of a year, of the next 90 days, of several currencies.

use super::with;
use crate::base::amount::Amount;
use crate::rules::example;

const REVENUE: &str = "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n";

/// Rows `PERIOD=AMOUNT` of Surgix in the division Surgical.
fn sold(rows: &str) -> String {
    let rows = rows.split_whitespace().map(|row| format!("northwind-health,{},0.3\n", row.replace('=', ",surgix,Surgical,surgix-core,")));
    format!("{REVENUE}{}", rows.collect::<String>())
}

fn of_data(as_of: &str) -> String {
    let line = if as_of.is_empty() { "  revenue: {source: ERP export}".to_owned() } else { format!("  revenue: {{source: ERP export, as_of: {as_of}}}") };
    format!("=== quarterdeck.yaml\n{}", example::TERRITORY.replace("  revenue: {source: ERP export, as_of: 2026-11-15}", &line))
}

/// Brand, division, quarters shown, and the projections, by series.
fn series(patch: &str) -> String {
    let amount = |amount: Option<Amount>| amount.map_or_else(|| "unknown".to_owned(), |amount| amount.to_string());
    with(patch, |view| {
        let plan = view.plan(0).unwrap();
        let lines = plan.revenue.iter().map(|it| {
            let quarters: Vec<String> = it.quarters.iter().map(|(period, amount)| format!("{period} {amount}")).collect();
            format!("{} {}: {}; {} and {}\n", it.brand, it.division, quarters.join(" "), amount(it.typed), amount(it.computed))
        });
        lines.collect::<String>()
    })
}

#[test]
fn a_quarter_counts_when_the_table_covers_it() {
    let check = |rows: &str, as_of: &str, expected: &str| {
        let none = "opportunities: []\nprojection_90d: []\n";
        assert_eq!(series(&format!("{none}{}{}", sold(rows), of_data(as_of))), expected, "{rows} {as_of}");
    };
    let year = "FY2025-Q4=80 FY2026-Q1=100 FY2026-Q2=100 FY2026-Q3=100";
    check(&format!("{year} FY2026-Q4=100"), "", "Surgix Surgical: FY2025-Q4 80 FY2026-Q1 100 FY2026-Q2 100 FY2026-Q3 100 FY2026-Q4 100; unknown and 100\n");
    // nothing sold in a quarter that the table covers; before its first row it says nothing
    check("FY2026-Q1=100 FY2026-Q2=100 FY2026-Q4=100", "", "Surgix Surgical: FY2026-Q1 100 FY2026-Q2 100 FY2026-Q3 0 FY2026-Q4 100; unknown and 75\n");
    // the last quarter is not in the table yet: the year that it covers counts, as it does for sales and share of wallet
    check(year, "", "Surgix Surgical: FY2025-Q4 80 FY2026-Q1 100 FY2026-Q2 100 FY2026-Q3 100; unknown and 95\n");
    // the export was made in the middle of the last quarter: half of it is no quarter
    check(&format!("{year} FY2026-Q4=40"), "2026-08-15", "Surgix Surgical: FY2025-Q4 80 FY2026-Q1 100 FY2026-Q2 100 FY2026-Q3 100; unknown and 95\n");
}

#[test]
fn every_deal_that_closes_is_in_the_projection() {
    let deal = |id: &str, product: &str| {
        format!("  - {{id: {id}, name: Deal {id}, {product}amount: 1000, probability: 0.5, close_by: 2027-01-10, status: open, origin: planned}}\n")
    };
    let check = |deals: &[String], expected: &str| {
        let year = sold("FY2026-Q1=100 FY2026-Q2=100 FY2026-Q3=100 FY2026-Q4=100");
        let shown = series(&format!("projection_90d: []\nopportunities:\n{}{year}", deals.concat()));
        let short: Vec<String> = shown.lines().map(|line| format!("{}: {}", line.split(':').next().unwrap(), line.rsplit(' ').next().unwrap())).collect();
        assert_eq!(short.join("; "), expected);
    };
    check(&[deal("a", "product: surgix-core, ")], "Surgix Surgical: 600");
    // never bought, and said where
    check(&[deal("a", "product: surgix-scan, unit: Diagnostics, ")], "Surgix Diagnostics: 500; Surgix Surgical: 100");
    // bought by nobody: nobody knows which division of the two
    check(&[deal("a", "product: surgix-scan, ")], "Surgix Surgical: unknown");
    // of no product: in the sum, and in no brand
    check(&[deal("a", "")], "No brand named : 500; Surgix Surgical: 100");
}

#[test]
fn a_benchmark_is_judged_as_its_score_judges_it() {
    let check = |benchmark: &str, expected: &str| {
        let patch = format!("benchmarks: [{{id: a, text: Lines, unit: lines, {benchmark}}}]");
        let shown = with(&patch, |view| {
            let plan = view.plan(0).unwrap();
            let it = &plan.benchmarks[0];
            let latest = it.readings.last().map_or_else(|| "nothing".to_owned(), |reading| reading.1.to_string());
            format!("{latest}: {:?}, {}", it.mark, it.state)
        });
        assert_eq!(shown, expected, "{benchmark}");
    };
    let up = |target: &str, readings: &str| {
        format!("direction: up, baseline: {{value: 10, on: 2026-08-22}}, target: {{value: {target}, by: 2027-02-22}}, readings: [{readings}]")
    };
    check(&up("20", ""), "nothing: Unknown, not measured yet");
    check(&up("20", "{on: 2026-11-20, value: 20}"), "20: Good, met");
    check(&up("20", "{on: 2026-11-20, value: 15}"), "15: Good, on track");
    check(&up("20", "{on: 2026-11-20, value: 13}"), "13: Watch, behind pace");
    check(&up("20", "{on: 2026-11-20, value: 12}"), "12: Bad, far behind pace");
    check(&up("10", "{on: 2026-11-20, value: 10}"), "10: Unknown, baseline and target are the same");
    // of a day to come it is no reading
    check(&up("20", "{on: 2026-11-20, value: 12}, {on: 2026-12-01, value: 20}"), "12: Bad, far behind pace");
    // numbers as large as they come are compared all the same
    check(&up("11", "{on: 2026-11-20, value: 7e28}"), "70000000000000000000000000000: Good, met");
}

#[test]
fn the_tables_are_in_the_currency_of_the_territory() {
    let year = sold("FY2026-Q1=100 FY2026-Q2=100 FY2026-Q3=100 FY2026-Q4=100");
    let check = |patch: &str, expected: &str| {
        let shown = series(&format!("{patch}\nopportunities: []\n{year}"));
        assert_eq!(shown.lines().next().and_then(|line| line.split_once("; ")).map(|it| it.1), Some(expected), "{patch}");
    };
    check("", "210000 and 100");
    check("currency: USD", "210000 and 100");
    // dollars sold and euros projected have no sum, and no distance
    check("currency: EUR", "210000 and unknown");
}
