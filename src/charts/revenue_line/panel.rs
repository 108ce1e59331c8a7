//! The panels of the revenue figure: lines from a zero base, the last value and both projections labelled. Knows no sentence.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use super::Line;
use crate::base::date::{FiscalPeriod, PeriodPart};
use crate::base::html::Html;
use crate::draw::label::{self, LINE, Placer, Rect, Weight};
use crate::draw::number::{Tenths, short};
use crate::draw::scale::{Band, Linear, runs};
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Panels beside each other, and what lies between them.
const BESIDE: usize = 2;
const BETWEEN: Tenths = 200;
/// The part of a whole panel, and of one of two, in which quarters stand; the projections' labels have the rest.
const RIGHT: Tenths = 2_960;
const NARROW: Tenths = 1_290;
const ASIDE: Tenths = 60;
/// Above a panel's plot: its name, then room for the label of the last value.
const HEAD: Tenths = 170;
const AIR: Tenths = 150;
const GAP: Tenths = 110;
const AXIS: Tenths = 330;
/// A compact line, and how many of them there are at most.
const COMPACT: Tenths = 290;
const COMPACT_LINES: usize = 12;

/// Where one panel stands.
struct Frame {
    left: Tenths,
    width: Tenths,
    top: Tenths,
    plot: Tenths,
    bottom: Tenths,
}

impl Frame {
    /// Is it one of several beside each other? Its labels are numbers alone, and its axis names the first and the last quarter.
    fn narrow(&self) -> bool {
        self.width < WIDTH
    }
}

/// `total` is given when the series are too many for full panels.
pub fn draw(lines: &[Line], total: Option<&Line>, quarters: &[FiscalPeriod], ids: &str, title: &str, description: &str) -> Html {
    let full: Vec<&Line> = total.map_or_else(|| lines.iter().collect(), |total| vec![total]);
    let compact = if total.is_some() { lines.get(..lines.len().min(COMPACT_LINES)).unwrap_or(lines) } else { &[] };
    let beside = full.len().min(BESIDE);
    let (width, plot) = if beside > 1 { ((WIDTH - BETWEEN) / 2, 420) } else { (WIDTH, 760) };
    let each = HEAD + AIR + plot + GAP;
    let axis_height = if beside > 1 { AXIS - LINE } else { AXIS };
    let panels = i32::try_from(full.len().div_ceil(BESIDE)).unwrap_or(0) * each - GAP + axis_height;
    let left = lines.len() - compact.len();
    let foot = match (compact.is_empty(), left) {
        (true, _) => 0,
        (false, 0) => 240,
        (false, _) => 240 + LINE + 60,
    };
    let height = panels + i32::try_from(compact.len()).unwrap_or(0) * COMPACT + foot;
    let mut svg = Svg::figure(height, ids, title, description);

    let projected = lines.iter().any(|line| line.typed.is_some() || line.computed.is_some());
    for (index, line) in full.iter().enumerate() {
        let (row, column) = (i32::try_from(index / BESIDE).unwrap_or(0), i32::try_from(index % BESIDE).unwrap_or(0));
        let (left, top) = (column * (width + BETWEEN), row * each);
        let frame = Frame { left, width, top, plot: top + HEAD + AIR, bottom: top + HEAD + AIR + plot };
        let to = match (projected, frame.narrow()) {
            (true, true) => left + NARROW,
            (true, false) => RIGHT,
            (false, _) => left + width,
        };
        let columns = Band { from: left, to, n: quarters.len() + usize::from(projected) };
        panel(&mut svg, line, &columns, &frame);
        // the lowest panel of each column has the axis
        if index + BESIDE >= full.len() {
            axis(&mut svg, quarters, &columns, &frame, projected);
        }
    }
    if !compact.is_empty() {
        table(&mut svg, compact, panels + 40);
        if left > 0 {
            svg.text("", 0, height - 40, Anchor::Start, &phrase("and {left} more in the table", &[&left]));
        }
    }
    svg.finish()
}

fn panel(svg: &mut Svg, line: &Line, columns: &Band, frame: &Frame) {
    let values = line.values.iter().copied().flatten().chain(line.typed).chain(line.computed);
    let scale = Linear::from_zero(values, frame.bottom, frame.plot);
    svg.text("label-strong", frame.left, frame.top + 105, Anchor::Start, &label::fit(&line.name, frame.width, Weight::Strong));
    svg.line("axis", frame.left, scale.at(Decimal::ZERO), columns.to, scale.at(Decimal::ZERO));
    let mut placer = Placer::new(Rect { x: frame.left, y: frame.top + LINE, width: frame.width, height: frame.bottom - frame.top - LINE + 30 });
    let runs = runs(&line.values, |index| columns.middle(index), &scale);
    for run in &runs {
        for pair in run.windows(2) {
            if let [from, to] = pair {
                placer.block_line(*from, *to);
            }
        }
        for (x, y) in run {
            placer.block(Rect::around(*x, *y, 35));
        }
        svg.polyline("line1", run);
    }
    // the end of the line, from which the projections start
    let end = runs.last().and_then(|run| run.last()).copied().filter(|_| line.last().is_some());
    let marks = projections(svg, line, columns, &scale, end, frame.narrow());
    for mark in &marks {
        if let Some(end) = end {
            placer.block_line(end, (mark.0, mark.1));
        }
        placer.block(Rect::around(mark.0, mark.1, 45));
    }
    // a value between two unknown ones is no line
    for (x, y) in runs.iter().filter(|run| run.len() == 1).flatten() {
        svg.mark(Shape::Circle, "pt", *x, *y, 22);
    }
    let first = line.values.iter().copied().flatten().next();
    if let (Some(value), Some((x, y)), Some(last)) = (line.last(), end, line.values.len().checked_sub(1)) {
        svg.mark(Shape::Circle, "pt", x, y, 36);
        let places = around(x, y, frame.left);
        text(svg, &mut placer, &short(value), Weight::Strong, &places);
        if let (Some(first), Some((x, y)), true) = (first, runs.first().and_then(|run| run.first()), last > 0) {
            text(svg, &mut placer, &short(first), Weight::Regular, &around(*x, *y, frame.left));
        }
    }
    for (x, y, words, weight) in marks {
        let mut places = Vec::with_capacity(9);
        for shift in [0, -75, 75, -140, 140, -210, 210, -280, 280] {
            places.push((x + ASIDE + 20, y + 40 + shift, Anchor::Start));
        }
        text(svg, &mut placer, &words, weight, &places);
    }
}

/// Above, below, beside.
fn around(x: Tenths, y: Tenths, left: Tenths) -> [label::Place; 9] {
    [
        (x, y - 75, Anchor::Middle),
        (x + 30, y - 75, Anchor::End),
        (x - 10, y - 75, Anchor::End),
        ((x - 30).max(left), y - 75, Anchor::Start),
        (x, y - 125, Anchor::Middle),
        (x, y + 165, Anchor::Middle),
        ((x - 30).max(left), y - 160, Anchor::Start),
        (x + 30, y + 165, Anchor::End),
        ((x - 30).max(left), y + 165, Anchor::Start),
    ]
}

fn text(svg: &mut Svg, placer: &mut Placer, words: &str, weight: Weight, places: &[label::Place]) {
    if let Some((x, y, anchor)) = placer.place(label::width(words, weight), places) {
        svg.text(if weight == Weight::Strong { "label-strong" } else { "label" }, x, y, anchor, words);
    }
}

/// Draws both projections; returns the marks with their words.
fn projections(
    svg: &mut Svg,
    line: &Line,
    columns: &Band,
    scale: &Linear,
    from: Option<(Tenths, Tenths)>,
    narrow: bool,
) -> Vec<(Tenths, Tenths, String, Weight)> {
    let x = columns.middle(line.values.len());
    let words = |english: &'static str, value: Decimal| if narrow { short(value) } else { format!("{} {}", word(english), short(value)) };
    let mut marks = Vec::new();
    if let Some(computed) = line.computed {
        let y = scale.at(computed);
        if let Some(from) = from {
            svg.polyline("line2 proj", &[from, (x, y)]);
        }
        svg.mark(Shape::Diamond, "s2", x, y, 40);
        marks.push((x, y, words(key("history"), computed), Weight::Regular));
    }
    if let Some(typed) = line.typed {
        let y = scale.at(typed);
        if let Some(from) = from {
            svg.polyline("line1 proj", &[from, (x, y)]);
        }
        svg.mark(Shape::Square, "line1", x, y, 44);
        marks.push((x, y, words(key("plan"), typed), Weight::Strong));
    }
    marks.reverse();
    marks
}

fn axis(svg: &mut Svg, quarters: &[FiscalPeriod], columns: &Band, frame: &Frame, projected: bool) {
    let year_of = |quarter: &FiscalPeriod| format!("FY{:02}", quarter.year.rem_euclid(100));
    let top = frame.bottom;
    if frame.narrow() {
        let whole = |quarter: &FiscalPeriod| match quarter.part {
            PeriodPart::Quarter(n) => format!("Q{n} {}", year_of(quarter)),
            _ => year_of(quarter),
        };
        if let Some(first) = quarters.first() {
            svg.text("", frame.left, top + 145, Anchor::Start, &whole(first));
        }
        if let (Some(last), true) = (quarters.last(), quarters.len() > 4) {
            svg.text("", columns.start(quarters.len()), top + 145, Anchor::End, &whole(last));
        }
        return;
    }
    let mut year = None;
    for (index, quarter) in quarters.iter().enumerate() {
        let x = columns.middle(index);
        if let PeriodPart::Quarter(n) = quarter.part {
            svg.text("", x, top + 145, Anchor::Middle, &format!("Q{n}"));
        }
        if year != Some(quarter.year) {
            svg.text("", x, top + 285, Anchor::Middle, &year_of(quarter));
            year = Some(quarter.year);
        }
    }
    if projected {
        svg.text("", columns.middle(quarters.len()), top + 145, Anchor::Start, &word("next 90 days"));
    }
}

/// Many series: one compact line each, numbers at the right edge.
fn table(svg: &mut Svg, lines: &[Line], top: Tenths) {
    let ends = [2_560, 3_180, WIDTH];
    for (x, head) in ends.into_iter().zip([key("latest"), key("plan"), key("history")]) {
        svg.text("", x, top + 105, Anchor::End, &label::fit(&word(head), 580, Weight::Regular));
    }
    for (index, line) in lines.iter().enumerate() {
        let top = top + 160 + COMPACT * i32::try_from(index).unwrap_or(0);
        let base = top + 185;
        svg.text("label", 0, base, Anchor::Start, &label::fit(&line.name, 1_180, Weight::Regular));
        let scale = Linear::from_zero(line.values.iter().copied().flatten(), base + 30, top + 40);
        let columns = Band { from: 1_230, to: 1_980, n: line.values.len() };
        svg.line("grid-line", columns.from, scale.at(Decimal::ZERO), columns.to, scale.at(Decimal::ZERO));
        for run in runs(&line.values, |index| columns.middle(index), &scale) {
            svg.polyline("line1", &run);
            if let Some((x, y)) = run.last() {
                svg.mark(Shape::Circle, "pt", *x, *y, 25);
            }
        }
        for (x, value) in ends.into_iter().zip([line.last(), line.typed, line.computed]) {
            svg.text("label", x, base, Anchor::End, &value.map_or_else(|| "–".to_owned(), short));
        }
    }
}
