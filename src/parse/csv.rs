//! A table file to rows of cells with places (RFC 4180: commas, quoted fields, LF or CRLF). Streams, because data files may hold hundreds of
//! megabytes; knows no column by name. Hand-written: the `csv` crate tells where a row begins, not where a cell does.

use std::borrow::Cow;

use crate::base::span::ByteSpan;

/// One cell: its text without quotes, and its place with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub span: ByteSpan,
}

/// One row; `line` is the 1-based line in which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    pub line: u32,
    pub cells: Vec<Cell<'a>>,
}

/// What is wrong with a row that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The quote that opens a cell is never closed; nothing follows.
    UnclosedQuote,
    /// Text between a closing quote and the next comma.
    AfterQuote,
    /// Bytes that are not UTF-8, or a NUL byte.
    Encoding,
}

impl FaultKind {
    /// The fault as a sentence.
    pub fn message(self) -> &'static str {
        match self {
            FaultKind::UnclosedQuote => "the text opened with `\"` here is never closed",
            FaultKind::AfterQuote => "the text goes on after its closing quote; inside quotes write `\"` twice",
            FaultKind::Encoding => "these bytes are not UTF-8 text",
        }
    }
}

/// A fault with its place and the line of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    pub span: ByteSpan,
    pub line: u32,
}

/// A whole table in memory, for small files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table<'a> {
    pub header: Vec<Cell<'a>>,
    pub rows: Vec<Row<'a>>,
}

/// Reads a whole table: the first row is the header; faulty rows are left out.
pub fn table(bytes: &[u8]) -> (Table<'_>, Vec<Fault>) {
    let (mut table, mut faults) = (Table::default(), Vec::new());
    let mut reader = Reader::new(bytes);
    match reader.next() {
        Some(Ok(row)) => table.header = row.cells,
        Some(Err(fault)) => faults.push(fault),
        None => {}
    }
    for row in reader {
        match row {
            Ok(row) => table.rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (table, faults)
}

/// The rows of a file, one after the other, the header first. Blank lines are skipped, a byte order mark counts for nothing.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

/// What ends a cell.
enum End {
    Comma,
    Row,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }, line: 1 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Steps over a line end at `at`, if there is one.
    fn line_end(&mut self) -> bool {
        let length = match (self.byte(self.at), self.byte(self.at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\n' | b'\r'), _) => 1,
            _ => return false,
        };
        self.at += length;
        self.line += 1;
        true
    }

    fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        self.at += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        self.line_end();
    }

    fn text(&self, start: usize, end: usize, line: u32) -> Result<&'a str, Fault> {
        let bytes = self.bytes.get(start..end).unwrap_or(&[]);
        let text = std::str::from_utf8(bytes).map_err(|error| start + error.valid_up_to());
        let text = text.and_then(|text| text.find('\0').map_or(Ok(text), |nul| Err(start + nul)));
        text.map_err(|bad| Fault { kind: FaultKind::Encoding, span: ByteSpan::new(bad, bad + 1), line })
    }

    /// Reads one cell that begins here and steps over what ends it.
    fn cell(&mut self, line: u32) -> Result<(Cell<'a>, End), Fault> {
        let start = self.at;
        let cell = if self.byte(start) == Some(b'"') {
            let (text, end) = self.quoted(start, line)?;
            self.at = end;
            if !matches!(self.byte(end), None | Some(b',' | b'\n' | b'\r')) {
                let rest = self.bytes.get(end..).unwrap_or(&[]);
                let length = rest.iter().position(|b| matches!(b, b',' | b'\n' | b'\r')).unwrap_or(rest.len());
                return Err(Fault { kind: FaultKind::AfterQuote, span: ByteSpan::new(end, end + length), line });
            }
            Cell { text, span: ByteSpan::new(start, end) }
        } else {
            let rest = self.bytes.get(start..).unwrap_or(&[]);
            let end = start + rest.iter().position(|b| matches!(b, b',' | b'\n' | b'\r')).unwrap_or(rest.len());
            self.at = end;
            Cell { text: Cow::Borrowed(self.text(start, end, line)?), span: ByteSpan::new(start, end) }
        };
        if self.byte(self.at) == Some(b',') {
            self.at += 1;
            return Ok((cell, End::Comma));
        }
        self.line_end();
        Ok((cell, End::Row))
    }

    /// The text between quotes, and the byte behind the closing one.
    fn quoted(&mut self, open: usize, line: u32) -> Result<(Cow<'a, str>, usize), Fault> {
        let (mut at, mut doubled, mut lines) = (open + 1, false, 0);
        loop {
            match self.byte(at) {
                Some(b'"') if self.byte(at + 1) == Some(b'"') => {
                    doubled = true;
                    at += 2;
                }
                Some(b'"') => break,
                Some(b) => {
                    lines += u32::from(b == b'\n' || (b == b'\r' && self.byte(at + 1) != Some(b'\n')));
                    at += 1;
                }
                None => {
                    self.at = self.bytes.len();
                    return Err(Fault { kind: FaultKind::UnclosedQuote, span: ByteSpan::new(open, open + 1), line });
                }
            }
        }
        self.line += lines;
        self.at = at + 1;
        let text = self.text(open + 1, at, line)?;
        Ok((if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }, at + 1))
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Row<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.line_end() {}
        if self.at >= self.bytes.len() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            match self.cell(line) {
                Ok((cell, end)) => {
                    cells.push(cell);
                    if matches!(end, End::Row) {
                        return Some(Ok(Row { line, cells }));
                    }
                }
                Err(fault) => {
                    self.skip_line();
                    return Some(Err(fault));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `line: cell|cell`, faults as `line! kind start..end`.
    fn check(text: &[u8], expected: &[&str]) {
        let shown: Vec<String> = Reader::new(text)
            .map(|row| match row {
                Ok(row) => format!("{}: {}", row.line, row.cells.iter().map(|cell| cell.text.as_ref()).collect::<Vec<_>>().join("|")),
                Err(fault) => format!("{}! {:?} {}..{}", fault.line, fault.kind, fault.span.start, fault.span.end),
            })
            .collect();
        assert_eq!(shown, expected, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn reads_rows_and_faults() {
        check(b"", &[]);
        check(b"a,b\n1,2\n", &["1: a|b", "2: 1|2"]);
        check(b"\xEF\xBB\xBFa,b\r\n1,\r\n\r\n3,4", &["1: a|b", "2: 1|", "4: 3|4"]);
        check(b"\"a \"\"b\"\"\",\"x,y\"\n\"two\nlines\",z\nq,r\n", &["1: a \"b\"|x,y", "2: two\nlines|z", "4: q|r"]);
        check(b"a,\"b\" c,d\n1,2\n", &["1! AfterQuote 5..7", "2: 1|2"]);
        check(b"a\n\"open,1\n2\n", &["1: a", "2! UnclosedQuote 2..3"]);
        check(b"a\n\xFFx,1\n2\n", &["1: a", "2! Encoding 2..3", "3: 2"]);
        check(b"a\nx\0,1\n2\n", &["1: a", "2! Encoding 3..4", "3: 2"]);
        check(b",\n", &["1: |"]);
        check(b"a,\"", &["1! UnclosedQuote 2..3"]);
        check("ä,\"ö\"\n".as_bytes(), &["1: ä|ö"]);
    }

    #[test]
    fn cells_know_their_place_and_tables_their_header() {
        let (table, faults) = table(b"a,\"b\"\n\"x\"\"y\",z\n");
        assert_eq!(faults, []);
        assert_eq!(table.header.iter().map(|cell| cell.span.range()).collect::<Vec<_>>(), [0..1, 2..5]);
        assert_eq!(table.rows.first().unwrap().cells.iter().map(|cell| cell.span.range()).collect::<Vec<_>>(), [6..12, 13..14]);
    }
}
