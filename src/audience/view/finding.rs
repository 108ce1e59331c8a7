//! A finding as a page shows it, with the lines around it.

use crate::audience::view::PlaceView;
use crate::base::slug::Slug;
use crate::diag::code::{Code, Level};

/// One finding as shown.
#[derive(Clone, Debug)]
pub struct FindingView {
    pub code: &'static Code,
    pub level: Level,
    /// The plan that it belongs to, when it has a page.
    pub slug: Option<Slug>,
    pub account_title: String,
    pub owner: String,
    pub message: String,
    pub help: Option<String>,
    pub place: PlaceView,
    pub column: u32,
    /// The top-level key it concerns; `body` for the narrative, empty for none.
    pub section: String,
    /// The source line, and the first and last column (1-based, exclusive) under which the caret stands.
    pub excerpt: Option<ExcerptView>,
}

/// The source lines around a finding, with the columns (from 1, the last one exclusive) that the caret stands under.
#[derive(Clone, Debug)]
pub struct ExcerptView {
    /// Line number and text.
    pub lines: Vec<(u32, String)>,
    pub caret_line: u32,
    pub caret_from: u32,
    pub caret_to: u32,
}
