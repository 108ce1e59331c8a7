//! `data/opportunities.csv` and `data/opportunities.json`: every opportunity of every plan, in the currency of the plan.

use crate::audience::view::PlanView;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet =
    Sheet { key: "opportunities", csv: "data/opportunities.csv", json: "data/opportunities.json", columns: COLUMNS, rows: Rows::Plan(rows) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "id",
    "name",
    "product",
    "unit",
    "currency",
    "amount",
    "probability",
    "weighted",
    "close_by",
    "status",
    "closed_on",
    "origin",
    "incumbent",
    "needs_review",
    "requalified_on",
    "timing_confirmed_on",
    "path",
    "line",
];

fn rows(plan: &PlanView, out: &mut Writer) {
    for it in &plan.opportunities {
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(plan.row.slug.as_str()),
            Cell::Text(&plan.row.title),
            Cell::Text(&it.id),
            Cell::Text(&it.name),
            Cell::string(&it.product),
            Cell::string(&it.unit),
            Cell::Text(&plan.row.currency),
            Cell::amount(it.amount),
            Cell::Number(it.probability),
            Cell::amount(it.weighted),
            Cell::Day(it.close_by),
            Cell::Text(it.status),
            Cell::day(it.closed_on),
            Cell::text(it.origin),
            Cell::string(&it.incumbent),
            Cell::Flag(it.needs_review),
            Cell::day(it.requalified_on),
            Cell::day(it.timing_confirmed_on),
            path,
            line,
        ]);
    }
}
