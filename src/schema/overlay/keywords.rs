//! The words of JSON Schema that an overlay may use, and what must stand under each. Knows no schema.

use crate::parse::node::{Kind, Node};

/// What a keyword's value must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Number,
    Count,
    Bool,
    Any,
    Texts,
    List,
    Schema,
    Schemas,
    SchemaMap,
    TextsMap,
    Types,
}

/// The keywords that an overlay may use. Everything else would be ignored in silence, so it is an error.
pub(super) const KEYWORDS: &[(&str, Shape)] = &[
    ("$schema", Shape::Text),
    ("$id", Shape::Text),
    ("$comment", Shape::Text),
    ("$defs", Shape::SchemaMap),
    ("$ref", Shape::Text),
    ("title", Shape::Text),
    ("description", Shape::Text),
    ("examples", Shape::List),
    ("x-label", Shape::Text),
    ("x-message", Shape::Text),
    ("type", Shape::Types),
    ("enum", Shape::List),
    ("const", Shape::Any),
    ("minimum", Shape::Number),
    ("maximum", Shape::Number),
    ("exclusiveMinimum", Shape::Number),
    ("exclusiveMaximum", Shape::Number),
    ("multipleOf", Shape::Number),
    ("minLength", Shape::Count),
    ("maxLength", Shape::Count),
    ("pattern", Shape::Text),
    ("format", Shape::Text),
    ("minItems", Shape::Count),
    ("maxItems", Shape::Count),
    ("uniqueItems", Shape::Bool),
    ("items", Shape::Schema),
    ("contains", Shape::Schema),
    ("minProperties", Shape::Count),
    ("maxProperties", Shape::Count),
    ("properties", Shape::SchemaMap),
    ("patternProperties", Shape::SchemaMap),
    ("additionalProperties", Shape::Schema),
    ("propertyNames", Shape::Schema),
    ("required", Shape::Texts),
    ("dependentRequired", Shape::TextsMap),
    ("allOf", Shape::Schemas),
    ("anyOf", Shape::Schemas),
    ("oneOf", Shape::Schemas),
    ("not", Shape::Schema),
    ("if", Shape::Schema),
    ("then", Shape::Schema),
    ("else", Shape::Schema),
];

/// The formats that are checked.
pub(super) const FORMATS: [&str; 6] = ["date", "slug", "fiscal-period", "email", "uri", "uuid"];

/// The types that a `type` names; `None` where one of them is none.
pub(super) fn type_words(entry: Node<'_>) -> Option<Vec<&str>> {
    let words: Vec<&str> = match entry.kind() {
        Kind::Text => vec![entry.text()],
        Kind::Seq => entry.items().map(Node::text).collect(),
        _ => return None,
    };
    let known = ["string", "number", "integer", "boolean", "array", "object"];
    (!words.is_empty() && words.iter().all(|word| known.contains(word))).then_some(words)
}
