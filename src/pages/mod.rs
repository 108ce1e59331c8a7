//! The shelf of pages. To add one: its file, its template, its `mod`, its line in `ALL`.

pub mod page;

use crate::pages::page::Page;

/// All page kinds, in the order of the navigation.
pub const ALL: &[&Page] = &[];
