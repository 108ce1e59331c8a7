//! Open opportunities by the month in which they should close: all money and what it weighs, with what is past its day in front.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::growth::{ClosingSum, ClosingView};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::money::money_short;
use crate::charts::chart::{Chart, Figure, Of, count, heading};
use crate::draw::label::{self, Placer, Rect, Weight};
use crate::draw::number::{Tenths, Unit, percent};
use crate::draw::scale::{Band, Linear};
use crate::draw::svg::{Anchor, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "closing_money",
    of: Of::Territory,
    title: "Money by closing month",
    shows: "Open opportunities by closing month for a year, all money and weighted money, with those past their day in front",
    ids: &["M17", "M20", "R17"],
};

/// The plot, with the months and years below.
const TOP: Tenths = 170;
const BOTTOM: Tenths = 1_320;
/// The place of what is past its day.
const LATE: Tenths = 560;

/// One bar.
struct Column {
    name: String,
    /// What stands below the name: the year where it begins.
    year: String,
    late: bool,
    sum: ClosingSum,
}

/// Twelve months and what is past its day (M17, M20). `ids` makes the ids of the drawing unique on its page.
pub fn figure(closing: &ClosingView, currency: &str, ids: &str) -> Figure {
    let all = || std::iter::once(&closing.overdue).chain(closing.months.iter().map(|month| &month.1)).chain([&closing.later]);
    if all().all(|sum| sum.count == 0) {
        return Figure::empty(CHART.key, &word("No open opportunities yet"));
    }
    let columns = columns(closing);
    let unit = Unit::of(all().flat_map(|sum| [sum.amount.0, sum.weighted.0]));
    let title = title(closing, currency);
    let said = |name: &str, sum: &ClosingSum| {
        phrase("{name}: {}, {} in all, {} weighted.", &[&name, &count(sum.count, "deal", "deals"), &unit.show(sum.amount.0), &unit.show(sum.weighted.0)])
    };
    let rows: Vec<(String, ClosingSum)> = std::iter::once((word("Past their day").into_owned(), closing.overdue))
        .chain(closing.months.iter().map(|(month, sum)| (month_name(*month), *sum)))
        .chain([(word("Later").into_owned(), closing.later)])
        .filter(|(_, sum)| sum.count > 0)
        .collect();
    let description = rows.iter().map(|(name, sum)| said(name, sum)).collect::<Vec<_>>().join(" ");
    let later = match closing.later.count {
        0 => String::new(),
        n => phrase("; {} worth {} later", &[&count(n, "deal", "deals"), &money_short(closing.later.amount, currency)]),
    };
    Figure {
        key: CHART.key,
        subtitle: phrase("All open deals by closing month, {}; dark: weighted{later}", &[&unit.word(currency), &later]),
        drawing: draw(&columns, unit, ids, &title, &description),
        title,
        description,
        header: ["Closes", "Deals", "All", "Weighted"].map(heading).to_vec(),
        rows: rows.into_iter().map(|(name, sum)| vec![name, sum.count.to_string(), unit.show(sum.amount.0), unit.show(sum.weighted.0)]).collect(),
    }
}

fn month_name(month: Date) -> String {
    month.short_month_and_year()
}

fn columns(closing: &ClosingView) -> Vec<Column> {
    let late = Column { name: word("Overdue").into_owned(), year: String::new(), late: true, sum: closing.overdue };
    let month = |(at, (month, sum)): (usize, &(Date, ClosingSum))| Column {
        name: month.month_name().to_owned(),
        year: if at == 0 || month.month() == 1 { month.year().to_string() } else { String::new() },
        late: false,
        sum: *sum,
    };
    let late = (closing.overdue.count > 0).then_some(late);
    late.into_iter().chain(closing.months.iter().enumerate().map(month)).collect()
}

fn title(closing: &ClosingView, currency: &str) -> String {
    let year: Amount = closing.months.iter().map(|month| month.1.weighted).sum();
    let all: Amount = closing.months.iter().map(|month| month.1.amount).sum();
    let busy = closing.months.iter().filter(|month| month.1.weighted > Amount::ZERO).count();
    let peak = closing.months.iter().rev().max_by_key(|month| month.1.weighted);
    let share = peak.and_then(|(_, sum)| sum.weighted.ratio(year)).unwrap_or_default();
    let ahead = match peak {
        _ if year <= Amount::ZERO => word("nothing closes in the next twelve months").into_owned(),
        Some((month, sum)) if busy > 1 && share.saturating_mul(Decimal::from(3)) >= Decimal::ONE => {
            phrase("{} holds {} of the weighted money of twelve months: {}", &[&month_name(*month), &percent(share), &money_short(sum.weighted, currency)])
        }
        Some((month, _)) if busy == 1 => phrase("all weighted money of twelve months closes in {}: {}", &[&month_name(*month), &money_short(year, currency)]),
        _ => phrase("{} weighted should close in twelve months, of {} in all", &[&money_short(year, currency), &money_short(all, currency)]),
    };
    match closing.overdue.count {
        0 => capital(&ahead),
        1 => phrase("1 open deal worth {} is past its day; {ahead}", &[&money_short(closing.overdue.amount, currency), &ahead]),
        n => phrase("{n} open deals worth {} are past their day; {ahead}", &[&n, &money_short(closing.overdue.amount, currency), &ahead]),
    }
}

fn draw(columns: &[Column], unit: Unit, ids: &str, title: &str, description: &str) -> Html {
    let mut svg = Svg::figure(BOTTOM + 330, ids, title, description);
    let scale =
        Linear::from_zero(columns.iter().flat_map(|column| [column.sum.amount.0, column.sum.weighted.0]).map(|value| value.max(Decimal::ZERO)), BOTTOM, TOP);
    let late = columns.iter().any(|column| column.late);
    let months = Band { from: if late { LATE } else { 0 }, to: WIDTH, n: columns.len() - usize::from(late) };
    let width = months.width() * 7 / 10;
    let mut placer = Placer::new(Rect { x: 0, y: 0, width: WIDTH, height: BOTTOM });
    // the year stands under the first month that has room for it
    let mut years = Placer::new(Rect { x: 0, y: 0, width: WIDTH, height: BOTTOM + 330 });
    let mut place = 0;
    for column in columns {
        let middle = if column.late { LATE / 2 - 30 } else { months.middle(place) };
        place += usize::from(!column.late);
        let height = |value: Amount| BOTTOM - scale.at(value.0.max(Decimal::ZERO));
        let (all, weighted) = (height(column.sum.amount), height(column.sum.weighted));
        svg.rect("f3", middle - width / 2, BOTTOM - all, width, all);
        svg.rect(if column.late { "fb" } else { "f2" }, middle - width / 2, BOTTOM - weighted, width, weighted);
        let class = if column.late { "label-bad" } else { "label" };
        let weight = if column.late { Weight::Strong } else { Weight::Regular };
        let room = if column.late { LATE - 60 } else { months.width() };
        svg.text(class, middle, BOTTOM + 145, Anchor::Middle, &label::fit(&column.name, room, weight));
        let beneath =
            [(middle, BOTTOM + 285, Anchor::Middle), (middle - width / 2, BOTTOM + 285, Anchor::Start), (middle + width / 2, BOTTOM + 285, Anchor::End)];
        if !column.year.is_empty()
            && let Some((x, y, anchor)) = years.place(label::width(&column.year, Weight::Regular), &beneath)
        {
            svg.text("", x, y, anchor, &column.year);
        }
        if column.sum.count > 0 {
            let number = unit.show(column.sum.amount.0);
            let top = BOTTOM - all.max(weighted) - 40;
            if let Some((x, y, anchor)) = placer.place(label::width(&number, weight), &[(middle, top, Anchor::Middle)]) {
                svg.text(class, x, y, anchor, &number);
            }
        }
    }
    svg.line("axis", 0, BOTTOM, WIDTH, BOTTOM);
    svg.finish()
}

/// The same with a capital letter in front.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
