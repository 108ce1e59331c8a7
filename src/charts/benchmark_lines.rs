//! Benchmarks over time: the readings against the straight line from baseline to target, one small panel each on one axis of time.

use rust_decimal::Decimal;

use crate::audience::view::{BenchmarkView, Mark};
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::charts::benchmark_bullets::{state, title, value};
use crate::charts::chart::{Chart, Figure, Of, described, heading};
use crate::draw::label::{self, LINE, Place, Placer, Rect, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::{Linear, Time};
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "benchmark_lines",
    of: Of::Account,
    title: "Benchmarks over time",
    shows: "Per benchmark the readings over time against the pace from baseline to target",
    ids: &["K11", "M8"],
};

/// Panels beside each other, and what lies between them.
const COLUMNS: i32 = 2;
const GAP: Tenths = 200;
const PANEL: Tenths = (WIDTH - GAP) / COLUMNS;
/// The lines of a panel's name, and of its state below.
const NAME: usize = 2;
const HEAD: Tenths = LINE * 3 + 150;
const PLOT: Tenths = 480;
const FOOT: Tenths = 90;
const AXIS: Tenths = 170;

/// Is a line worth drawing: has any benchmark two readings? Else [`super::benchmark_bullets`] says more.
pub fn has_lines(benchmarks: &[BenchmarkView]) -> bool {
    benchmarks.iter().any(|benchmark| benchmark.readings.len() > 1)
}

/// All benchmarks in the given order (K11). `ids` makes the ids of the drawing unique on its page.
pub fn figure(benchmarks: &[BenchmarkView], today: Date, ids: &str) -> Figure {
    if !has_lines(benchmarks) {
        return Figure::empty(CHART.key, &word("No benchmark has two readings yet"));
    }
    let title = title(benchmarks);
    let description = described(benchmarks.iter().map(sentence));
    Figure {
        key: CHART.key,
        subtitle: word("Line: readings; dashed: pace from baseline to target; grey: today; each on its own scale").into_owned(),
        drawing: draw(benchmarks, today, ids, &title, &description),
        title,
        description,
        header: ["Benchmark", "Day", "Value"].map(heading).to_vec(),
        rows: benchmarks.iter().flat_map(rows).collect(),
    }
}

fn sentence(benchmark: &BenchmarkView) -> String {
    let latest = benchmark.readings.last().map_or_else(|| word("no reading").into_owned(), |reading| phrase("latest {latest}", &[&value(reading.1.0)]));
    phrase(
        "{}: baseline {}, {latest}, target {}; {}.",
        &[&benchmark.text, &value(benchmark.baseline.1.0), &latest, &value(benchmark.target.1.0), &state(benchmark)],
    )
}

/// Baseline, readings, target.
fn rows(benchmark: &BenchmarkView) -> Vec<Vec<String>> {
    let row = |what: String, on: Date, amount: Decimal| vec![what, on.long(), value(amount)];
    let first = row(phrase("{}: baseline", &[&benchmark.text]), benchmark.baseline.0, benchmark.baseline.1.0);
    let readings = benchmark.readings.iter().map(|reading| row(word("reading").into_owned(), reading.0, reading.1.0));
    let last = row(phrase("target; {}", &[&state(benchmark)]), benchmark.target.0, benchmark.target.1.0);
    std::iter::once(first).chain(readings).chain([last]).collect()
}

/// The axis of time that all panels share.
fn time(benchmarks: &[BenchmarkView], today: Date) -> Time {
    let first = benchmarks.iter().map(|it| it.baseline.0).min().unwrap_or(today);
    let last = benchmarks.iter().map(|it| it.target.0).max().unwrap_or(today);
    Time { first: first.min(today), last: last.max(today), from: 0, to: PANEL }
}

fn draw(benchmarks: &[BenchmarkView], today: Date, ids: &str, title: &str, description: &str) -> Html {
    let time = time(benchmarks, today);
    let lines = i32::try_from(benchmarks.len()).unwrap_or(0).saturating_add(COLUMNS - 1) / COLUMNS;
    let each = HEAD + PLOT + FOOT;
    let bottom = lines.saturating_mul(each);
    let mut svg = Svg::figure(bottom + AXIS, ids, title, description);
    for (index, benchmark) in benchmarks.iter().enumerate() {
        let index = i32::try_from(index).unwrap_or(0);
        panel(&mut svg, benchmark, today, &time, index % COLUMNS * (PANEL + GAP), index / COLUMNS * each);
    }
    for column in 0..COLUMNS.min(i32::try_from(benchmarks.len()).unwrap_or(0)) {
        let left = column * (PANEL + GAP);
        let half = |text: &str| label::width(text, Weight::Regular) / 2;
        let (from, to) = (time.first.month_and_year(), time.last.month_and_year());
        svg.text("", left, bottom + 100, Anchor::Start, &from);
        svg.text("", left + PANEL, bottom + 100, Anchor::End, &to);
        let (now, said) = (time.at(today), word("today"));
        if now - half(&said) > 2 * half(&from) + 60 && now + half(&said) + 60 < PANEL - 2 * half(&to) {
            svg.text("", left + now, bottom + 100, Anchor::Middle, &said);
        }
    }
    svg.finish()
}

/// What is measured, and how it stands.
fn draw_head(svg: &mut Svg, benchmark: &BenchmarkView, left: Tenths, top: Tenths) {
    for (index, words) in label::wrap(&benchmark.text, PANEL, NAME, Weight::Regular).iter().enumerate() {
        svg.text("label", left, top + 105 + LINE * i32::try_from(index).unwrap_or(0), Anchor::Start, words);
    }
    let (glyph, class) = match benchmark.mark {
        Mark::Good => ("●", "label"),
        Mark::Watch => ("◐", "label"),
        Mark::Bad => ("▲", "label-bad"),
        Mark::Unknown => ("–", ""),
    };
    let state = state(benchmark);
    let said = label::fit(&state, PANEL - 300, Weight::Strong);
    svg.text(class, left, top + 105 + LINE * 2, Anchor::Start, &format!("{glyph} {said}"));
}

/// Where an amount may be written around its point, best first: within the panel that begins at `left`.
fn beside((x, y): (Tenths, Tenths), left: Tenths) -> [Place; 10] {
    [
        (x, y - 90, Anchor::Middle),
        (x, y + 155, Anchor::Middle),
        (x + 70, y + 40, Anchor::Start),
        (x - 70, y + 40, Anchor::End),
        ((x - 20).max(left), y - 90, Anchor::Start),
        ((x - 20).max(left), y + 155, Anchor::Start),
        ((x + 35).min(left + PANEL), y - 90, Anchor::End),
        ((x + 35).min(left + PANEL), y + 155, Anchor::End),
        ((x - 20).max(left), y - 20, Anchor::Start),
        ((x - 20).max(left), y + 230, Anchor::Start),
    ]
}

fn panel(svg: &mut Svg, benchmark: &BenchmarkView, today: Date, time: &Time, left: Tenths, top: Tenths) {
    draw_head(svg, benchmark, left, top);
    let (plot, bottom) = (top + HEAD, top + HEAD + PLOT);
    let hold = benchmark.direction == "hold";
    let (baseline, target) = (benchmark.baseline.1.0, benchmark.target.1.0);
    let tolerance = benchmark.tolerance.map(|tolerance| tolerance.0.abs()).filter(|_| hold);
    let edges = tolerance.map(|tolerance| (target.checked_sub(tolerance).unwrap_or(target), target.checked_add(tolerance).unwrap_or(target)));
    let readings = || benchmark.readings.iter().map(|reading| reading.1.0);
    let all = || [baseline, target].into_iter().chain(readings()).chain(edges.iter().flat_map(|edges| [edges.0, edges.1]));
    // lines show change: the scale is that of the values, and needs no zero
    let (low, high) = (all().min().unwrap_or(baseline), all().max().unwrap_or(baseline));
    let scale = if low == high {
        Linear::new(low.saturating_sub(Decimal::ONE), high.saturating_add(Decimal::ONE), bottom - 40, plot + 40)
    } else {
        Linear::new(low, high, bottom - 40, plot + 40)
    };
    let at = |day: Date, amount: Decimal| (left + time.at(day), scale.at(amount));
    if let Some((low, high)) = edges {
        svg.rect("band", left, scale.at(high), PANEL, scale.at(low) - scale.at(high));
    }
    svg.line("axis", left, bottom, left + PANEL, bottom);
    let now = left + time.at(today);
    svg.line("grid-line", now, plot, now, bottom);
    let (from, to) = (at(benchmark.baseline.0, baseline), at(benchmark.target.0, target));
    svg.polyline("line2 proj", &[if hold { (from.0, to.1) } else { from }, to]);
    let mut run = vec![from];
    run.extend(benchmark.readings.iter().map(|reading| at(reading.0, reading.1.0)));
    run.sort_by_key(|point| point.0);
    if run.len() > 1 {
        svg.polyline("line1", &run);
    }
    svg.mark(Shape::Ring, "line2", to.0, to.1, 35);
    let mut placer = Placer::new(Rect { x: left, y: plot - 140, width: PANEL, height: PLOT + 140 });
    placer.block_line(from, to);
    placer.block(Rect::around(to.0, to.1, 45));
    for pair in run.windows(2) {
        if let [a, b] = pair {
            placer.block_line(*a, *b);
        }
    }
    for (x, y) in &run {
        placer.block(Rect::around(*x, *y, 30));
    }
    let mut say = |svg: &mut Svg, point: (Tenths, Tenths), amount: Decimal, weight: Weight| {
        let words = value(amount);
        if let Some((x, y, anchor)) = placer.place(label::width(&words, weight), &beside(point, left)) {
            svg.text(if weight == Weight::Strong { "label-strong" } else { "" }, x, y, anchor, &words);
        }
    };
    if let Some(last) = benchmark.readings.last() {
        let point = at(last.0, last.1.0);
        svg.mark(Shape::Circle, "pt", point.0, point.1, 35);
        say(svg, point, last.1.0, Weight::Strong);
    }
    say(svg, from, baseline, Weight::Regular);
    say(svg, to, target, Weight::Regular);
}
