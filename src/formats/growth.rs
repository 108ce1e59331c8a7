//! `data/growth-*.csv` and `.json`: the tables of the page of growth (R17, R5, K1, M17).

use crate::audience::growth::ClosingSum;
use crate::audience::project::View;
use crate::base::date::Date;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static MOVES: Sheet = Sheet {
    key: "growth-moves",
    csv: "data/growth-moves.csv",
    json: "data/growth-moves.json",
    columns: &["move", "account", "title", "worth", "worth_of", "why", "path", "line", "currency"],
    rows: Rows::View(moves),
};

pub static TIME: Sheet = Sheet {
    key: "growth-time",
    csv: "data/growth-time.csv",
    json: "data/growth-time.json",
    columns: &["account", "title", "margin_an_hour", "margin", "hours", "open_actions", "currency"],
    rows: Rows::View(time),
};

pub static ORIGINS: Sheet = Sheet {
    key: "growth-origins",
    csv: "data/growth-origins.csv",
    json: "data/growth-origins.json",
    columns: &["origin", "open", "amount"],
    rows: Rows::View(origins),
};

pub static CLOSING: Sheet = Sheet {
    key: "growth-closing",
    csv: "data/growth-closing.csv",
    json: "data/growth-closing.json",
    columns: &["when", "month", "open", "amount", "weighted"],
    rows: Rows::View(closing),
};

fn moves(view: &View<'_>, out: &mut Writer) {
    for found in &view.growth().moves {
        for item in &found.items {
            let [path, line] = item.place.as_ref().map_or([Cell::Nothing; 2], Cell::place);
            out.row(&[
                Cell::Text(found.key),
                Cell::Text(&item.id),
                Cell::Text(&item.account),
                Cell::some_amount(item.worth),
                Cell::Text(found.of),
                Cell::Text(&item.why),
                path,
                line,
                Cell::Text(view.currency_of(item.slug.as_ref())),
            ]);
        }
    }
}

fn time(view: &View<'_>, out: &mut Writer) {
    for row in &view.growth().time {
        out.row(&[
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::some_amount(row.per_hour),
            Cell::amount(row.margin),
            Cell::amount(row.hours),
            Cell::count(row.actions),
            Cell::Text(view.currency_of(Some(&row.slug))),
        ]);
    }
}

fn origins(view: &View<'_>, out: &mut Writer) {
    for (origin, count, amount) in &view.growth().origins {
        out.row(&[Cell::Text(origin), Cell::count(*count), Cell::amount(*amount)]);
    }
}

/// The month is its first day; overdue and later ones have none.
fn closing(view: &View<'_>, out: &mut Writer) {
    let closing = &view.growth().closing;
    let mut row = |when: &'static str, month: Option<Date>, sum: &ClosingSum| {
        out.row(&[Cell::Text(when), Cell::day(month), Cell::count(sum.count), Cell::amount(sum.amount), Cell::amount(sum.weighted)]);
    };
    row("overdue", None, &closing.overdue);
    closing.months.iter().for_each(|(month, sum)| row("month", Some(*month), sum));
    row("later", None, &closing.later);
}
