//! Fixed inputs: what is drawn stands in `tests/golden/charts/`. `UPDATE=1 cargo test --test charts` rewrites; read the difference.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use quarterdeck::audience::view::{BenchmarkView, Mark, PersonView, RevenueSeries, RowView};
use quarterdeck::charts::chart::Figure;
use quarterdeck::charts::{ALL, benchmark_bullets, coverage_bars, readiness_matrix, revenue_line, stakeholder_map};

use crate::sample::{amount, benchmark, decimal, link, money, person, ready, row, series};
use crate::xml;

/// All of a figure as text that a person can read.
fn shown(figure: &Figure) -> String {
    let mut out = format!("title: {}\nsubtitle: {}\ndescription: {}\n", figure.title, figure.subtitle, figure.description);
    for row in std::iter::once(&figure.header).chain(&figure.rows) {
        let _ = writeln!(out, "| {}", row.join(" | "));
    }
    out.push('\n');
    out.push_str(&figure.drawing.as_str().replace("><", ">\n<"));
    out.push('\n');
    out
}

/// Compares with the golden file, or writes it.
fn check(name: &str, figure: &Figure) {
    assert!(ALL.iter().any(|chart| chart.key == figure.key), "{} is not on the shelf", figure.key);
    assert!(figure.rows.iter().all(|row| row.len() == figure.header.len()), "{name}: ragged table");
    xml::parse(figure.drawing.as_str());
    assert!(!figure.drawing.as_str().contains("style="));
    let path = Path::new("tests/golden/charts").join(format!("{name}.txt"));
    let now = shown(figure);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all("tests/golden/charts").unwrap();
        fs::write(&path, &now).unwrap();
    }
    let then = fs::read_to_string(&path).unwrap_or_default();
    assert!(then == now, "{} differs; see it with UPDATE=1 and git diff\n{now}", path.display());
}

pub fn accounts() -> Vec<RowView> {
    vec![
        money("larkfield", "Larkfield Bank", "1780000", "1000000", "420000", "720000"),
        money("inverley", "Inverley Pharma", "1720000", "640000", "380000", "900000"),
        money("eastmark", "Eastmark Insurance", "1480000", "590000", "380000", "640000"),
        money("aldermoor", "Aldermoor Rail Group", "1650000", "720000", "480000", "800000"),
        money("calder", "Calder & Finch Logistics", "820000", "310000", "190000", "410000"),
        money("fennimore", "Fennimore Aerospace", "1250000", "880000", "390000", "560000"),
        money("brightwater", "Brightwater Utilities", "1900000", "1240000", "520000", "650000"),
        RowView { currency: "USD".to_owned(), ..money("dollar", "Dollar Inc", "500", "1", "2", "3") },
        row("kept", "Kept Account"),
    ]
}

pub fn plans() -> Vec<RowView> {
    vec![
        ready("brightwater", "Brightwater Utilities", "ready", Some("100"), "00000000000"),
        ready("inverley", "Inverley Pharma", "prepare-first", Some("55.4"), "11021021103"),
        ready("calder", "Calder & Finch Logistics", "prepare-first", Some("54.6"), "0212110103-"),
        ready("glasshouse", "Glasshouse Media", "ready-with-gaps", Some("78"), "10010?01000"),
        ready("kestrel", "Kestrel Mobile", "ready-with-gaps", Some("90"), "00010-00000"),
        RowView { readable: false, ..ready("broken", "Broken Plan", "prepare-first", None, "") },
    ]
}

pub fn people() -> Vec<PersonView> {
    vec![
        person("Dr Helena Varga", 5, "neutral", true),
        person("Tomasz Reid", 4, "supporter", true),
        person("Priya Nandakumar", 4, "opponent", false),
        person("Lucia Ferrante", 3, "neutral", true),
        person("Owen Bramley", 2, "champion", false),
        person("Karl Nyström", 1, "champion", false),
        person("Ana Quist", 3, "unknown", false),
    ]
}

pub fn one_series() -> Vec<RevenueSeries> {
    let values = ["120000", "128000", "131000", "140000", "142000", "151000", "155000", "164000"];
    vec![series("Surgix", "Surgical", "FY2027-Q1", &values, Some("210000"), Some("176000"))]
}

pub fn three_series() -> Vec<RevenueSeries> {
    let mut all = one_series();
    all.push(series("Surgix", "Imaging", "FY2027-Q1", &["40000", "42000", "0", "38000", "51000", "47000", "45000", "44000"], Some("46000"), Some("46750")));
    all.push(series("Ortho", "", "FY2027-Q1", &["12000", "9000", "9500"], None, Some("10200")));
    all
}

pub fn benchmarks() -> Vec<BenchmarkView> {
    let hold = benchmark("Price realisation", "% of list", "hold", ["81", "82"], Some("80.5"), None, Mark::Good, "within tolerance");
    vec![
        benchmark("Share of theatre supplies bought from us", "%", "up", ["22", "45"], Some("26"), Some("25.8"), Mark::Good, "on track"),
        benchmark("Open complaints older than ten days", "cases", "down", ["14", "3"], Some("13"), Some("11.9"), Mark::Bad, "behind pace"),
        benchmark(
            "Divisions with a named sponsor on the customer's side",
            "divisions",
            "up",
            ["1", "5"],
            Some("2"),
            Some("2.1"),
            Mark::Watch,
            "just behind pace",
        ),
        BenchmarkView { tolerance: Some(amount("2")), ..hold },
        benchmark("Training days booked", "days", "up", ["0", "24"], None, Some("4"), Mark::Unknown, "not measured since 30 Jun"),
    ]
}

pub fn matrix(rows: &[RowView]) -> Figure {
    let block =
        |slug: &quarterdeck::base::slug::Slug, key: &str| quarterdeck::base::html::Href::external(&format!("https://example.com/{slug}/review.html#{key}"));
    readiness_matrix::figure(rows, decimal("70"), &readiness_matrix::Links { account: &link, block: &block })
}

#[test]
fn coverage_bars_of_a_territory() {
    check("coverage_bars", &coverage_bars::figure(&accounts(), "EUR", &link));
}

#[test]
fn coverage_bars_at_the_edges() {
    check("coverage_bars-none", &coverage_bars::figure::<RowView>(&[], "EUR", &link));
    check("coverage_bars-one", &coverage_bars::figure(&[money("a", "Only One", "100", "30", "20", "60")], "EUR", &link));
    check("coverage_bars-met", &coverage_bars::figure(&[money("a", "A", "100", "130", "0", "0"), money("b", "B", "100", "100", "0", "0")], "EUR", &link));
    let odd = [
        money("minus", "Credit & Return <b>", "100", "-30", "-20", "-60"),
        money(
            "huge",
            "Huge",
            "79228162514264337593543950335",
            "79228162514264337593543950335",
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        money("zero", "בית החולים", "5", "0", "0", "0"),
    ];
    check("coverage_bars-odd", &coverage_bars::figure(&odd, "CHF-not", &link));
    let odd: Vec<RowView> = odd.into_iter().map(|row| RowView { currency: "CHF".to_owned(), ..row }).collect();
    check("coverage_bars-huge", &coverage_bars::figure(&odd, "CHF", &link));
    let many: Vec<RowView> = (1..=40).map(|n| money(&format!("a{n}"), &format!("Account {n}"), &format!("{n}000"), "500", "400", "900")).collect();
    check("coverage_bars-many", &coverage_bars::figure(&many, "EUR", &link));
}

#[test]
fn readiness_matrix_of_a_territory() {
    check("readiness_matrix", &matrix(&plans()));
    check("readiness_matrix-none", &matrix(&[]));
    check("readiness_matrix-one", &matrix(&[ready("a", "A", "ready", Some("99.5"), "00000000000")]));
}

#[test]
fn stakeholder_map_of_an_account() {
    check("stakeholder_map", &stakeholder_map::figure(&people(), "p1"));
    check("stakeholder_map-none", &stakeholder_map::figure(&[], "p1"));
    check("stakeholder_map-one", &stakeholder_map::figure(&[person("Ada", 9, "champion", true)], "p1"));
    let crowd: Vec<PersonView> = (0..40).map(|n| person(&format!("Person Number {n}"), 5 - i64::from(n % 3 == 0), "neutral", n % 4 == 0)).collect();
    check("stakeholder_map-crowd", &stakeholder_map::figure(&crowd, "p1"));
    let odd = [
        person("Prof. Dr. Dr. h. c. Maximilian-Alexander von und zu Hohenlohe-Langenburg-Schillingsfürst", 5, "opponent", true),
        person("דוד בן־גוריון", 4, "supporter", false),
        person("<script>&\"'", 4, "nonsense", false),
        person("", 1, "champion", false),
    ];
    check("stakeholder_map-odd", &stakeholder_map::figure(&odd, "p1"));
}

#[test]
fn revenue_line_of_an_account() {
    check("revenue_line", &revenue_line::figure(&one_series(), "EUR", "p1"));
    check("revenue_line-three", &revenue_line::figure(&three_series(), "EUR", "p1"));
    let many: Vec<RevenueSeries> = (1..=15)
        .map(|n| {
            let values: Vec<String> = (1..=8).map(|q| (n * 1000 + q * 137 * (n % 4)).to_string()).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            series(&format!("Brand {n}"), "A division with a long name", "FY2027-Q1", &values, Some("9000"), (n != 3).then_some("8000"))
        })
        .collect();
    check("revenue_line-many", &revenue_line::figure(&many, "EUR", "p1"));
}

#[test]
fn revenue_line_at_the_edges() {
    check("revenue_line-none", &revenue_line::figure(&[], "EUR", "p1"));
    check("revenue_line-no_quarters", &revenue_line::figure(&[series("A", "", "FY2027-Q1", &[], Some("1"), None)], "EUR", "p1"));
    check("revenue_line-one_quarter", &revenue_line::figure(&[series("A", "", "FY2027-Q1", &["5"], None, None)], "EUR", "p1"));
    check("revenue_line-zero", &revenue_line::figure(&[series("", "", "FY2027-Q1", &["0"; 8], Some("0"), Some("0"))], "EUR", "p1"));
    let odd = [
        series("Minus", "", "FY2027-Q1", &["-5", "10", "-20", "5", "-5", "10", "-20", "-5"], Some("-3"), Some("79228162514264337593543950335")),
        series("Earlier", "", "FY2026-Q2", &["7"; 8], None, None),
    ];
    check("revenue_line-odd", &revenue_line::figure(&odd, "EUR", "p1"));
}

#[test]
fn benchmark_bullets_of_an_account() {
    check("benchmark_bullets", &benchmark_bullets::figure(&benchmarks(), "p1"));
    check("benchmark_bullets-none", &benchmark_bullets::figure(&[], "p1"));
    check("benchmark_bullets-one", &benchmark_bullets::figure(&benchmarks()[..1], "p1"));
    let long = "A benchmark whose text is so long that it needs more than the two lines that it may have in the drawing, as texts in plans sometimes are";
    let odd = [
        benchmark(
            long,
            "units of a kind that nobody can say shortly",
            "up",
            ["-50", "-10"],
            Some("-60"),
            Some("-40"),
            Mark::Bad,
            "behind pace since the very beginning of the year",
        ),
        benchmark("Zero", "", "hold", ["0", "0"], Some("0"), None, Mark::Good, ""),
        benchmark("Huge", "", "up", ["0", "79228162514264337593543950335"], Some("1"), Some("39614081257132168796771975168"), Mark::Watch, "on track"),
    ];
    check("benchmark_bullets-odd", &benchmark_bullets::figure(&odd, "p1"));
}
