//! A place in a text: byte ranges, and the line and column that a person would name.

use serde::Serialize;

/// A half-open byte range in one file, counted from the file's first byte (a byte order mark included).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    pub start: u32,
    pub end: u32,
}

impl ByteSpan {
    /// A span from `start` up to, but not including, `end`; offsets above 4 GiB are cut.
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        ByteSpan { start: clip(start), end: clip(end.max(start)) }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span, moved by `offset` bytes.
    pub fn shifted(self, offset: usize) -> Self {
        ByteSpan::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// The text under the span; empty where the span does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A position as `contract.md` §3 counts it: line and column from 1, columns in Unicode scalar values, bytes from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
    pub byte: u32,
}

/// The line starts of one text. A byte order mark counts for nothing; CRLF, LF and a lone CR each end one line.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The scalars before each block of [`BLOCK`] bytes; only for a text with a line so long that counting from its start would be felt.
    scalars: Vec<u32>,
    bom: bool,
}

const BLOCK: usize = 4096;

/// Every byte that is not a continuation byte begins one scalar value.
pub(in crate::base) fn scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

impl LineIndex {
    /// Reads the line starts of `text` once.
    pub fn new(text: &[u8]) -> Self {
        let bom = text.starts_with(b"\xEF\xBB\xBF");
        // one allocation of the right size: all files keep their index until they are judged
        let mut starts = Vec::with_capacity(1 + memchr::memchr_iter(b'\n', text).count());
        starts.push(0u32);
        for at in memchr::memchr2_iter(b'\n', b'\r', text) {
            let after = at + 1;
            if text.get(at) == Some(&b'\n') || text.get(after) != Some(&b'\n') {
                starts.push(u32::try_from(after).unwrap_or(u32::MAX));
            }
        }
        let ends = starts.iter().skip(1).map(|start| *start as usize).chain([text.len()]);
        let long = starts.iter().zip(ends).any(|(start, end)| end.saturating_sub(*start as usize) > 2 * BLOCK);
        let before = text.chunks(BLOCK).scan(0, |before, block| Some(std::mem::replace(before, *before + scalars(block) as u32)));
        LineIndex { starts, scalars: if long { before.collect() } else { Vec::new() }, bom }
    }

    /// The number of lines; a final newline does not begin another.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The 1-based line of a byte offset.
    pub fn line(&self, byte: u32) -> u32 {
        self.starts.partition_point(|start| *start <= byte) as u32
    }

    /// Line, column and byte of an offset in `text` (the same bytes that the index was made from).
    pub fn position(&self, text: &[u8], byte: u32) -> Position {
        let line = self.line(byte).max(1);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or(0);
        let skip = if line == 1 && self.bom { 3 } else { 0 };
        let from = (start + skip) as usize;
        let to = (byte as usize).min(text.len());
        let from = from.min(to);
        let before = match (self.scalars_before(text, from), self.scalars_before(text, to)) {
            (Some(before), Some(all)) if to - from > BLOCK => all.saturating_sub(before),
            _ => scalars(text.get(from..to).unwrap_or(&[])) as u32,
        };
        Position { line, column: before + 1, byte }
    }

    fn scalars_before(&self, text: &[u8], byte: usize) -> Option<u32> {
        let block = byte / BLOCK;
        Some(self.scalars.get(block)? + scalars(text.get(block * BLOCK..byte)?) as u32)
    }

    /// The 1-based column of a byte, counted in bytes of its line.
    pub fn byte_column(&self, byte: u32) -> u32 {
        let line = self.line(byte).max(1);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or(0);
        let skip = if line == 1 && self.bom { 3 } else { 0 };
        byte.saturating_sub(start + skip) + 1
    }

    /// The byte range of a 1-based line in `text`, without its line end.
    pub fn line_range(&self, text: &[u8], line: u32) -> std::ops::Range<usize> {
        let index = (line.max(1) - 1) as usize;
        let start = self.starts.get(index).map_or(text.len(), |s| *s as usize);
        let end = self.starts.get(index + 1).map_or(text.len(), |s| *s as usize);
        let mut last = end;
        while last > start && matches!(text.get(last - 1), Some(b'\n' | b'\r')) {
            last -= 1;
        }
        let start = if index == 0 && self.bom { (start + 3).min(last) } else { start };
        start..last
    }
}

/// The byte range of the line around an offset, without its line end and a byte order mark: what [`LineIndex::line_range`] gives for that
/// line, without reading the rest of the text.
pub fn line_around(text: &[u8], byte: u32) -> std::ops::Range<usize> {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let at = (byte as usize).min(text.len());
    // between the two bytes of one line end is still the line that they end
    let inside = at > 0 && text.get(at - 1) == Some(&b'\r') && text.get(at) == Some(&b'\n');
    let at = if inside { at - 1 } else { at };
    let (before, after) = text.split_at_checked(at).unwrap_or((text, &[]));
    let start = before.iter().rposition(ends).map_or(0, |found| found + 1);
    let end = at + after.iter().position(ends).unwrap_or(after.len());
    let start = if start == 0 && text.starts_with(b"\xEF\xBB\xBF") { 3.min(end) } else { start };
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, byte: usize, line: u32, column: u32) {
        let index = LineIndex::new(text.as_bytes());
        let position = index.position(text.as_bytes(), byte as u32);
        assert_eq!((position.line, position.column), (line, column), "{text:?} at {byte}");
    }

    #[test]
    fn finds_the_line_around_a_byte_as_the_index_does() {
        for text in ["", "a", "a\nb", "a\r\nbc\r\n\r\nd", "\u{feff}ab\ncd", "a\rb\r", "\n\n", "äö\nü"] {
            let index = LineIndex::new(text.as_bytes());
            for byte in 0..=text.len() as u32 {
                let expected = index.line_range(text.as_bytes(), index.line(byte));
                assert_eq!(line_around(text.as_bytes(), byte), expected, "{text:?} at {byte}");
            }
        }
    }

    #[test]
    fn counts_lines_and_scalar_values() {
        check("a\nb", 2, 2, 1);
        check("a\r\nb", 3, 2, 1);
        check("äb", 2, 1, 2);
        check("\u{feff}ab", 3, 1, 1);
        check("\u{feff}ab", 4, 1, 2);
        check("a\rb", 2, 2, 1);
        check("", 0, 1, 1);
    }
}
