//! What a person is shown of a line: the part around a place, found without going through a line that fills a file.

use crate::base::span::{Position, scalars};

/// A part of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub text: String,
    /// The scalar values of the line that stand before the part.
    pub first: usize,
    /// The scalar values of the part that the place covers: at most up to its end.
    pub marked: std::ops::Range<usize>,
    /// Does the line go on behind the part?
    pub goes_on: bool,
}

impl Window {
    /// What stands for the beginning of the line where that is left out.
    pub fn lead(&self) -> &'static str {
        if self.first > 0 { "…" } else { "" }
    }

    /// The part with a mark on each side where the line goes on.
    pub fn shown(&self) -> String {
        format!("{}{}{}", self.lead(), self.text, if self.goes_on { "…" } else { "" })
    }
}

/// At most `width` scalar values of the line at `start`: from its beginning when `end` still fits, else from a third of the width before `start`.
pub fn window(text: &[u8], start: Position, end: Position, width: usize) -> Window {
    let at = (start.byte as usize).min(text.len());
    let ahead = line(text, at, width + 1);
    let from = start.column.max(1) as usize - 1;
    // where the line ends within sight, nothing ends behind it
    let sight = from + scalars(ahead);
    let to = if end.line == start.line { (end.column.max(1) as usize - 1).clamp(from, sight.max(from)) } else { sight };
    let first = if to > width { from.saturating_sub(width / 3) } else { 0 };
    let shown = line(text, back(text, at, from - first), width + 1);
    let mut chars = String::from_utf8_lossy(shown).chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<Vec<char>>().into_iter();
    let text: String = chars.by_ref().take(width).collect();
    let length = text.chars().count();
    Window { text, first, marked: (from - first).min(length)..(to - first).min(length), goes_on: chars.next().is_some() }
}

/// The line from a byte on, up to its end or somewhat more than `most` scalar values.
fn line(text: &[u8], from: usize, most: usize) -> &[u8] {
    let rest = text.get(from..).unwrap_or(&[]);
    // no scalar value takes more than four bytes
    let near = rest.get(..most.saturating_mul(4)).unwrap_or(rest);
    memchr::memchr2(b'\n', b'\r', near).and_then(|end| near.get(..end)).unwrap_or(near)
}

/// The byte `count` scalar values before another, behind a byte order mark.
fn back(text: &[u8], from: usize, count: usize) -> usize {
    let before = text.get(..from).unwrap_or(&[]);
    let begins = before.iter().enumerate().rev().filter(|(_, byte)| (**byte & 0xC0) != 0x80).map(|(at, _)| at);
    let at = if count == 0 { from } else { begins.take(count).last().unwrap_or(from) };
    if at == 0 && text.starts_with(b"\xEF\xBB\xBF") { 3.min(text.len()) } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::LineIndex;

    /// The window of ten around `place` in a text, written with its marks: `‹` and `›` around the place, `…` where the line goes on.
    fn check(text: &str, place: &str, expected: &str) {
        let at = text.find(place).unwrap() as u32;
        let index = LineIndex::new(text.as_bytes());
        let [start, end] = [at, at + place.len() as u32].map(|byte| index.position(text.as_bytes(), byte));
        let window = window(text.as_bytes(), start, end, 10);
        let mut shown = String::new();
        for (index, c) in window.text.chars().chain([' ']).enumerate() {
            shown.push_str(if index == window.marked.end { "›" } else { "" });
            shown.push_str(if index == window.marked.start { "‹" } else { "" });
            shown.push(c);
        }
        let marked = Window { text: shown.trim_end().to_owned(), ..window };
        assert_eq!(marked.shown(), expected, "{place:?} in {text:?}");
    }

    #[test]
    fn shows_the_line_as_far_as_it_fits() {
        check("a: b\nlong: word\nc: d", "word", "long: ‹word›");
        check("\u{feff}ab: c", "c", "ab: ‹c›");
        check("äö: ü\r\nx", "ü", "äö: ‹ü›");
        check("a\rbc\rd", "c", "b‹c›");
        check("0123456789", "9", "012345678‹9›");
        check("0123456789a", "3", "012‹3›456789…");
        check("0123456789abcdefghijklmnopqrst", "f", "…cde‹f›ghijkl…");
        check("0123456789abcdefghijklmnopqrst", "t", "…qrs‹t›");
        check("0123456789äbcdefghijk", "äbcdefghijk", "…789‹äbcdefg›…");
        check("ab\ncd\nef", "b\ncd\ne", "a‹b›");
        check("a\tb", "b", "a ‹b›");
    }

    #[test]
    fn what_is_no_text_and_what_lies_outside_is_shown_as_it_can_be() {
        let at = |byte, line, column| Position { line, column, byte };
        assert_eq!(window(b"", at(0, 1, 1), at(9, 1, 10), 10).text, "");
        assert_eq!(window(b"ab", at(9, 3, 7), at(9, 3, 7), 10).text, "ab");
        assert_eq!(window(b"a\xFFb", at(1, 1, 2), at(2, 1, 3), 10).text, "a\u{fffd}b");
        assert_eq!(window(b"\x80\x80\x80", at(2, 1, 1), at(3, 1, 1), 10).marked, 0..0);
    }
}
