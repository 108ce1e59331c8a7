//! `data/icp-*.csv` and `.json`: the tables of the page of the ideal customer (R10–R16).

use crate::audience::project::View;
use crate::audience::ranking::RankRow;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static RANKING: Sheet = Sheet {
    key: "icp-ranking",
    csv: "data/icp-ranking.csv",
    json: "data/icp-ranking.json",
    columns: &[
        "stance",
        "account",
        "title",
        "fit",
        "confidence",
        "band",
        "matched",
        "criteria",
        "expected_band",
        "confirmed_by",
        "confirmed_on",
        "potential",
        "path",
        "line",
        "currency",
        "confirmed_by_id",
    ],
    rows: Rows::View(ranking),
};

pub static LEVELS: Sheet = Sheet {
    key: "icp-levels",
    csv: "data/icp-levels.csv",
    json: "data/icp-levels.json",
    columns: &["account", "title", "criterion", "label", "weight", "level", "meaning"],
    rows: Rows::View(levels),
};

pub static CRITERIA: Sheet = Sheet {
    key: "icp-criteria",
    csv: "data/icp-criteria.csv",
    json: "data/icp-criteria.json",
    columns: &["criterion", "label", "weight", "level", "meaning", "plans"],
    rows: Rows::View(criteria),
};

pub static QUESTIONS: Sheet = Sheet {
    key: "icp-questions",
    csv: "data/icp-questions.csv",
    json: "data/icp-questions.json",
    columns: &["question", "yes", "no", "unknown", "not_applicable", "tells_apart"],
    rows: Rows::View(questions),
};

pub static CALIBRATION: Sheet = Sheet {
    key: "icp-calibration",
    csv: "data/icp-calibration.csv",
    json: "data/icp-calibration.json",
    columns: &["expected_band", "computed_band", "plans"],
    rows: Rows::View(calibration),
};

fn ranking(view: &View<'_>, out: &mut Writer) {
    let found = view.ranking();
    for (stance, rows) in [("grow", &found.grow), ("acquire", &found.acquire)] {
        rows.iter().for_each(|row| rank(stance, row, out));
    }
}

fn rank(stance: &'static str, row: &RankRow, out: &mut Writer) {
    let [path, line] = Cell::place(&row.place);
    out.row(&[
        Cell::Text(stance),
        Cell::Text(row.slug.as_str()),
        Cell::Text(&row.title),
        Cell::number(row.value),
        Cell::Number(row.confidence),
        Cell::text(row.band),
        Cell::Whole(row.matched.into()),
        Cell::Whole(row.criteria.into()),
        Cell::text(row.expected),
        Cell::text(row.confirmed.as_ref().map(|(by, _)| by.as_str())),
        Cell::day(row.confirmed.as_ref().map(|(_, on)| *on)),
        Cell::some_amount(row.potential),
        path,
        line,
        Cell::Text(&row.currency),
        Cell::string(&row.confirmed_by),
    ]);
}

/// The heat map: one row for each account and criterion; a level that is not known is empty.
fn levels(view: &View<'_>, out: &mut Writer) {
    let found = view.ranking();
    for row in found.grow.iter().chain(&found.acquire) {
        for (criterion, level) in found.criteria.iter().zip(&row.levels) {
            let meaning = criterion.levels.iter().find(|(known, _)| Some(*known) == *level).map(|(_, meaning)| meaning.as_str());
            out.row(&[
                Cell::Text(row.slug.as_str()),
                Cell::Text(&row.title),
                Cell::Text(&criterion.id),
                Cell::Text(&criterion.label),
                Cell::Number(criterion.weight),
                Cell::whole(*level),
                Cell::text(meaning),
            ]);
        }
    }
}

/// One row for each level, and one without a level for the plans that do not know theirs.
fn criteria(view: &View<'_>, out: &mut Writer) {
    for row in &view.ranking().criteria {
        let levels = row.levels.iter().map(|(level, meaning)| (Some(*level), Some(meaning.as_str()))).chain([(None, None)]);
        for ((level, meaning), plans) in levels.zip(&row.spread) {
            out.row(&[Cell::Text(&row.id), Cell::Text(&row.label), Cell::Number(row.weight), Cell::whole(level), Cell::text(meaning), Cell::count(*plans)]);
        }
    }
}

fn questions(view: &View<'_>, out: &mut Writer) {
    for row in &view.ranking().questions {
        out.row(&[
            Cell::Text(row.key),
            Cell::count(row.yes),
            Cell::count(row.no),
            Cell::count(row.unknown),
            Cell::count(row.not_applicable),
            Cell::number(row.tells_apart().map(|part| part.round_dp(2))),
        ]);
    }
}

/// Every pair of bands, those that no plan has too.
fn calibration(view: &View<'_>, out: &mut Writer) {
    let found = view.ranking();
    if found.calibration.is_empty() {
        return;
    }
    for expected in ["high", "moderate", "low"] {
        for computed in ["high", "moderate", "low"] {
            let plans = found.calibration.iter().find(|(e, c, _)| *e == expected && *c == computed).map_or(0, |(_, _, count)| *count);
            out.row(&[Cell::Text(expected), Cell::Text(computed), Cell::count(plans)]);
        }
    }
}
