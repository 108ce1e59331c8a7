//! A table of findings of several rules: how bad, whose, which rule, what, where.

use crate::audience::project::View;
use crate::audience::view::FindingView;
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::cards::filter::{Choice, filter};
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{finding, state, text};

const COLUMNS: [Column; 6] = [
    column("level", "Severity", Sort::Text),
    column("account", "Account", Sort::Text).with("x", ""),
    column("rule", "Rule", Sort::Text).with("wide", ""),
    column("finding", "Finding", Sort::None).with("wide", ""),
    column("where", "Where", Sort::Text).with("nw", ""),
    column("owner", "Owner", Sort::Text).with("x nw", ""),
];

/// The choices over the table, for those who have a script.
pub fn choose<'v>(out: &mut Html, here: &Here<'_>, shown: impl Iterator<Item = &'v FindingView> + Clone) {
    let choices = [
        Choice::of("owner", "Owner", "All owners", shown.clone().map(|it| (&*it.owner, it.owner.to_string()))),
        Choice::of("severity", "Severity", "All", shown.map(|it| (it.level.as_str(), word(state::level(it.level).word).into_owned()))),
    ];
    let files = [("CSV", SitePath::fixed("data/findings.csv")), ("JSON", SitePath::fixed("data/findings.json"))];
    filter(out, here, "findings", "Account, rule, words", &choices, &files);
}

/// `3 errors`, `1 note`: how many there are of each weight that there is.
pub fn counts(errors: usize, warnings: usize, notes: usize) -> Vec<String> {
    let all = [
        (errors, text::plural(errors, "error", "errors")),
        (warnings, text::plural(warnings, "warning", "warnings")),
        (notes, text::plural(notes, "note", "notes")),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect()
}

/// The table; `title` is what a screen reader says of it.
pub fn table<'v>(out: &mut Html, view: &View<'_>, here: &Here<'_>, title: &str, shown: impl Iterator<Item = &'v FindingView>) {
    let mut table = Table::open(out, "findings", title, &COLUMNS, Some(("level", false)));
    for it in shown {
        row(&mut table, view, here, it);
    }
    table.close(false);
}

fn row(table: &mut Table<'_>, view: &View<'_>, here: &Here<'_>, it: &FindingView) {
    let line = it.place.line.to_string();
    table.row(&[
        ("data-rule", it.code.name),
        ("data-path", &it.place.path),
        ("data-line", &line),
        ("data-owner", &it.owner),
        ("data-severity", it.level.as_str()),
    ]);
    table.cell(Some(state::rank(it.level)), |out| state::level(it.level).write(out));
    table.cell(None, |out| finding::account(out, here, it));
    table.cell(None, |out| finding::rule(out, here, it));
    table.cell(None, |out| text::message(out, &text::sentence(it.message())));
    table.cell(None, |out| here.near_place(out, &it.place));
    table.cell(None, |out| finding::owner(out, here, view, it)).end_row();
}
