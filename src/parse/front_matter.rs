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

    /// `----`, `-- -` or `—`: somebody's `---`, or what an office program has made of it.
    fn is_nearly_fence(self) -> bool {
        let signs = self.text.trim();
        let dashes = |c: char| matches!(c, '-' | '–' | '—' | '−' | '‐' | '‑' | ' ');
        !self.is_fence() && !signs.is_empty() && signs.chars().all(dashes) && (signs.len() >= 3 || signs == "--")
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
    /// Fields stand on both sides of these lines `---`, up to another one that closes them all.
    Parted {
        strays: Vec<Line<'a>>,
        end: usize,
    },
    /// Fields begin at this line, the first one, and a line below closes them: the one that opens them is missing.
    Unopened(Line<'a>),
    /// A line that was meant to open the fields, or to close them.
    Nearly {
        line: Line<'a>,
        closes: bool,
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
    if let Some(line) = nearly_open(text, begin) {
        return Fences::Nearly { line, closes: false };
    }
    if let Some(line) = unopened(text, begin) {
        return Fences::Unopened(line);
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
            let (strays, end) = strays(text, close);
            if !strays.is_empty() {
                return Fences::Parted { strays, end };
            }
            let dots = inner.iter().rfind(|line| !line.blank()).filter(|line| line.text.trim_end() == "...").copied();
            Fences::Both { open, close, dots }
        }
        (_, _) if !in_place => Fences::None,
        (_, heading) => {
            let before = |line: &&Line<'_>| heading.is_none_or(|heading| line.start < heading.start as usize);
            match inner.iter().filter(before).find(|line| line.is_nearly_fence() && !line.text.starts_with(' ')) {
                Some(line) => Fences::Nearly { line: *line, closes: true },
                None => Fences::Open { open, heading },
            }
        }
    }
}

/// The first line, where it is nearly `---` and fields follow up to a line that is.
fn nearly_open(text: &str, begin: usize) -> Option<Line<'_>> {
    let first = lines(text, begin).find(|line| !line.blank()).filter(|line| line.is_nearly_fence() && fields_follow(text, *line))?;
    let inner: Vec<Line<'_>> = lines(text, first.next).take_while(|line| !line.is_fence()).collect();
    let closed = inner.last().is_some_and(|last| lines(text, last.next).next().is_some());
    (closed && only_fields(&inner)).then_some(first)
}

/// The first line, where fields begin with it and reach down to a line that closes them.
fn unopened(text: &str, begin: usize) -> Option<Line<'_>> {
    let first = lines(text, begin).next().filter(|_| begins_with_fields(text))?;
    let inner: Vec<Line<'_>> = lines(text, begin).take_while(|line| !line.is_fence()).collect();
    let close = inner.last().and_then(|last| lines(text, last.next).next())?;
    (only_fields(&inner) && !fields_follow(text, close)).then_some(first)
}

/// Do fields stand at the beginning, where a line `---` belongs: a key in small letters, and another one a little below?
pub fn begins_with_fields(text: &str) -> bool {
    let named = |line: &Line<'_>| line.field() && line.text.starts_with(|c: char| c.is_ascii_lowercase());
    let mut said = lines(text, begin(text)).filter(|line| !line.blank()).take(5);
    said.next().is_some_and(|first| named(&first)) && said.any(|line| named(&line))
}

/// The lines `---` behind which, from this one on, more fields stand up to another one; and where the last of them ends.
fn strays<'a>(text: &'a str, close: Line<'a>) -> (Vec<Line<'a>>, usize) {
    let (mut strays, mut close) = (Vec::new(), close);
    loop {
        let inner: Vec<Line<'_>> = lines(text, close.next).take_while(|line| !line.is_fence()).collect();
        let next = inner.last().and_then(|last| lines(text, last.next).next());
        match next.filter(|_| only_fields(&inner)) {
            Some(next) => strays.push(std::mem::replace(&mut close, next)),
            None => return (strays, close.next),
        }
    }
}

/// Are these lines fields and nothing else: each of them has a name in small letters, there is no running text and no heading, and they begin at once, as text
/// seldom does (or there are some)?
fn only_fields(inner: &[Line<'_>]) -> bool {
    let said = || inner.iter().filter(|line| !line.blank());
    let named = |line: &Line<'_>| line.field() && line.text.starts_with(|c: char| c.is_ascii_lowercase());
    let keys = said().filter(|line| line.field()).count();
    said().find(|line| !line.text.starts_with('#')).is_some_and(named)
        && keys > 0
        && said().filter(|line| line.field()).all(named)
        && !said().any(|line| line.prose())
        && body_begins(inner).is_none()
        && !inner.first().is_some_and(|line| line.heading() || line.blank() && keys < 3)
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
        Fences::Open { .. } | Fences::OneLine | Fences::Unopened(_) | Fences::Nearly { .. } => either,
        Fences::Parted { end, .. } => Extent { fields_end: end, text_begin: 0 },
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
        Fences::Unopened(line) => {
            let edit = Edit { path: path.clone(), span: ByteSpan::new(begin, begin), text: "---\n".to_owned() };
            let fix = Fix { title: "open the fields with a line `---`".to_owned(), safe: true, room: None, edits: vec![edit] };
            let found = Diagnostic::new(&codes::FRONT_MATTER_MISSING, path, line.span(), "the line `---` that opens the front matter is missing");
            Split { front: None, body: None, findings: vec![found.help("write a line `---` before this first field").fix(fix)] }
        }
        Fences::Open { open, heading } => {
            let mut finding = Diagnostic::new(&codes::FRONT_MATTER_UNCLOSED, path, open.span(), "the front matter that begins here is never closed")
                .help("put a line `---` behind the last field, before the text");
            if let Some(heading) = heading {
                finding = finding.label(path, heading, "the text seems to begin here");
            }
            Split { front: None, body: None, findings: vec![finding] }
        }
        Fences::Parted { strays, .. } => Split { front: None, body: None, findings: parted(path, &strays).into_iter().collect() },
        Fences::Nearly { line, closes } => Split { front: None, body: None, findings: vec![nearly(path, line, closes)] },
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

/// One finding for all lines `---` that part the fields, at the first.
fn parted(path: &SourcePath, strays: &[Line<'_>]) -> Option<Diagnostic> {
    let (first, others) = strays.split_first()?;
    let message = "`---` ends the fields here, and more fields follow, up to another one";
    let finding = Diagnostic::new(&codes::YAML_UNSUPPORTED, path, first.span(), message)
        .help("delete this line; `---` stands before the first field and behind the last");
    let finding = others.iter().fold(finding, |finding, line| finding.label(path, line.span(), "and here"));
    let edits = strays.iter().map(|line| Edit { path: path.clone(), span: ByteSpan::new(line.start, line.next), text: String::new() }).collect();
    Some(finding.fix(Fix { title: "delete the lines `---` between the fields".to_owned(), safe: false, room: None, edits }))
}

/// A line that was meant to be `---`.
fn nearly(path: &SourcePath, line: Line<'_>, closes: bool) -> Diagnostic {
    let signs = line.text.trim_end();
    let (code, message) = match closes {
        true => (&codes::FRONT_MATTER_UNCLOSED, format!("`{signs}` does not close the front matter, which `---` does")),
        false => (&codes::FRONT_MATTER_MISSING, format!("`{signs}` does not open the front matter, which `---` does")),
    };
    let edit = Edit { path: path.clone(), span: line.span(), text: "---".to_owned() };
    let fix = Fix { title: "write three hyphens".to_owned(), safe: true, room: None, edits: vec![edit] };
    Diagnostic::new(code, path, line.span(), message).help("write `---`: three hyphens and nothing else").fix(fix)
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
