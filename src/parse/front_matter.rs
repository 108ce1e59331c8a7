//! Splits a Markdown file into its front matter and its body. Knows neither YAML nor Markdown, only how their lines look from afar.

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::codes;

/// Where the parts of a file lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The fields, without the `---` lines.
    pub front: Option<ByteSpan>,
    /// The text behind the front matter; `None` when its beginning cannot be told.
    pub body: Option<ByteSpan>,
    pub findings: Vec<Diagnostic>,
}

/// So far down a misplaced `---` is looked for.
const SEARCHED_LINES: usize = 40;

/// One line without its end, and the byte where the next one begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    next: usize,
}

impl Line<'_> {
    fn opens(self) -> bool {
        self.text.trim_end() == "---"
    }

    fn closes(self) -> bool {
        self.text.trim_end() == "---"
    }

    fn span(self) -> ByteSpan {
        ByteSpan::new(self.start, self.start + self.text.trim_end().len())
    }

    fn blank(self) -> bool {
        self.text.trim().is_empty()
    }

    /// `## Situation`: also a YAML comment.
    fn heading(self) -> bool {
        let rest = self.text.trim_start_matches('#');
        (1..=6).contains(&(self.text.len() - rest.len())) && rest.starts_with(' ')
    }

    /// Does it begin with `key:`?
    fn field(self) -> bool {
        let key = self.text.split(':').next().unwrap_or("");
        let rest = self.text.get(key.len() + 1..).unwrap_or("x");
        let named = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"' | b'\''));
        named && (rest.is_empty() || rest.starts_with([' ', '\t']) || rest.trim().is_empty())
    }

    /// A line of running text: at the margin and nothing that YAML would begin a line with.
    fn prose(self) -> bool {
        !self.blank() && !self.field() && !self.text.starts_with([' ', '\t', '#', '-', '}', ']', '?', '%', '&', '*', '!', '"', '\''])
    }
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    text.get(from..).unwrap_or("").split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Line { start, text: line.trim_end_matches(['\n', '\r']), next: at }
    })
}

/// Splits the text of a file; spans are counted from its first byte.
pub fn split(path: &SourcePath, text: &str) -> Split {
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = ByteSpan::new(begin, text.len());
    let missing = |span: ByteSpan| Split {
        front: None,
        body: Some(whole),
        findings: vec![
            Diagnostic::new(&codes::FRONT_MATTER_MISSING, path, span, "the file does not begin with front matter")
                .help("begin it with a line `---`, the fields, and another line `---`"),
        ],
    };
    if text.get(begin..).is_some_and(|text| text.starts_with("---\r") && !text.contains('\n')) {
        let message = "the lines of this file end with a carriage return alone, so that all of it is one line";
        let found = Diagnostic::new(&codes::FRONT_MATTER_MISSING, path, ByteSpan::new(begin, begin + 3), message);
        return Split { front: None, body: None, findings: vec![found.help("save it with the line ends of Unix (LF) or of Windows (CRLF)")] };
    }
    let Some(first) = lines(text, begin).next() else { return missing(whole) };
    let Some(open) = lines(text, begin).take(SEARCHED_LINES).find(|line| line.opens()) else { return missing(first.span()) };
    let in_place = open.start == begin;
    if !in_place && !lines(text, open.next).find(|line| !line.blank() && !line.text.starts_with('#')).is_some_and(Line::field) {
        return missing(first.span());
    }
    let inner: Vec<Line<'_>> = lines(text, open.next).take_while(|line| !line.closes()).collect();
    let end = inner.last().map_or(open.next, |line| line.next);
    let close = lines(text, end).next().filter(|line| line.closes());
    let body_begins = body_begins(&inner);
    let Some(close) = close.filter(|_| body_begins.is_none()) else {
        if !in_place {
            return missing(first.span());
        }
        let mut finding = Diagnostic::new(&codes::FRONT_MATTER_UNCLOSED, path, open.span(), "the front matter that begins here is never closed")
            .help("put a line `---` behind the last field, before the text");
        if let Some(heading) = body_begins {
            finding = finding.label(path, heading, "the text seems to begin here");
        }
        return Split { front: None, body: None, findings: vec![finding] };
    };
    let mut findings = if in_place { Vec::new() } else { vec![misplaced(path, text, begin, open, close)] };
    if let Some(dots) = inner.iter().rfind(|line| !line.blank()).filter(|line| line.text.trim_end() == "...") {
        let message = "`...` ends the fields here, and the line `---` below does so again";
        findings.push(Diagnostic::new(&codes::YAML_UNSUPPORTED, path, dots.span(), message).help("delete the line `...`; front matter ends with `---` alone"));
    }
    Split { front: Some(ByteSpan::new(open.next, close.start)), body: Some(ByteSpan::new(close.next, text.len())), findings }
}

/// The heading behind which there is more prose than fields: the `---` further down was a rule in the text.
fn body_begins(inner: &[Line<'_>]) -> Option<ByteSpan> {
    let (mut fields, mut prose) = (0usize, 0usize);
    let mut found = None;
    for (index, line) in inner.iter().enumerate().rev() {
        let above = index.checked_sub(1).and_then(|above| inner.get(above));
        if line.heading() && above.is_some_and(|above| above.blank()) && prose > fields {
            found = Some(line.span());
        }
        fields += usize::from(line.field());
        prose += usize::from(line.prose());
    }
    found
}

fn misplaced(path: &SourcePath, text: &str, begin: usize, open: Line<'_>, close: Line<'_>) -> Diagnostic {
    let before = text.get(begin..open.start).unwrap_or("");
    let message = if before.trim().is_empty() { "blank lines stand before the front matter" } else { "text stands before the front matter" };
    let mut edits = vec![Edit { path: path.clone(), span: ByteSpan::new(begin, open.start), text: String::new() }];
    if !before.trim().is_empty() {
        edits.push(Edit { path: path.clone(), span: ByteSpan::new(close.next, close.next), text: format!("\n{}", before.trim_start()) });
    }
    Diagnostic::new(&codes::FRONT_MATTER_POSITION, path, open.span(), message).help("move this `---` to the first line").fix(Fix {
        title: "move the front matter to the first line".to_owned(),
        safe: true,
        room: None,
        edits,
    })
}
