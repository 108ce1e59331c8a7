//! `data/changes.csv` and `.json`: what changed in each plan since its last review, all of it (S5, K2). Empty without history.

use crate::audience::project::View;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "changes", csv: "data/changes.csv", json: "data/changes.json", columns: COLUMNS, rows: Rows::View(rows) };

const COLUMNS: &[&str] = &["account", "title", "since", "section", "id", "rank", "change"];

fn rows(view: &View<'_>, out: &mut Writer) {
    for (index, row) in view.rows.iter().enumerate() {
        let Some((since, changes)) = view.since_review(index) else { continue };
        for change in changes {
            // the stars around names are for pages
            let text = change.text.replace('*', "");
            out.row(&[
                Cell::Text(row.slug.as_str()),
                Cell::Text(&row.title),
                Cell::Day(since),
                Cell::Text(&change.section),
                Cell::text(Some(&change.id)),
                Cell::Whole(change.rank.into()),
                Cell::Text(&text),
            ]);
        }
    }
}
