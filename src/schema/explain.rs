//! One violation to one sentence of ours: what is wrong, what is allowed, what to write. Knows trees and schemas, not the library that
//! found the violation, and chooses no order.

mod bounds;
mod spelling;
mod types;

use serde_json::Value;

use crate::base::near;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::codes::{EMPTY_VALUE, NO_ALTERNATIVE_FITS, VALUE_FORMAT, VALUE_RANGE};
use crate::schema::compose::{EffectiveSchema, Flaw, Violation};
use crate::schema::core::texts;
use crate::schema::noun;

/// How many allowed words a note names in full.
pub const IN_FULL: usize = 8;

/// What an explanation needs to look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub path: &'a SourcePath,
    pub tree: &'a Tree,
    pub schema: &'a EffectiveSchema,
    /// That of the document's amounts, where it is known.
    pub currency: Option<&'a str>,
    pub patience: &'a near::Patience,
}

/// A value under discussion: its node, the field's name and the schema that it fails.
struct Subject<'a> {
    scene: Scene<'a>,
    node: Node<'a>,
    at: &'a str,
    /// The key that holds the value; of a list item the list's key.
    field: String,
    holder: &'a Value,
    shown: String,
}

/// The sentence for a violation of a value; missing and unknown keys are `check`'s own business.
pub fn explain(scene: Scene<'_>, violation: &Violation) -> Diagnostic {
    let node = scene.tree.nearest(&violation.at);
    let holder = scene.schema.holder(violation);
    let subject = Subject { scene, node, at: &violation.at, field: field(&violation.at, scene.schema), holder, shown: shown(node) };
    let found = if node.kind() == Kind::Null || (node.kind() == Kind::Text && node.text().trim().is_empty()) {
        subject.empty(is_required(scene.schema, violation))
    } else {
        match &violation.flaw {
            Flaw::Type(kinds) => subject.wrong_type(kinds),
            Flaw::Choice(words) => subject.no_choice(words.as_array().map_or(&[], Vec::as_slice)),
            Flaw::Constant(word) => subject.no_choice(std::slice::from_ref(&**word)),
            Flaw::Format(format) => subject.wrong_format(format),
            Flaw::Pattern(_) => subject.wrong_pattern(),
            Flaw::Range => subject.out_of_range(),
            Flaw::Length => subject.wrong_length(),
            Flaw::Count => subject.wrong_count(),
            Flaw::Repeats => subject.owner(&VALUE_RANGE, format!("`{}` has the same value twice", subject.field)),
            Flaw::Alternatives(_) => subject.no_alternative(violation),
            Flaw::Missing(_) | Flaw::Unknown(_) | Flaw::Refused => {
                subject.of(&VALUE_FORMAT, format!("{} breaks a rule of the overlay schema", subject.named()))
            }
        }
    };
    let mut found = found;
    if let Some(message) = holder.get("x-message").and_then(Value::as_str) {
        found.message = message.into();
    }
    found
}

/// Must the group around a value hold its key?
fn is_required(schema: &EffectiveSchema, violation: &Violation) -> bool {
    let Some((group, property)) = violation.keyword.rsplit_once("/properties/") else { return false };
    let key = property.split('/').next().unwrap_or("");
    let required = texts(schema.checking().pointer(group).and_then(|group| group.get("required")));
    violation.at.ends_with(&format!("/{key}")) && required.contains(&unescaped(key))
}

/// The name of the field that a pointer leads to; a list item has its list's.
fn field(at: &str, schema: &EffectiveSchema) -> String {
    let named = at.rsplit('/').find(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit()));
    named.map_or_else(|| schema.document.noun().to_owned(), unescaped)
}

/// A pointer's part as the key it stands for.
pub fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// A node's value for a sentence: one line, not too long.
pub fn shown(node: Node<'_>) -> String {
    let mut text: String = node.text().chars().take(61).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > 60 {
        text.pop();
        text.push('…');
    }
    text
}

/// What an enumeration allows, for a note: all up to eight, else the five nearest.
pub fn allowed(label: &str, word: &str, words: &[&str]) -> String {
    if words.len() <= IN_FULL {
        return format!("{label}: {}", words.join(", "));
    }
    format!("{label}, the nearest of {}: {}", words.len(), near::closest(word, words, 5).join(", "))
}

impl Subject<'_> {
    fn place(&self) -> ByteSpan {
        let span = self.node.span();
        if span.start == span.end || self.node.kind() == Kind::Null { self.node.key_span() } else { span }
    }

    fn of(&self, code: &'static Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.scene.path, self.place(), message).pointer(self.at)
    }

    /// A list as a whole: its owner key is the place.
    fn owner(&self, code: &'static Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.scene.path, self.node.key_span(), message).pointer(self.at)
    }

    /// Writes `text` over the value; not safe unless whoever asks for it knows better.
    fn replace(&self, title: String, text: String) -> Fix {
        Fix { title, safe: false, room: None, edits: vec![Edit { path: self.scene.path.clone(), span: self.node.span(), text }] }
    }

    fn is_item(&self) -> bool {
        self.at.rsplit('/').next().is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    }

    fn named(&self) -> String {
        match (self.at.is_empty(), self.is_item()) {
            (true, _) => self.field.clone(),
            (_, true) => format!("{} of `{}`", noun::with_article(noun::of_item(&self.field)), self.field),
            _ => format!("`{}`", self.field),
        }
    }

    fn empty(&self, required: bool) -> Diagnostic {
        let message = if self.at.is_empty() { format!("{} is empty", self.field) } else { format!("{} is empty", self.named()) };
        self.of(&EMPTY_VALUE, message).help(if self.is_item() {
            "write a value, or take the line out"
        } else if required {
            "write a value: the key is required"
        } else {
            "write a value, or take the key out if it is optional"
        })
    }

    fn no_alternative(&self, violation: &Violation) -> Diagnostic {
        let branches = self.scene.schema.checking().pointer(&violation.keyword).and_then(Value::as_array);
        let titles: Vec<&str> = branches.into_iter().flatten().filter_map(|branch| branch.get("title").and_then(Value::as_str)).collect();
        let found = self.of(&NO_ALTERNATIVE_FITS, format!("{} fits none of the forms that it may have", self.named()));
        if titles.is_empty() { found } else { found.note(format!("it may be: {}", titles.join(", "))) }
    }
}
