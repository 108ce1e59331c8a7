//! Long lists in parts of 500 rows (contract §5): which rows stand in a part, and the way to the others.

use crate::base::language::{phrase, word};
use std::ops::Range;

use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::text;

/// Rows of one part.
pub const ROWS: usize = 500;

/// How many parts so many rows have; an empty list has one.
pub fn parts(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

/// The rows of a part, counted from 1.
pub fn range(part: usize, rows: usize) -> Range<usize> {
    let from = part.saturating_sub(1).saturating_mul(ROWS).min(rows);
    from..from.saturating_add(ROWS).min(rows)
}

/// Has a list of so many rows anything in that part? The first part says so where there is nothing.
pub fn holds(part: usize, rows: usize) -> bool {
    part == 1 || range(part, rows).start < rows
}

/// What of a list stands in a part.
pub fn shown<T>(part: usize, rows: &[T]) -> &[T] {
    rows.get(range(part, rows.len())).unwrap_or_default()
}

/// Links to the other parts; nothing where there is one only. `address` gives the address of a part.
pub fn pager(out: &mut Html, here: &Here<'_>, part: usize, rows: usize, address: impl Fn(usize) -> SitePath) {
    let parts = parts(rows);
    if parts < 2 {
        return;
    }
    let shown = range(part, rows);
    out.open("nav", &[("class", "prevnext"), ("aria-label", &word("Parts of the list"))]);
    if part > 1 {
        out.link(&here.to(&address(part - 1)), &[("rel", "prev")], &phrase("← Part {}", &[&(part - 1)]));
    }
    let count = text::plural(rows, "row", "rows");
    out.element("span", &[("class", "mut")], &phrase("Part {part} of {parts}: {}–{} of {count}", &[&part, &parts, &(shown.start + 1), &shown.end, &count]));
    if part < parts {
        out.link(&here.to(&address(part + 1)), &[("rel", "next")], &phrase("Part {} →", &[&(part + 1)]));
    }
    out.close("nav");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_in_one_part() {
        let check = |rows: usize, expected: &[Range<usize>]| {
            let made: Vec<Range<usize>> = (1..=parts(rows)).map(|part| range(part, rows)).collect();
            assert_eq!(made, expected, "{rows}");
        };
        check(0, &[0..0]);
        check(500, &[0..500]);
        check(1001, &[0..500, 500..1000, 1000..1001]);
        assert_eq!(range(9, 3), 3..3);
    }
}
