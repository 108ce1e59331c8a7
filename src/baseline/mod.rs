//! The baseline: findings that a territory lives with for now, so that a check can be demanded from the first day (`diagnostics.md` §5). Reads the
//! file, holds findings against it, and says how it is to be written. Scores and pages do not know it.

pub mod change;
pub mod listed;
pub mod matching;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::baseline::{self, Line};
use crate::diag::code::{Category, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::diag::fix::did_you_mean;
use crate::diag::reported::Identity;
use crate::parse::node::Node;
use crate::parse::{hidden, secrets};
use crate::rules;
use crate::rules::rule::Rule;
use crate::schema::codes::CONFIG_ERROR;

/// A baseline as read.
#[derive(Debug)]
pub struct Baseline {
    pub path: SourcePath,
    /// The file as a report may show it: without secrets and of the same length.
    pub bytes: Arc<[u8]>,
    /// In the order of the file, without those that hold a mistake.
    pub entries: Vec<Entry>,
    /// What is wrong with the file, located.
    pub mistakes: Vec<Diagnostic>,
}

/// One line of it.
#[derive(Clone)]
pub struct Entry {
    pub line: Line,
    pub rule: &'static Rule,
    pub span: ByteSpan,
    /// What goes when the line goes: the comma too.
    removal: ByteSpan,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.line.fmt(f)
    }
}

impl Entry {
    /// What it accepts.
    pub fn identity(&self) -> Identity<'_> {
        let Line { path, at, message, .. } = &self.line;
        Identity { rule: self.rule.code.name, path, at, message: message.as_deref().unwrap_or("") }
    }

    /// The last day, when it has passed.
    pub fn expired(&self, today: Date) -> Option<Date> {
        self.line.until.filter(|until| *until < today)
    }
}

impl Baseline {
    /// Reads a baseline. What is wrong in it is a finding; what is right is used.
    pub fn read(path: &SourcePath, bytes: &Arc<[u8]>) -> Baseline {
        let baseline::Lines { lines, mut mistakes, tree } = baseline::read(path, bytes);
        let items: Vec<Node<'_>> = tree.iter().flat_map(|tree| tree.root().items()).collect();
        let list = tree.as_ref().map_or_else(ByteSpan::default, |tree| tree.root().span());
        let mut entries = Vec::with_capacity(lines.len());
        let mut wrong = Vec::new();
        for (number, line) in lines {
            let Some(item) = items.get(number) else { continue };
            match rule(&line.rule) {
                Ok(rule) => entries.push(Entry { line, rule, span: item.span(), removal: removal(&items, number, list) }),
                Err((message, help)) => {
                    let span = item.get("rule").map_or(item.span(), Node::span);
                    wrong.push(Diagnostic::new(&CONFIG_ERROR, path, span, message).pointer(format!("/{number}/rule")).help(help));
                }
            }
        }
        findings::locate(&mut wrong, |_| Some(bytes));
        mistakes.append(&mut wrong);
        findings::settle(&mut mistakes);
        let shown = match secrets::taken_out(path, bytes).0 {
            Cow::Borrowed(_) => bytes.clone(),
            Cow::Owned(masked) => masked.into(),
        };
        Baseline { path: path.clone(), bytes: shown, entries, mistakes }
    }
}

/// May a baseline hold findings of that kind? What cannot be read, and what is wrong with exceptions themselves, it may not.
fn holds_kind(category: Category) -> bool {
    !matches!(category, Category::Syntax | Category::Meta)
}

/// Is the finding one that `create` takes in?
pub fn takes(finding: &Diagnostic) -> bool {
    finding.level >= Level::Warn && holds_kind(finding.code.category)
}

/// A text from a plan as a line of the file can hold it: characters that nobody sees are spelt out, since the reader refuses them.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || hidden::is_hidden(c) || hidden::is_firm_blank(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

fn rule(name: &str) -> Result<&'static Rule, (String, String)> {
    let Some(rule) = rules::find(name) else {
        let near = nearest(name, rules::ALL.iter().map(|rule| rule.code.name));
        let help = near.map_or_else(|| "`quarterdeck rule` lists them".to_owned(), did_you_mean);
        return Err((format!("there is no rule `{name}`"), help));
    };
    match holds_kind(rule.code.category) {
        true => Ok(rule),
        false => Err((format!("`{}` cannot stand in a baseline", rule.code.name), "take the line out and mend what it reports".to_owned())),
    }
}

/// The entry with the comma and the line break that part it from the next, or of the last one from the one before.
fn removal(items: &[Node<'_>], number: usize, list: ByteSpan) -> ByteSpan {
    let span = |number: usize| items.get(number).map(|item| item.span());
    let own = span(number).unwrap_or_default();
    let start = match (span(number + 1), number.checked_sub(1).and_then(span)) {
        (Some(next), _) => return ByteSpan { start: own.start, end: next.start },
        (None, Some(before)) => before.end,
        (None, None) => list.start + 1,
    };
    ByteSpan { start, end: own.end }
}
