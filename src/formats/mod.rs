//! The shelf of site formats, besides pages: data files and what a site is made of. Knows only the view.

pub mod artifact;
pub mod format;
pub mod html;

use crate::formats::format::Format;

/// All formats.
pub const ALL: &[&Format] = &[];
