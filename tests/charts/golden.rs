//! Fixed inputs: what is drawn stands in `tests/golden/charts/`. `UPDATE=1 cargo test --test charts` rewrites; read the difference.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use quarterdeck::audience::accountability::FunctionRow;
use quarterdeck::audience::cycle::StepRow;
use quarterdeck::audience::growth::{ClosingSum, ClosingView, EffortView};
use quarterdeck::audience::history::{LevelsPoint, SectionHistory, StreakView, TrendPoint};
use quarterdeck::audience::ranking::{CriterionRow, RankRow};
use quarterdeck::audience::sales::SalesView;
use quarterdeck::audience::view::{ActionView, BenchmarkView, Mark, ObjectiveView, PersonView, RevenueSeries, RowView, TotalsView};
use quarterdeck::audience::whitespace::{PlaceState, WhitespaceRow, WhitespaceView};
use quarterdeck::base::html::Html;
use quarterdeck::base::slug::Slug;
use quarterdeck::charts::chart::Figure;
use quarterdeck::charts::{
    ALL, action_timeline, benchmark_bullets, benchmark_lines, closing_money, concentration, coverage_bars, cycle_timeline, freshness_strip, function_coverage,
    growth_gap, icp_heat_map, portfolio_matrix, readiness_matrix, readiness_trend, relationship_tree, revenue_line, score_trend, stakeholder_map,
    streak_growth, value_hours, whitespace_grid, work_chain,
};
use rust_decimal::Decimal;

use crate::sample::{
    SCORES, action, amount, benchmark, criterion, day, decimal, levels, link, money, objective, person, place, placed, places_of, point, ranked, ranking,
    ready, row, score_title, section, series, streak, totals, under,
};
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
    readiness_matrix::figure(rows, None, decimal("70"), &readiness_matrix::Links { account: &link, block: &block })
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
    let decides = |name: &str, disposition: &'static str, power: &'static str| PersonView { in_power: Some(power), ..person(name, 4, disposition, true) };
    let title = |people: &[PersonView]| stakeholder_map::figure(people, "p1").title;
    let three = [decides("Ada", "champion", "no"), decides("Ben", "supporter", "yes"), decides("Cy", "neutral", "yes")];
    assert_eq!(title(&three), "Only 1 of 2 key decision makers is on our side; 1 more is no longer in power");
    assert_eq!(title(&three[..1]), "No key decision maker is in power any more");
    assert_eq!(title(&three[1..]), "Only 1 of 2 key decision makers is on our side");
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

/// The people of an account by reporting line; two are in a circle, with one below them.
pub fn reporting() -> Vec<PersonView> {
    vec![
        person("Dr Helena Varga", 5, "neutral", true),
        under(person("Tomasz Reid", 4, "supporter", true), "Dr Helena Varga"),
        under(person("Priya Nandakumar", 4, "opponent", false), "Dr Helena Varga"),
        under(person("Owen Bramley", 2, "champion", false), "Tomasz Reid"),
        under(person("Lucia Ferrante", 3, "neutral", false), "Karl Nyström"),
        under(person("Karl Nyström", 1, "champion", false), "Lucia Ferrante"),
        under(person("Ana Quist", 3, "unknown", false), "Karl Nyström"),
        under(person("Somebody Else", 2, "supporter", false), "Nobody Named"),
    ]
}

/// What is written in the cells of a chain: words alone.
pub struct Words;

impl work_chain::Cells for Words {
    fn goal(&mut self, out: &mut Html, objective: &ObjectiveView) {
        out.text(&objective.text);
    }

    fn step(&mut self, out: &mut Html, action: &ActionView) {
        out.element("li", &[], &action.text);
    }

    fn proof(&mut self, out: &mut Html, benchmark: &BenchmarkView) {
        out.text(&benchmark.text);
    }
}

pub fn actions() -> Vec<ActionView> {
    vec![
        action("survey", "Survey all 640 beds with Tomasz Reid and agree the list", "2026-08-28", "done", &[]),
        action("terms", "Agree consignment terms for the pilot", "2026-11-10", "doing", &["survey"]),
        action("pilot", "Run the pilot on the north campus", "2027-01-14", "planned", &["terms"]),
        action("report", "Publish the figures of the pilot", "2027-04-20", "planned", &["pilot", "survey"]),
        action("dinner", "Host the board", "2026-12-04", "blocked", &[]),
        action("never", "Not done after all", "2026-06-01", "dropped", &[]),
    ]
}

#[test]
fn relationship_tree_of_an_account() {
    let note = |person: &PersonView| if person.kdm { format!("What {} said <b>.", person.name) } else { String::new() };
    check("relationship_tree", &relationship_tree::figure(&reporting(), &note));
    let none = |_: &PersonView| String::new();
    check("relationship_tree-none", &relationship_tree::figure(&people(), &none));
    let friend = [person("Ada Boss", 5, "champion", true), under(person("Bo Below", 2, "opponent", false), "Ada Boss")];
    check("relationship_tree-to_win", &relationship_tree::figure(&friend, &none));
    let circle =
        [under(person("Ada", 5, "champion", true), "Bo"), under(person("Bo", 2, "opponent", false), "Ada"), under(person("Cy", 1, "neutral", false), "Cy")];
    check("relationship_tree-circle", &relationship_tree::figure(&circle, &none));
    // a line of a hundred: nobody is lost, and nothing is set in without end
    let line: Vec<PersonView> = (0..100).map(|n| under(person(&format!("P{n}"), 3, "neutral", false), &format!("P{}", n + 1))).collect();
    let figure = relationship_tree::figure(&line, &none);
    assert_eq!(figure.drawing.as_str().matches("scope=\"row\"").count(), 100);
    assert!(!figure.drawing.as_str().contains("l6"));
}

#[test]
fn work_chain_of_an_account() {
    let objectives = [
        objective("a", "Become the standard in theatre supplies", Some("b"), &[0, 1]),
        objective("c", "Win the laboratory", None, &[2]),
        objective("d", "Keep the service contract", Some("gone"), &[]),
    ];
    check("work_chain", &work_chain::figure(&objectives, &actions(), &benchmarks()[..1], &mut Words));
    check("work_chain-none", &work_chain::figure(&[], &[], &[], &mut Words));
    check("work_chain-loose", &work_chain::figure(&[], &actions()[..1], &[], &mut Words));
    check("work_chain-whole", &work_chain::figure(&objectives[..1], &actions()[..1], &benchmarks()[..1], &mut Words));
    let two = [objectives[0].clone(), objective("e", "Grow", Some("b"), &[1])];
    check("work_chain-both", &work_chain::figure(&two, &actions()[2..4], &benchmarks()[..1], &mut Words));
}

#[test]
fn action_timeline_of_an_account() {
    let today = day("2026-11-22");
    check("action_timeline", &action_timeline::figure(&actions(), today, "p1"));
    check("action_timeline-none", &action_timeline::figure(&[], today, "p1"));
    // one mark is no figure
    check("action_timeline-one", &action_timeline::figure(&actions()[..1], today, "p1"));
    check(
        "action_timeline-done",
        &action_timeline::figure(&[action("a", "A", "2026-10-01", "done", &[]), action("b", "B", "2026-10-09", "done", &["a"])], today, "p1"),
    );
    check("action_timeline-on_time", &action_timeline::figure(&actions()[2..5], today, "p1"));
    // many: what is done gives way; a circle of actions and one that waits for itself are drawn and do not hang
    let many: Vec<ActionView> = (0..30)
        .map(|n| {
            let (id, before) = (format!("a{n}"), format!("a{}", (n + 1) % 30));
            action(&id, &format!("Do number {n}"), &day("2026-09-01").plus_days(n * 9).to_string(), if n < 8 { "done" } else { "doing" }, &[&before, &id])
        })
        .collect();
    check("action_timeline-many", &action_timeline::figure(&many, today, "p1"));
}

#[test]
fn benchmark_lines_of_an_account() {
    let today = day("2026-11-22");
    let mut all = benchmarks();
    for (benchmark, earlier) in all.iter_mut().zip(["24", "14", "1", "80"]) {
        benchmark.readings.insert(0, (day("2026-08-15"), amount(earlier), None));
    }
    check("benchmark_lines", &benchmark_lines::figure(&all, today, "p1"));
    check("benchmark_lines-none", &benchmark_lines::figure(&benchmarks(), today, "p1"));
    check("benchmark_lines-one", &benchmark_lines::figure(&all[..1], today, "p1"));
}

/// Eight quarters and today, all scores; some are not known all the time.
pub fn trend() -> Vec<TrendPoint> {
    let labels = ["FY2025-Q1", "FY2025-Q2", "FY2025-Q3", "FY2025-Q4", "FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4", "today"];
    let days = ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30", "2026-11-22"];
    let all = labels.iter().zip(days).enumerate().map(|(at, (label, on))| {
        let known = SCORES.iter().enumerate().filter(|(n, (key, _))| match *key {
            "qualification" => at != 3 && at != 4,
            "revenue_vs_quota" => at > 5,
            "execution" => at < 6 && at != 1,
            "icp_fit" => false,
            "long_view" => at == 8,
            _ => *n < 100,
        });
        let value = |n: usize| Decimal::new(((n * 137 + at * (n % 5) * 19 + (at * at * n) % 41) % 1001) as i64, 1);
        let scores = known.map(|(n, (key, _))| ((*key).to_owned(), value(n + 1))).chain([("nobody_knows_it".to_owned(), Decimal::ONE)]).collect();
        TrendPoint { scores, ..point(label, on, &[]) }
    });
    all.collect()
}

pub fn sections() -> Vec<SectionHistory> {
    vec![
        section("People", &["2025-10-02", "2026-06-14", "2026-06-16", "2026-09-01", "2026-09-09", "2026-09-16", "2026-11-03"]),
        section("Actions", &["2026-05-25", "2026-07-20", "2026-10-22", "2026-11-02"]),
        section("90-day projection", &["2026-10-01"]),
        section("Benchmarks", &["2026-09-30"]),
        section("Strategic issues", &["2026-08-22", "2026-08-23"]),
        section("Strengths and weaknesses", &["2026-05-25"]),
        section("Opportunities", &["2026-05-24"]),
        section("Purpose", &["2025-11-11"]),
        section("Commitment", &["2025-10-02"]),
    ]
}

pub fn level_points() -> Vec<LevelsPoint> {
    vec![
        levels("FY2026-Q1", [5, 3, 2, 1]),
        levels("FY2026-Q2", [4, 3, 3, 1]),
        levels("FY2026-Q3", [2, 5, 4, 1]),
        levels("FY2026-Q4", [2, 3, 3, 4]),
        levels("today", [0, 4, 3, 5]),
    ]
}

pub fn streaks() -> Vec<StreakView> {
    vec![
        streak("brightwater", "Brightwater Utilities", 8, "0.31"),
        streak("inverley", "Inverley Pharma", 7, "0.12"),
        streak("larkfield", "Larkfield Bank", 5, "0.1249"),
        streak("calder", "Calder & Finch Logistics", 4, "-0.06"),
        streak("aldermoor", "Aldermoor Rail Group", 4, "0.09"),
        streak("eastmark", "Eastmark Insurance", 3, "0.03"),
        streak("glasshouse", "Glasshouse Media", 1, "0.08"),
        streak("kestrel", "Kestrel Mobile", 0, "0.22"),
        streak("fennimore", "Fennimore Aerospace", 0, "-0.17"),
        streak("harrowell", "Harrowell", 0, "0.02"),
        streak("penrose", "Penrose", 0, "0.021"),
    ]
}

#[test]
fn score_trend_of_a_plan() {
    check("score_trend", &score_trend::figure(&trend(), &score_title, "p1"));
    // an account page stays small: all scores known at all points
    let all = trend().into_iter().map(|point| {
        let scores =
            SCORES.iter().enumerate().map(|(n, (key, _))| ((*key).to_owned(), Decimal::new(333 + n as i64 * 29 + i64::from(point.day.month()) * 7, 1)));
        TrendPoint { scores: scores.collect(), ..point }
    });
    let bytes = score_trend::figure(&all.collect::<Vec<_>>(), &score_title, "p1").drawing.as_str().len();
    assert!(bytes < 6_144, "{bytes} bytes");
}

#[test]
fn score_trend_at_the_edges() {
    let of = |points: &[TrendPoint]| score_trend::figure(points, &score_title, "p1");
    check("score_trend-none", &of(&[]));
    check("score_trend-one_point", &of(&trend()[8..]));
    check("score_trend-no_scores", &of(&[point("FY2026-Q4", "2026-09-30", &[]), point("today", "2026-11-22", &[])]));
    let two = |then: &[(&str, &str)], now: &[(&str, &str)]| of(&[point("FY2026-Q4", "2026-09-30", then), point("today", "2026-11-22", now)]);
    check("score_trend-same", &two(&[("readiness", "83.72"), ("health", "0")], &[("readiness", "83.68"), ("health", "100")]));
    check("score_trend-fell", &two(&[("readiness", "83.7"), ("health", "70")], &[("readiness", "8"), ("execution", "55")]));
    check("score_trend-lost", &two(&[("readiness", "83.7")], &[("health", "55")]));
    check("score_trend-new", &two(&[("health", "55")], &[("readiness", "83.7")]));
    check("score_trend-not_known", &two(&[("health", "55")], &[("health", "55.1")]));
    let long = |key: &str| match key {
        "b" => Some("A score whose title is far too long for the narrow column in which it has to stand"),
        key => score_title(key),
    };
    let odd = [("b", "-12.5"), ("readiness", "79228162514264337593543950335")];
    let odd = [point("A quarter with a name that is too long", "2026-09-30", &odd), point("today", "2026-09-30", &[("b", "4000")])];
    check("score_trend-odd", &score_trend::figure(&odd, &long, "p1"));
}

#[test]
fn freshness_strip_of_a_plan() {
    check("freshness_strip", &freshness_strip::figure(&sections(), day("2026-11-22"), "p1"));
}

#[test]
fn freshness_strip_at_the_edges() {
    let of = |sections: &[SectionHistory]| freshness_strip::figure(sections, day("2026-11-22"), "p1");
    check("freshness_strip-none", &of(&[]));
    check("freshness_strip-one", &of(&sections()[8..]));
    check("freshness_strip-old", &of(&sections()[5..]));
    check("freshness_strip-fresh", &of(&sections()[..2]));
    check("freshness_strip-same_day", &of(&[section("Actions", &["2026-11-22"]), section("People", &["2026-11-22"])]));
    let mut many: Vec<SectionHistory> = (1..=23).map(|n| section(&format!("Section {n} with quite a long name"), &["2026-07-01", "2026-08-30"])).collect();
    many[1].last.who = "דוד <b>".to_owned();
    many[2].title = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW".to_owned();
    check("freshness_strip-many", &of(&many));
}

#[test]
fn readiness_trend_of_a_territory() {
    check("readiness_trend", &readiness_trend::figure(&level_points(), "p1"));
}

#[test]
fn readiness_trend_at_the_edges() {
    let of = |points: &[LevelsPoint]| readiness_trend::figure(points, "p1");
    check("readiness_trend-none", &of(&[]));
    check("readiness_trend-one", &of(&level_points()[..1]));
    check("readiness_trend-no_plans", &of(&[levels("FY2026-Q4", [0; 4]), levels("today", [0; 4])]));
    check("readiness_trend-new", &of(&[levels("FY2026-Q4", [0; 4]), levels("today", [1, 0, 0, 2])]));
    check("readiness_trend-gone", &of(&[levels("FY2026-Q4", [1, 1, 0, 0]), levels("today", [0; 4])]));
    check("readiness_trend-same", &of(&[levels("FY2026-Q4", [1, 1, 1, 0]), levels("today", [2, 0, 0, 1])]));
    let many: Vec<LevelsPoint> = (0..15).map(|n| levels(&format!("A quarter named {n}"), [123_456_789, n * 10_000_000, 0, 7])).collect();
    check("readiness_trend-many", &of(&many));
}

#[test]
fn streak_growth_of_a_territory() {
    check("streak_growth", &streak_growth::figure(&streaks(), "p1"));
    let many: Vec<StreakView> =
        (0..60).map(|n| streak(&format!("a{n}"), &format!("Account {n}"), [0, 1, 2, 4, 4, 8][n % 6], &format!("0.{:02}", (n * n * 7 + n) % 50))).collect();
    check("streak_growth-sixty", &streak_growth::figure(&many, "p1"));
    let more: Vec<StreakView> = many.iter().cloned().chain([streak("last", "Last", 6, "-0.30"), streak("two", "Two", 4, "9")]).collect();
    check("streak_growth-many", &streak_growth::figure(&more, "p1"));
}

#[test]
fn streak_growth_at_the_edges() {
    let of = |streaks: &[StreakView]| streak_growth::figure(streaks, "p1");
    check("streak_growth-none", &of(&[]));
    check("streak_growth-one", &of(&streaks()[..1]));
    check("streak_growth-one_quarter", &of(&[streak("a", "A", 1, "-0.031")]));
    check("streak_growth-long", &of(&streaks()[..4]));
    check("streak_growth-short", &of(&streaks()[5..]));
    let odd = [
        streak("huge", "Huge", 40, "79228162514264337593543950335"),
        streak("minus", "A name so long that it has no room in the figure at all", 3, "-2.4"),
        streak("same", "דוד <b>", 0, "0"),
        streak("same2", "", 0, "0"),
        streak("twice", "Twice", 0, "2"),
    ];
    check("streak_growth-odd", &of(&odd));
}

/// An action with its hours and value.
pub fn effort(account: &str, text: &str, hours: &str, value: &str) -> EffortView {
    EffortView {
        slug: Slug::new(&account.to_lowercase()).unwrap(),
        title: account.to_owned(),
        text: text.to_owned(),
        hours: amount(hours),
        value: amount(value),
    }
}

#[test]
fn value_hours_of_a_territory() {
    let of = |name: &str, efforts: &[EffortView], unknown: usize| check(name, &value_hours::figure(efforts, unknown, "USD", "c"));
    let some = [
        effort("Kestrel", "Agree consignment terms for the pilot", "6", "60000"),
        effort("Kestrel", "Invite the board to the depot", "30", "40000"),
        effort("Alder", "Walk the theatres with the charge nurse", "12", "90000"),
        effort("Saltmarsh", "Train two night shifts", "40", "15000"),
        effort("Orrin", "Count the trays", "8.5", "0"),
    ];
    of("value_hours", &some, 3);
    of("value_hours-one", &some[..1], 0);
    of("value_hours-none", &[effort("Orrin", "Count the trays", "0", "5")], 2);
    of("value_hours-even", &[effort("A", "Call", "1", "10"), effort("B", "Call again", "2", "20")], 0);
    let many: Vec<EffortView> = (0..70).map(|n| effort("Many", &format!("Step {n}"), &format!("{}", n % 11 + 1), &format!("{}", n * 977 % 5000))).collect();
    of("value_hours-many", &many, 0);
    let huge = "79228162514264337593543950335";
    of("value_hours-odd", &[effort("A", "דוד <b>", huge, huge), effort("B", "", "0.0001", "-5"), effort("C", &"long ".repeat(30), "1", "1")], 1);
}

#[test]
fn function_coverage_of_a_territory() {
    let row = |(function, plans): (&'static str, usize)| FunctionRow { function, plans, ..FunctionRow::default() };
    let of = |name: &str, rows: &[(&'static str, usize)], live: usize| {
        check(name, &function_coverage::figure(&rows.iter().copied().map(row).collect::<Vec<_>>(), live));
    };
    of("function_coverage", &[("sales", 11), ("operations", 5), ("finance", 3)], 11);
    of("function_coverage-nobody", &[("sales", 11), ("legal", 0), ("service", 0)], 11);
    of("function_coverage-one_missing", &[("sales", 2), ("legal", 0)], 2);
    of("function_coverage-all", &[("sales", 1), ("marketing", 1)], 1);
    of("function_coverage-none", &[], 4);
    of("function_coverage-no_plan", &[("sales", 0)], 0);
}

#[test]
fn growth_gap_of_a_territory() {
    let of = |name: &str, totals: &TotalsView| check(name, &growth_gap::figure(totals, "USD", "c"));
    of("growth_gap", &totals(Some("4200000"), "153000", "2374000", "6430000"));
    of("growth_gap-none", &totals(None, "153000", "2374000", "6430000"));
    of("growth_gap-zero", &totals(Some("0"), "153000", "2374000", "6430000"));
    of("growth_gap-nothing", &totals(Some("4200000"), "0", "0", "0"));
    of("growth_gap-not_won", &totals(Some("4200000"), "0", "1000000", "2000000"));
    of("growth_gap-not_open", &totals(Some("4200000"), "1000000", "0", "0"));
    of("growth_gap-exact", &totals(Some("4200000"), "1000000", "3200000", "4000000"));
    of("growth_gap-over", &TotalsView { other_currencies: 2, ..totals(Some("4200000"), "1000000", "4200000", "6000000") });
    of("growth_gap-won", &totals(Some("4200000"), "5000000", "100000", "400000"));
    let odd = totals(Some("0.3"), "-79228162514264337593543950335", "79228162514264337593543950335", "-5");
    check("growth_gap-odd", &growth_gap::figure(&odd, "A currency with a long name", "c"));
}

pub fn places() -> Vec<RowView> {
    vec![
        placed("saltmarsh", "Saltmarsh Health", Some("84"), Some("70"), Some("0.34"), Some("1900000")),
        placed("alder", "Alder Valley Health Partners", Some("85"), Some("36"), Some("0"), Some("2960000")),
        placed("kestrel", "Kestrel Ridge Medical Center", Some("74"), Some("66"), Some("0.38"), Some("640000")),
        placed("stonebridge", "Stonebridge Surgical Centers", Some("74"), Some("57"), Some("0.4"), Some("1400000")),
        placed("dunmore", "Dunmore General", Some("31"), Some("20"), Some("0.05"), Some("90000")),
        placed("brannoc", "St. Brannoc Hospital", Some("42"), Some("80"), Some("0.9"), None),
        placed("fairhaven", "Fairhaven Women's Hospital", None, Some("12"), None, Some("500000")),
        RowView { status: Some("closed"), ..placed("gone", "Gone Hospital", Some("42"), Some("80"), Some("0.9"), Some("7")) },
    ]
}

#[test]
fn portfolio_matrix_of_a_territory() {
    let as_they_are = |name: &str, rows: &[RowView]| check(name, &portfolio_matrix::figure(rows, "USD", "c"));
    let of = |name: &str, rows: &[RowView]| {
        let rows: Vec<RowView> = rows.iter().map(|row| RowView { currency: "USD".to_owned(), ..row.clone() }).collect();
        as_they_are(name, &rows);
    };
    of("portfolio_matrix", &places());
    // two in another currency: no area, no sum, and said
    let mixed: Vec<RowView> =
        places().into_iter().enumerate().map(|(at, row)| RowView { currency: if at < 2 { "EUR" } else { "USD" }.to_owned(), ..row }).collect();
    as_they_are("portfolio_matrix-currencies", &mixed);
    of("portfolio_matrix-none", &[]);
    of("portfolio_matrix-unknown", &places()[6..]);
    of("portfolio_matrix-all_unknown", &[row("a", "A"), row("b", "B")]);
    of("portfolio_matrix-one", &places()[..1]);
    of("portfolio_matrix-same", &[places()[0].clone(), places()[0].clone()]);
    let digits = |n: usize| (n.to_string(), format!("0.{:02}", n % 100));
    let many: Vec<RowView> = (0..60)
        .map(|n| {
            let (fit, share) = (digits(n * 37 % 100).0, digits(n * 53).1);
            placed(&format!("a{n}"), &format!("Account number {n}"), Some(&fit), Some(&fit), Some(&share), Some(&format!("{}000", n * n)))
        })
        .chain((0..9).map(|n| row(&format!("u{n}"), &format!("Unknown {n}"))))
        .collect();
    of("portfolio_matrix-many", &many);
    let odd = [
        placed("long", &"A hospital with a very long name ".repeat(5), Some("140"), Some("-4"), Some("3"), Some("79228162514264337593543950335")),
        placed("rtl", "בית החולים <b>", Some("50"), Some("50"), Some("0.5"), Some("-5")),
        placed("empty", "", Some("0"), Some("0"), Some("0"), Some("0")),
    ];
    of("portfolio_matrix-odd", &odd);
}

pub fn grid(rows: Vec<WhitespaceRow>) -> WhitespaceView {
    let brand = |name: &str, products: &[&str]| (name.to_owned(), products.iter().map(|it| (*it).to_owned()).collect());
    WhitespaceView { brands: vec![brand("Steadyline", &["Steadyline Bedside", "Steadyline"]), brand("Wayside", &["Refill & Care"])], rows, unplanned: None }
}

pub fn whitespace() -> Vec<WhitespaceRow> {
    let none = || place(PlaceState::Open, "0", None, None, None);
    vec![
        places_of(
            "saltmarsh",
            "Saltmarsh Health",
            vec![place(PlaceState::Buying, "184000", Some("264000"), None, Some("90000")), none(), place(PlaceState::Open, "0", None, None, Some("450000"))],
        ),
        WhitespaceRow {
            foreign: Some("CHF".to_owned()),
            elsewhere: amount("1200"),
            ..places_of(
                "alder",
                "Alder <Valley>",
                vec![
                    place(PlaceState::Proposed, "0", Some("361000"), Some("Pell & Rowe"), None),
                    place(PlaceState::Rival, "0", None, Some("Brightlake Monitoring of the far north"), Some("75000")),
                    place(PlaceState::Lapsed, "0", None, None, None),
                ],
            )
        },
        places_of("none", "Nothing Yet", vec![none(), place(PlaceState::Rival, "0", None, Some("R"), None), none()]),
    ]
}

#[test]
fn whitespace_grid_of_a_territory() {
    let of = |name: &str, grid: &WhitespaceView| check(name, &whitespace_grid::figure(grid, 0..500, "USD", &link));
    of("whitespace_grid", &WhitespaceView { unplanned: Some((78, vec![amount("617000"), amount("0"), amount("66000")])), ..grid(whitespace()) });
    of("whitespace_grid-no_products", &WhitespaceView { brands: Vec::new(), ..grid(whitespace()) });
    of("whitespace_grid-none", &grid(Vec::new()));
    of("whitespace_grid-no_wallet", &grid(whitespace()[2..].to_vec()));
    let full = vec![place(PlaceState::Buying, "5", None, None, None); 3];
    of("whitespace_grid-full", &grid(vec![places_of("full", "Full", full)]));
    let many: Vec<WhitespaceRow> = (0..6).map(|n| places_of(&format!("a{n}"), &format!("Account {n}"), whitespace()[n % 2].places.clone())).collect();
    check("whitespace_grid-part", &whitespace_grid::figure(&grid(many), 4..9, "USD", &link));
    let long = place(PlaceState::Buying, "79228162514264337593543950335", Some("79228162514264337593543950335"), None, Some("79228162514264337593543950335"));
    of("whitespace_grid-odd", &grid(vec![places_of("long", &"A very long name of an account ".repeat(4), vec![long.clone(), long.clone(), long])]));
}

pub fn criteria() -> Vec<CriterionRow> {
    vec![criterion("Location", "1", 2), criterion("Dollar opportunity", "2.5", 2), criterion("Terms & <conditions>", "1", 1)]
}

fn fits() -> [Vec<RankRow>; 2] {
    let grow = vec![
        ranked("penrose", "Penrose Children's Hospital", "221", Some("88.2"), Some("high"), Some("high")),
        ranked("stonebridge", "Stonebridge Surgical Centers", "120", Some("74.6"), Some("high"), Some("moderate")),
        ranked("orrin", "Lake Orrin", "11?", Some("65.5"), Some("moderate"), None),
    ];
    [grow, vec![ranked("alder", "Alder Valley", "02", Some("40"), Some("low"), Some("low")), ranked("fair", "Fairhaven", "", None, None, Some("high"))]]
}

#[test]
fn icp_heat_map_of_a_territory() {
    let of = |name: &str, criteria: Vec<CriterionRow>, [grow, acquire]: [Vec<RankRow>; 2]| {
        check(name, &icp_heat_map::figure(&ranking(criteria, grow, acquire), &link));
    };
    of("icp_heat_map", criteria(), fits());
    of("icp_heat_map-none", criteria(), [Vec::new(), Vec::new()]);
    of("icp_heat_map-no_criteria", Vec::new(), fits());
    of("icp_heat_map-unknown", criteria(), [vec![ranked("a", "A", "???", None, None, None)], Vec::new()]);
    of("icp_heat_map-full", criteria(), [Vec::new(), vec![ranked("a", "A", "221", Some("100"), Some("high"), Some("low"))]]);
    let many = |from: usize| {
        (from..from + 70).map(|n| ranked(&format!("a{n}"), &format!("Account {n}"), &format!("{:03}", n * 7), Some("50"), Some("moderate"), None))
    };
    of("icp_heat_map-many", criteria(), [many(0).collect(), many(70).collect()]);
    let long = vec![criterion("A criterion whose label is so long that it cannot stand in the head of a narrow column", "0", 0), criterion("", "-1", 5)];
    of("icp_heat_map-odd", long, [vec![ranked("a", &"Long name ".repeat(12), "93", Some("-5"), None, None)], Vec::new()]);
}

pub fn deals(count: usize, all: &str, weighted: &str) -> ClosingSum {
    ClosingSum { count, amount: amount(all), weighted: amount(weighted) }
}

/// From November 2026 on.
pub fn closing(overdue: ClosingSum, months: &[ClosingSum], later: ClosingSum) -> ClosingView {
    let month = |at: usize| day(&format!("{}-{:02}-01", 2026 + (at + 10) / 12, (at + 10) % 12 + 1));
    let months = (0..12).map(|at| (month(at), months.get(at).copied().unwrap_or_default())).collect();
    ClosingView { overdue, months, later }
}

#[test]
fn closing_money_of_a_territory() {
    let of = |name: &str, view: &ClosingView| check(name, &closing_money::figure(view, "USD", "c"));
    let none = ClosingSum::default();
    let months = [none, deals(1, "150000", "90000"), deals(3, "911000", "540000"), deals(4, "1592000", "782000"), none, deals(1, "705000", "180000")];
    of("closing_money", &closing(none, &months, deals(2, "850000", "200000")));
    of("closing_money-overdue", &closing(deals(2, "400000", "300000"), &months, none));
    of("closing_money-only_overdue", &closing(deals(1, "400000", "300000"), &[], none));
    of("closing_money-none", &closing(none, &[], none));
    of("closing_money-one", &closing(none, &months[..2], none));
    of("closing_money-even", &closing(none, &[deals(1, "100", "50"); 12], none));
    of("closing_money-later", &closing(none, &[], deals(1, "5", "1")));
    let huge = deals(1, "79228162514264337593543950335", "79228162514264337593543950335");
    of("closing_money-odd", &closing(deals(1, "-5", "-1"), &[huge, huge, deals(1, "-100", "-50")], none));
}

pub fn sales(amounts: &[i64]) -> Vec<SalesView> {
    amounts.iter().enumerate().map(|(n, it)| SalesView { title: format!("Account {n}"), sales: amount(&it.to_string()) }).collect()
}

#[test]
fn concentration_of_a_territory() {
    let of = |name: &str, sales: &[SalesView], hhi: &str| check(name, &concentration::figure(sales, Some(decimal(hhi)), decimal("2500"), "c"));
    of("concentration", &sales(&[2194, 1532, 800, 660, 526, 310, 200, 136, 90, 62, 48, 20, 12, 8, 5, 3, 1]), "1876.4");
    of("concentration-few", &sales(&[9000, 500, 100]), "8800");
    of("concentration-one", &sales(&[7]), "10000");
    of("concentration-two", &sales(&[7, 7]), "5000");
    of("concentration-many", &sales(&(1..=120).rev().map(|n| n * n).collect::<Vec<_>>()), "150");
    check("concentration-none", &concentration::figure(&[], None, decimal("2500"), "c"));
    let odd = SalesView { title: "A name so long that nobody would read it in a figure <b>".repeat(2), sales: amount("79228162514264337593543950335") };
    check("concentration-odd", &concentration::figure(&[odd.clone(), odd], None, decimal("2500"), "c"));
}

/// The line goes over all accounts: of equal ones it is straight, however many they are.
#[test]
fn concentration_is_drawn_of_all_accounts() {
    let check = |n: usize| {
        let figure = concentration::figure(&sales(&vec![100; n]), Some(decimal("100")), decimal("2500"), "c");
        let elements = xml::parse(figure.drawing.as_str());
        let line = elements.iter().find(|it| it.get("class") == Some("line1")).unwrap();
        let numbers: Vec<f64> = line.get("points").unwrap().split([' ', ',']).map(|number| number.parse().unwrap()).collect();
        let [x0, y0, .., x1, y1] = numbers[..] else { panic!("{numbers:?}") };
        let slope = (y1 - y0) / (x1 - x0);
        for point in numbers.chunks(2) {
            let straight = y0 + (point[0] - x0) * slope;
            assert!((point[1] - straight).abs() < 3.0, "{n} accounts: {point:?} is not on the line at {straight}");
        }
        assert!(numbers.len() < 200, "{n} accounts: {} numbers", numbers.len());
    };
    [41, 60, 300, 1_200, 10_000].into_iter().for_each(check);
}

/// Days and the days wanted after the one before, as of a day.
pub fn steps(days: &[(&str, i64)], today: &str) -> Vec<StepRow> {
    let titles = ["Assemble the team", "Kick-off meeting", "Homework is in", "Planning meeting", "Finalise and present"];
    let mut steps: Vec<StepRow> = Vec::new();
    for (n, (on, min_gap)) in days.iter().enumerate() {
        let on = day(on);
        let gap = steps.last().map(|before| on.days_since(before.on));
        steps.push(StepRow { key: "team", title: titles[n % 5], on, owner: None, gap, min_gap: *min_gap, passed: on < day(today) });
    }
    steps
}

#[test]
fn cycle_timeline_of_a_year() {
    let year = [("2026-05-06", 0), ("2026-05-27", 14), ("2026-06-24", 21), ("2026-07-29", 28), ("2026-09-09", 28)];
    let of = |name: &str, days: &[(&str, i64)], today: &str| check(name, &cycle_timeline::figure(&steps(days, today), day(today), "c"));
    of("cycle_timeline", &year, "2026-07-20");
    of("cycle_timeline-past", &year, "2026-11-22");
    of("cycle_timeline-today", &year, "2026-06-24");
    of("cycle_timeline-old", &year, "2029-11-22");
    of("cycle_timeline-none", &[], "2026-11-22");
    of("cycle_timeline-one", &year[..1], "2026-05-07");
    of("cycle_timeline-soon", &[("2026-05-06", 0), ("2026-05-09", 14), ("2026-05-10", 21), ("2026-05-01", 28), ("2026-09-09", 28)], "2026-05-08");
}
