//! The findings to clear: errors first, then warnings, then notes, each with its account, rule and place.

use crate::audience::project::View;
use crate::audience::view::FindingView;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::cards::filter::{Choice, filter};
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, finding, pager, state, text};

const COLUMNS: [Column; 6] = [
    column("level", "Severity", Sort::Text),
    column("account", "Account", Sort::Text).with("x", ""),
    column("rule", "Rule", Sort::Text).with("wide", ""),
    column("finding", "Finding", Sort::None).with("wide", ""),
    column("where", "Where", Sort::Text).with("nw", ""),
    column("owner", "Owner", Sort::Text).with("x nw", ""),
];

/// At most 500; the pages of the rules hold all.
pub fn clear(view: &View<'_>, here: &Here<'_>) -> Html {
    let mut all: Vec<&FindingView> = view.findings.iter().collect();
    // stable, so that within a level the total order stays
    all.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.slug.cmp(&b.slug)));
    let mut out = Html::new();
    let by_rule = here.to(&SitePath::fixed("findings/index.html"));
    let notes = all.len() - view.totals.errors - view.totals.warnings;
    let counts = [(view.totals.errors, "error", "errors"), (view.totals.warnings, "warning", "warnings"), (notes, "note", "notes")];
    let counts: Vec<String> = counts.into_iter().filter(|(count, _, _)| *count > 0).map(|(count, one, many)| text::plural(count, one, many)).collect();
    let sub = |out: &mut Html| {
        if !counts.is_empty() {
            out.text(&counts.join(", ")).text(" · ");
        }
        out.link_word(&by_rule, &[], "by rule");
    };
    block::block(&mut out, "clear", &word("Findings to clear"), sub, |out| {
        if all.is_empty() {
            out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing to clear").word(" as of ");
            text::date(out, view.frame.as_of);
            out.text(".").close("p").close("div");
            return;
        }
        let shown = all.get(..all.len().min(pager::ROWS)).unwrap_or(&[]);
        let choices = [
            Choice::of("owner", "Owner", "All owners", shown.iter().map(|it| (it.owner.as_str(), it.owner.clone()))),
            Choice::of("severity", "Severity", "All", shown.iter().map(|it| (it.level.as_str(), word(state::level(it.level).word).into_owned()))),
        ];
        let files = [("CSV", SitePath::fixed("data/findings.csv")), ("JSON", SitePath::fixed("data/findings.json"))];
        filter(out, here, "findings", "Account, rule, words", &choices, &files);
        let mut table = Table::open(out, "findings", &word("Findings to clear"), &COLUMNS, Some(("level", false)));
        for it in shown {
            row(&mut table, view, here, it);
        }
        table.close(false);
        if all.len() > shown.len() {
            out.open("p", &[]).text(&phrase("The first {} of {} stand here; ", &[&shown.len(), &text::plural(all.len(), "finding", "findings")]));
            out.link_word(&by_rule, &[], "all findings by rule").text(".").close("p");
        }
    });
    out
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
    table.cell(None, |out| text::words(out, &text::sentence(&it.message)));
    table.cell(None, |out| here.near_place(out, &it.place));
    table.cell(None, |out| finding::owner(out, here, view, it)).end_row();
}
