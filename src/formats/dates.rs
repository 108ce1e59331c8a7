//! `data/calendar.csv` and `.json`: what happens in the next twelve months, as on the page of the calendar (K2, M14).

use crate::audience::project::View;
use crate::base::slug::Slug;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "calendar", csv: "data/calendar.csv", json: "data/calendar.json", columns: COLUMNS, rows: Rows::View(rows) };

const COLUMNS: &[&str] = &["on", "kind", "what", "account", "title", "who", "who_name", "verdict", "id"];

fn rows(view: &View<'_>, out: &mut Writer) {
    for event in view.coming().iter().filter_map(|moment| view.event(moment)) {
        out.row(&[
            Cell::Day(event.on),
            Cell::Text(event.kind),
            Cell::Text(&event.what),
            Cell::text(event.slug.map(Slug::as_str)),
            Cell::text(Some(event.title)),
            Cell::text(Some(event.who_id)),
            Cell::text(Some(event.who)),
            Cell::text(event.verdict),
            Cell::text(Some(event.id)),
        ]);
    }
}
