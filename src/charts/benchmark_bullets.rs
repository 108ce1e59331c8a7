//! Benchmarks as bullets: where each began, where it is, where it should be today, where it is to go.

use std::borrow::Cow;

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::view::{BenchmarkView, Mark};
use crate::charts::chart::{Chart, Figure, Of, described, every, heading};
use crate::draw::label::{self, LINE, Weight};
use crate::draw::number::{Tenths, plain, short};
use crate::draw::scale::Linear;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "benchmark_bullets",
    of: Of::Account,
    title: "Benchmarks against their pace",
    shows: "Per benchmark the baseline, the latest reading, the pace of today and the target",
    ids: &["K11"],
};

/// Where the bar begins below the top of its entry, and how high it is.
const BAR: Tenths = 120;

/// All benchmarks in the given order; `ids` makes the ids of the drawing unique on its page (K11).
pub fn figure(benchmarks: &[BenchmarkView], ids: &str) -> Figure {
    if benchmarks.is_empty() {
        return Figure::empty(CHART.key, &word("No benchmarks yet"));
    }
    let title = title(benchmarks);
    let lines: Vec<Line> = benchmarks.iter().map(line).collect();
    let description = described(lines.iter().map(|line| line.sentence.clone()));
    let height = lines.iter().map(Line::height).sum::<Tenths>() - 70;
    let mut svg = Svg::figure(height, ids, &title, &description);
    let mut top = 0;
    for line in &lines {
        line.draw(&mut svg, top);
        top += line.height();
    }
    Figure {
        key: CHART.key,
        title,
        subtitle: word("Bar: latest reading; grey line: baseline; triangle: pace of today; black line: target").into_owned(),
        drawing: svg.finish(),
        description,
        header: ["Benchmark", "Baseline", "Latest", "Pace today", "Target", "State"].map(heading).to_vec(),
        rows: benchmarks.iter().zip(&lines).map(|(benchmark, line)| line.row(benchmark)).collect(),
    }
}

pub(super) fn title(benchmarks: &[BenchmarkView]) -> String {
    let n = benchmarks.len();
    let behind = benchmarks.iter().filter(|b| matches!(b.mark, Mark::Watch | Mark::Bad)).count();
    let unknown = benchmarks.iter().filter(|b| b.mark == Mark::Unknown).count();
    if let [only] = benchmarks {
        return format!("{}: {}", label::name(&only.text), state(only));
    }
    match (behind, unknown) {
        (0, 0) => phrase("{} keep their pace", &[&every(n, "benchmarks")]),
        (0, unknown) if unknown == n => phrase("None of {n} benchmarks is measured", &[&n]),
        (0, 1) => phrase("1 of {n} benchmarks is not measured, the others keep their pace", &[&n]),
        (0, unknown) => phrase("{unknown} of {n} benchmarks are not measured, the others keep their pace", &[&unknown, &n]),
        (behind, _) if behind == n => phrase("{} are behind their pace", &[&every(n, "benchmarks")]),
        (1, _) => phrase("1 of {n} benchmarks is behind its pace", &[&n]),
        (behind, _) => phrase("{behind} of {n} benchmarks are behind their pace", &[&behind, &n]),
    }
}

/// The state in words.
pub(super) fn state(benchmark: &BenchmarkView) -> Cow<'_, str> {
    match (benchmark.state.as_str(), benchmark.mark) {
        ("", Mark::Good) => word("on track"),
        ("", Mark::Watch) => word("watch"),
        ("", Mark::Bad) => word("at risk"),
        ("", Mark::Unknown) => word("not measured"),
        (words, _) => Cow::Borrowed(words),
    }
}

/// A value in few characters.
pub(super) fn value(value: Decimal) -> String {
    if value.abs() < Decimal::from(100_000) { plain(value) } else { short(value) }
}

/// One benchmark, measured and worded.
struct Line<'a> {
    benchmark: &'a BenchmarkView,
    words: Vec<String>,
    state: String,
    baseline: String,
    latest: Option<(Decimal, String)>,
    pace: Option<String>,
    target: String,
    tolerance: Option<String>,
    sentence: String,
}

fn line(benchmark: &BenchmarkView) -> Line<'_> {
    let latest = benchmark.readings.last().map(|reading| (reading.1.0, value(reading.1.0)));
    let baseline = value(benchmark.baseline.1.0);
    let target = value(benchmark.target.1.0);
    let pace = benchmark.pace.map(|pace| value(pace.0));
    let hold = benchmark.direction == "hold";
    let tolerance = benchmark.tolerance.filter(|tolerance| hold && tolerance.0 > Decimal::ZERO).map(|tolerance| value(tolerance.0));
    let shown = label::fit(&state(benchmark), 1600, Weight::Regular).into_owned();
    let room = WIDTH - label::width(&shown, Weight::Strong) - 300;
    let aim = match (&tolerance, hold) {
        (Some(tolerance), _) => phrase("to hold {target} ± {tolerance}", &[&target, &tolerance]),
        (None, true) => phrase("to hold {target}", &[&target]),
        (None, false) => phrase("target {target}", &[&target]),
    };
    let now = latest.as_ref().map_or_else(|| word("no reading").into_owned(), |(_, latest)| phrase("latest {latest}", &[&latest]));
    let today = pace.as_ref().filter(|_| !hold).map_or_else(String::new, |pace| phrase(", pace today {pace}", &[&pace]));
    let unit = if benchmark.unit.is_empty() { String::new() } else { format!(" {}", benchmark.unit) };
    Line {
        words: label::wrap(&benchmark.text, room, 2, Weight::Regular),
        sentence: phrase(
            "{}: baseline {baseline}, {now}{today}, {aim}{unit}; {}.",
            &[&benchmark.text, &baseline, &now, &today, &aim, &unit, &state(benchmark)],
        ),
        benchmark,
        state: shown,
        baseline,
        latest,
        pace,
        target,
        tolerance,
    }
}

impl Line<'_> {
    fn lines(&self) -> Tenths {
        i32::try_from(self.words.len().max(1)).unwrap_or(1)
    }

    fn height(&self) -> Tenths {
        self.lines() * LINE + 50 + BAR + 70 + LINE + 110
    }

    fn row(&self, benchmark: &BenchmarkView) -> Vec<String> {
        let with_unit = |text: &str| if benchmark.unit.is_empty() { text.to_owned() } else { format!("{text}\u{a0}{}", benchmark.unit) };
        let target = match &self.tolerance {
            Some(tolerance) => format!("{} ± {tolerance}", self.target),
            None => self.target.clone(),
        };
        let latest = match (&self.latest, benchmark.readings.last()) {
            (Some((_, shown)), Some(reading)) => format!("{}, {}", with_unit(shown), reading.0.long()),
            _ => "–".to_owned(),
        };
        vec![
            benchmark.text.clone(),
            format!("{}, {}", with_unit(&self.baseline), benchmark.baseline.0.long()),
            latest,
            self.pace.as_deref().filter(|_| benchmark.direction != "hold").map_or_else(|| "–".to_owned(), with_unit),
            format!("{}, {}", with_unit(&target), benchmark.target.0.long()),
            state(benchmark).into_owned(),
        ]
    }

    fn draw(&self, svg: &mut Svg, top: Tenths) {
        let benchmark = self.benchmark;
        for (index, words) in self.words.iter().enumerate() {
            svg.text("label", 0, top + 105 + LINE * i32::try_from(index).unwrap_or(0), Anchor::Start, words);
        }
        let (glyph, strength) = match benchmark.mark {
            Mark::Good => (("pt-ok", "●"), "label"),
            Mark::Watch => (("pt-warn", "◐"), "label"),
            Mark::Bad => (("pt-bad", "▲"), "label-bad"),
            Mark::Unknown => (("", "–"), ""),
        };
        svg.state(strength, WIDTH, top + 105, glyph, &self.state);
        self.bullet(svg, top + self.lines() * LINE + 50);
        let now = self.latest.as_ref().map_or_else(|| word("no reading").into_owned(), |(_, latest)| phrase("now {latest}", &[&latest]));
        let today = self.pace.as_ref().filter(|_| benchmark.direction != "hold").map_or_else(String::new, |pace| phrase(", pace {pace}", &[&pace]));
        let below = top + self.height() - 145;
        let left = label::fit(&phrase("from {}, {now}{today}", &[&self.baseline, &now, &today]), 2300, Weight::Regular).into_owned();
        svg.text("", 0, below, Anchor::Start, &left);
        let verb = match (benchmark.direction, &self.tolerance) {
            ("hold", Some(tolerance)) => phrase("hold {} ± {tolerance} {}", &[&self.target, &tolerance, &benchmark.unit]),
            ("hold", None) => phrase("hold {} {}", &[&self.target, &benchmark.unit]),
            ("down", _) => phrase("down to {} {}", &[&self.target, &benchmark.unit]),
            _ => phrase("up to {} {}", &[&self.target, &benchmark.unit]),
        };
        let room = WIDTH - label::width(&left, Weight::Regular) - 100;
        svg.text("", WIDTH, below, Anchor::End, &label::fit(verb.trim_end(), room, Weight::Regular));
    }

    /// The bar with its marks; it begins at zero.
    fn bullet(&self, svg: &mut Svg, top: Tenths) {
        let benchmark = self.benchmark;
        let (baseline, target) = (benchmark.baseline.1.0, benchmark.target.1.0);
        let tolerance = benchmark.tolerance.map(|tolerance| tolerance.0.abs()).filter(|_| benchmark.direction == "hold");
        let edges = tolerance.map(|tolerance| (target.checked_sub(tolerance).unwrap_or(target), target.checked_add(tolerance).unwrap_or(target)));
        let pace = benchmark.pace.map(|pace| pace.0).filter(|_| benchmark.direction != "hold");
        let latest = self.latest.as_ref().map(|(latest, _)| *latest);
        let values = [Some(baseline), Some(target), pace, latest, edges.map(|edges| edges.1), edges.map(|edges| edges.0)];
        let scale = Linear::from_zero(values.into_iter().flatten(), 30, WIDTH - 30);
        let zero = scale.at(Decimal::ZERO);
        svg.rect("band", 0, top, WIDTH, BAR);
        if let Some((low, high)) = edges {
            let (low, high) = (scale.at(low), scale.at(high));
            svg.rect("s3", low, top, (high - low).max(20), BAR);
        }
        if let Some(latest) = latest {
            let at = scale.at(latest);
            svg.rect("s1", at.min(zero), top + 35, (at - zero).abs().max(10), BAR - 70);
        }
        let from = scale.at(baseline);
        svg.line("axis", from, top, from, top + BAR);
        if let Some(pace) = pace {
            svg.mark(Shape::Triangle, "ft", scale.at(pace), top + BAR + 5, 40);
        }
        svg.rect("ft", scale.at(target) - 12, top - 20, 25, BAR + 40);
    }
}
