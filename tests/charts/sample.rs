//! Views made by hand, for figures only.

use quarterdeck::audience::history::{LevelsPoint, SectionHistory, StreakView, TouchView, TrendPoint};
use quarterdeck::audience::ranking::{CriterionRow, RankRow, RankingView};
use quarterdeck::audience::view::{
    ActionView, BenchmarkView, BlockCounts, Mark, Named, ObjectiveView, PersonView, PlaceView, RevenueSeries, RowView, TotalsView,
};
use quarterdeck::audience::whitespace::{PlaceState, ProductPlace, WhitespaceRow};
use quarterdeck::base::amount::Amount;
use quarterdeck::base::date::{Date, FiscalPeriod};
use quarterdeck::base::html::Href;
use quarterdeck::base::slug::Slug;
use rust_decimal::Decimal;

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn amount(text: &str) -> Amount {
    Amount(decimal(text))
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn link(slug: &Slug) -> Href {
    Href::external(&format!("https://example.com/accounts/{slug}/index.html")).unwrap()
}

pub const BLOCKS: [(&str, &str); 11] = [
    ("purpose", "Purpose and logistics"),
    ("money", "As, Bs and the money"),
    ("revenue", "Revenue"),
    ("people", "People"),
    ("issues", "Strategic issues"),
    ("strategy", "Strategy"),
    ("execution", "Execution"),
    ("benchmarks", "Benchmarks"),
    ("quality", "Preparation quality"),
    ("asks", "Asks"),
    ("since-review", "Since last review"),
];

/// A row with nothing in it but its name.
pub fn row(slug: &str, title: &str) -> RowView {
    RowView {
        slug: Slug::new(slug).unwrap(),
        title: title.to_owned(),
        readable: true,
        owner: Named::default(),
        segment: None,
        region: None,
        potential: None,
        sales: None,
        share_of_wallet: None,
        status: Some("active"),
        stance: Some("grow"),
        tier: Some("A"),
        computed_tier: None,
        copy: false,
        currency: "EUR".to_owned(),
        growth_target: None,
        won: Amount::ZERO,
        won_this_year: Amount::ZERO,
        weighted_open: Amount::ZERO,
        open: Amount::ZERO,
        value_at_stake_90d: Amount::ZERO,
        scores: Default::default(),
        qualification: None,
        verdict: "prepare-first",
        level: "basic",
        gates_unmet: Vec::new(),
        open_actions: 0,
        overdue_actions: 0,
        kdm_met_days: None,
        next_review: None,
        last_review: None,
        errors: 0,
        warnings: 0,
        deals_lost: 0,
        target_lost: false,
        worst_gap: None,
        nothing_left: false,
        blocks: Vec::new(),
    }
}

/// Target, won, weighted, open.
pub fn money(slug: &str, title: &str, target: &str, won: &str, weighted: &str, open: &str) -> RowView {
    RowView { growth_target: Some(amount(target)), won: amount(won), weighted_open: amount(weighted), open: amount(open), ..row(slug, title) }
}

/// `failed` has a digit per block: open checks; `?` is unknown, `-` is nothing to check.
pub fn ready(slug: &str, title: &str, verdict: &'static str, score: Option<&str>, failed: &str) -> RowView {
    let blocks = BLOCKS.iter().zip(failed.chars()).map(|((key, title), c)| {
        let (passed, failed, unknown) = match c {
            '?' => (0, 0, 2),
            '-' => (0, 0, 0),
            c => (3, c.to_digit(10).unwrap() as usize, 0),
        };
        BlockCounts { key, title, passed, failed, unknown }
    });
    let scores = [("readiness", score.map(decimal))].into_iter().collect();
    RowView { verdict, scores, blocks: blocks.collect(), ..row(slug, title) }
}

pub fn person(name: &str, influence: i64, disposition: &'static str, kdm: bool) -> PersonView {
    PersonView {
        id: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        title: "Director".to_owned(),
        unit: None,
        buying_role: "economic",
        kdm,
        in_power: None,
        influence,
        disposition,
        target_disposition: None,
        equity: None,
        last_met: Some(day("2026-10-02")),
        days_since_met: Some(51),
        next_meeting: None,
        our_owner: None,
        our_owner_id: None,
        reports_to: None,
        evidence: None,
        access_barrier: None,
        new_since: None,
        place: PlaceView::default(),
    }
}

/// The same person under another one, by name.
pub fn under(person: PersonView, boss: &str) -> PersonView {
    PersonView { reports_to: Some(Named { id: boss.to_lowercase().replace(' ', "-"), name: boss.to_owned() }), ..person }
}

/// An action that is late where its day is before 22 November 2026 and it is not done.
pub fn action(id: &str, text: &str, due: &str, status: &'static str, after: &[&str]) -> ActionView {
    let open = !matches!(status, "done" | "dropped");
    let late = day("2026-11-22").days_since(day(due));
    ActionView {
        id: id.to_owned(),
        text: text.to_owned(),
        objective: "o".to_owned(),
        owner: "Maya Chen".to_owned(),
        owner_id: "maya-chen".to_owned(),
        due: day(due),
        status,
        done_on: (status == "done").then(|| day(due)),
        open,
        overdue_days: (open && late > 0).then_some(late),
        after: after.iter().map(|id| (*id).to_owned()).collect(),
        hours: None,
        expected_value: None,
        needs: None,
        slips: 0,
        slipped: None,
        place: PlaceView::default(),
    }
}

/// An objective that these actions serve, by their positions.
pub fn objective(id: &str, text: &str, benchmark: Option<&str>, actions: &[usize]) -> ObjectiveView {
    ObjectiveView {
        id: id.to_owned(),
        text: text.to_owned(),
        kind: "revenue",
        horizon: "short",
        by: day("2027-03-31"),
        why: None,
        benchmark: benchmark.map(str::to_owned),
        actions: actions.to_vec(),
        place: PlaceView::default(),
    }
}

pub fn series(brand: &str, division: &str, last: &str, values: &[&str], typed: Option<&str>, computed: Option<&str>) -> RevenueSeries {
    let last = FiscalPeriod::parse(last).unwrap();
    let n = values.len() as i32;
    RevenueSeries {
        brand: brand.to_owned(),
        division: division.to_owned(),
        quarters: values.iter().enumerate().map(|(at, value)| (last.plus_quarters(at as i32 + 1 - n), amount(value))).collect(),
        typed: typed.map(amount),
        computed: computed.map(amount),
        unplaced: Vec::new(),
    }
}

pub fn benchmark(
    text: &str,
    unit: &str,
    direction: &'static str,
    numbers: [&str; 2],
    latest: Option<&str>,
    pace: Option<&str>,
    mark: Mark,
    state: &str,
) -> BenchmarkView {
    BenchmarkView {
        id: "b".to_owned(),
        text: text.to_owned(),
        unit: unit.to_owned(),
        direction,
        baseline: (day("2026-06-30"), amount(numbers[0])),
        target: (day("2027-12-31"), amount(numbers[1])),
        tolerance: None,
        readings: latest.into_iter().map(|latest| (day("2026-09-30"), amount(latest), None)).collect(),
        pace: pace.map(amount),
        mark,
        state: state.to_owned(),
        place: PlaceView::default(),
    }
}

/// The scores that these tests know.
pub const SCORES: [(&str, &str); 15] = [
    ("readiness", "Readiness"),
    ("completeness", "Completeness"),
    ("specificity", "Specificity"),
    ("freshness", "Freshness"),
    ("qualification", "Qualification"),
    ("relationship_coverage", "Relationship coverage"),
    ("relationship_strength", "Relationship strength"),
    ("kdm_access", "Access to decision makers"),
    ("execution", "Execution"),
    ("benchmark_attainment", "Benchmarks"),
    ("goal_coverage", "Goal coverage"),
    ("revenue_vs_quota", "Revenue against quota"),
    ("icp_fit", "Ideal-customer fit"),
    ("long_view", "Long view"),
    ("health", "Health"),
];

pub fn score_title(key: &str) -> Option<&'static str> {
    SCORES.iter().find(|score| score.0 == key).map(|score| score.1)
}

/// A day at the end of a quarter: `FY2026-Q1` ends in March 2026.
pub fn point(label: &str, on: &str, scores: &[(&str, &str)]) -> TrendPoint {
    let scores = scores.iter().map(|(key, value)| ((*key).to_owned(), decimal(value))).collect();
    TrendPoint { label: label.to_owned(), day: day(on), scores, level: "silver".to_owned() }
}

pub fn levels(label: &str, levels: [usize; 4]) -> LevelsPoint {
    LevelsPoint { label: label.to_owned(), day: day("2026-11-22"), levels }
}

/// The days ascending; the last one is the last change.
pub fn section(title: &str, days: &[&str]) -> SectionHistory {
    let days: Vec<Date> = days.iter().map(|text| day(text)).collect();
    let last = TouchView { day: *days.last().unwrap(), who: "Maya Chen".to_owned(), commit: "4f2c9ae".to_owned() };
    SectionHistory { key: title.to_lowercase().replace(' ', "_"), title: title.to_owned(), last, days }
}

pub fn streak(slug: &str, title: &str, streak: usize, growth: &str) -> StreakView {
    StreakView { slug: Slug::new(slug).unwrap(), title: title.to_owned(), streak, growth: decimal(growth) }
}

/// The sums of a territory: target, won, weighted, open.
pub fn totals(target: Option<&str>, won: &str, weighted: &str, open: &str) -> TotalsView {
    TotalsView {
        plans: 12,
        accounts: Some(90),
        owners: 5,
        growth_target: target.map(amount),
        planned_target: Amount::ZERO,
        planned_covered: Amount::ZERO,
        covered_elsewhere: Amount::ZERO,
        won: amount(won),
        won_this_year: amount(won),
        weighted_open: amount(weighted),
        open: amount(open),
        gap: None,
        value_at_stake_90d: Amount::ZERO,
        ready: 0,
        ready_with_gaps: 0,
        prepare_first: 0,
        open_actions: 0,
        overdue_actions: 0,
        errors: 0,
        warnings: 0,
        hhi: Some(decimal("876.4")),
        concentrated_from: decimal("2500"),
        top1_share: None,
        top5_share: None,
        accounts_for_80: None,
        other_currencies: 0,
    }
}

/// Fit, relationships, share of wallet, potential.
pub fn placed(slug: &str, title: &str, fit: Option<&str>, relations: Option<&str>, share: Option<&str>, potential: Option<&str>) -> RowView {
    let scores = [("icp_fit", fit.map(decimal)), ("relationship_strength", relations.map(decimal))].into_iter().collect();
    RowView { scores, share_of_wallet: share.map(decimal), potential: potential.map(amount), ..row(slug, title) }
}

/// Sales, weighted money of proposals and what is bought elsewhere, of one product.
pub fn place(state: PlaceState, sales: &str, weighted: Option<&str>, rival: Option<&str>, room: Option<&str>) -> ProductPlace {
    ProductPlace {
        state,
        sales: amount(sales),
        weighted: weighted.map(amount).unwrap_or_default(),
        proposals: usize::from(weighted.is_some()),
        rival: rival.map(str::to_owned),
        room: room.map(amount),
    }
}

pub fn places_of(slug: &str, title: &str, places: Vec<ProductPlace>) -> WhitespaceRow {
    WhitespaceRow { slug: Slug::new(slug).unwrap(), title: title.to_owned(), foreign: None, places, elsewhere: Amount::ZERO }
}

/// Levels by digit, `?` is unknown; the bands that the matrix and the manager say.
pub fn ranked(slug: &str, title: &str, levels: &str, value: Option<&str>, band: Option<&'static str>, expected: Option<&'static str>) -> RankRow {
    RankRow {
        slug: Slug::new(slug).unwrap(),
        title: title.to_owned(),
        value: value.map(decimal),
        matched: 0,
        criteria: 3,
        confidence: Decimal::ONE,
        band,
        expected,
        confirmed: None,
        confirmed_by: None,
        potential: None,
        currency: "USD".to_owned(),
        levels: levels.chars().map(|c| c.to_digit(10).map(i64::from)).collect(),
        place: PlaceView::default(),
    }
}

pub fn criterion(label: &str, weight: &str, highest: i64) -> CriterionRow {
    let levels = (0..=highest).map(|level| (level, format!("meaning {level}"))).collect();
    CriterionRow { id: label.to_lowercase(), label: label.to_owned(), weight: decimal(weight), levels, spread: Vec::new() }
}

pub fn ranking(criteria: Vec<CriterionRow>, grow: Vec<RankRow>, acquire: Vec<RankRow>) -> RankingView {
    RankingView {
        version: "1".to_owned(),
        about: None,
        why_they_value_us: None,
        is_default: false,
        bands: (decimal("70"), decimal("40")),
        grow,
        acquire,
        calibration: Vec::new(),
        unconfirmed: 0,
        criteria,
        questions: Vec::new(),
    }
}
