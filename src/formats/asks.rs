//! `data/asks.csv` and `data/asks.json`: what plans ask of the own company.

use crate::audience::view::PlanView;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "asks", csv: "data/asks.csv", json: "data/asks.json", columns: COLUMNS, rows: Rows::Plan(rows) };

const COLUMNS: &[&str] = &["account", "title", "id", "what", "from", "by", "kind", "status", "path", "line", "from_id"];

fn rows(plan: &PlanView, out: &mut Writer) {
    for it in &plan.asks {
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(plan.row.slug.as_str()),
            Cell::Text(&plan.row.title),
            Cell::Text(&it.id),
            Cell::Text(&it.what),
            Cell::Text(&it.from),
            Cell::Day(it.by),
            Cell::Text(it.kind),
            Cell::Text(it.status),
            path,
            line,
            Cell::text(Some(&it.from_id)),
        ]);
    }
}
