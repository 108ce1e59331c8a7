//! Findings about characters that nobody sees, in fields and in text. What such a character is, `hidden` says.

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::{Kind, Node, Tree};
use crate::parse::{codes, hidden};

/// More findings in one file help nobody.
const MANY: usize = 20;
/// Edits of one fix.
const MOST_EDITS: usize = 1000;
/// Hidden characters of a front matter whose values are looked up.
const MOST_HIDDEN: usize = 5000;
/// Values under these keys are names, whatever the plan is about.
const NAMES: [&str; 3] = ["name", "title", "label"];

fn message(c: char, place: &str) -> String {
    format!("there is {} (U+{:04X}) in {place}", hidden::name(c), c as u32)
}

/// Takes the characters out, neighbours in one step. None for more steps than anybody would look through.
fn without(path: &SourcePath, spans: &[ByteSpan]) -> Option<Fix> {
    let mut runs: Vec<ByteSpan> = Vec::new();
    for span in spans {
        match runs.last_mut().filter(|run| run.end == span.start) {
            Some(run) => run.end = span.end,
            None => runs.push(*span),
        }
        if runs.len() > MOST_EDITS {
            return None;
        }
    }
    let edits = runs.into_iter().map(|span| Edit { path: path.clone(), span, text: String::new() }).collect();
    Some(Fix { title: "delete what is hidden".to_owned(), safe: true, room: None, edits })
}

/// One warning for each line of running text with hidden characters.
pub fn in_text(path: &SourcePath, text: &str, offset: usize) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut found = hidden::find(text).into_iter().peekable();
    while let Some((first, c)) = found.next() {
        let mut spans = vec![first.shifted(offset)];
        let mut last = first;
        let same_line = |last: ByteSpan, span: ByteSpan| text.get(last.range().end..span.range().start).is_some_and(|between| !between.contains('\n'));
        while let Some((span, _)) = found.next_if(|(span, _)| same_line(last, *span)) {
            spans.push(span.shifted(offset));
            last = span;
        }
        if findings.len() < MANY {
            let message = message(c, "this text");
            let mut finding = Diagnostic::new(&codes::HIDDEN_CHARACTERS, path, first.shifted(offset), message).level(Level::Warn).help("delete it");
            finding.fix = without(path, &spans).map(Box::new);
            findings.push(finding);
        }
    }
    findings
}

/// One finding for each key or value with hidden characters: errors in keys, names and ids, warnings in sentences.
pub fn in_fields(path: &SourcePath, text: &str, offset: usize, tree: &Tree) -> Vec<Diagnostic> {
    let mut findings: Vec<(u32, bool, Diagnostic, Vec<ByteSpan>)> = Vec::new();
    let mut characters: Vec<(ByteSpan, char)> = hidden::find(text).into_iter().take(MOST_HIDDEN).map(|(span, c)| (span.shifted(offset), c)).collect();
    if text.contains(hidden::is_firm_blank) {
        around(tree.root(), text, offset, &mut characters);
        characters.sort_unstable();
    }
    for (span, c) in characters {
        let (node, in_key) = deepest(tree.root(), span.start);
        if let Some((_, _, _, spans)) = findings.last_mut().filter(|(id, key, ..)| *id == node.id() && *key == in_key) {
            spans.push(span);
            continue;
        }
        if findings.len() == MANY {
            break;
        }
        let finding = finding_of(path, node, in_key, span, c);
        findings.push((node.id(), in_key, finding, vec![span]));
    }
    let fixed = |(_, _, mut finding, spans): (u32, bool, Diagnostic, Vec<ByteSpan>)| {
        finding.fix = without(path, &spans).map(Box::new);
        finding
    };
    let mut findings: Vec<Diagnostic> = findings.into_iter().map(fixed).collect();
    // `"\u202e"`: not in the file, but in the value
    if ["\\u", "\\U", "\\x", "\\_"].iter().any(|escape| text.contains(escape)) {
        escaped(path, tree.root(), &mut findings);
    }
    findings
}

/// The no-break spaces that keys and values begin or end with.
fn around(node: Node<'_>, text: &str, offset: usize, found: &mut Vec<(ByteSpan, char)>) {
    if found.len() >= MOST_HIDDEN {
        return;
    }
    let key = node.key().map(|_| node.key_span());
    let value = Some(node.span()).filter(|_| node.kind() == Kind::Text);
    for span in key.into_iter().chain(value) {
        let said = (span.start as usize).checked_sub(offset).and_then(|start| text.get(start..span.end as usize - offset)).unwrap_or("");
        found.extend(hidden::around(said).into_iter().map(|(place, c)| (place.shifted(span.start as usize), c)));
    }
    node.children().for_each(|child| around(child, text, offset, found));
}

fn finding_of(path: &SourcePath, node: Node<'_>, in_key: bool, span: ByteSpan, c: char) -> Diagnostic {
    let key = node.key().unwrap_or("");
    let place = match (in_key, key) {
        (true, _) => "this key".to_owned(),
        (false, "") => "this value".to_owned(),
        (false, key) => format!("`{key}`"),
    };
    let sentence = node.text().is_empty() || (node.text().contains(' ') && !NAMES.contains(&key));
    let level = if sentence && !in_key { Level::Warn } else { Level::Error };
    Diagnostic::new(&codes::HIDDEN_CHARACTERS, path, span, message(c, &place)).level(level).help("delete it").pointer(node.pointer())
}

fn escaped(path: &SourcePath, node: Node<'_>, findings: &mut Vec<Diagnostic>) {
    for child in node.children() {
        escaped(path, child, findings);
    }
    if findings.len() == MANY || !node.quoted() {
        return;
    }
    if let Some((_, c)) = hidden::find(node.text()).first()
        && !findings.iter().any(|finding| *finding.pointer == *node.pointer())
    {
        findings.push(finding_of(path, node, false, node.span(), *c));
    }
}

/// The innermost node at a byte, and whether the byte lies in its key.
pub fn deepest(node: Node<'_>, byte: u32) -> (Node<'_>, bool) {
    for child in node.children() {
        let key = child.key_span();
        if child.key().is_some() && key.start <= byte && byte < key.end {
            return (child, true);
        }
        if child.span().start <= byte && byte < child.span().end {
            return deepest(child, byte);
        }
    }
    (node, false)
}
