//! Open actions by the hours that they take and the value that they should bring: where selling time pays, and where it does not.

use rust_decimal::Decimal;

use crate::audience::growth::EffortView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::money::money_short;
use crate::charts::chart::{Chart, Figure, Of, count, heading};
use crate::draw::label::{self, Circle, Place, Placer, Rect, Weight};
use crate::draw::number::{Tenths, Unit, percent, plain};
use crate::draw::scale::Linear;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "value_hours",
    of: Of::Territory,
    title: "Value against hours",
    shows: "Open actions by the hours planned for them and the value expected of them, with the average of all as a line",
    ids: &["K15", "R5"],
};

/// The plot, with the hours below.
const LEFT: Tenths = 430;
const RIGHT: Tenths = WIDTH - 160;
const TOP: Tenths = 120;
const BOTTOM: Tenths = 1_480;
const RADIUS: Tenths = 32;
/// Actions that are drawn and stand in the table one by one, most value first.
const DRAWN: usize = 60;
/// So many have their names beside them, and this is the room for one.
const NAMED: usize = 6;
const NAME: Tenths = 1_150;
const TICKS: u32 = 4;

/// Hours and value of several actions.
#[derive(Clone, Copy, Default)]
struct Sum {
    n: usize,
    hours: Amount,
    value: Amount,
}

impl Sum {
    fn of<'e>(efforts: impl IntoIterator<Item = &'e EffortView>) -> Sum {
        efforts.into_iter().fold(Sum::default(), |sum, it| Sum { n: sum.n + 1, hours: sum.hours.plus(it.hours), value: sum.value.plus(it.value) })
    }
}

/// The actions whose hours and value are known (K15); `unknown` others are counted beneath the title. `ids` makes the ids of the drawing unique on its page.
pub fn figure(efforts: &[EffortView], unknown: usize, currency: &str, ids: &str) -> Figure {
    let mut efforts: Vec<&EffortView> = efforts.iter().filter(|it| it.hours > Amount::ZERO).collect();
    if efforts.is_empty() {
        return Figure::empty(CHART.key, &word("No open action has both hours and an expected value"));
    }
    efforts.sort_by(|a, b| b.value.cmp(&a.value).then(a.hours.cmp(&b.hours)).then_with(|| (&a.slug, &a.text).cmp(&(&b.slug, &b.text))));
    let all = Sum::of(efforts.iter().copied());
    let unit = Unit::of(efforts.iter().map(|it| it.value.0));
    let title = title(&efforts, all, currency);
    let per_hour = |value: Amount, hours: Amount| value.ratio(hours).map_or_else(|| "–".to_owned(), |ratio| money_short(Amount(ratio), currency));
    let whole = [plain(all.hours.0), money_short(all.value, currency), per_hour(all.value, all.hours)];
    let [hours, value, hour] = &whole;
    let description = phrase("{}: {hours} hours, {value} expected, {hour} an hour.", &[&count(all.n, "action", "actions"), hours, value, hour]);
    let without = match unknown {
        0 => String::new(),
        n => phrase("; {} without hours or value left out", &[&count(n, "action", "actions")]),
    };
    let hidden = all.n.saturating_sub(DRAWN);
    efforts.truncate(DRAWN);
    let rest = if hidden > 0 { phrase("; {} with less value not drawn", &[&count(hidden, "action", "actions")]) } else { String::new() };
    let row = |it: &&EffortView| vec![it.text.clone(), it.title.clone(), plain(it.hours.0), money_short(it.value, currency), per_hour(it.value, it.hours)];
    let sum = [count(all.n, "action", "actions"), String::new()].into_iter().chain(whole.clone()).collect();
    Figure {
        key: CHART.key,
        subtitle: phrase(
            "To the right: hours planned. Upwards: expected value, {}. Line: the average of all{without}{rest}",
            &[&unit.word(currency), &without, &rest],
        ),
        drawing: draw(&efforts, all, unit, ids, &title, &description),
        title,
        description,
        header: ["Open action", "Account", "Hours", "Expected value", "Value an hour"].map(heading).to_vec(),
        rows: efforts.iter().map(row).chain([sum]).collect(),
    }
}

/// How much of the time goes to what brings less than the average, and how much of the value that is.
fn title(efforts: &[&EffortView], all: Sum, currency: &str) -> String {
    let average = all.value.ratio(all.hours).unwrap_or_default();
    let hour = money_short(Amount(average), currency);
    if let [only] = efforts {
        return phrase("The one action with hours and a value should bring {hour} an hour: {}", &[&hour, &label::shorten(&only.text, 40)]);
    }
    let below = Sum::of(efforts.iter().copied().filter(|it| it.value.ratio(it.hours).is_some_and(|ratio| ratio < average)));
    match (below.hours.ratio(all.hours), below.value.ratio(all.value)) {
        (Some(hours), Some(value)) if below.n == 1 => phrase(
            "1 of {} actions takes {} of the hours and should bring {} of the value: less than {} of value an hour, the average of all",
            &[&all.n, &percent(hours), &percent(value), &hour],
        ),
        (Some(hours), Some(value)) if below.n > 0 => phrase(
            "{} of {} actions take {} of the hours and should bring {} of the value: less than {} of value an hour, the average of all",
            &[&below.n, &all.n, &percent(hours), &percent(value), &hour],
        ),
        _ => phrase("All {} actions should bring the same, {hour} an hour", &[&all.n, &hour]),
    }
}

fn draw(efforts: &[&EffortView], all: Sum, unit: Unit, ids: &str, title: &str, description: &str) -> Html {
    let mut svg = Svg::figure(BOTTOM + 190, ids, title, description);
    let above = |value: Amount| value.0.max(Decimal::ZERO);
    let across = Linear::from_zero(efforts.iter().map(|it| above(it.hours)), LEFT, RIGHT);
    let up = Linear::from_zero(efforts.iter().map(|it| above(it.value)), BOTTOM, TOP);
    let mut placer = Placer::new(Rect { x: LEFT + 20, y: TOP - 90, width: WIDTH - LEFT - 20, height: BOTTOM - TOP + 90 });
    for tick in up.ticks(TICKS) {
        let y = up.at(tick);
        svg.line(if tick.is_zero() { "axis" } else { "grid-line" }, LEFT, y, RIGHT, y);
        svg.text("", LEFT - 50, y + 40, Anchor::End, &label::fit(&unit.show(tick), LEFT - 60, Weight::Regular));
        placer.block(Rect { x: LEFT, y: y - 5, width: RIGHT - LEFT, height: 10 });
    }
    let mut hours = Placer::new(Rect { x: 0, y: 0, width: WIDTH, height: BOTTOM + 190 });
    for tick in across.ticks(TICKS) {
        let text = plain(tick);
        if let Some((x, y, anchor)) = hours.place(label::width(&text, Weight::Regular), &[(across.at(tick), BOTTOM + 145, Anchor::Middle)]) {
            svg.text("", x, y, anchor, &text);
        }
    }
    if let Some(end) = average(efforts, all, &across, &up) {
        svg.line("thr", across.at(Decimal::ZERO), up.at(Decimal::ZERO), end.0, end.1);
        placer.block_line((across.at(Decimal::ZERO), up.at(Decimal::ZERO)), end);
    }
    let dots: Vec<Circle> = efforts.iter().map(|it| Circle { x: across.at(above(it.hours)), y: up.at(above(it.value)), radius: RADIUS }).collect();
    for dot in &dots {
        svg.mark(Shape::Circle, "pt", dot.x, dot.y, dot.radius);
    }
    for (effort, dot) in efforts.iter().zip(&dots).take(NAMED) {
        let name = label::fit(&effort.text, NAME, Weight::Regular);
        let width = label::roomy(&name, Weight::Regular);
        let clear = |rect: &Rect| dots.iter().all(|other| !other.is_near(rect, 10));
        if let Some((x, y, anchor)) = placer.place_where((width, 1), &beside(dot), clear) {
            svg.text("label", x, y, anchor, &name);
        }
    }
    svg.finish()
}

/// Where the line of the average leaves the plot: an action on it brings as much an hour as all do.
fn average(efforts: &[&EffortView], all: Sum, across: &Linear, up: &Linear) -> Option<(Tenths, Tenths)> {
    let slope = all.value.ratio(all.hours).filter(|slope| *slope > Decimal::ZERO)?;
    let (longest, most) = (efforts.iter().map(|it| it.hours).max()?, efforts.iter().map(|it| it.value).max()?);
    let there = longest.times(slope);
    let (hours, value) = if there <= most { (longest, there) } else { (Amount(most.ratio(Amount(slope))?), most) };
    Some((across.at(hours.0), up.at(value.0)))
}

/// Where the name of a dot may stand, best first.
fn beside(dot: &Circle) -> [Place; 6] {
    let side = RADIUS + 30;
    [
        (dot.x + side, dot.y + 40, Anchor::Start),
        (dot.x - side, dot.y + 40, Anchor::End),
        (dot.x, dot.y - RADIUS - 55, Anchor::Middle),
        (dot.x, dot.y + RADIUS + 130, Anchor::Middle),
        (dot.x + side, dot.y - 60, Anchor::Start),
        (dot.x - side, dot.y - 60, Anchor::End),
    ]
}
