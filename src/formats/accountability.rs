//! `data/accountability-*.csv` and `.json`: the tables of the page of accountability (D8, D11–D15).

use crate::audience::accountability::Kept;
use crate::audience::project::View;
use crate::base::date::FiscalPeriod;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static PLANS: Sheet = Sheet {
    key: "accountability-plans",
    csv: "data/accountability-plans.csv",
    json: "data/accountability-plans.json",
    columns: &["account", "title", "owner", "owner_name", "state", "owed", "due", "days_late", "path", "line"],
    rows: Rows::View(plans),
};

pub static OVER_QUOTA: Sheet = Sheet {
    key: "accountability-over-quota",
    csv: "data/accountability-over-quota.csv",
    json: "data/accountability-over-quota.json",
    columns: &["account", "title", "sold", "quota", "why", "periods", "unknown"],
    rows: Rows::View(over_quota),
};

pub static PEOPLE: Sheet = Sheet {
    key: "accountability-people",
    csv: "data/accountability-people.csv",
    json: "data/accountability-people.json",
    columns: &[
        "person",
        "name",
        "function",
        "plans",
        "hours",
        "actions_on_time",
        "actions",
        "homework_on_time",
        "homework",
        "asks_answered",
        "asks",
        "reviews_attended",
        "reviews",
    ],
    rows: Rows::View(people),
};

pub static FUNCTIONS: Sheet = Sheet {
    key: "accountability-functions",
    csv: "data/accountability-functions.csv",
    json: "data/accountability-functions.json",
    columns: &[
        "function",
        "people",
        "plans",
        "actions_on_time",
        "actions",
        "homework_on_time",
        "homework",
        "asks_answered",
        "asks",
        "reviews_attended",
        "reviews",
    ],
    rows: Rows::View(functions),
};

fn plans(view: &View<'_>, out: &mut Writer) {
    for row in &view.accountability().plans {
        let [path, line] = Cell::place(&row.place);
        let (what, due) = row.owed.unzip();
        out.row(&[
            Cell::Text(row.slug.as_str()),
            Cell::Text(&row.title),
            Cell::text(Some(&row.owner.id)),
            Cell::text(Some(&row.owner.name)),
            Cell::Text(row.state),
            Cell::text(what),
            Cell::day(due),
            Cell::Whole(row.days_late),
            path,
            line,
        ]);
    }
}

fn over_quota(view: &View<'_>, out: &mut Writer) {
    let named = |periods: &[FiscalPeriod]| periods.iter().map(FiscalPeriod::to_string).collect::<Vec<_>>().join(" ");
    for row in &view.accountability().over_quota {
        let (periods, unknown) = (named(&row.compared.periods), named(&row.compared.unknown));
        out.row(&[
            Cell::Text(&row.id),
            Cell::Text(&row.account),
            Cell::amount(row.compared.sold),
            Cell::amount(row.compared.quota),
            Cell::Text(row.why),
            Cell::Text(&periods),
            Cell::Text(&unknown),
        ]);
    }
}

/// Kept and asked for, side by side.
fn kept<'c, const N: usize>(of: [Kept; N]) -> impl Iterator<Item = Cell<'c>> {
    of.into_iter().flat_map(|it| [Cell::count(it.kept), Cell::count(it.of)])
}

fn people(view: &View<'_>, out: &mut Writer) {
    for row in &view.accountability().people {
        let mut cells =
            vec![Cell::Text(&row.person.id), Cell::Text(&row.person.name), Cell::text(row.function), Cell::count(row.plans), Cell::some_amount(row.hours)];
        cells.extend(kept([row.actions, row.homework, row.asks, row.reviews]));
        out.row(&cells);
    }
}

fn functions(view: &View<'_>, out: &mut Writer) {
    for row in &view.accountability().functions {
        let mut cells = vec![Cell::Text(row.function), Cell::count(row.people), Cell::count(row.plans)];
        cells.extend(kept([row.actions, row.homework, row.asks, row.reviews]));
        out.row(&cells);
    }
}
