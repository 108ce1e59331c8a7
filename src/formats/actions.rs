//! `data/actions.csv` and `data/actions.json`: every action of every plan. Knows nothing of who is late.

use crate::audience::view::PlanView;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "actions", csv: "data/actions.csv", json: "data/actions.json", columns: COLUMNS, rows: Rows::Plan(rows) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "id",
    "text",
    "objective",
    "owner",
    "due",
    "status",
    "open",
    "done_on",
    "overdue_days",
    "after",
    "hours",
    "expected_value",
    "needs",
    "slips",
    "path",
    "line",
    "owner_id",
    "currency",
];

fn rows(plan: &PlanView, out: &mut Writer) {
    for it in &plan.actions {
        let after = it.after.join(" ");
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(plan.row.slug.as_str()),
            Cell::Text(&plan.row.title),
            Cell::Text(&it.id),
            Cell::Text(&it.text),
            Cell::text(Some(&it.objective)),
            Cell::text(Some(&it.owner)),
            Cell::Day(it.due),
            Cell::Text(it.status),
            Cell::Flag(it.open),
            Cell::day(it.done_on),
            Cell::whole(it.overdue_days),
            Cell::text(Some(&after)),
            Cell::some_amount(it.hours),
            Cell::some_amount(it.expected_value),
            Cell::string(&it.needs),
            Cell::Whole(it.slips),
            path,
            line,
            Cell::text(Some(&it.owner_id)),
            Cell::Text(&plan.row.currency),
        ]);
    }
}
