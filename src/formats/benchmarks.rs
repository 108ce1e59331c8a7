//! `data/benchmarks.csv` and `data/benchmarks.json`: every benchmark of every plan with its latest reading and what pace asks for.

use crate::audience::view::PlanView;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "benchmarks", csv: "data/benchmarks.csv", json: "data/benchmarks.json", columns: COLUMNS, rows: Rows::Plan(rows) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "id",
    "text",
    "unit",
    "direction",
    "baseline_on",
    "baseline",
    "target_by",
    "target",
    "tolerance",
    "readings",
    "latest_on",
    "latest",
    "latest_source",
    "pace",
    "state",
    "path",
    "line",
];

fn rows(plan: &PlanView, out: &mut Writer) {
    for it in &plan.benchmarks {
        let latest = it.readings.last();
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(plan.row.slug.as_str()),
            Cell::Text(&plan.row.title),
            Cell::Text(&it.id),
            Cell::Text(&it.text),
            Cell::Text(&it.unit),
            Cell::Text(it.direction),
            Cell::Day(it.baseline.0),
            Cell::amount(it.baseline.1),
            Cell::Day(it.target.0),
            Cell::amount(it.target.1),
            Cell::some_amount(it.tolerance),
            Cell::count(it.readings.len()),
            Cell::day(latest.map(|reading| reading.0)),
            Cell::some_amount(latest.map(|reading| reading.1)),
            Cell::text(latest.and_then(|reading| reading.2.as_deref())),
            Cell::some_amount(it.pace),
            Cell::Text(&it.state),
            path,
            line,
        ]);
    }
}
