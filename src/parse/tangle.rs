//! Texts that would take the Markdown reader far longer than their size: quotes and lists in each other without end, and titles of links that are never
//! closed. Looks at a text once, before it is read; knows signs and lines only.

use crate::base::span::ByteSpan;

/// Why a text is not read as Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tangle {
    pub kind: Kind,
    /// The signs that say so.
    pub span: ByteSpan,
}

/// Which signs make the text slow to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The reader goes through everything that is open once for each line.
    Depth,
    /// The reader goes through all signs behind the title once for each of its lines.
    Title,
}

/// Quotes and lists that may stand in each other. Nobody sees more than ten on a page.
pub const DEPTH: usize = 100;
/// Steps for titles of links, in all: far under a tenth of a second. A title of three lines takes about thirty.
const STEPS: usize = 1 << 24;

/// The first place that makes a text too slow to read. Takes time in proportion to the text.
pub fn find(text: &str) -> Option<Tangle> {
    let depth = deep(text.as_bytes());
    let title = endless(text.as_bytes());
    [depth, title].into_iter().flatten().min_by_key(|tangle| tangle.span.start)
}

/// The first line that begins with too many signs of quotes and lists.
fn deep(text: &[u8]) -> Option<Tangle> {
    let mut start = 0;
    for line in text.split_inclusive(|byte| is_line_end(*byte)) {
        let (depth, length) = depth(line);
        if depth > DEPTH && !is_rule(line) {
            return Some(Tangle { kind: Kind::Depth, span: ByteSpan::new(start, start + length) });
        }
        start += line.len();
    }
    None
}

/// How deep a line may lie, and the length of the signs that say so. A list that an earlier line has begun shows in two columns at least.
fn depth(line: &[u8]) -> (usize, usize) {
    let (mut signs, mut columns, mut at) = (0_usize, 0_usize, 0_usize);
    let mut known = (0, 0);
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = match rest {
            [b' ', ..] => 1,
            [b'\t', ..] => 4,
            _ => 0,
        };
        if blank > 0 {
            columns += blank;
            at += 1;
            continue;
        }
        let Some(length) = sign(rest) else { break };
        signs += 1;
        at += length;
        // the blank behind a sign belongs to it
        known = (signs + columns.saturating_sub(signs - 1) / 2, at);
    }
    known
}

/// The length of the sign that begins a quote, a list item or a footnote here.
fn sign(rest: &[u8]) -> Option<usize> {
    let ends = |at: usize| rest.get(at).is_none_or(|byte| byte.is_ascii_whitespace());
    match rest.first()? {
        b'>' => Some(1),
        b'-' | b'*' | b'+' => ends(1).then_some(1),
        b'0'..=b'9' => {
            let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            (matches!(rest.get(digits), Some(b'.' | b')')) && ends(digits + 1)).then_some(digits + 1)
        }
        b'[' if rest.get(1) == Some(&b'^') => {
            let label = rest.iter().skip(2).position(|byte| matches!(byte, b'[' | b']') || is_line_end(*byte))? + 2;
            rest.get(label..)?.starts_with(b"]:").then_some(label + 2)
        }
        _ => None,
    }
}

/// A line of dashes or stars draws a rule, however long it is.
fn is_rule(line: &[u8]) -> bool {
    let mut signs = line.iter().filter(|byte| !byte.is_ascii_whitespace());
    let first = signs.next();
    matches!(first, Some(b'-' | b'*')) && signs.all(|byte| Some(byte) == first)
}

/// The title of a link with which the steps are used up.
fn endless(text: &[u8]) -> Option<Tangle> {
    let mut steps = 0_usize;
    // the blank that ends an address is looked for once
    let mut blank = 0;
    for at in memchr::memmem::find_iter(text, b"](") {
        let Some(open) = title(text, at + 2, &mut blank) else { continue };
        read_title(text, open, &mut steps);
        if steps > STEPS {
            return Some(Tangle { kind: Kind::Title, span: ByteSpan::new(at, open + 1) });
        }
    }
    None
}

/// Where the title of a link begins whose address begins at `from`.
fn title(text: &[u8], from: usize, blank: &mut usize) -> Option<usize> {
    let mut at = from + gap(text, from);
    if text.get(at) == Some(&b'<') {
        at += 1;
        loop {
            match text.get(at)? {
                b'>' => break,
                b'<' | b'\n' | b'\r' => return None,
                b'\\' => at += 1 + usize::from(text.get(at + 1).is_some_and(u8::is_ascii_punctuation)),
                _ => at += 1,
            }
        }
    } else {
        // signs within one address: its title has been counted
        if at < *blank {
            return None;
        }
        *blank = at + text.get(at..)?.iter().take_while(|byte| **byte > b' ').count();
        at = *blank;
    }
    at += gap(text, at);
    matches!(text.get(at), Some(b'"' | b'\'' | b'(')).then_some(at)
}

/// Blanks, line ends, and signs of quotes behind them.
fn gap(text: &[u8], from: usize) -> usize {
    text.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'>').count()
}

/// Goes through a title up to its sign or the end of its paragraph, and adds the signs that lie before each of its line ends: what the reader goes through.
/// A title ends where the next one of its kind begins, so no byte is looked at more than a few times.
fn read_title(text: &[u8], open: usize, steps: &mut usize) {
    let first = text.get(open).copied().unwrap_or_default();
    let (mut signs, mut blank, mut at) = (0, false, open + 1);
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => {
                (signs, blank) = (signs + 1, false);
                at += usize::from(text.get(at + 1).is_some_and(u8::is_ascii_punctuation));
            }
            b'\n' if blank || begins_item(text.get(at + 1..).unwrap_or_default()) => return,
            b'\n' | b'\r' => {
                blank = blank || *byte == b'\n';
                signs += 1;
                // a sign may have text behind it
                *steps = steps.saturating_add(2 * signs);
            }
            b' ' | b'\t' => {}
            _ if *byte == first || (first == b'(' && *byte == b')') => return,
            _ => {
                blank = false;
                signs += usize::from(byte.is_ascii_punctuation());
            }
        }
        at += 1;
    }
}

/// Does a list item begin in this line, whatever paragraph stands before it?
fn begins_item(line: &[u8]) -> bool {
    let indent = line.iter().take(3).take_while(|byte| **byte == b' ').count();
    let [b'-' | b'*' | b'+', b' ', first, ..] = line.get(indent..).unwrap_or_default() else { return false };
    !first.is_ascii_whitespace()
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Kind, &str)>) {
        let found = find(text);
        assert_eq!(found.map(|it| (it.kind, it.span.slice(text))), expected, "{:?}", text.get(..60));
    }

    #[test]
    fn lines_that_lie_too_deep() {
        let deep = |sign: &str, times: usize| sign.repeat(times) + "x\n";
        for sign in [">", "> ", "- ", "1. ", "- > ", "[^a]: ", "\t- ", "> 12) "] {
            let (levels, signs) = (depth(sign.as_bytes()).0, deep(sign, 3 * DEPTH));
            assert!(find(&signs).is_some_and(|it| it.kind == Kind::Depth), "{sign:?}");
            check(&deep(sign, DEPTH / 4 / levels), None);
        }
        check(&format!("# A\n\n{}", deep(">", 101)), Some((Kind::Depth, &">".repeat(101))));
        check(&deep(">", 100), None);
        check(&format!("{}- x", " ".repeat(198)), None);
        assert!(find(&format!("{}- x", " ".repeat(200))).is_some(), "a list in a hundred others");
        // rules, and lines that lie nowhere
        check(&"- ".repeat(300), None);
        check(&"* ".repeat(300), None);
        check(&"-".repeat(300), None);
        check(&deep("-", 300), None);
        check(&(" ".repeat(900) + "x"), None);
        check(&"> a\n".repeat(300), None);
        check(&deep("a > ", 300), None);
    }

    #[test]
    fn titles_that_go_on_and_on() {
        let lines = |times: usize| "`a` b\n".repeat(times);
        check(&format!("![a](b.png \"{}", lines(3000)), Some((Kind::Title, "](b.png \"")));
        check(&format!("[a](<b c>\n'{}", lines(3000)), Some((Kind::Title, "](<b c>\n'")));
        check(&format!("> [a](b\n> (\\)\\({}", lines(3000).replace('\n', "\n> ")), Some((Kind::Title, "](b\n> (")));
        // each ends with the next one
        check(&"[a](b \"c\n".repeat(40_000), None);
        // closed in time, in a paragraph of its own, or short
        check(&format!("[a](b \"c\") {}", lines(3000)), None);
        check(&format!("[a](b \"c\n  \n{}", lines(3000)), None);
        check(&format!("[a](b \"c\r\n\r\n{}", lines(3000)), None);
        check(&format!("[a](b \"{}", lines(300)), None);
        check(&format!("[a](b c {}", lines(3000)), None);
        check(&format!("[a](b \"{}", "- `a` b\n".repeat(3000)), None);
        check(&format!("a (b \"c {}", lines(3000)), None);
    }
}
