//! Amounts of a table that may be a thousand times what they say: `118.000` is 118 to a program, and a hundred and eighteen thousand to half of Europe.

use std::collections::BTreeMap;

use crate::base::amount::{Amount, two_readings, undoubted};
use crate::base::count::count;
use crate::base::span::ByteSpan;

/// The doubtful amounts of each column.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    columns: BTreeMap<&'static str, Column>,
}

#[derive(Debug, Default)]
struct Column {
    /// The first, and where it stands.
    first: Option<(String, ByteSpan)>,
    cells: usize,
    /// Has a cell three decimals that nobody could take for thousands? Then all have: that is how the column is written.
    is_decimal: bool,
}

/// What is said of a column: where, what, and what to do.
pub(super) struct Doubt {
    pub(super) span: ByteSpan,
    pub(super) message: String,
    pub(super) help: String,
}

impl Doubts {
    /// Looks at one amount that could be read.
    pub(super) fn note(&mut self, column: &'static str, text: &str, amount: Amount, span: ByteSpan) {
        // a whole number as text has no point, and most amounts are whole
        let Some((_, decimals)) = text.split_once('.').filter(|(_, decimals)| decimals.len() == 3) else { return };
        let entry = self.columns.entry(column).or_default();
        if two_readings(text).is_some() {
            entry.cells += 1;
            entry.first.get_or_insert_with(|| (text.to_owned(), span));
        } else if decimals.bytes().all(|b| b.is_ascii_digit()) && !amount.is_zero() {
            entry.is_decimal = true;
        }
    }

    /// One for each column that is in doubt.
    pub(super) fn told(self) -> Vec<Doubt> {
        let doubtful = self.columns.into_values().filter(|column| !column.is_decimal);
        doubtful.filter_map(|column| told(&column)).collect()
    }
}

fn told(column: &Column) -> Option<Doubt> {
    let (text, span) = column.first.as_ref()?;
    let [read, meant] = two_readings(text)?;
    let others = match column.cells.saturating_sub(1) {
        0 => String::new(),
        n => format!("; {} below it in the same way", count(n, "amount is written", "amounts are written")),
    };
    Some(Doubt {
        span: *span,
        message: format!("`{text}` is read as {read}, and may have been meant as {meant}{others}"),
        help: format!("write {meant} without a point between thousands, or {} if that is meant", undoubted(text, read)),
    })
}
