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

#[test]
fn an_hour_has_a_return_when_all_is_known() {
    let action =
        |id: &str, fields: &str| format!("  - {{id: {id}, objective: standardise-surgical, text: Call Karl, owner: maya-chen, due: 2026-12-01, {fields}}}\n");
    let revenue = |margin: &str| {
        format!(
            "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,1000,{margin}\n"
        )
    };
    let check = |actions: &[String], margin: &str, expected: Option<(&str, &str)>| {
        let shown = with(&format!("actions:\n{}{}", actions.concat(), revenue(margin)), |view| {
            let growth = view.growth();
            assert_eq!(growth.time.len() + growth.time_unknown, usize::from(!actions.is_empty()));
            growth.time.first().map(|row| (row.margin.to_string(), row.per_hour.unwrap_or_default().to_string()))
        });
        assert_eq!(shown.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), expected);
    };
    let open = action("a", "status: doing, hours: 10, expected_value: 8000");
    check(std::slice::from_ref(&open), "0.25", Some(("2000", "200")));
    check(std::slice::from_ref(&open), "", None);
    check(&[open.clone(), action("b", "status: planned, hours: 4")], "0.25", None);
    check(&[open.clone(), action("b", "status: planned, hours: 30, expected_value: 0")], "0.25", Some(("2000", "50")));
    // what is done costs no time any more
    check(&[open, action("b", "status: done, done_on: 2026-11-02, hours: 90").replace("12-01", "11-05")], "0.25", Some(("2000", "200")));
}

#[test]
fn page_pack_and_score_know_one_pace() {
    let tables = |revenue: &str| {
        format!(
            "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,{revenue},surgix,Surgical,surgix-core,225,0.3\n=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,900\n"
        )
    };
    let check = |patch: &str, expected: Option<&str>| {
        let (pack, score) = with(patch, |view| {
            let pace = view.pack(0, None).and_then(|pack| pack.pace).map(|pace| (pace.ratio * rust_decimal::Decimal::ONE_HUNDRED).normalize().to_string());
            (pace, view.rows[0].scores.get("revenue_vs_quota").copied().flatten().map(|value| value.normalize().to_string()))
        });
        assert_eq!((pack.as_deref(), score.as_deref()), (expected, expected), "{patch}");
    };
    check(&tables("FY2027-Q1"), Some("50"));
    // the table ends before the period: not known, and not nothing
    check(&tables("FY2026-Q4"), None);
}

#[test]
fn a_place_is_bought_proposed_lapsed_held_or_open() {
    let check = |revenue: &str, deals: &str, expected: &str| {
        let rows = if revenue.is_empty() { String::new() } else { format!("northwind-health,{revenue},surgix,Surgical,surgix-core,225,0.3\n") };
        let patch = format!("opportunities: [{deals}]\n=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{rows}");
        let shown = with(&patch, |view| {
            let grid = view.whitespace();
            let at = grid.brands.iter().flat_map(|(_, products)| products).position(|product| product.starts_with("Surgix Core"));
            let place = at.and_then(|at| grid.rows.first()?.places.get(at));
            place.map_or("–".to_owned(), |it| format!("{:?} {} {} {}", it.state, it.sales, it.weighted, it.rival.as_deref().unwrap_or("nobody")))
        });
        assert_eq!(shown, expected, "{revenue} {deals}");
    };
    let deal = |status: &str, incumbent: &str| {
        format!("{{id: a, name: Lab, product: surgix-core, amount: 8, probability: 0.5, close_by: 2027-01-01, status: {status}, incumbent: {incumbent}}}")
    };
    check("", "", "Open 0 0 nobody");
    check("FY2026-Q4", "", "Buying 225 0 nobody");
    check("FY2025-Q1", "", "Lapsed 0 0 nobody");
    check("", &deal("open", "Medora"), "Proposed 0 4 Medora");
    check("FY2026-Q4", &deal("open", "Medora"), "Buying 225 4 Medora");
    check("", &deal("lost, closed_on: 2026-10-02", "Medora"), "Rival 0 0 Medora");
    check("FY2025-Q1", &deal("lost, closed_on: 2026-10-02", "Medora"), "Rival 0 0 Medora");
}

#[test]
fn deals_stand_in_the_month_in_which_they_close() {
    let check = |close_by: &str, expected: &str| {
        let shown = with(&format!("opportunities: [{{id: a, name: Lab, amount: 8, probability: 0.5, close_by: {close_by}, status: open}}]"), |view| {
            let closing = &view.growth().closing;
            assert_eq!(closing.months.len(), 12);
            let month = closing.months.iter().find(|(_, sum)| sum.count > 0).map(|(month, sum)| format!("{month} {} {}", sum.amount, sum.weighted));
            month.unwrap_or_else(|| format!("overdue {}, later {}", closing.overdue.count, closing.later.count))
        });
        assert_eq!(shown, expected, "{close_by}");
    };
    check("2026-11-21", "overdue 1, later 0");
    check("2026-11-22", "2026-11-01 8 4");
    check("2027-10-31", "2027-10-01 8 4");
    check("2027-11-01", "overdue 0, later 1");
}

#[test]
fn all_wins_meet_the_growth_target_and_those_of_the_year_are_told_apart() {
    let won = |date: &str| format!("opportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: {date}, status: won, closed_on: {date}}}]");
    let check = |patch: &str, expected: &str| {
        let of_the_year = with(patch, |view| (view.growth().totals.won_this_year.to_string(), view.results().won.to_string()));
        assert_eq!(of_the_year, (expected.to_owned(), expected.to_owned()), "{patch}");
        // neither target names a year
        let all = with(patch, |view| [view.totals.won, view.growth().totals.won, view.rows[0].won, view.totals.planned_covered].map(|it| it.to_string()));
        assert_eq!(all, ["5"; 4].map(str::to_owned));
    };
    check(&won("2026-10-01"), "5");
    check(&won("2026-09-30"), "0");
}
