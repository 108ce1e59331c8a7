//! A finding as a page shows it, with the lines around it.

use std::sync::Arc;

use crate::audience::view::PlaceView;
use crate::base::slug::Slug;
use crate::diag::code::{Category, Code, Level};
use crate::diag::diagnostic::Diagnostic;

/// One finding as shown.
#[derive(Clone, Debug)]
pub struct FindingView {
    /// What it says, shared with the analysis; pages see what the methods show of it.
    pub(in crate::audience) said: Diagnostic,
    pub code: &'static Code,
    pub level: Level,
    /// The plan that it belongs to, when it has a page.
    pub slug: Option<Slug>,
    /// Empty where it belongs to no plan, like the owner.
    pub account_title: Arc<str>,
    pub owner: Arc<str>,
    pub place: PlaceView,
    pub column: u32,
    /// The source line, and the first and last column (1-based, exclusive) under which the caret stands.
    pub excerpt: Option<ExcerptView>,
}

impl FindingView {
    /// What is wrong, a sentence without its capital and its full stop.
    pub fn message(&self) -> &str {
        &self.said.message
    }

    /// What to do.
    pub fn help(&self) -> Option<&str> {
        self.said.help.as_deref()
    }

    /// The top-level key it concerns; `body` for the narrative, `reviews` and `data` for such files, empty for none.
    pub fn section(&self) -> &str {
        match (self.said.section(), self.code.category) {
            ("", Category::Link | Category::Text) => "body",
            _ if self.place.path.contains("/reviews/") => "reviews",
            _ if self.place.path.starts_with("data/") => "data",
            (section, _) => section,
        }
    }
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
