//! The shelf of pages. To add one: its file, its template, its `mod`, its line in `ALL`.

pub mod page;
pub mod plan;

use crate::pages::page::Page;

/// All page kinds, in the order of the navigation.
pub const ALL: &[&Page] = &[&plan::PAGE];

/// Is there a page kind of that key? For links to pages that stand on other shelves.
pub fn has(key: &str) -> bool {
    ALL.iter().any(|page| page.key == key)
}
