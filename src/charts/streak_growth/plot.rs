//! The drawing of streaks against growth: dots that do not hide each other, or bars of quartiles. Knows no sentence.

use crate::base::language::word;
use rust_decimal::Decimal;

use super::{Column, LONGEST, Spread, signed, spread};
use crate::base::html::Html;
use crate::draw::label::{self, Circle, Place, Placer, Rect, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::{Band, Linear};
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

const LEFT: Tenths = 620;
const TOP: Tenths = 30;
const BOTTOM: Tenths = 1_700;
/// From the edges of the plot to the highest and the lowest mark.
const INSET: Tenths = 90;
const RADIUS: Tenths = 24;
/// Dots of one column lie so far apart where there is room.
const APART: Tenths = 54;
/// Half the width in which the dots of one column stand, and the step in which places are tried.
const HALF: Tenths = 144;
const STEP: Tenths = 6;
/// With so few plans each may have its name beside it: whole, or as much of it as finds room.
const NAMED: usize = 12;
const NAMES: [Tenths; 4] = [WIDTH, 1_900, 1_400, 950];
/// From a dot to its own name, and to all others at least.
const OWN: Tenths = 10;
const OTHERS: Tenths = 45;

const TICKS: u32 = 4;

/// What lies beyond is drawn at the edge.
pub(super) const EDGE: Decimal = Decimal::TWO;

pub(super) fn draw(columns: &[Column], one_by_one: bool, ids: &str, title: &str, description: &str) -> Html {
    let mut svg = Svg::figure(BOTTOM + 310, ids, title, description);
    let scale = scale(columns, one_by_one);
    for tick in scale.ticks(TICKS) {
        let y = scale.at(tick);
        svg.line(if tick.is_zero() { "axis" } else { "grid-line" }, LEFT, y, WIDTH, y);
        svg.text("", LEFT - 60, y + 40, Anchor::End, &signed(tick));
    }
    let places = Band { from: LEFT, to: WIDTH, n: columns.len() };
    svg.text("", 0, BOTTOM + 145, Anchor::Start, &word("Quarters"));
    svg.text("", 0, BOTTOM + 285, Anchor::Start, &word("Plans"));
    for (index, column) in columns.iter().enumerate() {
        let name = if column.streak < LONGEST { column.streak.to_string() } else { format!("{LONGEST}+") };
        svg.text("label", places.middle(index), BOTTOM + 145, Anchor::Middle, &name);
        let n = if column.plans.is_empty() { "–".to_owned() } else { column.plans.len().to_string() };
        svg.text("", places.middle(index), BOTTOM + 285, Anchor::Middle, &label::fit(&n, places.width() - 20, Weight::Regular));
    }
    if one_by_one {
        dots(&mut svg, columns, &places, &scale);
    } else {
        bars(&mut svg, columns, &places, &scale);
    }
    svg.finish()
}

/// From the lowest to the highest growth that is drawn, zero included, and never less than a tenth.
fn scale(columns: &[Column], one_by_one: bool) -> Linear {
    let spreads = columns.iter().filter_map(|column| spread(&column.plans));
    let drawn = spreads.flat_map(|it| if one_by_one { [it.lowest, it.highest] } else { [it.quarter, it.three_quarters] });
    let (low, high) = drawn.fold((Decimal::ZERO, Decimal::ZERO), |(low, high), growth| (low.min(growth).max(-EDGE), high.max(growth).min(EDGE)));
    let high = high.max(low.saturating_add(Decimal::new(1, 1)));
    Linear::new(low, high, BOTTOM - INSET, TOP + INSET)
}

/// Labels stand off the lines of the ticks and their numbers.
fn placer(scale: &Linear) -> Placer {
    let mut placer = Placer::new(Rect { x: 0, y: TOP, width: WIDTH, height: BOTTOM - TOP });
    for tick in scale.ticks(TICKS) {
        let y = scale.at(tick);
        placer.block(Rect { x: LEFT, y: y - 5, width: WIDTH - LEFT, height: 10 });
        placer.block(Rect { x: 0, y: y - 65, width: LEFT - 40, height: label::LINE });
    }
    placer
}

fn dots(svg: &mut Svg, columns: &[Column], places: &Band, scale: &Linear) {
    let mut placer = placer(scale);
    let mut all = Vec::new();
    let mut marks: Vec<Circle> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let middle = places.middle(index);
        if let Some(spread) = spread(&column.plans).filter(|_| column.plans.len() > 1) {
            let y = scale.at(spread.median);
            svg.rect("ft", middle - HALF, y - 6, 2 * HALF, 12);
            placer.block(Rect { x: middle - HALF, y: y - 10, width: 2 * HALF, height: 20 });
        }
        let mut taken: Vec<(Tenths, Tenths)> = Vec::with_capacity(column.plans.len());
        for plan in &column.plans {
            let y = scale.at(plan.growth);
            let x = middle + aside(y, middle, &taken);
            taken.push((x, y));
            marks.push(Circle { x, y, radius: RADIUS });
            let shape = match plan.growth {
                growth if growth > EDGE => Shape::Triangle,
                growth if growth < -EDGE => Shape::Down,
                _ => Shape::Circle,
            };
            svg.mark(shape, "pt", x, y, if shape == Shape::Circle { RADIUS } else { RADIUS * 3 / 2 });
            all.push((x, y, plan));
        }
    }
    if all.len() > NAMED {
        return;
    }
    let settled = label::settle(
        all.len(),
        |_| 1,
        |order| {
            let mut placer = placer.clone();
            let mut placed = vec![None; all.len()];
            for index in order {
                let (Some((x, y, plan)), Some(slot)) = (all.get(*index), placed.get_mut(*index)) else { continue };
                let beyond = if plan.growth.abs() > EDGE { format!(" {}", signed(plan.growth)) } else { String::new() };
                let clear = |rect: &Rect| marks.iter().enumerate().all(|(at, mark)| !mark.is_near(rect, if at == *index { OWN } else { OTHERS }));
                *slot = NAMES.into_iter().find_map(|room| {
                    let name = label::fit(&plan.title, room, Weight::Regular);
                    let text = format!("{name}{beyond}");
                    let width = label::roomy(&text, Weight::Regular);
                    let place = placer.place_where((width, 1), &beside(*x, *y, width), clear)?;
                    Some((place, text.into(), name != plan.title))
                });
            }
            placed
        },
    );
    for ((x, y, anchor), text, _) in settled.into_iter().flatten() {
        svg.text("label", x, y, anchor, &text);
    }
}

/// Where the name of a dot may stand, best first.
fn beside(x: Tenths, y: Tenths, width: Tenths) -> Vec<Place> {
    let side = RADIUS + 30;
    let (above, below) = (y - RADIUS - 55, y + RADIUS + 130);
    let sides = [
        (x + side, y + 40, Anchor::Start),
        (x - side, y + 40, Anchor::End),
        (x + side, y - 20, Anchor::Start),
        (x - side, y - 20, Anchor::End),
        (x + side, y + 100, Anchor::Start),
        (x - side, y + 100, Anchor::End),
    ];
    sides.into_iter().chain(label::sliding(x, above, below, width)).collect()
}

/// How far from the middle a dot stands: as near as it keeps clear of the others, else where it keeps clearest.
fn aside(y: Tenths, middle: Tenths, taken: &[(Tenths, Tenths)]) -> Tenths {
    let clear = |offset: &Tenths| {
        let far = |(x, other): &(Tenths, Tenths)| i64::from(middle + offset - x).pow(2) + i64::from(y - other).pow(2);
        taken.iter().map(far).min().unwrap_or(i64::MAX)
    };
    let tried: Vec<Tenths> = (0..=HALF / STEP).flat_map(|step| [step * STEP, -step * STEP]).collect();
    let free = tried.iter().find(|offset| clear(offset) >= i64::from(APART).pow(2));
    free.or_else(|| tried.iter().rev().max_by_key(|offset| clear(offset))).copied().unwrap_or(0)
}

/// The middle half of each column as a bar, its median as a line with its number.
fn bars(svg: &mut Svg, columns: &[Column], places: &Band, scale: &Linear) {
    let mut placer = placer(scale);
    let spreads: Vec<(Tenths, Spread)> =
        columns.iter().enumerate().filter_map(|(index, column)| Some((places.middle(index), spread(&column.plans)?))).collect();
    for (middle, it) in &spreads {
        let (top, bottom) = (scale.at(it.three_quarters), scale.at(it.quarter));
        svg.rect("s3", middle - HALF, top, 2 * HALF, bottom - top);
        svg.rect("ft", middle - HALF, scale.at(it.median) - 10, 2 * HALF, 20);
        placer.block(Rect { x: middle - HALF, y: top - 15, width: 2 * HALF, height: bottom - top + 30 });
    }
    for (middle, it) in &spreads {
        let text = signed(it.median);
        let width = label::width(&text, Weight::Regular);
        let x = WIDTH.saturating_sub(width / 2 + 1).min(*middle);
        let (up, down) = (scale.at(it.three_quarters) - 60, scale.at(it.quarter) + 130);
        let tried = [up, down, up - 80, down + 80, up - 150, down + 150].map(|y| (x, y, Anchor::Middle));
        if let Some((x, y, anchor)) = placer.place(width, &tried) {
            svg.text("label", x, y, anchor, &text);
        }
    }
}
