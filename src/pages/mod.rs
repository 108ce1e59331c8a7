//! The shelf of pages. To add one: its file, its template, its `mod`, its line in `ALL`.

pub mod about;
pub mod accountability;
pub mod actions;
pub mod asks;
pub mod calendar;
pub mod changes;
pub mod cycle;
pub mod findings;
pub mod growth;
pub mod icp;
pub mod narrowed;
pub mod not_found;
pub mod own;
pub mod owner;
pub mod page;
pub mod plan;
pub mod portfolio;
pub mod readiness;
pub mod results;
pub mod review;
pub mod rule;
pub mod search;
pub mod segment;
pub mod surround;
pub mod whitespace;

use crate::audience::project::View;
use crate::base::path::SitePath;
use crate::cards::here;
use crate::pages::page::Page;
use crate::pages::surround::NavEntry;

/// All page kinds, in the order of the navigation.
pub const ALL: &[&Page] = &[
    &portfolio::PAGE,
    &plan::PAGE,
    &review::PAGE,
    &readiness::PAGE,
    &owner::PAGE,
    &segment::PAGE,
    &actions::PAGE,
    &asks::PAGE,
    &calendar::PAGE,
    &whitespace::PAGE,
    &growth::PAGE,
    &findings::PAGE,
    &rule::PAGE,
    &icp::PAGE,
    &cycle::PAGE,
    &accountability::PAGE,
    &results::PAGE,
    &changes::PAGE,
    &search::PAGE,
    &own::PAGE,
    &about::PAGE,
    &not_found::PAGE,
];

/// The navigation of a site: our pages, then those of the team's own, under *More* before the page about all of it.
pub fn nav<'v>(view: &'v View<'_>) -> Vec<NavEntry<'v>> {
    let entry = |(key, title, path, shortcut, more): &(&'static str, &'static str, &'static str, Option<char>, bool)| NavEntry {
        key,
        title,
        path: SitePath::fixed(path),
        shortcut: *shortcut,
        more: *more,
    };
    let mut nav: Vec<NavEntry<'v>> = NAV.iter().map(entry).collect();
    let own = view.frame.pages.iter().map(|(slug, title)| NavEntry { key: own::KEY, title, path: here::own_page(slug), shortcut: None, more: true });
    let last = nav.len().saturating_sub(1);
    nav.splice(last..last, own);
    nav
}

/// The kinds of pages: each may have a template of that name.
pub fn kinds() -> Vec<&'static str> {
    ALL.iter().map(|page| page.key).collect()
}

/// Is there a page kind of that key? For links to pages that stand on other shelves.
pub fn has(key: &str) -> bool {
    ALL.iter().any(|page| page.key == key)
}

/// The navigation: page key, title, address, the letter after `g`, and whether it stands under *More*. Only pages that exist.
pub const NAV: &[(&str, &str, &str, Option<char>, bool)] = &[
    ("portfolio", "Portfolio", "index.html", Some('p'), false),
    ("readiness", "Readiness", "readiness/index.html", Some('r'), false),
    ("actions", "Actions", "actions/index.html", Some('a'), false),
    ("asks", "Asks", "asks/index.html", Some('k'), false),
    ("calendar", "Calendar", "calendar/index.html", Some('l'), false),
    ("whitespace", "Whitespace", "whitespace/index.html", Some('h'), false),
    ("growth", "Growth", "growth/index.html", Some('g'), true),
    ("findings", "Findings", "findings/index.html", Some('f'), true),
    ("icp", "Ideal customer", "icp/index.html", Some('c'), true),
    ("cycle", "Planning cycle", "cycle/index.html", Some('y'), true),
    ("accountability", "Accountability", "accountability/index.html", Some('w'), true),
    ("results", "Results", "results/index.html", Some('s'), true),
    ("changes", "Changes", "changes/index.html", Some('d'), true),
    ("about", "About", "about/index.html", Some('i'), true),
];
