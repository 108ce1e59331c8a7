//! The one reader of YAML: parser events become a [`Tree`], or one finding that says why not. The only file that names `granit_parser`;
//! it knows nothing of plans.

use std::borrow::Cow;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span};

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::dashes;
use crate::parse::expand::{self, Alias, Anchor, Marks};
use crate::parse::frames::{self, Frame, Next, Place};
use crate::parse::keys::Keys;
use crate::parse::node::{Key, Kind, Tree, TreeBuilder};
use crate::parse::syntax::{self, Cause, Fault};
use crate::parse::{codes, margin, scalar};

/// How much YAML is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub bytes: usize,
    pub depth: usize,
    pub nodes: usize,
}

/// For the front matter of a plan or review.
pub const FRONT_MATTER: Limits = Limits { bytes: 256 * 1024, depth: 16, nodes: 20_000 };
/// For a file of the territory.
pub const TERRITORY: Limits = Limits { bytes: 2 * 1024 * 1024, depth: 16, nodes: 200_000 };
/// For a baseline, which has a line for each finding of the territory at most.
pub const BASELINE: Limits = Limits { bytes: 32 * 1024 * 1024, depth: 4, nodes: 2_000_000 };

/// More findings than these in one file help nobody.
const MAX_FINDINGS: usize = 50;

/// Reads the YAML in `range` of the file; all spans are counted from the file's first byte. Without a tree nothing else should be said about it.
pub fn read(path: &SourcePath, bytes: &Arc<[u8]>, range: ByteSpan, limits: Limits) -> (Option<Tree>, Vec<Diagnostic>) {
    let (tree, mut findings, marks) = marked(path, bytes, range, limits);
    if let Some(tree) = tree.as_ref().filter(|_| !marks.is_empty()) {
        // whatever writes a value out has the result read again
        let again = |bytes: Vec<u8>, range| match marked(path, &bytes.into(), range, limits) {
            (Some(tree), _, marks) => Some((tree, marks)),
            _ => None,
        };
        expand::mend(path, bytes, range, tree, &marks, &mut findings, &again);
    }
    (tree, findings)
}

/// The same with the anchors and aliases that were met.
fn marked(path: &SourcePath, bytes: &Arc<[u8]>, range: ByteSpan, limits: Limits) -> (Option<Tree>, Vec<Diagnostic>, Marks) {
    let text = bytes.get(range.range()).and_then(|slice| std::str::from_utf8(slice).ok()).unwrap_or("");
    let composer = Composer {
        text,
        offset: range.start as usize,
        path,
        limits,
        builder: TreeBuilder::new(bytes.clone()),
        stack: Vec::new(),
        findings: Vec::new(),
        marks: Marks::default(),
        merging: None,
        placed: None,
        skip: 0,
        nodes: 0,
        end: 0,
        cursor: 0,
        undashed: false,
    };
    composer.run()
}

/// The places of all comments of the YAML in `range`, `#` included. Empty when the text cannot be read to its end.
pub fn comments(bytes: &[u8], range: ByteSpan) -> Vec<ByteSpan> {
    let text = bytes.get(range.range()).and_then(|slice| std::str::from_utf8(slice).ok()).unwrap_or("");
    let options = granit_parser::options! { emit_unresolved_aliases: true, max_buffered_comment_events: usize::MAX };
    let mut spans = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::Comment(..), span)) => spans.push(local(&span).shifted(range.start as usize)),
            Ok(_) => {}
            Err(_) => return Vec::new(),
        }
    }
    spans
}

/// Can the text be read when the cause is taken away as it proposes?
fn mends(text: &str, cause: &Cause) -> bool {
    let Some((_, place, new)) = &cause.fix else { return false };
    let (Some(before), Some(after)) = (text.get(..place.start as usize), text.get(place.end as usize..)) else { return false };
    Parser::new_from_str_with_options(&[before, new, after].concat(), granit_parser::options! { emit_unresolved_aliases: true }).all(|event| event.is_ok())
}

struct Composer<'i, 'p> {
    text: &'i str,
    offset: usize,
    path: &'p SourcePath,
    limits: Limits,
    builder: TreeBuilder,
    stack: Vec<Frame<'i>>,
    findings: Vec<Diagnostic>,
    marks: Marks,
    /// The `<<` whose value comes next, and the map that it stands in.
    merging: Option<(ByteSpan, u32)>,
    /// The last node, unless it is a key or does not count.
    placed: Option<u32>,
    /// How many open lists and maps are left out.
    skip: usize,
    nodes: usize,
    /// The end of the last thing that counts as content.
    end: usize,
    /// The end of the last event, for the header of a block of text.
    cursor: usize,
    /// Was a list found whose items lack their dashes? Then nothing of the text is what it looks like.
    undashed: bool,
}

/// The text holds more than we read: no tree.
struct Unusable;

fn local(span: &Span) -> ByteSpan {
    span.byte_range().map_or_else(ByteSpan::default, |range| ByteSpan::new(range.start, range.end))
}

impl<'i> Composer<'i, '_> {
    fn run(mut self) -> (Option<Tree>, Vec<Diagnostic>, Marks) {
        if self.text.len() > self.limits.bytes {
            let first = self.text.lines().next().map_or(0, str::len);
            let message = format!("these fields take {} KiB; {} KiB is the limit", self.text.len() / 1024, self.limits.bytes / 1024);
            self.report(&codes::YAML_UNSUPPORTED, ByteSpan::new(0, first), message, "move long texts into the body, or into files of their own");
            return (None, self.findings, Marks::default());
        }
        let options = granit_parser::options! {
            emit_comments: false,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            disallow_directives: true,
            flow_nesting_limit: self.limits.depth + 1,
            block_nesting_limit: self.limits.depth + 1,
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => return (None, self.fault(&error), Marks::default()),
            };
            let place = local(&span);
            if let Event::DocumentStart(..) = event {
                documents += 1;
                if documents > 1 {
                    let help = "keep everything in one document: delete the line `---` or `...`, or move the second part into a file of its own";
                    self.report(&codes::YAML_UNSUPPORTED, place, "a second YAML document begins here", help);
                    // what the first one lacks may stand in the second
                    return (None, self.findings, Marks::default());
                }
            }
            if self.event(event, place, span.tag_span().map(|tag| local(&tag))).is_err() {
                return (None, self.findings, Marks::default());
            }
        }
        if self.undashed {
            self.findings.retain(|finding| finding.code == &codes::YAML_SYNTAX);
            return (None, self.findings, Marks::default());
        }
        (Some(self.builder.finish()), self.findings, self.marks)
    }

    fn event(&mut self, event: Event<'i>, place: ByteSpan, tag: Option<ByteSpan>) -> Result<(), Unusable> {
        if event.is_node() {
            let opens = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
            self.count(place, opens)?;
            if let (Some(tag), 0) = (tag, self.skip) {
                let message = format!("`{}` is a YAML tag, which plans do not use", tag.slice(self.text));
                self.report(&codes::YAML_UNSUPPORTED, tag, message, "delete it, or put quotes around a text that begins with `!`");
            }
        }
        let (is_node, before) = (event.is_node(), self.builder.len());
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text, style, place),
            Event::SequenceStart(..) => self.open(Kind::Seq, place),
            Event::MappingStart(..) => self.open(Kind::Map, place),
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(place),
            Event::Anchor(_, name) if self.skip == 0 => {
                // the parser tells of an anchor right behind what it stands before
                self.marks.anchors.push(Anchor { name: name.to_string(), span: place.shifted(self.offset), node: self.placed });
                let message = format!("`&{name}` is a YAML anchor, which plans do not use");
                self.report(&codes::YAML_UNSUPPORTED, place, message, "delete it, or put quotes around a text that begins with `&`");
            }
            _ => {}
        }
        if is_node {
            self.placed = (self.builder.len() > before).then_some(before as u32);
        }
        self.cursor = self.cursor.max(place.end as usize);
        Ok(())
    }

    fn count(&mut self, place: ByteSpan, opens: bool) -> Result<(), Unusable> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            let message = format!("there are more than {} values in this file", self.limits.nodes);
            self.report(&codes::YAML_UNSUPPORTED, place, message, "split it; no plan needs so many");
            return Err(Unusable);
        }
        if self.stack.len() + self.skip + usize::from(opens) > self.limits.depth {
            self.too_deep(place);
            return Err(Unusable);
        }
        Ok(())
    }

    fn too_deep(&mut self, place: ByteSpan) {
        let message = format!("lists and groups are nested deeper than {} levels here", self.limits.depth);
        self.report(&codes::YAML_UNSUPPORTED, place, message, "flatten them; if this is text, put it in quotes");
    }

    fn scalar(&mut self, text: Cow<'i, str>, style: ScalarStyle, place: ByteSpan) {
        if self.skip > 0 {
            return;
        }
        let plain = style == ScalarStyle::Plain;
        // the parser writes `~` for a value that is not there
        let (text, place) = match style {
            ScalarStyle::Plain if place.start == place.end => (Cow::Borrowed(""), place),
            ScalarStyle::Literal | ScalarStyle::Folded => (text, self.block(place)),
            _ => (text, place),
        };
        let absolute = place.shifted(self.offset);
        let key = match frames::take(&mut self.stack) {
            Place::Key => return self.key(text, place, plain),
            Place::Dropped => return,
            Place::Value(key) => Some(key),
            Place::Bare => None,
        };
        self.end = self.end.max(place.end as usize);
        let kind = if plain { scalar::kind(&text) } else { Kind::Text };
        if plain && kind == Kind::Text {
            self.comment_in_value(&text, place);
        }
        self.builder.scalar(kind, !plain, key.as_ref(), absolute, &text);
    }

    /// The place of a block of text from its `|` or `>` on, without the line ends after it.
    fn block(&self, place: ByteSpan) -> ByteSpan {
        let before = self.text.get(self.cursor..place.start as usize).unwrap_or("");
        let header = before.rfind(['|', '>']).map_or(place.start as usize, |at| self.cursor + at);
        let body = self.text.get(header..place.end as usize).unwrap_or("");
        ByteSpan::new(header, header + body.trim_end().len())
    }

    fn key(&mut self, text: Cow<'i, str>, place: ByteSpan, plain: bool) {
        let absolute = place.shifted(self.offset);
        self.merging = None;
        if plain && text.is_empty() {
            let colon = self.text.get(place.end as usize..).and_then(|rest| rest.find(':')).map(|colon| place.end as usize + colon);
            let span = colon.map_or(place, |colon| ByteSpan::new(colon, colon + 1));
            return self.report(&codes::YAML_UNSUPPORTED, span, "there is no key before this colon", "write the key before it");
        }
        if plain && text == "<<" {
            self.merging = self.builder.innermost().map(|map| (absolute, map));
            if let Some(Frame::Map { last, .. }) = self.stack.last_mut() {
                *last = text;
            }
            let help = "write the keys out that it would bring in";
            self.report(&codes::YAML_UNSUPPORTED, place, "`<<` merges other keys in, which plans do not use", help);
            return;
        }
        if let Some(cause) = syntax::dash_at(self.text, place.start as usize).filter(|_| plain) {
            return self.undashed_item(cause);
        }
        let in_list = self.stack.len().checked_sub(2).and_then(|above| self.stack.get(above)).is_some_and(|above| matches!(above, Frame::Seq { .. }));
        let Some(Frame::Map { next, keys, last }) = self.stack.last_mut() else { return };
        *last = text.clone();
        let begins = in_list && keys.begin_with(&text);
        let Some(first) = keys.note(text.clone(), absolute) else {
            *next = Next::Value(Key { span: absolute, text });
            return;
        };
        if begins && dashes::begins_another(self.text, first.start as usize - self.offset, place.start as usize) {
            return self.undashed_item(syntax::missing_dash(&text, place.start as usize));
        }
        let message = format!("`{text}` stands here a second time; the first one counts");
        let mut finding = self.finding(&codes::YAML_DUPLICATE_KEY, place, message, "delete one of the two, or rename the one that was meant to be another key");
        finding = finding.label(self.path, first, "first defined here");
        self.keep(finding);
    }

    fn undashed_item(&mut self, cause: Cause) {
        self.undashed = true;
        let finding = self.finding_of(&codes::YAML_SYNTAX, cause);
        // the mending of an earlier item mends those of its list
        let mended =
            |it: &Diagnostic| it.fix.iter().flat_map(|fix| &fix.edits).any(|edit| edit.span.start <= finding.span.start && finding.span.end <= edit.span.end);
        if self.findings.iter().any(mended) {
            return;
        }
        // the first of them is the cause, however much was said before
        if self.findings.len() >= MAX_FINDINGS && !self.findings.iter().any(|it| it.code == &codes::YAML_SYNTAX) {
            self.findings.pop();
        }
        self.keep(finding);
    }

    fn alias(&mut self, place: ByteSpan) {
        if self.skip > 0 {
            return;
        }
        let taken = frames::take(&mut self.stack);
        if !matches!(taken, Place::Dropped) {
            let message = format!("`{}` is a YAML alias, which plans do not use", place.slice(self.text));
            self.report(&codes::YAML_UNSUPPORTED, place, message, "write the value out here, or put quotes around a text that begins with `*`");
        }
        self.end = self.end.max(place.end as usize);
        let node = matches!(taken, Place::Value(_) | Place::Bare).then(|| self.builder.len() as u32);
        let merge = self.merging.take().filter(|_| matches!(taken, Place::Dropped));
        let name = place.slice(self.text).trim_start_matches('*').to_owned();
        self.marks.aliases.push(Alias { name, span: place.shifted(self.offset), node, merge });
        match taken {
            Place::Value(key) => self.builder.scalar(Kind::Null, false, Some(&key), place.shifted(self.offset), ""),
            Place::Bare => self.builder.scalar(Kind::Null, false, None, place.shifted(self.offset), ""),
            Place::Key | Place::Dropped => {}
        }
    }

    fn open(&mut self, kind: Kind, place: ByteSpan) {
        if self.skip > 0 {
            self.skip += 1;
            return;
        }
        let start = self.offset + place.start as usize;
        match frames::take(&mut self.stack) {
            Place::Key => {
                let before = self.text.get(..place.start as usize).unwrap_or("");
                if place.slice(self.text) == "{" && before.ends_with('{') {
                    let place = ByteSpan::new(before.len() - 1, place.end as usize);
                    self.report(
                        &codes::YAML_UNSUPPORTED,
                        place,
                        "text in `{{ }}` cannot stand here without quotes",
                        "put the text in quotes, or replace the placeholder",
                    );
                } else {
                    let message = "this key is a list or a group of keys; a key must be a word";
                    self.report(&codes::YAML_UNSUPPORTED, place, message, "use a word as the key, or put the text in quotes");
                }
                self.skip = 1;
                return;
            }
            Place::Dropped => {
                self.skip = 1;
                return;
            }
            Place::Value(key) => self.builder.open(kind, Some(&key), start),
            Place::Bare => self.builder.open(kind, None, start),
        }
        self.end = self.end.max(place.end as usize);
        self.stack.push(match kind {
            Kind::Map => Frame::Map { next: Next::Key, keys: Keys::default(), last: Cow::Borrowed("") },
            _ => Frame::Seq { items: 0 },
        });
    }

    fn close(&mut self, place: ByteSpan) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        // the end of an indented list or map is where the next thing begins; what counts is its last value
        if place.start != place.end {
            self.end = self.end.max(place.end as usize);
        }
        self.stack.pop();
        self.builder.close(self.offset + self.end);
    }

    fn comment_in_value(&mut self, text: &str, place: ByteSpan) {
        if let Some(cause) = syntax::comment_in_value(self.text, text, place) {
            let finding = self.finding_of(&codes::COMMENT_IN_VALUE, cause);
            self.keep(finding);
        }
    }

    /// The one finding for an error of the scanner or parser.
    fn fault(mut self, error: &ScanError) -> Vec<Diagnostic> {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let here = ByteSpan::new(at, self.text.get(at..).and_then(|rest| rest.find(char::is_whitespace)).map_or(self.text.len(), |length| at + length));
        let kind = error.kind();
        if self.undashed {
            self.findings.retain(|finding| finding.code == &codes::YAML_SYNTAX);
            return self.findings;
        }
        self.findings.retain(|finding| finding.code == &codes::YAML_UNSUPPORTED);
        if *kind == ErrorKind::RecursionLimitExceeded {
            self.too_deep(here);
            return self.findings;
        }
        // an alias or tag that was reported already is the reason for what follows on its line
        let told = self.findings.iter().any(|finding| {
            let line = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1) + self.offset;
            finding.span.start as usize >= line
        });
        self.findings.clear();
        let unsupported = match unsupported(kind) {
            _ if told => None,
            other => other,
        };
        if let Some((message, help)) = unsupported {
            self.report(&codes::YAML_UNSUPPORTED, here, message, help);
            return self.findings;
        }
        let cause = margin::further_right(self.text, at).map(|cause| if mends(self.text, &cause) { cause } else { Cause { fix: None, ..cause } });
        let finding = self.finding_of(&codes::YAML_SYNTAX, cause.unwrap_or_else(|| syntax::explain(self.text, at, fault_of(kind))));
        self.keep(finding);
        self.findings
    }

    fn finding_of(&self, code: &'static Code, cause: Cause) -> Diagnostic {
        let finding = self.finding(code, cause.span, cause.message, cause.help);
        let Some((title, span, text)) = cause.fix else { return finding };
        let edit = Edit { path: self.path.clone(), span: span.shifted(self.offset), text };
        finding.fix(Fix { title: title.to_owned(), safe: cause.safe, room: None, edits: vec![edit] })
    }

    fn finding(&self, code: &'static Code, place: ByteSpan, message: impl AsRef<str>, help: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic::new(code, self.path, place.shifted(self.offset), message).help(help).pointer(frames::pointer(&self.stack))
    }

    fn report(&mut self, code: &'static Code, place: ByteSpan, message: impl AsRef<str>, help: &'static str) {
        let finding = self.finding(code, place, message, help);
        self.keep(finding);
    }

    fn keep(&mut self, finding: Diagnostic) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// Errors of the scanner that are about things that plans do not use.
fn unsupported(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    use ErrorKind as E;
    match kind {
        E::DirectiveDisallowed | E::DuplicateVersionDirective | E::DuplicateTagDirective | E::UnsupportedYamlMajorVersion => {
            Some(("a line that begins with `%` is a YAML directive, which plans do not use", "delete the line, or put quotes around the text"))
        }
        E::UndeclaredTagHandle | E::InvalidTagTerminator | E::MissingTagUri | E::UnclosedVerbatimTag | E::InvalidGlobalTagCharacter | E::InvalidTagEscape => {
            Some(("`!` begins a YAML tag, which plans do not use", "put the whole value in quotes"))
        }
        _ => None,
    }
}

fn fault_of(kind: &ErrorKind) -> Fault {
    use ErrorKind as E;
    match kind {
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Fault::AfterQuote,
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidLowSurrogateHexEscape => Fault::Escape,
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => Fault::Colon,
        E::SimpleKeyExpected | E::InvalidSimpleKey => Fault::NotAKey,
        E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry | E::InvalidIndentation | E::BlockSequenceEntryNotAllowed => Fault::Indent,
        E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MisplacedFlowCollectionEnd
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofImplicitFlowMapping
        | E::BlockEntryInFlowCollection => Fault::Brackets,
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent | E::InvalidBlockScalarIndent => Fault::BlockHeader,
        _ => Fault::Other,
    }
}
