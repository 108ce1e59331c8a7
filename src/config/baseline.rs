//! quarterdeck-baseline.json exactly as written: one line for each finding that the territory lives with. Knows nothing of rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::read::as_config_error;
use crate::config::schemas;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::parse::document;
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::check::check;
use crate::schema::codes::CONFIG_ERROR;
use crate::schema::compose::{Document, compile};

/// One entry, in the order of its keys in the file
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Line {
    /// The rule's name
    pub rule: String,
    /// The file, relative to the territory
    pub path: String,
    /// The pointer to the value, with ids in place of list positions; empty for what has none
    #[serde(default)]
    pub at: String,
    /// What the finding says, where its place alone does not tell it from others
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The day on which it was taken in
    pub added: Date,
    /// Why it may stay
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The last day on which it may stay
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The file as read.
#[derive(Debug, Default)]
pub struct Lines {
    /// What is right, each with its number in the list.
    pub lines: Vec<(usize, Line)>,
    /// What is wrong: each a `config-error`, located.
    pub mistakes: Vec<Diagnostic>,
    pub tree: Option<Tree>,
}

/// Reads the file. An entry with a mistake in it is left out, the others are used.
pub fn read(path: &SourcePath, bytes: &Arc<[u8]>) -> Lines {
    let mut read = Lines::default();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Err(error) = serde_json::from_slice::<serde::de::IgnoredAny>(text) {
        let at = place(text, error.line(), error.column()) + (bytes.len() - text.len());
        let span = ByteSpan::new(at.min(bytes.len()), (at + 1).min(bytes.len()));
        let finding = Diagnostic::new(&CONFIG_ERROR, path, span, format!("`{path}` stops being JSON here"));
        read.mistakes.push(finding.help("mend the line, or take the file as it was from Git; until then no entry of it counts"));
    } else {
        let document = document::baseline_file(path, bytes);
        read.mistakes.extend(document.findings.into_iter().map(as_config_error));
        read.tree = document.tree;
    }
    if let Some(tree) = read.tree.take_if(|tree| tree.root().kind() != Kind::Seq) {
        let finding = Diagnostic::new(&CONFIG_ERROR, path, tree.root().span(), format!("`{path}` is {}, not a list of entries", tree.root().kind().word()));
        read.mistakes.push(finding.help("take the file as it was from Git, or make a new one with `quarterdeck baseline create`"));
    }
    if let Some(tree) = &read.tree
        && let Some(core) = schemas::schema(Document::Baseline)
    {
        let wrong = check(path, tree, &compile(Document::Baseline, core), None);
        let number = |finding: &Diagnostic| finding.section().parse::<usize>().ok();
        let faulty: BTreeSet<usize> = wrong.iter().filter_map(number).collect();
        let sound = tree.root().items().enumerate().filter(|(number, _)| !faulty.contains(number));
        read.lines = sound.filter_map(|(number, item)| Some((number, line(item)?))).collect();
        read.mistakes.extend(wrong);
    }
    findings::locate(&mut read.mistakes, |_| Some(bytes));
    findings::settle(&mut read.mistakes);
    read
}

fn line(item: Node<'_>) -> Option<Line> {
    serde_json::from_value(item.to_json_without_nulls()).ok()
}

/// The byte at a line and a column of bytes, both counted from 1.
fn place(text: &[u8], line: usize, column: usize) -> usize {
    let above: usize = text.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    above + column.saturating_sub(1)
}
