//! The portfolio: the answer in one sentence, six figures, what needs attention, and all accounts. Knows no other page but by its address.

pub mod accounts;
pub mod attention;
pub mod head;
pub mod next;
pub mod unplanned;
mod unreadable;

use crate::audience::narrow::Scope;
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{empty, figure};
use crate::charts::{concentration, coverage_bars, growth_gap, portfolio_matrix};
use crate::pages::page::{Address, Content, Page, in_parts};

/// The first page, and the further parts of the list of accounts.
pub static PAGE: Page = Page { key: "portfolio", ids: &["K1", "K5", "R1", "M7", "M16", "M17", "M19"], addresses, firsts: None, content };

/// So many bars are as high as the accounts that need attention.
const BESIDE: usize = 9;

const FIRST: &str = "index.html";

/// The address of a part.
fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.rows.len()])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let scope = view.whole();
    let mut blocks = vec![("status", head::status(view, &here))];
    let mut crumbs = Vec::new();
    if view.rows.is_empty() {
        blocks.push(("empty", no_plans(&scope, &here)));
    } else {
        if at.part == 1 {
            // beside many bars there is room for the marks; beside few they stand one row below, by what comes next
            let small = attention::ready(view, &here);
            let bars = view.rows.iter().filter(|row| row.growth_target.is_some_and(|target| !target.is_zero())).count();
            blocks.extend([
                ("acts", head::acts(&here)),
                ("lede", head::lede(&scope, &here)),
                ("kpi", head::kpi_of_all(&scope, &here)),
                ("coverage", coverage(&scope, &here)),
                ("gap", gap(view)),
                ("attention", attention::attention(&scope, &here)),
                (if bars > BESIDE { "aside" } else { "beside" }, small),
                ("matrix", matrix(&scope)),
                ("spread", spread(view)),
                ("next", next::next(&scope, &here)),
                ("unplanned", unplanned::unplanned(&scope, &here)),
            ]);
        } else {
            crumbs.push((word("Portfolio").into_owned(), address(1)));
        }
        blocks.push(("accounts", accounts::accounts(&scope, &here, at.part, key("All accounts"), &address)));
    }
    let title = if at.part == 1 { word("Portfolio").into_owned() } else { phrase("Portfolio, part {}", &[&at.part]) };
    Content { title, nav: "portfolio", crumbs, blocks }
}

/// What is covered of the targets of some plans.
pub fn coverage(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    out.open("section", &[("class", "block"), ("id", "coverage"), ("aria-label", &word("Coverage of growth targets"))]);
    figure::figure(&mut out, &coverage_bars::figure(&scope.rows, &here.frame.currency, &|slug| here.account(slug)));
    out.close("section");
    out
}

/// The way to the growth target; nothing without one, the first sentence says so.
fn gap(view: &View<'_>) -> Html {
    let mut out = Html::new();
    if view.totals.growth_target.is_some() {
        out.open("section", &[("class", "block"), ("id", "gap"), ("aria-label", &word("Growth gap"))]);
        figure::figure(&mut out, &growth_gap::figure(&view.totals, &view.frame.currency, "c-gap"));
        out.close("section");
    }
    out
}

/// Where to invest and where to serve cheaply.
pub fn matrix(scope: &Scope<'_, '_>) -> Html {
    let mut out = Html::new();
    out.open("section", &[("class", "block"), ("id", "matrix"), ("aria-label", &word("Portfolio matrix"))]);
    figure::figure(&mut out, &portfolio_matrix::figure(&scope.rows, &scope.view.frame.currency, "c-matrix"));
    out.close("section");
    out
}

/// How sales hang on few accounts; nothing without sales.
fn spread(view: &View<'_>) -> Html {
    let mut out = Html::new();
    if view.totals.hhi.is_some() {
        out.open("section", &[("class", "block"), ("id", "concentration"), ("aria-label", &word("Concentration of sales"))]);
        figure::figure(&mut out, &concentration::figure(&view.sales(), view.totals.hhi, view.totals.concentrated_from, "c-sales"));
        out.close("section");
    }
    out
}

/// A territory without a plan is a site that says so (contract §1).
fn no_plans(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    empty::empty(&mut out, "No plans yet.", "Make the first one; it says what to write, in order of weight.", None, empty::NEW_PLAN);
    out.push(&unplanned::unplanned(scope, here)).push(&unplanned::concentration(scope));
    out
}
