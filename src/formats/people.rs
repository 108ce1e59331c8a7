//! `data/people.csv` and `data/people.json`: every person at a customer that a plan names.

use crate::audience::view::PlanView;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "people", csv: "data/people.csv", json: "data/people.json", columns: COLUMNS, rows: Rows::Plan(rows) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "id",
    "name",
    "job_title",
    "unit",
    "buying_role",
    "kdm",
    "in_power",
    "influence",
    "disposition",
    "target_disposition",
    "equity",
    "last_met",
    "days_since_met",
    "next_meeting",
    "next_meeting_about",
    "our_owner",
    "reports_to",
    "evidence",
    "access_barrier",
    "path",
    "line",
    "our_owner_id",
    "reports_to_id",
];

fn rows(plan: &PlanView, out: &mut Writer) {
    for it in &plan.people {
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(plan.row.slug.as_str()),
            Cell::Text(&plan.row.title),
            Cell::Text(&it.id),
            Cell::Text(&it.name),
            Cell::text(Some(&it.title)),
            Cell::string(&it.unit),
            Cell::Text(it.buying_role),
            Cell::Flag(it.kdm),
            Cell::text(it.in_power),
            Cell::Whole(it.influence),
            Cell::Text(it.disposition),
            Cell::text(it.target_disposition),
            Cell::whole(it.equity),
            Cell::day(it.last_met),
            Cell::whole(it.days_since_met),
            Cell::day(it.next_meeting.as_ref().map(|meeting| meeting.0)),
            Cell::text(it.next_meeting.as_ref().and_then(|meeting| meeting.1.as_deref())),
            Cell::string(&it.our_owner),
            Cell::text(it.reports_to.as_ref().map(|boss| boss.name.as_str())),
            Cell::string(&it.evidence),
            Cell::string(&it.access_barrier),
            path,
            line,
            Cell::string(&it.our_owner_id),
            Cell::text(it.reports_to.as_ref().map(|boss| boss.id.as_str())),
        ]);
    }
}
