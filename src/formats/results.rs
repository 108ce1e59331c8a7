//! `data/results-*.csv` and `.json`: the tables of the results board (D1, D2, R18, M22).

use crate::audience::project::View;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static MET: Sheet = Sheet {
    key: "results-met",
    csv: "data/results-met.csv",
    json: "data/results-met.json",
    columns: &["account", "title", "benchmark", "unit", "baseline", "target", "reached", "on", "days_early", "source", "path", "line"],
    rows: Rows::View(met),
};

pub static WINS: Sheet = Sheet {
    key: "results-wins",
    csv: "data/results-wins.csv",
    json: "data/results-wins.json",
    columns: &["account", "title", "deal", "currency", "amount", "on", "origin", "path", "line"],
    rows: Rows::View(wins),
};

pub static LESSONS: Sheet = Sheet {
    key: "results-lessons",
    csv: "data/results-lessons.csv",
    json: "data/results-lessons.json",
    columns: &["account", "title", "value_added", "lesson", "path", "line"],
    rows: Rows::View(lessons),
};

pub static PROJECTIONS: Sheet = Sheet {
    key: "results-projections",
    csv: "data/results-projections.csv",
    json: "data/results-projections.json",
    columns: &["owner_name", "quarter", "plans", "projected", "came", "difference", "owner"],
    rows: Rows::View(projections),
};

fn met(view: &View<'_>, out: &mut Writer) {
    for row in &view.results().met {
        let [path, line] = Cell::place(&row.place);
        out.row(&[
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::Text(&row.what),
            Cell::Text(&row.unit),
            Cell::amount(row.baseline),
            Cell::amount(row.target),
            Cell::amount(row.reading),
            Cell::Day(row.on),
            Cell::Whole(row.days_early),
            Cell::string(&row.source),
            path,
            line,
        ]);
    }
}

fn wins(view: &View<'_>, out: &mut Writer) {
    for row in &view.results().wins {
        let [path, line] = Cell::place(&row.place);
        out.row(&[
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::Text(&row.what),
            Cell::Text(&row.currency),
            Cell::amount(row.amount),
            Cell::day(row.on),
            Cell::text(row.origin),
            path,
            line,
        ]);
    }
}

fn lessons(view: &View<'_>, out: &mut Writer) {
    for row in &view.results().lessons {
        let [path, line] = Cell::place(&row.place);
        out.row(&[Cell::Text(row.slug.as_str()), Cell::Text(&row.title), Cell::Text(row.added), Cell::Text(&row.lesson), path, line]);
    }
}

fn projections(view: &View<'_>, out: &mut Writer) {
    for row in view.calibration() {
        let quarter = row.period.to_string();
        out.row(&[
            Cell::Text(&row.owner),
            Cell::Text(&quarter),
            Cell::count(row.plans),
            Cell::amount(row.projected),
            Cell::amount(row.actual),
            Cell::amount(row.actual.minus(row.projected)),
            Cell::text(Some(&row.owner_id)),
        ]);
    }
}
