//! Whitespace: every account with a plan against every product of the territory, and what is open (K7).

use crate::audience::project::View;
use crate::audience::whitespace::{PlaceState, ProductPlace, WhitespaceView};
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{empty, figure, files, not_counted, pager, text};
use crate::charts::whitespace_grid;
use crate::pages::page::{Address, Content, Page};

/// The first page, and the further parts of the grid.
pub static PAGE: Page = Page { key: "whitespace", ids: &["K7", "S12"], addresses, firsts: None, content };

/// The address of a part.
fn address(part: usize) -> SitePath {
    SitePath::fixed("whitespace/index.html").page(part)
}

/// As many parts as all plans need; those that cannot be read are not in the grid, so the last part may be short.
fn addresses(view: &View<'_>) -> Vec<Address> {
    let rows = view.rows.iter().filter(|row| row.readable && row.status != Some("closed")).count();
    (1..=pager::parts(rows)).map(|part| Address { path: address(part), item: 0, part }).collect()
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let grid = view.whitespace();
    let mut crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let mut body = Html::new();
    let mut blocks = Vec::new();
    if grid.rows.is_empty() {
        not_counted::nothing(&mut body, &here, &view.rows, key("Each plan stands here against the products of the territory."));
    } else if grid.brands.is_empty() {
        let example = "brands:\n  - id: steadyline\n    products: [{id: steadyline-or, name: Steadyline OR}]";
        empty::empty(&mut body, "No products yet.", "Name the brands and their products in quarterdeck.yaml.", None, example);
    } else {
        if at.part == 1 {
            blocks.push(("lede", lede(view, grid, &here)));
        } else {
            crumbs.push((word("Whitespace").into_owned(), address(1)));
        }
        body.open("section", &[("class", "block"), ("id", "grid"), ("aria-label", &word("Whitespace"))]);
        let shown = pager::range(at.part, grid.rows.len());
        figure::figure(&mut body, &whitespace_grid::figure(grid, shown, &view.frame.currency, &|slug| here.account(slug)));
        pager::pager(&mut body, &here, at.part, grid.rows.len(), address);
        files::table(&mut body, &here, "whitespace");
        body.close("section");
    }
    blocks.push(("body", body));
    let title = if at.part == 1 { word("Whitespace").into_owned() } else { phrase("Whitespace, part {}", &[&at.part]) };
    Content { title, nav: "whitespace", crumbs, blocks }
}

fn lede(view: &View<'_>, grid: &WhitespaceView, here: &Here<'_>) -> Html {
    let places = || grid.rows.iter().flat_map(|row| &row.places);
    let buying = places().filter(|place| place.state == PlaceState::Buying).count();
    let free: Amount = places().map(ProductPlace::free).sum();
    let mut out = Html::new();
    out.element("b", &[], &phrase("{buying} of {}", &[&buying, &places().count()]))
        .word(" places in the grid, one for each account and product, hold sales of the last four quarters.");
    if free > Amount::ZERO {
        out.word(" Elsewhere these accounts spend ").element("b", &[], &here.short(free)).word(" on things that we have and that nobody has proposed.");
    } else {
        let proposed = places().filter(|place| place.proposals > 0).count();
        out.text(&phrase(" {} an open proposal.", &[&text::plural(proposed, "place has", "places have")]));
    }
    not_counted::without(&mut out, here, view);
    out
}
