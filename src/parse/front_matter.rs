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
    /// `---`, alone on its line.
    fn is_fence(self) -> bool {
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

/// Where the fields of a text begin and end, and what is wrong about it.
enum Fences<'a> {
    /// No line opens any; a `---` somewhere below may still have been meant to.
    None,
    /// The text is one line, because only a carriage return ends its lines.
    OneLine,
    /// Nothing closes what this line opens, or what does is a rule in the text, which begins at the heading.
    Open {
        open: Line<'a>,
        heading: Option<ByteSpan>,
    },
    Both {
        open: Line<'a>,
        close: Line<'a>,
        dots: Option<Line<'a>>,
    },
}

/// The byte order mark, if there is one.
fn begin(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

fn fences(text: &str) -> Fences<'_> {
    let begin = begin(text);
    if text.get(begin..).is_some_and(|text| text.starts_with("---\r") && !text.contains('\n')) {
        return Fences::OneLine;
    }
    let Some(open) = lines(text, begin).take(SEARCHED_LINES).find(|line| line.is_fence()) else { return Fences::None };
    let in_place = open.start == begin;
    if !in_place && !fields_follow(text, open) {
        return Fences::None;
    }
    let inner: Vec<Line<'_>> = lines(text, open.next).take_while(|line| !line.is_fence()).collect();
    let end = inner.last().map_or(open.next, |line| line.next);
    let close = lines(text, end).next().filter(|line| line.is_fence());
    match (close, body_begins(&inner)) {
        (Some(close), None) => {
            let dots = inner.iter().rfind(|line| !line.blank()).filter(|line| line.text.trim_end() == "...").copied();
            Fences::Both { open, close, dots }
        }
        (_, _) if !in_place => Fences::None,
        (_, heading) => Fences::Open { open, heading },
    }
}

/// Is the first line behind this one that says anything a field?
fn fields_follow(text: &str, fence: Line<'_>) -> bool {
    lines(text, fence.next).find(|line| !line.blank() && !line.text.starts_with('#')).is_some_and(Line::field)
}

/// Does a text begin with fields, in its first line or a little below?
pub fn has_fields(text: &str) -> bool {
    !matches!(fences(text), Fences::None)
}

/// How far fields may reach into a file, and from where on text may stand. What may be either is both: whoever looks for secrets looks for those of fields
/// and for those of text (R-31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    pub fields_end: usize,
    pub text_begin: usize,
}

/// Of a plan, a review or a page.
pub fn extent(bytes: &[u8]) -> Extent {
    let either = Extent { fields_end: bytes.len(), text_begin: 0 };
    let Ok(text) = std::str::from_utf8(bytes) else { return either };
    match fences(text) {
        Fences::Both { open, close, .. } => Extent { fields_end: close.start, text_begin: if open.start == begin(text) { close.next } else { 0 } },
        Fences::Open { .. } | Fences::OneLine => either,
        Fences::None if lines(text, begin(text)).any(|line| line.is_fence() && fields_follow(text, line)) => either,
        Fences::None => Extent { fields_end: 0, text_begin: 0 },
    }
}

/// Splits the text of a file; spans are counted from its first byte.
pub fn split(path: &SourcePath, text: &str) -> Split {
    let begin = begin(text);
    let whole = ByteSpan::new(begin, text.len());
    match fences(text) {
        Fences::None => {
            let first = lines(text, begin).next().map_or(whole, Line::span);
            let found = Diagnostic::new(&codes::FRONT_MATTER_MISSING, path, first, "the file does not begin with front matter");
            Split { front: None, body: Some(whole), findings: vec![found.help("begin it with a line `---`, the fields, and another line `---`")] }
        }
        Fences::OneLine => {
            let message = "the lines of this file end with a carriage return alone, so that all of it is one line";
            let found = Diagnostic::new(&codes::FRONT_MATTER_MISSING, path, ByteSpan::new(begin, begin + 3), message);
            Split { front: None, body: None, findings: vec![found.help("save it with the line ends of Unix (LF) or of Windows (CRLF)")] }
        }
        Fences::Open { open, heading } => {
            let mut finding = Diagnostic::new(&codes::FRONT_MATTER_UNCLOSED, path, open.span(), "the front matter that begins here is never closed")
                .help("put a line `---` behind the last field, before the text");
            if let Some(heading) = heading {
                finding = finding.label(path, heading, "the text seems to begin here");
            }
            Split { front: None, body: None, findings: vec![finding] }
        }
        Fences::Both { open, close, dots } => {
            let mut findings = if open.start == begin { Vec::new() } else { vec![misplaced(path, text, begin, open, close)] };
            if let Some(dots) = dots {
                let message = "`...` ends the fields here, and the line `---` below does so again";
                let found = Diagnostic::new(&codes::YAML_UNSUPPORTED, path, dots.span(), message);
                findings.push(found.help("delete the line `...`; front matter ends with `---` alone"));
            }
            Split { front: Some(ByteSpan::new(open.next, close.start)), body: Some(ByteSpan::new(close.next, text.len())), findings }
        }
    }
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
