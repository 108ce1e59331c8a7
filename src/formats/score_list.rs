//! `score --format csv`: one line a plan, one column a score (contract §4). No file of the site: `data/accounts.csv` has the same columns among others.

use crate::audience::project::View;
use crate::formats::accounts::SCORES;
use crate::formats::cell::Cell;
use crate::formats::sheet::Writer;

/// What stands before the scores.
const HEAD: [&str; 8] = ["account", "title", "stance", "tier", "computed_tier", "qualification_verdict", "verdict", "level"];

/// The list by account; `shows` tells by the account's slug which plans are wanted. A score that is undetermined or does not apply is an empty cell.
pub fn csv(view: &View<'_>, shows: &dyn Fn(&str) -> bool) -> Vec<u8> {
    let mut rows: Vec<_> = view.rows.iter().filter(|row| shows(row.slug.as_str())).collect();
    rows.sort_by_key(|row| &row.slug);
    let mut writer = Writer::csv([&HEAD[..], &SCORES, &["value_at_stake_90d", "currency"]].concat());
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
        cells.extend([Cell::amount(row.value_at_stake_90d.rounded(1)), Cell::Text(&row.currency)]);
        writer.row(&cells);
    }
    writer.finish().pop().map(|(_, bytes)| bytes).unwrap_or_default()
}
