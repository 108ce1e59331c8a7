//! One version of a plan, ready to compare: its values and the parts of its narrative. Knows nothing of the other version.

use crate::changes::plain::{Plain, collapsed};
use crate::parse::document;
use crate::parse::node::{Kind, Tree};
use crate::resolve::unit::Unit;

/// A part of the narrative: what stands under one heading, up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// 0 before the first heading.
    pub level: u8,
    pub heading: String,
    pub anchor: String,
    /// White space collapsed.
    pub text: String,
}

/// A version as it is meant.
#[derive(Debug)]
pub struct Version {
    /// By top-level key, in the order of the file; what says nothing is left out.
    pub fields: Plain,
    /// All top-level keys as written, but for nulls.
    pub keys: Vec<String>,
    pub narrative: Vec<Part>,
}

impl Version {
    /// `None` when the front matter is no group of keys.
    pub fn read<T>(unit: &Unit<T>) -> Option<Version> {
        let written = match unit.held_tree() {
            Some(tree) => written(tree),
            // the tree was let go after scoring; the bytes are still there
            None => document::fields_again(&unit.path, &unit.bytes).as_ref().and_then(written),
        }?;
        let keys = written.entries().iter().map(|(key, _)| key.clone()).collect();
        Some(Version { fields: meant(written, ""), keys, narrative: narrative(unit) })
    }

    /// The value of a section, or an empty group.
    pub fn section(&self, key: &str) -> &Plain {
        self.fields.part(key)
    }
}

fn written(tree: &Tree) -> Option<Plain> {
    (tree.root().kind() == Kind::Map).then(|| Plain::read(tree.root()))
}

/// Without what says no more than its absence: empty lists and groups, and the defaults of `plan-format.md`. The company's own fields stay as
/// they are, for only the company knows what an empty one means.
fn meant(value: Plain, section: &str) -> Plain {
    match value {
        Plain::Map(entries) => Plain::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let inner = if section.is_empty() { key.clone() } else { section.to_owned() };
                    let value = if inner == "custom" { value } else { meant(value, &inner) };
                    (key, value)
                })
                .filter(|(key, value)| section == "custom" || !(value.is_empty() || is_default(section, key, value)))
                .collect(),
        ),
        Plain::List(items) => Plain::List(items.into_iter().map(|item| meant(item, section)).collect()),
        other => other,
    }
}

fn is_default(section: &str, key: &str, value: &Plain) -> bool {
    match (section, key) {
        ("people", "kdm") | ("opportunities", "needs_review") => *value == Plain::Flag(false),
        ("actions", "slips") => *value == Plain::Number("0".to_owned()),
        _ => false,
    }
}

/// The parts of a narrative; one before the first heading only where something stands there.
pub fn narrative<T>(unit: &Unit<T>) -> Vec<Part> {
    let Some(whole) = unit.body else { return Vec::new() };
    let (text, headings) = (unit.text(), &unit.outline.headings);
    let slice = |from: usize, to: usize| collapsed(text.get(from..to).unwrap_or(""));
    let start = |index: usize| headings.get(index).map_or(whole.end as usize, |heading| heading.span.start as usize);
    let mut parts = Vec::with_capacity(headings.len() + 1);
    let before = slice(whole.start as usize, start(0));
    if !before.is_empty() {
        parts.push(Part { level: 0, heading: String::new(), anchor: String::new(), text: before });
    }
    for (index, heading) in headings.iter().enumerate() {
        let text = slice(heading.span.end as usize, start(index + 1));
        parts.push(Part { level: heading.level, heading: collapsed(&heading.text), anchor: heading.anchor.clone(), text });
    }
    parts
}
