//! What a figure is: a sentence with the number in it, a drawing, and the same numbers as a table. Knows nothing of themes.

use crate::base::amount::grouped;
use crate::base::html::Html;
use crate::base::language::{counted, phrase, word};

/// A finished figure (`site.md` §4).
#[derive(Clone, Debug)]
pub struct Figure {
    /// Snake case: `data-chart`.
    pub key: &'static str,
    /// The finding as a sentence, from a deterministic template.
    pub title: String,
    /// Measure, unit, period.
    pub subtitle: String,
    /// The drawing, or a table that draws bars; empty where there is nothing to draw.
    pub drawing: Html,
    /// For `<desc>` and screen readers: the main numbers in a sentence.
    pub description: String,
    /// Header and rows of the numbers; empty where the drawing is a table already.
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One entry of the shelf, for the manual and for tests.
pub struct Chart {
    pub key: &'static str,
    pub of: Of,
    pub title: &'static str,
    pub shows: &'static str,
    /// Requirement ids.
    pub ids: &'static [&'static str],
}

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Territory,
    Account,
}

impl Figure {
    /// A figure without a drawing: there is nothing to draw, and the sentence says so.
    pub fn empty(key: &'static str, title: &str) -> Self {
        Figure { key, title: title.to_owned(), subtitle: String::new(), drawing: Html::new(), description: String::new(), header: Vec::new(), rows: Vec::new() }
    }
}

/// Sentences that a description says.
const SAID: usize = 2;

/// A description: the first sentences, since whoever listens wants the main numbers and finds the others in the table.
pub(crate) fn described(sentences: impl IntoIterator<Item = String>) -> String {
    let mut all = sentences.into_iter();
    let mut heading: Vec<String> = all.by_ref().take(SAID).collect();
    if all.next().is_some() {
        heading.push(word("The others stand in the table.").into_owned());
    }
    heading.join(" ")
}

/// `1 plan`, `3 plans`.
pub(crate) fn count(n: usize, one: &'static str, many: &'static str) -> String {
    counted(u64::try_from(n).unwrap_or(u64::MAX), &grouped(&n.to_string()), one, many).replacen('\u{a0}', " ", 1)
}

/// A heading of a figure's table.
pub(crate) fn heading(english: &'static str) -> String {
    word(english).into_owned()
}

/// `Both accounts`, `All 3 accounts`.
pub(crate) fn every(n: usize, many: &'static str) -> String {
    if n == 2 { phrase("Both {many}", &[&word(many)]) } else { phrase("All {n} {many}", &[&n, &word(many)]) }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => phrase("{} and {last}", &[&first.join(", "), &last]),
    }
}
