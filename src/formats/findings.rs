//! `data/findings.csv` and `data/findings.json`: every finding of the site's audience, in total order.

use crate::audience::project::View;
use crate::base::slug::Slug;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "findings", csv: "data/findings.csv", json: "data/findings.json", columns: COLUMNS, rows: Rows::View(rows) };

const COLUMNS: &[&str] =
    &["severity", "rule", "code", "category", "account", "title", "owner", "section", "message", "help", "path", "line", "column", "owner_id"];

fn rows(view: &View<'_>, out: &mut Writer) {
    for it in view.findings() {
        let [path, line] = Cell::place(&it.place);
        out.row(&[
            Cell::Text(it.level.as_str()),
            Cell::Text(it.code.name),
            Cell::Text(it.code.code),
            Cell::Text(it.code.category.as_str()),
            Cell::text(it.slug.as_ref().map(Slug::as_str)),
            Cell::text(Some(&it.account_title)),
            Cell::text(Some(&it.owner)),
            Cell::text(Some(it.section())),
            Cell::Text(it.message()),
            Cell::text(it.help()),
            path,
            line,
            if it.column == 0 { Cell::Nothing } else { Cell::Whole(i64::from(it.column)) },
            Cell::text(it.slug.as_ref().and_then(|slug| view.owner_of(slug)).map(|owner| owner.id.as_str())),
        ]);
    }
}
