//! `data/cycle-*.csv` and `.json`: the tables of the page of the planning cycle (D5–D10, K2, K13).

use crate::audience::growth::MoveItem;
use crate::audience::project::View;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static STEPS: Sheet = Sheet {
    key: "cycle-steps",
    csv: "data/cycle-steps.csv",
    json: "data/cycle-steps.json",
    columns: &["step", "title", "on", "owner_name", "passed", "days_after_previous", "min_days_after_previous", "owner"],
    rows: Rows::View(steps),
};

pub static PROGRESS: Sheet = Sheet {
    key: "cycle-progress",
    csv: "data/cycle-progress.csv",
    json: "data/cycle-progress.json",
    columns: &[
        "account",
        "title",
        "owner",
        "owner_name",
        "team",
        "functions",
        "homework_done",
        "homework",
        "last_review",
        "next_review",
        "committed_on",
        "deadline",
        "commits",
        "commits_in_the_last_days",
        "fire_drill",
    ],
    rows: Rows::View(progress),
};

pub static PROPOSALS: Sheet = Sheet {
    key: "cycle-proposals",
    csv: "data/cycle-proposals.csv",
    json: "data/cycle-proposals.json",
    columns: &["proposal", "account", "title", "potential", "why", "path", "line", "currency"],
    rows: Rows::View(proposals),
};

fn steps(view: &View<'_>, out: &mut Writer) {
    for step in &view.cycle().steps {
        out.row(&[
            Cell::Text(step.key),
            Cell::Text(step.title),
            Cell::Day(step.on),
            Cell::text(step.owner.as_ref().map(|owner| owner.name.as_str())),
            Cell::Flag(step.passed),
            Cell::whole(step.gap),
            Cell::Whole(step.min_gap),
            Cell::text(step.owner.as_ref().map(|owner| owner.id.as_str())),
        ]);
    }
}

fn progress(view: &View<'_>, out: &mut Writer) {
    for row in &view.cycle().progress {
        out.row(&[
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::text(Some(&row.owner.id)),
            Cell::text(Some(&row.owner.name)),
            Cell::count(row.team),
            Cell::count(row.functions),
            Cell::count(row.homework.0),
            Cell::count(row.homework.1),
            Cell::day(row.reviews.0),
            Cell::day(row.reviews.1),
            Cell::day(row.committed),
            Cell::day(row.rush.as_ref().map(|rush| rush.deadline)),
            row.rush.as_ref().map_or(Cell::Nothing, |rush| Cell::count(rush.edits)),
            row.rush.as_ref().map_or(Cell::Nothing, |rush| Cell::count(rush.last)),
            row.rush.as_ref().map_or(Cell::Nothing, |rush| Cell::Flag(rush.fire_drill)),
        ]);
    }
}

fn proposals(view: &View<'_>, out: &mut Writer) {
    let cycle = view.cycle();
    let named = |proposal: &'static str, items: &'_ [MoveItem], out: &mut Writer| {
        for item in items {
            let [path, line] = item.place.as_ref().map_or([Cell::Nothing; 2], Cell::place);
            out.row(&[
                Cell::Text(proposal),
                Cell::Text(&item.id),
                Cell::Text(&item.account),
                Cell::some_amount(item.worth),
                Cell::Text(&item.why),
                path,
                line,
                Cell::Text(view.currency_of(item.slug.as_ref())),
            ]);
        }
    };
    named("add", &cycle.additions, out);
    named("drop", &cycle.drops, out);
}
