//! The way to the growth target as a waterfall: what is wanted, what is won, what the open deals weigh, and what is missing.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use crate::audience::view::TotalsView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::money::money_short;
use crate::charts::chart::{Chart, Figure, Of, heading};
use crate::draw::label::{self, Weight};
use crate::draw::number::{Tenths, percent};
use crate::draw::scale::Linear;
use crate::draw::svg::{Anchor, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "growth_gap",
    of: Of::Territory,
    title: "Growth gap",
    shows: "The growth target of the territory, what of it is won, what the open opportunities weigh, and what is missing",
    ids: &["R17", "M17"],
};

/// From the top of a step to that of the next, and how thick its bar is.
const ROW: Tenths = 290;
const BAR: Tenths = 170;
/// Where the bars begin and end.
const FROM: Tenths = 980;
const TO: Tenths = 2_600;
const SHORTEST: Tenths = 2_000;
/// Where the amounts end; the shares end at the edge.
const AMOUNT: Tenths = 3_250;

/// One step: from where to where on the scale of the target.
struct Step {
    name: &'static str,
    class: &'static str,
    value: Decimal,
    from: Decimal,
    to: Decimal,
}

/// Target, won, weighted open, and the gap or what is beyond the target (R17). `ids` makes the ids of the drawing unique on its page.
pub fn figure(totals: &TotalsView, currency: &str, ids: &str) -> Figure {
    let Some(target) = totals.growth_target.filter(|target| target.0 > Decimal::ZERO) else {
        return Figure::empty(CHART.key, &word("No growth target yet"));
    };
    let covered = totals.won.plus(totals.weighted_open);
    let gap = target.minus(covered);
    let last = if gap > Amount::ZERO { (key("Missing"), "fb", gap) } else { (key("Beyond"), "fo", covered.minus(target)) };
    let steps = [
        Step { name: key("Growth target"), class: "fg", value: target.0, from: Decimal::ZERO, to: target.0 },
        Step { name: key("Won"), class: "f1", value: totals.won.0, from: Decimal::ZERO, to: totals.won.0 },
        Step { name: key("Weighted open"), class: "f2", value: totals.weighted_open.0, from: totals.won.0, to: covered.0 },
        Step { name: last.0, class: last.1, value: last.2.0, from: covered.0, to: target.0 },
    ];
    let share = |value: Decimal| percent(Amount(value).ratio(target).unwrap_or_default());
    let title = title(totals, target, covered, currency);
    let shown: Vec<String> = steps
        .iter()
        .map(|step| phrase("{} {}, {} of the target", &[&word(step.name), &money_short(Amount(step.value), currency), &share(step.value)]))
        .collect();
    let description = format!("{}.", shown.join("; "));
    let others = match totals.other_currencies {
        0 => String::new(),
        1 => word("; 1 plan in another currency left out").into_owned(),
        n => phrase("; {n} plans in other currencies left out", &[&n]),
    };
    Figure {
        key: CHART.key,
        subtitle: phrase("In money and as a share of the target; all open deals together come to {}{others}", &[&money_short(totals.open, currency), &others]),
        drawing: draw(&steps, &share, currency, ids, &title, &description),
        title,
        description,
        header: ["Step", "Amount", "Of the target"].map(heading).to_vec(),
        rows: steps.iter().map(|step| vec![word(step.name).into_owned(), money_short(Amount(step.value), currency), share(step.value)]).collect(),
    }
}

fn title(totals: &TotalsView, target: Amount, covered: Amount, currency: &str) -> String {
    let gap = target.minus(covered);
    let share = percent(covered.ratio(target).unwrap_or_default());
    let missing = money_short(gap, currency);
    if gap < Amount::ZERO {
        let more = money_short(covered.minus(target), currency);
        return if totals.won >= target {
            phrase("Won business alone reaches the growth target; with the weighted pipeline {more} more", &[&more])
        } else {
            phrase("Won and weighted open cover {share} of the growth target, {more} more than is wanted", &[&share, &more])
        };
    }
    if gap.is_zero() {
        return word("Won and weighted open cover the growth target exactly").into_owned();
    }
    match (totals.won > Amount::ZERO, totals.weighted_open > Amount::ZERO) {
        (false, false) => phrase("Nothing of the growth target is won or in the pipeline; {missing} is missing", &[&missing]),
        (false, true) => phrase("Nothing is won yet; weighted open covers {share} of the growth target, {missing} is missing", &[&share, &missing]),
        (true, false) => phrase("Won business covers {share} of the growth target; {missing} is missing, and nothing is open", &[&share, &missing]),
        (true, true) => phrase("Won and weighted open cover {share} of the growth target; {missing} is missing", &[&share, &missing]),
    }
}

fn draw(steps: &[Step], share: &dyn Fn(Decimal) -> String, currency: &str, ids: &str, title: &str, description: &str) -> Html {
    // where amounts are long, the bars are short
    let amounts: Vec<String> = steps.iter().map(|step| money_short(Amount(step.value), currency)).collect();
    let last = amounts.len().saturating_sub(1);
    let heaviness = |index: usize| if index == last { Weight::Strong } else { Weight::Regular };
    let longest = amounts.iter().enumerate().map(|(index, amount)| label::width(amount, heaviness(index))).max().unwrap_or(0);
    let end = TO.min(AMOUNT - longest - 60).max(SHORTEST);
    let scale = Linear::from_zero(steps.iter().flat_map(|step| [step.from, step.to]), FROM, end);
    let height = i32::try_from(steps.len()).unwrap_or(0) * ROW;
    let mut svg = Svg::figure(height, ids, title, description);
    let zero = scale.at(Decimal::ZERO);
    svg.line("axis", zero, 0, zero, height);
    let mut top = (ROW - BAR) / 2;
    for (index, (step, amount)) in steps.iter().zip(&amounts).enumerate() {
        let base = top + BAR / 2 + 45;
        let (from, to) = (scale.at(step.from), scale.at(step.to));
        svg.rect(step.class, from.min(to), top, (to - from).abs(), BAR);
        // where one step ends the next begins; the target itself is what the last one must reach
        if index > 0 && index + 1 < steps.len() {
            svg.line("axis", to, top + BAR, to, top + ROW);
        }
        let last = index + 1 == steps.len();
        let weight = if last { Weight::Strong } else { Weight::Regular };
        let class = if last { "label-strong" } else { "label" };
        let of = share(step.value);
        svg.text(class, 0, base, Anchor::Start, &label::fit(&word(step.name), FROM - 60, weight));
        svg.text(class, AMOUNT, base, Anchor::End, &label::fit(amount, AMOUNT - end - 60, weight));
        svg.text("", WIDTH, base, Anchor::End, &label::fit(&of, WIDTH - AMOUNT - 40, Weight::Regular));
        top += ROW;
    }
    let target = steps.first().map_or(zero, |step| scale.at(step.to));
    svg.line("thr", target, ROW - (ROW - BAR) / 2, target, height);
    svg.finish()
}
