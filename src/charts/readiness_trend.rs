//! Plans by level of readiness at the end of each quarter and today: how many became ready, and how many are on their way.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use crate::audience::history::LevelsPoint;
use crate::base::html::Html;
use crate::charts::chart::{Chart, Figure, Of, heading};
use crate::draw::label::{self, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::Linear;
use crate::draw::svg::{Anchor, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "readiness_trend",
    of: Of::Territory,
    title: "Plans by level, quarter by quarter",
    shows: "How many plans were basic, bronze, silver and gold at the end of each fiscal quarter, and are today",
    ids: &["S6"],
};

/// The levels as they are stacked, best first: index in the point, word, class, right edge of its column of numbers.
const LEVELS: [(usize, &str, &str, Tenths); 4] =
    [(3, key("Gold"), "s1", 2_220), (2, key("Silver"), "s2", 2_740), (1, key("Bronze"), "s3", 3_320), (0, key("Basic"), "axis", WIDTH)];
/// The part in which bars stand.
const LEFT: Tenths = 780;
const RIGHT: Tenths = 1_720;
/// The room of a number.
const NUMBER: Tenths = 440;
const TOP: Tenths = 190;
const ROW: Tenths = 210;
/// Points drawn; earlier ones stand in the table.
const POINTS: usize = 12;

/// One bar per point, oldest first (S6). `ids` makes the ids of the drawing unique on its page.
pub fn figure(points: &[LevelsPoint], ids: &str) -> Figure {
    if points.iter().all(|point| all(point) == 0) {
        return Figure::empty(CHART.key, &word("No plans yet"));
    }
    if points.len() < 2 {
        return Figure::empty(CHART.key, &word("No quarter has ended since the first plan was committed"));
    }
    let title = title(points);
    let description = describe(points);
    Figure {
        key: CHART.key,
        subtitle: word("Plans by level at the end of each fiscal quarter, best level first").into_owned(),
        drawing: draw(points, ids, &title, &description),
        title,
        description,
        header: ["Quarter", "Basic", "Bronze", "Silver", "Gold", "Silver or better", "All"].map(heading).to_vec(),
        rows: points.iter().map(row).collect(),
    }
}

fn all(point: &LevelsPoint) -> usize {
    point.levels.iter().fold(0, |sum: usize, n| sum.saturating_add(*n))
}

/// Plans at silver or gold.
fn ready(point: &LevelsPoint) -> usize {
    let [_, _, silver, gold] = point.levels;
    silver.saturating_add(gold)
}

fn title(points: &[LevelsPoint]) -> String {
    let Some((then, now)) = points.iter().find(|point| all(point) > 0).zip(points.last()) else { return String::new() };
    let words = |point: &LevelsPoint| phrase("{} of {}", &[&ready(point), &all(point)]);
    let today = || phrase("{} plans {} silver or better", &[&words(now), &word(if ready(now) == 1 { "is" } else { "are" })]);
    match () {
        () if all(now) == 0 => phrase("No plans today; {} were silver or better in {}", &[&words(then), &then.label]),
        () if then.label == now.label => today(),
        () if (ready(then), all(then)) == (ready(now), all(now)) => phrase("{}, as in {}", &[&today(), &then.label]),
        () => phrase("Plans at silver or better went from {} to {} since {}", &[&words(then), &words(now), &then.label]),
    }
}

fn describe(points: &[LevelsPoint]) -> String {
    let said = |point: &LevelsPoint| {
        let [basic, bronze, silver, gold] = point.levels;
        phrase("{}: {gold} gold, {silver} silver, {bronze} bronze, {basic} basic.", &[&point.label, &gold, &silver, &bronze, &basic])
    };
    points.iter().take(1).chain(points.last()).map(said).collect::<Vec<_>>().join(" ")
}

fn row(point: &LevelsPoint) -> Vec<String> {
    let levels = point.levels.iter().map(usize::to_string);
    std::iter::once(point.label.clone()).chain(levels).chain([ready(point).to_string(), all(point).to_string()]).collect()
}

fn draw(points: &[LevelsPoint], ids: &str, title: &str, description: &str) -> Html {
    let shown = points.get(points.len().saturating_sub(POINTS)..).unwrap_or(points);
    let height = TOP + ROW * i32::try_from(shown.len()).unwrap_or(0);
    let mut svg = Svg::figure(height, ids, title, description);
    for (_, name, class, right) in LEVELS {
        let name = word(name);
        svg.text("", right, 105, Anchor::End, &name);
        svg.rect(class, right - label::width(&name, Weight::Regular) - 100, 30, 70, 70);
    }
    let most = shown.iter().map(all).max().unwrap_or(0);
    let scale = Linear::from_zero([Decimal::from(most)], LEFT, RIGHT);
    for (index, point) in shown.iter().enumerate() {
        let top = TOP + ROW * i32::try_from(index).unwrap_or(0);
        let class = if index + 1 == shown.len() { "label-strong" } else { "label" };
        svg.text(class, 0, top + 140, Anchor::Start, &label::fit(&point.label, LEFT - 60, Weight::Strong));
        let mut sum: usize = 0;
        for (level, _, fill, right) in LEVELS {
            let n = point.levels.get(level).copied().unwrap_or(0);
            let from = scale.at(Decimal::from(sum));
            sum = sum.saturating_add(n);
            svg.rect(fill, from, top + 40, scale.at(Decimal::from(sum)) - from, ROW - 80);
            let weight = if n == 0 { "" } else { class };
            svg.text(weight, right, top + 140, Anchor::End, &label::fit(&n.to_string(), NUMBER, Weight::Strong));
        }
    }
    svg.line("axis", LEFT, TOP, LEFT, height);
    svg.finish()
}
