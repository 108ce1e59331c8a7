//! The shelf of pages. To add one: its file, its template, its `mod`, its line in `ALL`.

pub mod about;
pub mod findings;
pub mod not_found;
pub mod page;
pub mod plan;
pub mod portfolio;
pub mod readiness;
pub mod review;
pub mod rule;
pub mod surround;

use crate::pages::page::Page;

/// All page kinds, in the order of the navigation.
pub const ALL: &[&Page] = &[&portfolio::PAGE, &plan::PAGE, &review::PAGE, &readiness::PAGE, &findings::PAGE, &rule::PAGE, &about::PAGE, &not_found::PAGE];

/// Is there a page kind of that key? For links to pages that stand on other shelves.
pub fn has(key: &str) -> bool {
    ALL.iter().any(|page| page.key == key)
}

/// The navigation: page key, title, address, the letter after `g`, and whether it stands under *More*. Only pages that exist.
pub const NAV: &[(&str, &str, &str, Option<char>, bool)] = &[
    ("portfolio", "Portfolio", "index.html", Some('p'), false),
    ("readiness", "Readiness", "readiness/index.html", Some('r'), false),
    ("findings", "Findings", "findings/index.html", Some('f'), false),
    ("about", "About", "about/index.html", Some('i'), false),
];
