//! Review readiness: which plans are ready, which gates they miss, what each still needs, and what to clear first. Knows no other page but by its address.

mod clear;
mod gates;
mod head;
mod works;

use crate::audience::judged::block_anchor;
use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::html::{Href, Html};
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::{figure, not_counted, pager};
use crate::charts::chart::Figure;
use crate::charts::readiness_matrix::{self, Links};
use crate::charts::readiness_trend;
use crate::pages::page::{Address, Content, Page, in_parts};

/// The first page, and the further parts of the matrix.
pub static PAGE: Page = Page { key: "readiness", ids: &["K6", "S6", "M15"], addresses, firsts: None, content };

const FIRST: &str = "readiness/index.html";

/// The address of a part.
fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.current().len()])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let mut blocks = Vec::new();
    let rows = view.neediest();
    if rows.is_empty() {
        let mut out = Html::new();
        not_counted::nothing(&mut out, &here, &view.rows, key("Readiness says whether a plan is fit to be reviewed."));
        blocks.push(("empty", out));
    } else {
        if at.part == 1 {
            let weakest = view.rows.iter().position(|row| row.readable && rows.iter().find(|row| row.readable).is_some_and(|worst| worst.slug == row.slug));
            let weakest = weakest.and_then(|row| view.plan(row));
            blocks.extend([
                ("status", head::status(view, &here)),
                ("acts", head::acts(&here)),
                ("lede", head::lede(view)),
                ("verdicts", head::verdicts(view, &here)),
                ("gates", gates::gates(view, weakest.as_ref())),
                ("reviews", head::reviews(view, &here)),
                ("works", weakest.as_ref().map(|plan| works::works(plan, &here)).unwrap_or_default()),
                ("clear", clear::clear(view, &here)),
                ("trend", trend(view)),
            ]);
        } else {
            crumbs.push((word("Review readiness").into_owned(), address(1)));
        }
        blocks.push(("matrix", matrix(view, &here, &rows, at.part)));
    }
    let title = if at.part == 1 { word("Review readiness").into_owned() } else { phrase("Review readiness, part {}", &[&at.part]) };
    Content { title, nav: "readiness", crumbs, blocks }
}

/// Plans by level over the last quarters; nothing without history.
fn trend(view: &View<'_>) -> Html {
    let mut out = Html::new();
    let points = view.levels_trend();
    if points.len() > 1 {
        out.open("section", &[("class", "block"), ("id", "trend"), ("aria-label", &word("Readiness over time"))]);
        figure::figure(&mut out, &readiness_trend::figure(&points, "c-levels"));
        out.close("section");
    }
    out
}

/// The plans that need most, worst first, as far as one list goes.
pub fn worst(view: &View<'_>, here: &Here<'_>) -> Figure {
    let rows = view.neediest();
    blocks(view, here, &rows, 1)
}

/// The rows of a part, with their blocks, each of which leads to where it is explained.
fn blocks(view: &View<'_>, here: &Here<'_>, rows: &[&RowView], part: usize) -> Figure {
    let shown = pager::shown(part, rows);
    let some = (shown.len() < rows.len()).then(|| (pager::range(part, rows.len()), rows.len()));
    // a block that a plan need not pass is not explained there
    let explained = |row: &RowView, key: &str| row.readable && row.blocks.iter().any(|it| it.key == key && it.passed + it.failed + it.unknown > 0);
    let block = |slug: &Slug, key: &str| {
        shown.iter().any(|row| row.slug == *slug && explained(row, key)).then(|| Href::to_anchor(here.page, &here::account(slug), &block_anchor(key)))
    };
    let links = Links { account: &|slug| here.account(slug), block: &block };
    readiness_matrix::figure(shown, some, view.ready_at, &links)
}

fn matrix(view: &View<'_>, here: &Here<'_>, rows: &[&RowView], part: usize) -> Html {
    let mut out = Html::new();
    out.open("section", &[("class", "block"), ("id", "matrix"), ("aria-label", &word("What each plan still needs"))]);
    figure::figure(&mut out, &blocks(view, here, rows, part));
    pager::pager(&mut out, here, part, rows.len(), address);
    out.close("section");
    out
}
