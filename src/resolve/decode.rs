//! A value tree to a typed value, leaving out what a finding already speaks of.
//!
//! Whatever the effective schema accepts decodes whole. Of a text with mistakes everything that is sound is decoded: a bad value takes
//! its optional key with it, or else the smallest list item or group around it. Knows nothing of rules.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::parse::node::{Kind, Node, Tree};

/// How often decoding may be tried again before whole sections are left out.
const TRIES: usize = 64;

/// Decodes the root of `tree`. `bad` holds the ids of nodes that are to be left out; the ids of whatever else had to go are added to it.
/// `None` when not even the outermost group fits.
pub fn decode<T: DeserializeOwned>(tree: &Tree, bad: &mut BTreeSet<u32>) -> Option<T> {
    if tree.root().kind() != Kind::Map {
        return None;
    }
    for attempt in 0.. {
        let failed = Cell::new(None);
        let value = T::deserialize(Reader { node: tree.root(), bad, failed: &failed });
        match value {
            Ok(value) => return Some(value),
            Err(_) => {
                let node = find(tree, failed.get()?)?;
                // after too many tries the whole top-level section goes, which ends the loop soon
                let node = if attempt < TRIES { node } else { section_of(node) };
                node.parent()?;
                if !bad.insert(node.id()) {
                    let above = node.parent()?;
                    above.parent()?;
                    bad.insert(above.id());
                }
            }
        }
    }
    None
}

/// The node of that number.
pub fn find(tree: &Tree, id: u32) -> Option<Node<'_>> {
    let mut node = tree.root();
    while node.id() != id {
        node = node.children().take_while(|child| child.id() <= id).last()?;
    }
    Some(node)
}

/// The value of the top-level key that holds the node.
pub fn section_of(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while let Some(parent) = node.parent() {
        if parent.parent().is_none() {
            return node;
        }
        node = parent;
    }
    node
}

/// Why a value did not decode; the place is kept beside it, the text is never shown.
#[derive(Debug)]
pub struct Misfit(String);

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Misfit(message.to_string())
    }
}

#[derive(Clone, Copy)]
struct Reader<'a, 'b> {
    node: Node<'a>,
    bad: &'b BTreeSet<u32>,
    failed: &'b Cell<Option<u32>>,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn child(self, node: Node<'a>) -> Reader<'a, 'b> {
        Reader { node, ..self }
    }

    /// Remembers the innermost node that did not fit.
    fn noting<V>(self, result: Result<V, Misfit>) -> Result<V, Misfit> {
        if result.is_err() && self.failed.get().is_none() {
            self.failed.set(Some(self.node.id()));
        }
        result
    }

    fn items<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Items { reader: self, children: self.node.items() })
    }

    fn group<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Group { reader: self, children: self.node.entries(), seen: BTreeSet::new(), value: None })
    }
}

impl<'a> de::Deserializer<'a> for Reader<'a, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let result = match self.node.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(self.node.text().eq_ignore_ascii_case("true")),
            Kind::Text => visitor.visit_borrowed_str(self.node.text()),
            Kind::Int | Kind::Float => match self.node.to_json_without_nulls() {
                serde_json::Value::Number(n) => match (n.as_i64(), n.as_f64()) {
                    (Some(n), _) => visitor.visit_i64(n),
                    (None, Some(n)) => visitor.visit_f64(n),
                    _ => Err(Misfit("not a number".to_owned())),
                },
                _ => Err(Misfit("not a finite number".to_owned())),
            },
            Kind::Seq => self.items(visitor),
            Kind::Map => self.group(visitor),
        };
        self.noting(result)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.node.kind() == Kind::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        // money is read from the number's own text, never through a float
        if name == "Amount" && matches!(self.node.kind(), Kind::Int | Kind::Float) {
            return self.noting(visitor.visit_borrowed_str(self.node.text()));
        }
        if name == "Amount" && self.node.kind() == Kind::Text {
            return self.noting(Err(Misfit("text where a number belongs".to_owned())));
        }
        let result = visitor.visit_newtype_struct(self);
        self.noting(result)
    }

    fn deserialize_enum<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Misfit> {
        if self.node.kind() != Kind::Text {
            return self.noting(Err(Misfit("not a word".to_owned())));
        }
        let text: StrDeserializer<'_, Misfit> = self.node.text().into_deserializer();
        self.noting(visitor.visit_enum(text))
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items<'a, 'b> {
    reader: Reader<'a, 'b>,
    children: crate::parse::node::Children<'a>,
}

impl<'a> SeqAccess<'a> for Items<'a, '_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let bad = self.reader.bad;
        match self.children.by_ref().find(|node| !bad.contains(&node.id())) {
            Some(node) => seed.deserialize(self.reader.child(node)).map(Some),
            None => Ok(None),
        }
    }

    /// Exactly what is to come, so that a list takes no more room than it needs.
    fn size_hint(&self) -> Option<usize> {
        Some(self.children.clone().filter(|node| !self.reader.bad.contains(&node.id())).count())
    }
}

struct Group<'a, 'b> {
    reader: Reader<'a, 'b>,
    children: crate::parse::node::Children<'a>,
    seen: BTreeSet<&'a str>,
    value: Option<Node<'a>>,
}

impl<'a> MapAccess<'a> for Group<'a, '_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        for node in self.children.by_ref() {
            let Some(key) = node.key() else { continue };
            // of a duplicate key the first wins; a key without a value is absent
            if !self.seen.insert(key) || node.kind() == Kind::Null || self.reader.bad.contains(&node.id()) {
                continue;
            }
            self.value = Some(node);
            let text: StrDeserializer<'a, Misfit> = key.into_deserializer();
            return seed.deserialize(text).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        match self.value.take() {
            Some(node) => seed.deserialize(self.reader.child(node)),
            None => Err(Misfit("a value without a key".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::model::plan::Plan;
    use crate::parse::document;

    /// Front matter, and what stays of the asks: their ids, or the reason for none.
    fn check(fields: &str, expected: Option<&str>) {
        let path = SourcePath::new("accounts/x/plan.md").unwrap();
        let tree = document::markdown_file(&path, &format!("---\n{fields}---\n").into_bytes().into()).tree.unwrap();
        let plan: Option<Plan> = decode(&tree, &mut BTreeSet::new());
        let plan = plan.unwrap();
        assert_eq!(plan.title.as_deref(), Some("X"), "{fields}");
        let said = plan.asks.map(|asks| match asks {
            crate::model::ask::Asks::List(list) => list.iter().map(|ask| ask.id.clone()).collect::<Vec<_>>().join(" "),
            crate::model::ask::Asks::None(none) => none.none,
        });
        assert_eq!(said.as_deref(), expected, "{fields}");
    }

    #[test]
    fn a_mistake_in_an_ask_takes_that_ask_alone() {
        let ask = |id: &str, kind: &str| format!("  - {{id: {id}, what: w, from: f, by: 2026-12-01, kind: {kind}, status: open}}\n");
        check(&format!("title: X\nasks:\n{}{}", ask("a", "money"), ask("b", "access")), Some("a b"));
        check(&format!("title: X\nasks:\n{}{}", ask("a", "mony"), ask("b", "access")), Some("b"));
        check("title: X\nasks: {none: nothing until March}\n", Some("nothing until March"));
        check("title: X\nasks: soon\n", None);
        check("title: X\nasks: {none: [1]}\n", None);
    }
}
