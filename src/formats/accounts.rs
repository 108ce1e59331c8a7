//! `data/accounts.csv` and `data/accounts.json`: accounts with a plan, then those without.

use crate::audience::project::View;
use crate::audience::view::{RowView, UnplannedView};
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "accounts", csv: "data/accounts.csv", json: "data/accounts.json", columns: COLUMNS, rows: Rows::View(rows) };

const COLUMNS: &[&str] = &[
    "account",
    "title",
    "planned",
    "owner",
    "owner_name",
    "segment",
    "region",
    "status",
    "stance",
    "tier",
    "computed_tier",
    "currency",
    "potential",
    "sales",
    "growth_target",
    "won",
    "weighted_open",
    "open",
    "value_at_stake_90d",
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
    "open_actions",
    "overdue_actions",
    "kdm_met_days",
    "last_review",
    "next_review",
    "errors",
    "warnings",
    "worst_gap",
    "changes_since_review",
];

/// The columns of scores, in the order of `COLUMNS`.
pub(super) const SCORES: [&str; 15] = [
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
];

fn rows(view: &View<'_>, out: &mut Writer) {
    let mut cells = Vec::with_capacity(COLUMNS.len());
    for (index, row) in view.rows.iter().enumerate() {
        cells.clear();
        planned(row, &mut cells);
        // not known is not none
        cells.push(view.since_review(index).map_or(Cell::Nothing, |(_, changes)| Cell::count(changes.len())));
        out.row(&cells);
    }
    for account in &view.unplanned {
        out.row(&unplanned(account));
    }
}

fn planned<'r>(row: &'r RowView, cells: &mut Vec<Cell<'r>>) {
    // of a plan that cannot be read nothing is known, which is not nothing
    let amount = |sum| Cell::some_amount(row.readable.then_some(sum));
    let count = |number| if row.readable { Cell::count(number) } else { Cell::Nothing };
    cells.extend([
        Cell::Text(row.slug.as_str()),
        Cell::Text(&row.title),
        Cell::Flag(true),
        Cell::text(Some(&row.owner.id)),
        Cell::text(Some(&row.owner.name)),
        Cell::string(&row.segment),
        Cell::string(&row.region),
        Cell::text(row.status),
        Cell::text(row.stance),
        Cell::text(row.tier),
        Cell::text(row.computed_tier),
        Cell::Text(&row.currency),
        Cell::some_amount(row.potential),
        Cell::some_amount(row.sales),
        Cell::some_amount(row.growth_target),
        amount(row.won),
        amount(row.weighted_open),
        amount(row.open),
        amount(row.value_at_stake_90d.rounded(1)),
        Cell::text(row.qualification),
        Cell::Text(row.verdict),
        Cell::Text(row.level),
    ]);
    cells.extend(SCORES.iter().map(|key| Cell::number(row.scores.get(key).copied().flatten())));
    cells.extend([
        count(row.open_actions),
        count(row.overdue_actions),
        Cell::whole(row.kdm_met_days),
        Cell::day(row.last_review),
        Cell::day(row.next_review),
        Cell::count(row.errors),
        Cell::count(row.warnings),
        Cell::string(&row.worst_gap),
    ]);
}

fn unplanned<'a>(account: &UnplannedView<'a>) -> Vec<Cell<'a>> {
    COLUMNS
        .iter()
        .map(|column| match *column {
            "account" => Cell::Text(account.account),
            "title" => Cell::Text(account.name),
            "planned" => Cell::Flag(false),
            "segment" => Cell::text(Some(account.segment)),
            "region" => Cell::text(Some(account.region)),
            "stance" => Cell::text(account.stance),
            "potential" => Cell::some_amount(account.potential),
            "sales" => Cell::some_amount(account.sales),
            _ => Cell::Nothing,
        })
        .collect()
}
