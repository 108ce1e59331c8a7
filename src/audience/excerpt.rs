//! The lines of its file around a finding. Knows no page.

use crate::analysis::Analysis;
use crate::audience::view::{ExcerptView, FindingView};
use crate::base::span::{Position, line_around};
use crate::base::window::window;

/// The finding with its source line, the line before and the line after.
pub(in crate::audience) fn with_excerpt(analysis: &Analysis<'_>, finding: &FindingView) -> FindingView {
    let mut finding = finding.clone();
    if let Some(bytes) = analysis.source(&finding.said.path) {
        finding.excerpt = Some(around(bytes, finding.said.start, finding.said.end));
    }
    finding
}

/// Scalar values of a line that are kept: a card shows no more.
const WIDTH: usize = 160;

/// The line with the one before and the one after; of a line that is too long to be shown the part around the place, alone.
fn around(bytes: &[u8], start: Position, end: Position) -> ExcerptView {
    // two for the marks of what is left out
    let own = window(bytes, start, end, WIDTH - 2);
    let column = |at: usize| u32::try_from(at + own.lead().chars().count() + 1).unwrap_or(u32::MAX);
    let (caret_from, caret_to) = (column(own.marked.start), column(own.marked.end.max(own.marked.start + 1)));
    let mut lines = vec![(start.line, own.shown())];
    if own.first == 0 && !own.goes_on {
        let range = line_around(bytes, start.byte);
        lines.splice(0..0, start.line.checked_sub(1).zip(before(bytes, range.start)).filter(|(number, _)| *number > 0));
        lines.extend(after(bytes, range.end).map(|text| (start.line + 1, text)));
    }
    ExcerptView { lines, caret_line: start.line, caret_from, caret_to }
}

/// The line that ends before a byte, if its beginning is near.
fn before(bytes: &[u8], line: usize) -> Option<String> {
    let near = bytes.get(line.saturating_sub(WIDTH * 8)..line)?;
    let near = near.strip_suffix(b"\n").or_else(|| near.strip_suffix(b"\r"))?;
    let near = near.strip_suffix(b"\r").filter(|_| bytes.get(line - 1) == Some(&b'\n')).unwrap_or(near);
    let begins = memchr::memrchr2(b'\n', b'\r', near).map(|at| at + 1).or_else(|| (line <= WIDTH * 8).then_some(0))?;
    let text = near.get(begins..)?;
    Some(String::from_utf8_lossy(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)).into_owned())
}

/// The line after the one that ends at a byte, as far as an excerpt shows it.
fn after(bytes: &[u8], end: usize) -> Option<String> {
    let rest = bytes.get(end..)?;
    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"))?;
    let place = Position { line: 1, column: 1, byte: 0 };
    (!rest.is_empty()).then(|| window(rest, place, place, WIDTH + 1).text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::LineIndex;

    /// The excerpt around `place`, lines numbered, with the caret's columns behind its line.
    fn check(text: &str, place: &str, expected: &str) {
        let at = text.find(place).unwrap() as u32;
        let index = LineIndex::new(text.as_bytes());
        let [start, end] = [at, at + place.len() as u32].map(|byte| index.position(text.as_bytes(), byte));
        let view = around(text.as_bytes(), start, end);
        let lines = view.lines.iter().map(|(number, text)| {
            let caret = if *number == view.caret_line { format!(" ^{}-{}", view.caret_from, view.caret_to) } else { String::new() };
            format!("{number} {text}{caret}")
        });
        assert_eq!(lines.collect::<Vec<_>>().join("|"), expected, "{place:?} in {text:?}");
    }

    #[test]
    fn shows_the_lines_around_a_place() {
        check("a\nbc\nd\ne", "c", "1 a|2 bc ^2-3|3 d");
        check("\u{feff}a\r\nbc\r\nd\r\n", "c", "1 a|2 bc ^2-3|3 d");
        check("a\r\n\r\nbc", "b", "2 |3 bc ^1-2");
        check("ab\n", "a", "1 ab ^1-2");
        check("ab\n\n", "b", "1 ab ^2-3|2 ");
        check("a\nb\nc", "a", "1 a ^1-2|2 b");
    }

    #[test]
    fn shows_of_a_long_line_the_part_around_the_place() {
        let text = format!("a\n{}here{}\nb", "x".repeat(5_000), "y".repeat(5_000));
        check(&text, "here", &format!("2 …{}here{}… ^54-58", "x".repeat(52), "y".repeat(102)));
        let after = format!("{}\nhere\nb", "x".repeat(5_000));
        check(&after, "here", "2 here ^1-5|3 b");
    }
}
