//! How the scores of one plan went, quarter by quarter: one small line per score, all on the same scale.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::history::TrendPoint;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::charts::chart::{Chart, Figure, Of, described};
use crate::draw::label::{self, Weight};
use crate::draw::number::{Tenths, fixed};
use crate::draw::scale::{Linear, Time, runs};
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "score_trend",
    of: Of::Account,
    title: "Scores by quarter",
    shows: "Per score of a plan its way since the first quarter known, the value of today and the change",
    ids: &["K6", "S5"],
};

/// What comes first; the others follow by title.
const FIRST: [&str; 2] = ["readiness", "health"];

/// From the left edge of a small drawing to that of the one beside it, and how wide the line of each is.
const COLUMN: Tenths = 1_980;
const LINE: Tenths = 1_150;
/// Where its numbers begin, and the room that they have.
const ASIDE: Tenths = LINE + 90;
const ROOM: Tenths = WIDTH - COLUMN - ASIDE;
/// Its name, its plot, and the air below.
const HEAD: Tenths = 170;
const PLOT: Tenths = 280;
const ROW: Tenths = HEAD + PLOT + 130;

/// One score: a value or nothing per point.
struct Line {
    key: String,
    title: &'static str,
    values: Vec<Option<Decimal>>,
}

impl Line {
    /// The first value known, with the index of its point.
    fn first(&self) -> Option<(usize, Decimal)> {
        self.values.iter().enumerate().find_map(|(at, value)| Some((at, (*value)?)))
    }

    /// The same value wherever it is known: no way from one to another.
    fn is_flat(&self) -> bool {
        let first = self.first().map(|(_, value)| value);
        self.values.iter().flatten().all(|value| Some(*value) == first)
    }

    fn latest(&self) -> Option<Decimal> {
        self.values.last().copied().flatten()
    }

    /// From the first value known to the one of the last point, when these are two.
    fn change(&self) -> Option<String> {
        let (_, first) = self.first().filter(|(at, _)| at + 1 < self.values.len())?;
        Some(signed(Amount(self.latest()?).minus(Amount(first)).0))
    }
}

/// The scores that `titles` knows, readiness first (K6, S5). `ids` makes the ids of the drawing unique on its page.
pub fn figure(points: &[TrendPoint], titles: &dyn Fn(&str) -> Option<&'static str>, ids: &str) -> Figure {
    if points.len() < 2 {
        return Figure::empty(CHART.key, &word("No quarter has ended since the plan was first committed"));
    }
    let lines = lines(points, titles);
    let title = title(&lines, points);
    if lines.is_empty() {
        return Figure::empty(CHART.key, &title);
    }
    let labels = points.iter().map(|point| point.label.clone());
    // a line that never moved says no more than the score itself, which stands elsewhere
    let drawn: Vec<&Line> = lines.iter().filter(|line| FIRST.contains(&line.key.as_str()) || !line.is_flat()).collect();
    let description = describe(&drawn, points);
    let flat = match lines.len() - drawn.len() {
        0 => String::new(),
        1 => word("; one score did not move").into_owned(),
        n => phrase("; {n} scores did not move", &[&n]),
    };
    Figure {
        key: CHART.key,
        subtitle: phrase("At the ends of quarters, 0 to 100; right: latest and change{flat}", &[&flat]),
        drawing: draw(&drawn, points, ids, &title, &description),
        title,
        description,
        header: std::iter::once(word("Score").into_owned()).chain(labels).chain([word("Change").into_owned()]).collect(),
        rows: drawn.iter().map(|line| row(line)).collect(),
    }
}

/// Every score with a title and at least one value.
fn lines(points: &[TrendPoint], titles: &dyn Fn(&str) -> Option<&'static str>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for key in points.iter().flat_map(|point| point.scores.keys()) {
        if lines.iter().any(|line| line.key == *key) {
            continue;
        }
        if let Some(title) = titles(key) {
            let values = points.iter().map(|point| point.scores.get(key).map(|value| Amount(*value).rounded(1).0)).collect();
            lines.push(Line { key: key.clone(), title, values });
        }
    }
    let rank = |line: &Line| FIRST.iter().position(|key| *key == line.key).unwrap_or(FIRST.len());
    lines.sort_by(|a, b| (rank(a), a.title, &a.key).cmp(&(rank(b), b.title, &b.key)));
    lines
}

/// `+12.4`, `−0.5`, `±0`.
fn signed(change: Decimal) -> String {
    if change.is_zero() {
        return "±0".to_owned();
    }
    let text = fixed(change, 1);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

fn title(lines: &[Line], points: &[TrendPoint]) -> String {
    let Some(line) = lines.iter().find(|line| line.key == "readiness") else { return word("Readiness is not known").into_owned() };
    let label = |at: usize| points.get(at).map_or("", |point| point.label.as_str());
    match (line.first(), line.latest()) {
        (Some((at, _)), Some(latest)) if at + 1 == points.len() => phrase("Readiness stands at {}", &[&fixed(latest, 1)]),
        (Some((at, first)), Some(latest)) if first == latest => phrase("Readiness stands at {}, as in {}", &[&fixed(latest, 1), &label(at)]),
        (Some((at, first)), Some(latest)) => {
            let went = word(if latest > first { "rose" } else { "fell" });
            phrase("Readiness {went} from {} to {} since {}", &[&went, &fixed(first, 1), &fixed(latest, 1), &label(at)])
        }
        (Some(_), None) => {
            let last = line.values.iter().enumerate().rev().find_map(|(at, value)| Some((at, (*value)?)));
            last.map_or_else(String::new, |(at, value)| phrase("Readiness is not known today; it was {} in {}", &[&fixed(value, 1), &label(at)]))
        }
        (None, _) => word("Readiness is not known").into_owned(),
    }
}

fn describe(lines: &[&Line], points: &[TrendPoint]) -> String {
    described(lines.iter().map(|line| {
        let latest = line.latest().map_or_else(|| word("not known today").into_owned(), |latest| fixed(latest, 1));
        let since = line.first().and_then(|(at, _)| points.get(at)).map_or("", |point| point.label.as_str());
        let change = line.change().map_or_else(String::new, |change| phrase(", {change} since {since}", &[&change, &since]));
        format!("{}: {latest}{change}.", word(line.title))
    }))
}

fn row(line: &Line) -> Vec<String> {
    let values = line.values.iter().map(|value| value.map_or_else(|| "–".to_owned(), |value| fixed(value, 1)));
    let change = line.change().unwrap_or_else(|| "–".to_owned());
    std::iter::once(word(line.title).into_owned()).chain(values).chain([change]).collect()
}

fn draw(lines: &[&Line], points: &[TrendPoint], ids: &str, title: &str, description: &str) -> Html {
    let rows = i32::try_from(lines.len().div_ceil(2)).unwrap_or(0);
    let mut svg = Svg::figure(rows * ROW + 50, ids, title, description);
    let corner = |index: usize| (if index.is_multiple_of(2) { 0 } else { COLUMN }, i32::try_from(index / 2).unwrap_or(0) * ROW + HEAD);
    svg.rects("band", (0..lines.len()).map(corner), LINE, PLOT);
    let (mut left, mut top) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        small(&mut svg, line, points, left, top);
        if index + 2 >= lines.len() {
            ends(&mut svg, points, left, top + ROW + 10);
        }
        (left, top) = if left == 0 { (COLUMN, top) } else { (0, top + ROW) };
    }
    svg.finish()
}

/// One score: its name, its line between 0 and 100, its latest value and the change.
fn small(svg: &mut Svg, line: &Line, points: &[TrendPoint], left: Tenths, top: Tenths) {
    let plot = top + HEAD;
    svg.text("label", left, top + 110, Anchor::Start, &label::fit(&word(line.title), WIDTH - COLUMN, Weight::Regular));
    let scale = Linear::new(Decimal::ZERO, Decimal::ONE_HUNDRED, plot + PLOT, plot);
    // whole units: a tenth of a pixel is not seen, and costs two bytes a point
    let x = |at: usize| time(points, left).zip(points.get(at)).map_or(left, |(time, point)| time.at(point.day) / 10 * 10);
    let whole = |run: Vec<(Tenths, Tenths)>| run.into_iter().map(|(x, y)| (x, (y + 5) / 10 * 10)).collect::<Vec<_>>();
    for run in runs(&line.values, x, &scale).into_iter().map(whole) {
        match run.as_slice() {
            [(x, y)] => svg.mark(Shape::Circle, "pt", *x, *y, 20),
            run => svg.polyline("line1", run),
        }
    }
    let latest = line.latest().map_or_else(|| "–".to_owned(), |latest| fixed(latest, 1));
    svg.text("label-strong", left + ASIDE, plot + 110, Anchor::Start, &label::fit(&latest, ROOM, Weight::Strong));
    if let Some(change) = line.change() {
        svg.text("", left + ASIDE, plot + 250, Anchor::Start, &label::fit(&change, ROOM, Weight::Regular));
    }
}

fn time(points: &[TrendPoint], left: Tenths) -> Option<Time> {
    let (first, last) = points.first().zip(points.last())?;
    Some(Time { first: first.day, last: last.day, from: left, to: left + LINE })
}

/// The first and the last point under the lowest line of a column.
fn ends(svg: &mut Svg, points: &[TrendPoint], left: Tenths, y: Tenths) {
    if let Some((first, last)) = points.first().zip(points.last()) {
        let last = label::fit(&last.label, LINE / 2, Weight::Regular);
        let room = LINE - label::width(&last, Weight::Regular) - 60;
        svg.text("", left, y, Anchor::Start, &label::fit(&first.label, room, Weight::Regular));
        svg.text("", left + LINE, y, Anchor::End, &last);
    }
}
