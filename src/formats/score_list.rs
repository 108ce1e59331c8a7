//! `score --format csv`: one line a plan, one column a score (contract §4). No file of the site: `data/accounts.csv` has the same columns among others.

use crate::audience::project::View;
use crate::formats::accounts::SCORES;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Form, Rows, Sheet, Writer};

static SHEET: Sheet = Sheet { key: "score_list", csv: "", json: "", columns: COLUMNS, rows: Rows::View(|_, _| {}) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "stance",
    "tier",
    "computed_tier",
    "qualification_verdict",
    "verdict",
    "level",
    "readiness",
    "health",
    "completeness",
    "qualification",
    "icp_fit",
    "relationship_strength",
    "relationship_coverage",
    "kdm_access",
    "execution",
    "benchmark_attainment",
    "revenue_vs_quota",
    "goal_coverage",
    "freshness",
    "long_view",
    "specificity",
    "value_at_stake_90d",
];

/// The list by account; `shows` tells by the account's slug which plans are wanted. A score that is undetermined or does not apply is an empty cell.
pub fn csv(view: &View<'_>, shows: &dyn Fn(&str) -> bool) -> Vec<u8> {
    let mut rows: Vec<_> = view.rows.iter().filter(|row| shows(row.slug.as_str())).collect();
    rows.sort_by_key(|row| &row.slug);
    let mut writer = Writer::new(&SHEET, &view.frame, &[Form::Csv]);
    for row in rows {
        let mut cells = vec![
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::text(row.stance),
            Cell::text(row.tier),
            Cell::text(row.computed_tier),
            Cell::text(row.qualification),
            Cell::Text(row.verdict),
            Cell::Text(row.level),
        ];
        cells.extend(SCORES.iter().map(|key| Cell::number(row.scores.get(key).copied().flatten())));
        cells.push(Cell::amount(row.value_at_stake_90d));
        writer.row(&cells);
    }
    writer.finish().pop().map(|(_, bytes)| bytes).unwrap_or_default()
}
