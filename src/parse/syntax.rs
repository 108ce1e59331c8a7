//! Why a YAML text cannot be read, in words for somebody who does not know YAML. Looks at the text only; knows no parser.

use crate::base::span::ByteSpan;
use crate::parse::suspects::{self, Suspect};
use crate::parse::{dashes, reason};

/// What the parser stumbled over, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Text after a closing quote.
    AfterQuote,
    /// An unknown `\x` in double quotes.
    Escape,
    /// A `:` where no key can be.
    Colon,
    /// A line that should be a key.
    NotAKey,
    /// Something begins at the wrong column.
    Indent,
    /// Inside `[…]` or `{…}`.
    Brackets,
    /// After `|` or `>`.
    BlockHeader,
    Other,
}

/// The cause, its place in the text, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Cause {
    pub span: ByteSpan,
    pub message: String,
    pub help: String,
    /// Title, place and new text of a proposed edit.
    pub fix: Option<(&'static str, ByteSpan, String)>,
    /// Does the edit change nothing but how it is written?
    pub safe: bool,
}

const WHOLE: &str = "put the whole text in quotes";

impl Cause {
    fn new(start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Cause { span: ByteSpan::new(start, end), message: message.into(), help: help.into(), fix: None, safe: false }
    }

    /// A value that needs quotes, from `start` to `end`.
    fn unquoted(text: &str, start: usize, end: usize, message: impl Into<String>) -> Self {
        let value = text.get(start..end).unwrap_or("");
        let fix = Some(("put the value in quotes", ByteSpan::new(start, end), quoted(value)));
        Cause { fix, ..Cause::new(start, end, message, WHOLE) }
    }
}

/// The text as a double-quoted YAML value.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `title: Win #1 lot`: a comment behind a value, where nobody would write a comment like that.
pub fn comment_in_value(text: &str, value: &str, place: ByteSpan) -> Option<Cause> {
    let rest = text.get(place.end as usize..)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    // most values have no comment: the line is read to its end only where one begins
    comment.strip_prefix('#')?.chars().next().filter(|c| c.is_alphanumeric())?;
    let start = place.end as usize + rest.len() - comment.len();
    let comment = comment.split(['\n', '\r']).next()?.trim_end();
    let whole = ByteSpan::new(place.start as usize, start + comment.len());
    let message = format!("`{comment}` is read as a comment, so the value is only `{value}`");
    let help = "put the whole value in quotes, or write a space after `#` if it is a comment";
    let fix = Some(("put the whole value in quotes", whole, quoted(whole.slice(text))));
    Some(Cause { fix, ..Cause::new(start, start + comment.len(), message, help) })
}

/// A line with its place: without its line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Line<'a> {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let rest = text.get(start..).unwrap_or("");
        Line { start, text: rest.lines().next().unwrap_or("") }
    }

    /// The nearest line above that is not blank.
    fn above(self, text: &'a str) -> Option<Line<'a>> {
        let mut line = self;
        while line.start > 0 {
            line = Line::around(text, line.start - 1);
            if !line.text.trim().is_empty() {
                return Some(line);
            }
        }
        None
    }

    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// How far a key below this line is indented: like the key of this line, or deeper where this line only opens a group.
    fn expected_below(self) -> usize {
        let mut key = self.text.trim_start();
        while let Some(item) = key.strip_prefix("- ") {
            key = item.trim_start();
        }
        let plain = key.split(" #").next().unwrap_or(key).trim_end();
        let opens = plain == "-" || plain.ends_with(':');
        self.text.len() - key.len() + if opens { 2 } else { 0 }
    }

    fn end(self) -> usize {
        self.start + self.text.trim_end().len()
    }

    /// The place of the value behind the first `: ` or, in a list item without a key, behind `- `.
    fn value(self) -> Option<usize> {
        let mut from = self.indent();
        while let Some(rest) = self.text.get(from..).and_then(|rest| rest.strip_prefix("- ")) {
            from = self.text.len() - rest.trim_start().len();
        }
        let rest = self.text.get(from..)?;
        let after = rest.find(": ").map_or(from, |colon| from + colon + 2);
        let value = self.text.get(after..)?.trim_start();
        (!value.is_empty() && after > self.indent()).then(|| self.start + self.text.len() - value.len())
    }

    /// `-id: x`.
    fn missing_dash_space(self) -> bool {
        self.text.trim_start().strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    /// `status:active`: a word, a colon and more without a space. Gives the place behind the colon.
    fn missing_space(self) -> Option<usize> {
        let content = self.text.trim_start().trim_start_matches("- ");
        let colon = content.find(':')?;
        let (key, value) = (content.get(..colon)?, content.get(colon + 1..)?);
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        let is_value = !value.is_empty() && !value.starts_with([' ', '\t', '/', ':']);
        (is_key && is_value).then(|| self.start + self.text.len() - value.len())
    }
}

/// Explains an error that the parser noticed at byte `at` of `text`.
pub fn explain(text: &str, at: usize, fault: Fault) -> Cause {
    let line = Line::around(text, at);
    // what the parser notices, it often notices later than the mistake; a tab it may notice one line before
    let below = text.get(line.start + line.text.len()..).map_or(text.len(), |rest| {
        let next = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        line.start + line.text.len() + next
    });
    match suspects::first(text) {
        Some(Suspect::Tab(tab)) if tab <= below => {
            let end = text.get(tab..).map_or(tab, |rest| tab + rest.len() - rest.trim_start_matches('\t').len());
            let (place, spaces) = without_tabs(text, tab);
            let fix = Some(("replace the tabs at the margin by spaces", place, spaces));
            return Cause { fix, ..Cause::new(tab, end, "this line is indented with a tab", "indent with spaces, as many as the lines around it") };
        }
        Some(Suspect::Quote(quote)) if quote <= at => return unclosed_quote(text, quote),
        Some(Suspect::Bracket(bracket)) if bracket <= at => return unclosed_bracket(text, bracket),
        _ => {}
    }
    if let Some(cause) = line.above(text).and_then(|above| other_dash(text, above)).or_else(|| other_dash(text, line)) {
        return cause;
    }
    if let Some(cause) = no_break_space(line).or_else(|| no_break_space(line.above(text)?)).or_else(|| bad_start(text, line)) {
        return cause;
    }
    match fault {
        Fault::AfterQuote => after_quote(text, line, at),
        Fault::Escape => bad_escape(text, at),
        Fault::Colon | Fault::NotAKey => colon(text, line, at),
        Fault::Indent => indentation(text, line),
        Fault::Brackets => brackets(text, line, at),
        Fault::BlockHeader => {
            let message = "`|` and `>` at the beginning of a value open a block of text, which must start on the next line";
            Cause::unquoted(text, line.value().unwrap_or(line.start), line.end(), message)
        }
        Fault::Other => other(text, line, at),
    }
}

/// A list item that begins with another sign than a dash: `•` or `–`, as office programs make them of `-`.
fn other_dash(text: &str, line: Line<'_>) -> Option<Cause> {
    dash_at(text, line.start + line.indent())
}

/// The same, for a sign whose place is known.
pub fn dash_at(text: &str, start: usize) -> Option<Cause> {
    let (sign, _) = dashes::sign(text.get(start..)?)?;
    let (end, dashed) = dashes::mended(text, start)?;
    let fix = Some(("write dashes before the items", ByteSpan::new(start, end), dashed));
    Some(Cause { fix, safe: true, ..Cause::new(start, start + sign.len_utf8(), dashes::message(sign), dashes::HELP) })
}

/// An item of a list that begins with the key that the item above it begins with, and without a dash.
pub fn missing_dash(key: &str, start: usize) -> Cause {
    let fix = Some(("put a dash before it", ByteSpan::new(start - 2, start), "- ".to_owned()));
    let message = format!("`{key}` begins an item of this list a second time, so a dash is missing before it");
    Cause { fix, ..Cause::new(start, start + key.len(), message, format!("write `- {key}:` with the dash under that of the item above")) }
}

/// From the first tab on, every tab at the margin as spaces, as many as the line above lets expect; two for each tab where a list goes on. Up to a line
/// that opens a block of text, in which tabs may be meant.
fn without_tabs(text: &str, tab: usize) -> (ByteSpan, String) {
    let mut spaces = String::new();
    let (mut end, mut at) = (tab, Line::around(text, tab).start);
    // lines in a row keep their distance from the first of them: its width, and that of two spaces a tab
    let mut row: Option<(usize, usize)> = None;
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let margin = line.get(..line.len() - content.len()).unwrap_or("");
        if margin.contains('\t') {
            let plain = margin.replace('\t', "  ").len();
            let (width, first) = *row.get_or_insert_with(|| {
                let above = Line::around(text, at).above(text).filter(|_| !content.starts_with('-'));
                (above.map_or(plain, Line::expected_below), plain)
            });
            let place = at.max(tab);
            spaces.push_str(text.get(end..place).unwrap_or(""));
            spaces.push_str(&" ".repeat((width + plain).saturating_sub(first + place - at)));
            end = at + margin.len();
        } else if !content.trim().is_empty() {
            row = None;
        }
        at += line.len();
        if content.trim_end().trim_end_matches(['-', '+']).ends_with(['|', '>']) {
            break;
        }
    }
    (ByteSpan::new(tab, end), spaces)
}

fn unclosed_quote(text: &str, quote: usize) -> Cause {
    let line = Line::around(text, quote);
    let mark = text.get(quote..quote + 1).unwrap_or("\"");
    let message = format!("the text opened with `{mark}` here is never closed");
    let fix = Some(("close the quotes at the end of the line", ByteSpan::new(line.end(), line.end()), mark.to_owned()));
    Cause { fix, ..Cause::new(quote, line.end(), message, "close it at the end of the line, or leave the quotes out") }
}

fn unclosed_bracket(text: &str, bracket: usize) -> Cause {
    let line = Line::around(text, bracket);
    let (open, close) = if text.get(bracket..bracket + 1) == Some("[") { ("[", "]") } else { ("{", "}") };
    let message = format!("the `{open}` here is never closed with `{close}`");
    Cause::new(bracket, line.end(), message, format!("write `{close}` at the end, or put the text in quotes if it is not a list or group"))
}

/// A space that looks like one and is none to YAML, at the margin or behind a colon or dash.
fn no_break_space(line: Line<'_>) -> Option<Cause> {
    let at = line.text.find('\u{a0}').filter(|at| line.text.get(..*at).is_some_and(|before| before.trim().is_empty() || before.ends_with([':', '-'])))?;
    let place = ByteSpan::new(line.start + at, line.start + at + 2);
    let cause =
        Cause::new(line.start + at, line.start + at + 2, "there is a no-break space here, which YAML does not take for a space", "write an ordinary space");
    Some(Cause { fix: Some(("replace it by a space", place, " ".to_owned())), ..cause })
}

/// A value that begins with a sign that means something else to YAML.
fn bad_start(text: &str, line: Line<'_>) -> Option<Cause> {
    let value = line.value()?;
    let rest = text.get(value..line.end())?;
    let sign = rest.chars().next()?;
    let bad = match sign {
        '@' | '`' | '%' | '&' | '*' | '!' | ',' | ']' | '}' => true,
        '{' => rest.starts_with("{{"),
        '-' | '?' => rest.len() == 1 || rest.starts_with("- ") || rest.starts_with("? "),
        _ => false,
    };
    bad.then(|| Cause::unquoted(text, value, line.end(), format!("a text cannot begin with `{sign}` unless it is in quotes")))
}

fn after_quote(text: &str, line: Line<'_>, at: usize) -> Cause {
    let rest = text.get(at..line.end()).unwrap_or("");
    let start = line.end() - rest.trim_start().len();
    let single = text.get(..at).is_some_and(|before| before.ends_with('\''));
    let help = if single {
        "inside single quotes write an apostrophe twice (`''`), or put the whole text in double quotes"
    } else {
        "put the whole text in one pair of quotes and write quotes inside it as `\\\"`"
    };
    Cause::new(start, line.end().max(start), "the text goes on after its closing quote", help)
}

fn bad_escape(text: &str, at: usize) -> Cause {
    let rest = text.get(at..).unwrap_or("");
    let mut from = 0;
    while let Some(slash) = rest.get(from..).and_then(|rest| rest.find('\\')) {
        let slash = from + slash;
        let next = rest.get(slash + 1..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let length = 1 + next.len_utf8();
        if !"0abtnvfre \"/\\N_LP\n\r\t".contains(next) {
            let shown = rest.get(slash..slash + length).unwrap_or("\\");
            let message = format!("`{shown}` means nothing inside double quotes");
            return Cause::new(at + slash, at + slash + length, message, "write the backslash twice, or put the text in single quotes");
        }
        from = slash + length;
    }
    Cause::new(at, Line::around(text, at).end(), "a `\\` in these quotes is followed by something unknown", "write the backslash twice")
}

fn space_after_colon(line: Line<'_>, place: usize) -> Cause {
    let message = format!("a space is missing after the colon in `{}`", line.text.trim());
    let fix = Some(("put a space after the colon", ByteSpan::new(place, place), " ".to_owned()));
    Cause { fix, ..Cause::new(line.start + line.indent(), line.end(), message, "write `key: value` with a space after the colon") }
}

fn space_after_dash(line: Line<'_>) -> Cause {
    let start = line.start + line.indent();
    let fix = Some(("put a space after the dash", ByteSpan::new(start + 1, start + 1), " ".to_owned()));
    Cause { fix, ..Cause::new(start, line.end(), "a space is missing after the dash of this list item", "write `- ` before each item") }
}

fn colon(text: &str, line: Line<'_>, at: usize) -> Cause {
    if let Some(place) = line.missing_space() {
        return space_after_colon(line, place);
    }
    let above = line.above(text);
    if let Some((above, place)) = above.and_then(|above| above.missing_space().map(|place| (above, place))) {
        return space_after_colon(above, place);
    }
    if let Some(above) = above.filter(|above| above.missing_dash_space()) {
        return space_after_dash(above);
    }
    let content = line.start + line.indent();
    let before = text.get(content..at).unwrap_or("");
    let first = !before.is_empty() && !before.contains(": ") && !before.starts_with("- ");
    if first && above.is_some_and(|above| above.indent() < line.indent()) {
        let message = format!("`{before}` is indented as if it belonged to the line above, which has a value already");
        return Cause::new(content, line.end(), message, "indent it like the keys around it, or take the value of the line above away");
    }
    if let Some(value) = line.value().filter(|value| *value < at) {
        let key = text.get(content..value).unwrap_or("").trim_end_matches([' ', ':']).trim_start_matches("- ");
        if let Some(group) = text.get(value..line.end()).and_then(reason::in_braces) {
            let fix = Some(("write the group in braces", ByteSpan::new(value, line.end()), group.clone()));
            return Cause { fix, ..Cause::new(value, line.end(), "two keys stand on one line here", format!("write `{group}`")) };
        }
        let message = format!("the text of `{key}` contains `: `, which begins a new key");
        return Cause::unquoted(text, value, line.end(), message);
    }
    not_a_key(line)
}

fn not_a_key(line: Line<'_>) -> Cause {
    let message = format!("`{}` is not a key with a value", line.text.trim());
    let help = "write `key: value`; if the line belongs to the text above, indent it deeper than its key";
    Cause::new(line.start + line.indent(), line.end(), message, help)
}

fn indentation(text: &str, line: Line<'_>) -> Cause {
    if line.missing_dash_space() {
        return space_after_dash(line);
    }
    if let Some(place) = line.missing_space() {
        return space_after_colon(line, place);
    }
    if let Some(value) = line.value().filter(|value| text.get(*value..).is_some_and(|rest| rest.starts_with(['[', '{']))) {
        let sign = text.get(value..value + 1).unwrap_or("[");
        return Cause::unquoted(text, value, line.end(), format!("a text cannot begin with `{sign}` unless it is in quotes"));
    }
    let content = line.text.trim();
    if !content.contains(": ") && !content.ends_with(':') && !content.starts_with('-') {
        return not_a_key(line);
    }
    let uneven = line.above(text).is_some_and(|above| above.indent() != line.indent());
    let message = match content.starts_with("- ") {
        true if !uneven => "a list item stands here among keys",
        _ => "this line is not indented like the others of its group",
    };
    Cause::new(line.start + line.indent(), line.end(), message, "give all keys or items of one group the same number of spaces")
}

fn brackets(text: &str, line: Line<'_>, at: usize) -> Cause {
    let here = text.get(at..).and_then(|rest| rest.chars().next());
    match here {
        Some(':') => Cause::new(at, at + 1, "a text inside brackets contains `: `, which begins a new key", WHOLE),
        Some(sign @ (']' | '}')) => {
            Cause::new(at, at + 1, format!("there is no open bracket for this `{sign}`"), format!("delete the `{sign}`, or put the text in quotes"))
        }
        _ => {
            let message = "the list or group in brackets cannot be read from here on";
            Cause::new(at, line.end().max(at), message, "separate its parts with commas, and put texts with commas, colons or brackets in quotes")
        }
    }
}

fn other(text: &str, line: Line<'_>, at: usize) -> Cause {
    if let Some(place) = line.missing_space() {
        return space_after_colon(line, place);
    }
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) if c.is_control() && !c.is_whitespace() => {
            let message = format!("the invisible character U+{:04X} cannot stand here", c as u32);
            Cause::new(at, at + c.len_utf8(), message, "delete it")
        }
        Some(sign @ ('@' | '`' | '%')) => {
            Cause::new(at, line.end().max(at), format!("nothing can begin with `{sign}` unless it is in quotes"), "put it in quotes")
        }
        _ => {
            let start = (line.start + line.indent()).min(text.len());
            let help = "look for a missing quote, a `: ` inside a text, or a wrong indentation in this line or the one above";
            Cause::new(start, line.end().max(start), "this line cannot be read as YAML", help)
        }
    }
}
