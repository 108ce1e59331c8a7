//! Over random data: labels never overlap and stay inside, what is described stands in the table, markup is well formed.

use proptest::prelude::*;
use quarterdeck::audience::accountability::FunctionRow;
use quarterdeck::audience::growth::{ClosingSum, EffortView};
use quarterdeck::audience::history::{LevelsPoint, SectionHistory, StreakView, TrendPoint};
use quarterdeck::audience::sales::SalesView;
use quarterdeck::audience::view::{ActionView, BenchmarkView, Mark, PersonView, RevenueSeries, RowView, TotalsView};
use quarterdeck::audience::whitespace::{PlaceState, ProductPlace, WhitespaceRow};
use quarterdeck::base::amount::Amount;
use quarterdeck::charts::chart::Figure;
use quarterdeck::charts::{
    action_timeline, benchmark_bullets, benchmark_lines, closing_money, concentration, coverage_bars, cycle_timeline, freshness_strip, function_coverage,
    growth_gap, icp_heat_map, portfolio_matrix, readiness_trend, relationship_tree, revenue_line, score_trend, stakeholder_map, streak_growth, value_hours,
    whitespace_grid, work_chain,
};
use quarterdeck::draw::label::{self, Weight};
use rust_decimal::Decimal;

use crate::golden::{Words, closing, effort, grid, matrix, steps};
use crate::sample::{
    SCORES, action, benchmark, criterion, day, levels, link, money, objective, person, places_of, point, ranked, ranking, ready, row, score_title, section,
    series, streak, totals, under,
};
use crate::xml::{self, Element};

/// Left, top, right, bottom in tenths.
fn text_box(element: &Element) -> (i32, i32, i32, i32) {
    let number = |name: &str| (element.get(name).unwrap().parse::<f64>().unwrap() * 10.0).round() as i32;
    let weight = if matches!(element.get("class"), Some("label-strong" | "label-bad")) { Weight::Strong } else { Weight::Regular };
    let width = label::width(&element.text, weight);
    let x = number("x");
    let left = match element.get("text-anchor") {
        Some("middle") => x - width / 2,
        Some("end") => x - width,
        _ => x,
    };
    (left, number("y") - 90, left + width, number("y") + 25)
}

/// Every number in a text, as written.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() || ((c == ',' || c == '.') && !word.is_empty()) {
            word.push(c);
        } else if !word.is_empty() {
            found.push(word.trim_end_matches([',', '.']).to_owned());
            word.clear();
        }
    }
    found
}

fn holds(figure: &Figure) {
    let elements = xml::parse(figure.drawing.as_str());
    let table: String = if figure.rows.is_empty() {
        elements.iter().map(|element| format!("{} ", element.text)).collect()
    } else {
        figure.header.iter().chain(figure.rows.iter().flatten()).map(|cell| format!("{cell} ")).collect()
    };
    let known = numbers(&table);
    for number in numbers(&figure.description) {
        assert!(known.contains(&number), "{number} of {:?} is not in the table {table}", figure.description);
    }
    for element in &elements {
        assert!(element.get("style").is_none());
    }
    let Some(svg) = elements.iter().find(|element| element.get("role") == Some("img")) else { return };
    let view: Vec<f64> = svg.get("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    assert_eq!(view[2], 380.0);
    let height = (view[3] * 10.0).round() as i32;
    let texts: Vec<&Element> = elements.iter().filter(|element| element.tag == "text" && !element.text.is_empty()).collect();
    let boxes: Vec<_> = texts.iter().map(|element| text_box(element)).collect();
    for (index, a) in boxes.iter().enumerate() {
        assert!(a.0 >= 0 && a.1 >= 0 && a.2 <= 3800 && a.3 <= height, "{:?} leaves the view {:?} of {height}", texts[index].text, a);
        for (other, b) in boxes.iter().enumerate().skip(index + 1) {
            assert!(
                a.0 >= b.2 || b.0 >= a.2 || a.1 >= b.3 || b.1 >= a.3,
                "{:?} and {:?} overlap in {}",
                texts[index].text,
                texts[other].text,
                figure.drawing.as_str()
            );
        }
    }
    let ids: Vec<&str> = elements.iter().filter_map(|element| element.get("id")).collect();
    assert_eq!(svg.get("aria-labelledby").unwrap(), ids.join(" "));
}

/// Nothing that names a mark touches a mark, be it its own or another.
fn clear_of_marks(figure: &Figure) {
    let elements = xml::parse(figure.drawing.as_str());
    let tenths = |text: &str| (text.parse::<f64>().unwrap() * 10.0).round() as i32;
    let number = |element: &Element, name: &str| tenths(element.get(name).unwrap());
    // the middle, and half of the width and height
    let mut marks = Vec::new();
    for element in &elements {
        let class = element.get("class").unwrap_or("");
        match element.tag.as_str() {
            "circle" => marks.push((number(element, "cx"), number(element, "cy"), number(element, "r"))),
            "rect" if class.starts_with("pt") => {
                let half = number(element, "width") / 2;
                marks.push((number(element, "x") + half, number(element, "y") + half, half));
            }
            "polygon" if class.starts_with("pt") => {
                let points: Vec<i32> = element.get("points").unwrap().split([' ', ',']).map(tenths).collect();
                let (left, right) = (points.iter().step_by(2).min().unwrap(), points.iter().step_by(2).max().unwrap());
                let (top, bottom) = (points.iter().skip(1).step_by(2).min().unwrap(), points.iter().skip(1).step_by(2).max().unwrap());
                // the circle within it
                marks.push((i32::midpoint(*left, *right), i32::midpoint(*top, *bottom), (bottom - top) / 3));
            }
            _ => {}
        }
    }
    for element in elements.iter().filter(|element| element.tag == "text" && matches!(element.get("class"), Some("label" | "label-strong"))) {
        let (left, top, right, bottom) = text_box(element);
        for (x, y, radius) in &marks {
            let (across, up) = (i64::from(x - x.clamp(&left, &right)), i64::from(y - y.clamp(&top, &bottom)));
            let clear = across.pow(2) + up.pow(2) >= i64::from(*radius).pow(2);
            assert!(clear || element.text.is_empty(), "{:?} touches the mark at {x}, {y} in {}", element.text, figure.drawing.as_str());
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z][a-z]{1,9} [A-Z][a-z]{1,12}", "\\PC{0,40}", "[א-ת]{1,12}", "[A-Za-z <>&\"']{0,90}", "W{1,80}"]
}

fn value() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        4 => (-2_000_000_i64..20_000_000).prop_map(Decimal::from),
        1 => Just(Decimal::ZERO),
        1 => any::<i64>().prop_map(Decimal::from),
        1 => (any::<i64>(), 0_u32..12).prop_map(|(n, scale)| Decimal::new(n, scale)),
        1 => prop_oneof![Just(Decimal::MAX), Just(Decimal::MIN)],
    ]
}

fn people() -> impl Strategy<Value = Vec<PersonView>> {
    let disposition = prop_oneof![Just("champion"), Just("supporter"), Just("neutral"), Just("opponent"), Just("unknown")];
    prop::collection::vec(
        (name(), -1_i64..8, disposition, any::<bool>()).prop_map(|(name, influence, disposition, kdm)| person(&name, influence, disposition, kdm)),
        0..41,
    )
}

fn all_series() -> impl Strategy<Value = Vec<RevenueSeries>> {
    let one = (name(), name(), prop::collection::vec(value(), 0..11), prop::option::of(value()), prop::option::of(value()), 0..3_i32);
    let one = one.prop_map(|(brand, division, values, typed, computed, back)| {
        let mut made = series(&brand, &division, "FY2027-Q2", &vec!["0"; values.len()], None, None);
        for (slot, value) in made.quarters.iter_mut().zip(values) {
            *slot = (slot.0.plus_quarters(-back), Amount(value));
        }
        RevenueSeries { typed: typed.map(Amount), computed: computed.map(Amount), ..made }
    });
    prop::collection::vec(one, 0..18)
}

fn benchmarks() -> impl Strategy<Value = Vec<BenchmarkView>> {
    let direction = prop_oneof![Just("up"), Just("down"), Just("hold")];
    let mark = prop_oneof![Just(Mark::Good), Just(Mark::Watch), Just(Mark::Bad), Just(Mark::Unknown)];
    let one = (name(), name(), direction, mark, name(), prop::collection::vec(value(), 5), 0..16_u8);
    let one = one.prop_map(|(text, unit, direction, mark, state, values, given)| {
        let mut made = benchmark(&text, &unit, direction, ["0", "0"], (given & 1 > 0).then_some("0"), None, mark, &state);
        made.baseline.1 = Amount(values[0]);
        made.target.1 = Amount(values[1]);
        for reading in &mut made.readings {
            reading.1 = Amount(values[2]);
        }
        made.pace = (given & 2 > 0).then_some(Amount(values[3]));
        made.tolerance = (given & 4 > 0).then_some(Amount(values[4]));
        made
    });
    prop::collection::vec(one, 0..14)
}

fn actions() -> impl Strategy<Value = Vec<ActionView>> {
    let status = prop_oneof![Just("planned"), Just("doing"), Just("done"), Just("blocked"), Just("dropped")];
    let one = (0..30_usize, name(), prop_oneof![4 => -200_i64..400, 1 => -20_000_i64..20_000], status, prop::collection::vec(0..30_usize, 0..4));
    let one = one.prop_map(|(id, text, days, status, after)| {
        let after: Vec<String> = after.iter().map(|id| format!("a{id}")).collect();
        let after: Vec<&str> = after.iter().map(String::as_str).collect();
        action(&format!("a{id}"), &text, &day("2026-11-22").plus_days(days).to_string(), status, &after)
    });
    prop::collection::vec(one, 0..24)
}

fn points() -> impl Strategy<Value = Vec<TrendPoint>> {
    let score = prop_oneof![4 => (0..1001_i64).prop_map(|tenths| Decimal::new(tenths, 1)), 1 => value()];
    let scores = prop::collection::btree_map((0..SCORES.len() + 1).prop_map(|n| SCORES.get(n).map_or("strange", |score| score.0).to_owned()), score, 0..16);
    let one = (prop_oneof![3 => Just("FY2026-Q1".to_owned()), 1 => name()], 0..900_i64, scores);
    let one = one.prop_map(|(label, days, scores)| TrendPoint { scores, day: day("2024-12-31").plus_days(days), ..point(&label, "2026-01-01", &[]) });
    prop::collection::vec(one, 0..11)
}

fn sections() -> impl Strategy<Value = Vec<SectionHistory>> {
    let one = (name(), name(), prop::collection::btree_set(-400_i64..1, 1..12));
    let one = one.prop_map(|(title, who, days)| {
        let mut made = section(&title, &["2026-11-22"]);
        made.days = days.into_iter().map(|ago| day("2026-11-22").plus_days(ago)).collect();
        made.last.day = *made.days.last().unwrap();
        made.last.who = who;
        made
    });
    prop::collection::vec(one, 0..26)
}

fn level_points() -> impl Strategy<Value = Vec<LevelsPoint>> {
    let n = || prop_oneof![4 => 0..40_usize, 1 => Just(0), 1 => any::<usize>()];
    let label = prop_oneof![3 => Just("FY2026-Q1".to_owned()), 1 => name()];
    prop::collection::vec((label, [n(), n(), n(), n()]).prop_map(|(label, counts)| levels(&label, counts)), 0..16)
}

fn streaks() -> impl Strategy<Value = Vec<StreakView>> {
    let growth = prop_oneof![6 => (-60..90_i64).prop_map(|n| Decimal::new(n, 2)), 1 => Just(Decimal::ZERO), 1 => value()];
    let one = (name(), prop_oneof![6 => 0..9_usize, 1 => any::<usize>()], growth).boxed();
    let all = prop_oneof![prop::collection::vec(one.clone(), 0..14), prop::collection::vec(one, 40..90)];
    all.prop_map(|all| {
        all.into_iter().enumerate().map(|(n, (name, kept, growth))| StreakView { growth, ..streak(&format!("a{n}"), &name, kept, "0") }).collect()
    })
}

fn places() -> impl Strategy<Value = Vec<RowView>> {
    let score = || prop::option::weighted(0.9, prop_oneof![6 => (0..1001_i64).prop_map(|tenths| Decimal::new(tenths, 1)), 1 => value()]);
    let share = prop::option::weighted(0.9, prop_oneof![6 => (0..101_i64).prop_map(|n| Decimal::new(n, 2)), 1 => value()]);
    let one = (name(), score(), score(), share, prop::option::of(value())).prop_map(|(name, fit, relations, share, potential)| RowView {
        scores: [("icp_fit", fit), ("relationship_strength", relations)].into_iter().collect(),
        share_of_wallet: share,
        potential: potential.map(Amount),
        ..row("a", &name)
    });
    prop::collection::vec(one, 0..50)
}

fn whitespace() -> impl Strategy<Value = Vec<WhitespaceRow>> {
    let state = prop_oneof![Just(PlaceState::Buying), Just(PlaceState::Proposed), Just(PlaceState::Rival), Just(PlaceState::Lapsed), Just(PlaceState::Open)];
    let place = (state, value(), value(), 0..3_usize, prop::option::of(name()), prop::option::of(value()));
    let place = place.prop_map(|(state, sales, weighted, proposals, rival, room)| ProductPlace {
        state,
        sales: Amount(sales),
        weighted: Amount(weighted),
        proposals,
        rival,
        room: room.map(Amount),
    });
    let one = (name(), prop::collection::vec(place, 3), prop::option::of(name()), value());
    let one = one.prop_map(|(title, places, foreign, elsewhere)| WhitespaceRow { foreign, elsewhere: Amount(elsewhere), ..places_of("a", &title, places) });
    prop::collection::vec(one, 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_people(people in people()) {
        let figure = stakeholder_map::figure(&people, "x");
        holds(&figure);
        clear_of_marks(&figure);
    }

    #[test]
    fn of_revenue(series in all_series()) {
        holds(&revenue_line::figure(&series, "EUR", "x"));
    }

    #[test]
    fn of_benchmarks(benchmarks in benchmarks()) {
        holds(&benchmark_bullets::figure(&benchmarks, "x"));
    }

    #[test]
    fn of_lines(benchmarks in benchmarks(), more in prop::collection::vec((0..14_usize, -900_i64..900, value()), 0..30)) {
        let mut benchmarks = benchmarks;
        for (index, days, value) in more {
            if let Some(benchmark) = benchmarks.get_mut(index) {
                benchmark.readings.push((day("2026-09-30").plus_days(days), Amount(value), None));
                benchmark.readings.sort_by_key(|reading| reading.0);
            }
        }
        holds(&benchmark_lines::figure(&benchmarks, day("2026-11-22"), "x"));
    }

    #[test]
    fn of_actions(actions in actions()) {
        holds(&action_timeline::figure(&actions, day("2026-11-22"), "x"));
    }

    #[test]
    fn of_trees(people in people(), bosses in prop::collection::vec(0..41_usize, 41)) {
        // anybody under anybody: circles, people under themselves, two of one name
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let people: Vec<PersonView> = people.into_iter().zip(&bosses).map(|(person, boss)| match names.get(*boss) {
            Some(boss) => under(person, boss),
            None => person,
        }).collect();
        let figure = relationship_tree::figure(&people, &|_| String::new());
        holds(&figure);
        let rows = xml::parse(figure.drawing.as_str()).iter().filter(|it| it.get("scope") == Some("row")).count();
        prop_assert!(figure.drawing.is_empty() || rows == people.len(), "{} of {} people", rows, people.len());
    }

    #[test]
    fn of_chains(actions in actions(), goals in prop::collection::vec((name(), any::<bool>(), prop::collection::vec(0..30_usize, 0..4)), 0..6), benchmarks in benchmarks()) {
        let goals: Vec<_> = goals.iter().map(|(text, proved, actions)| objective("o", text, proved.then_some("b"), actions)).collect();
        let figure = work_chain::figure(&goals, &actions, &benchmarks, &mut Words);
        holds(&figure);
        let written = xml::parse(figure.drawing.as_str()).iter().filter(|it| it.tag == "li").count();
        prop_assert!(written >= actions.len(), "an action is lost");
    }

    #[test]
    fn of_scores(points in points()) {
        holds(&score_trend::figure(&points, &score_title, "x"));
    }

    #[test]
    fn of_freshness(sections in sections(), later in 0..40_i64) {
        holds(&freshness_strip::figure(&sections, day("2026-11-22").plus_days(later), "x"));
    }

    #[test]
    fn of_levels(points in level_points()) {
        holds(&readiness_trend::figure(&points, "x"));
    }

    #[test]
    fn of_streaks(streaks in streaks()) {
        let figure = streak_growth::figure(&streaks, "x");
        holds(&figure);
        clear_of_marks(&figure);
        // no dot hides another: at most as many in one place as there are places side by side
        let dots: Vec<_> = xml::parse(figure.drawing.as_str()).into_iter().filter(|it| it.tag == "circle").collect();
        for (index, dot) in dots.iter().enumerate() {
            assert!(dots[..index].iter().all(|other| other.get("cx") != dot.get("cx") || other.get("cy") != dot.get("cy")), "two dots in one place");
        }
    }

    #[test]
    fn of_efforts(efforts in prop::collection::vec((name(), name(), value(), value()), 0..80), unknown in 0..9_usize) {
        let efforts: Vec<_> = efforts
            .into_iter()
            .map(|(title, text, hours, value)| EffortView { title, text, hours: Amount(hours), value: Amount(value), ..effort("A", "", "1", "1") })
            .collect();
        let figure = value_hours::figure(&efforts, unknown, "EUR", "x");
        holds(&figure);
        clear_of_marks(&figure);
    }

    #[test]
    fn of_functions(plans in prop::collection::vec(0..20_usize, 0..8), live in 0..20_usize) {
        let names = ["sales", "marketing", "operations", "finance", "product", "service", "legal", "executive"];
        let rows: Vec<_> = names.iter().zip(&plans).map(|(function, plans)| FunctionRow { function, plans: *plans.min(&live), ..FunctionRow::default() }).collect();
        holds(&function_coverage::figure(&rows, live));
    }

    #[test]
    fn of_the_gap(target in value(), won in value(), weighted in value(), open in value(), plans in 0..9_usize) {
        let made = TotalsView {
            growth_target: Some(Amount(target)),
            won: Amount(won),
            weighted_open: Amount(weighted),
            open: Amount(open),
            other_currencies: plans,
            ..totals(None, "0", "0", "0")
        };
        holds(&growth_gap::figure(&made, "EUR", "x"));
    }

    #[test]
    fn of_whitespace(rows in whitespace(), from in 0..9_usize) {
        let buying = |place: &&ProductPlace| place.state == PlaceState::Buying && place.free() > Amount::ZERO;
        let room = rows.iter().skip(from).take(4).flat_map(|row| &row.places).filter(buying).count();
        let figure = whitespace_grid::figure(&grid(rows), from..from + 4, "EUR", &link);
        holds(&figure);
        // the room that a column sums up stands in its cells, beside sales too
        let said = xml::parse(figure.drawing.as_str()).iter().filter(|it| it.tag == "small" && it.text.ends_with("elsewhere")).count();
        prop_assert_eq!(said, room);
    }

    #[test]
    fn of_fits(
        rows in prop::collection::vec((name(), "[0-9?]{0,4}", prop::option::of(Just("high"))), 0..130),
        weights in prop::collection::vec((name(), value(), 0..4_i64), 0..5),
    ) {
        let criteria = weights.into_iter().map(|(label, weight, highest)| criterion(&label, &weight.to_string(), highest)).collect();
        let mut rows: Vec<_> = rows.into_iter().map(|(name, levels, band)| ranked("a", &name, &levels, None, band, Some("high"))).collect();
        let acquire = rows.split_off(rows.len() / 3);
        holds(&icp_heat_map::figure(&ranking(criteria, rows, acquire), &link));
    }

    #[test]
    fn of_closing(sums in prop::collection::vec((prop_oneof![Just(0), 1..9_usize], value(), value()), 0..14)) {
        let sums: Vec<_> = sums.into_iter().map(|(count, all, weighted)| match count {
            0 => ClosingSum::default(),
            count => ClosingSum { count, amount: Amount(all), weighted: Amount(weighted) },
        }).collect();
        let ends = |at: usize| sums.get(at).copied().unwrap_or_default();
        holds(&closing_money::figure(&closing(ends(12), &sums[..sums.len().min(12)], ends(13)), "EUR", "x"));
    }

    #[test]
    fn of_sales(mut sales in prop::collection::vec((name(), value()), 0..90), hhi in prop::option::of(value()), from in value()) {
        sales.retain(|it| it.1 > Decimal::ZERO);
        sales.sort_by_key(|it| std::cmp::Reverse(it.1));
        let sales: Vec<_> = sales.into_iter().map(|(title, sales)| SalesView { title, sales: Amount(sales) }).collect();
        holds(&concentration::figure(&sales, hhi, from, "x"));
    }

    #[test]
    fn of_cycles(days in prop::collection::vec((-900_i64..900, -5_i64..60), 0..6)) {
        let days: Vec<(String, i64)> = days.into_iter().map(|(after, wanted)| (day("2026-11-22").plus_days(after).to_string(), wanted)).collect();
        let days: Vec<(&str, i64)> = days.iter().map(|(on, wanted)| (on.as_str(), *wanted)).collect();
        holds(&cycle_timeline::figure(&steps(&days, "2026-11-22"), day("2026-11-22"), "x"));
    }

    #[test]
    fn of_places(rows in places()) {
        let figure = portfolio_matrix::figure(&rows, "EUR", "x");
        holds(&figure);
        clear_of_marks(&figure);
        // a name stands nearest to the bubble of an account that is called so: bubbles are drawn in the order of the rows
        let elements = xml::parse(figure.drawing.as_str());
        let number = |it: &Element, name: &str| it.get(name).unwrap().parse::<f64>().unwrap() * 10.0;
        let bubbles: Vec<_> = elements.iter().filter(|it| it.tag == "circle").collect();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let labels: Vec<_> = elements.iter().filter(|it| it.tag == "text" && it.get("class") == Some("label") && !it.text.trim().is_empty()).collect();
        let (mut names, mut at): (Vec<(String, (i32, i32, i32, i32))>, usize) = (Vec::new(), 0);
        while let Some(first) = labels.get(at) {
            // a name in two lines is one name
            let both = labels.get(at + 1).map(|second| (format!("{} {}", first.text, second.text), text_box(first), text_box(second)));
            match both.filter(|(both, ..)| figure.rows.iter().any(|row| words(&row[0]) == words(both))) {
                Some((both, a, b)) => names.push((both, (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))),
                None => names.push((first.text.clone(), text_box(first))),
            }
            at += if names.last().is_some_and(|name| name.0 == first.text) { 1 } else { 2 };
        }
        for (name, (left, top, right, bottom)) in names {
            let far = |it: &&Element| {
                let (x, y) = (number(it, "cx"), number(it, "cy"));
                let (across, up) = (x - x.clamp(left.into(), right.into()), y - y.clamp(top.into(), bottom.into()));
                across.hypot(up) - number(it, "r")
            };
            let nearest = bubbles.iter().map(far).fold(f64::MAX, f64::min);
            let written = words(name.trim_end_matches('…'));
            let own = figure.rows.iter().zip(&bubbles).any(|(row, it)| words(&row[0]).starts_with(&written) && far(it) < nearest + 10.0);
            prop_assert!(own, "{:?} stands at another bubble in {}", name, figure.drawing.as_str());
        }
    }

    #[test]
    fn of_coverage(rows in prop::collection::vec((name(), prop::collection::vec(value(), 4)), 0..30)) {
        let rows: Vec<_> = rows.into_iter().enumerate().map(|(n, (name, values))| {
            let mut row = money(&format!("a{n}"), &name, "0", "0", "0", "0");
            row.growth_target = Some(Amount(values[0]));
            (row.won, row.weighted_open, row.open) = (Amount(values[1]), Amount(values[2]), Amount(values[3]));
            row
        }).collect();
        holds(&coverage_bars::figure(&rows, "EUR", &link));
    }

    #[test]
    fn of_readiness(rows in prop::collection::vec((name(), prop_oneof![Just("ready"), Just("ready-with-gaps"), Just("prepare-first")], 0..1000_i64, "[0-3?-]{0,11}"), 0..20)) {
        let rows: Vec<_> = rows.into_iter().enumerate().map(|(n, (name, verdict, score, blocks))| {
            ready(&format!("a{n}"), &name, verdict, Some(&Decimal::new(score, 1).to_string()), &blocks)
        }).collect();
        holds(&matrix(&rows));
    }
}
