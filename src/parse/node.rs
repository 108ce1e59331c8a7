//! The value tree of one YAML text: every key and every value with its place.
//!
//! A flat arena in document order, so that ten thousand plans fit into memory: a node is a few dozen bytes, and the text of a
//! scalar is a slice of the file wherever the file says it literally. Knows nothing of schemas.

mod builder;
mod json;
mod seen;

use std::sync::Arc;

use crate::base::span::ByteSpan;
pub use builder::{Key, TreeBuilder};

/// What of an entry a finding points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Key,
    Value,
}

/// What a node is after resolving it by the YAML 1.2 core schema. Dates, `yes`, `no` and `on` are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Bool,
    Int,
    Float,
    Text,
    Seq,
    Map,
}

impl Kind {
    /// The word for it in a message.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Null => "nothing",
            Kind::Bool => "true or false",
            Kind::Int | Kind::Float => "a number",
            Kind::Text => "text",
            Kind::Seq => "a list",
            Kind::Map => "a group of keys",
        }
    }
}

/// One node in 16 bytes, since ten thousand plans have five million of them. Its parent is looked for when somebody asks, which only mistakes do.
#[derive(Clone, Copy, Debug, Default)]
struct Data {
    span: ByteSpan,
    /// The first index after the node's descendants.
    end: u32,
    /// How many bytes its key begins before it, and how long that is: both are small wherever a key stands before its value in the same line. Of a
    /// node that is [`FAR`] the place is among those kept apart.
    back: u16,
    key_length: u8,
    /// [`Kind`] in the lowest three bits, then the marks.
    marks: u8,
}

/// In the order of their declaration, which is their number.
const KINDS: [Kind; 7] = [Kind::Null, Kind::Bool, Kind::Int, Kind::Float, Kind::Text, Kind::Seq, Kind::Map];
const KIND: u8 = 7;
const QUOTED: u8 = 8;
const KEYED: u8 = 16;
/// The key, or the value, is not what the file says at its place: only then is it looked for among the kept texts.
const KEPT_KEY: u8 = 32;
const KEPT_VALUE: u8 = 64;
/// The key begins too far away, is too long, or stands behind its value.
const FAR: u8 = 128;

impl Data {
    fn kind(&self) -> Kind {
        KINDS.get(usize::from(self.marks & KIND)).copied().unwrap_or(Kind::Null)
    }

    fn set_kind(&mut self, kind: Kind) {
        self.marks = self.marks & !KIND | kind as u8;
    }

    fn is_keyed(&self) -> bool {
        self.marks & KEYED != 0
    }
}

/// The tree. Node 0 is the root; an empty text gives a `Null` root.
#[derive(Clone, Debug)]
pub struct Tree {
    source: Arc<[u8]>,
    nodes: Vec<Data>,
    /// Texts that the file does not say literally, by node number and by whether it is the key's; in order.
    texts: Vec<((u32, bool), Box<str>)>,
    /// The places of keys that are [`FAR`], by node number; in order.
    far: Vec<(u32, ByteSpan)>,
}

impl Tree {
    /// The whole value.
    pub fn root(&self) -> Node<'_> {
        Node { tree: self, id: 0 }
    }

    /// The whole text that the tree was read from, as far as it is text.
    pub fn source(&self) -> &str {
        std::str::from_utf8(&self.source).unwrap_or("")
    }

    /// The node with a number; `None` where there is none.
    pub fn node(&self, id: u32) -> Option<Node<'_>> {
        (self.nodes.len() > id as usize).then_some(Node { tree: self, id })
    }

    /// The place of a value; of a missing one the nearest group around it that exists (its first key, or line 1).
    pub fn place_of(&self, pointer: &str) -> ByteSpan {
        self.at(pointer).map_or_else(|| self.nearest(pointer).owner_span(), Node::span)
    }

    /// The place of the key that owns a value; of a list item its first key.
    pub fn key_of(&self, pointer: &str) -> ByteSpan {
        match self.at(pointer) {
            Some(node) if node.key().is_some() => node.key_span(),
            Some(node) => node.owner_span(),
            None => self.nearest(pointer).owner_span(),
        }
    }

    /// Is the key there, with any value but null?
    pub fn has(&self, pointer: &str) -> bool {
        self.at(pointer).is_some_and(|node| node.kind() != Kind::Null)
    }

    /// The node under a JSON pointer; `""` is the root.
    pub fn at(&self, pointer: &str) -> Option<Node<'_>> {
        let mut node = self.root();
        for part in pointer.split('/').skip(1) {
            node = match node.kind() {
                Kind::Map if part.contains('~') => node.get(&part.replace("~1", "/").replace("~0", "~"))?,
                Kind::Map => node.get(part)?,
                Kind::Seq => node.items().nth(part.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The deepest node on the way to a pointer: itself, or the nearest that exists.
    pub fn nearest(&self, pointer: &str) -> Node<'_> {
        let mut pointer = pointer;
        loop {
            if let Some(node) = self.at(pointer) {
                return node;
            }
            match pointer.rsplit_once('/') {
                Some((parent, _)) => pointer = parent,
                None => return self.root(),
            }
        }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn data(&self, id: u32) -> &Data {
        static EMPTY: Data = Data { span: ByteSpan { start: 0, end: 0 }, end: 0, back: 0, key_length: 0, marks: 0 };
        self.nodes.get(id as usize).unwrap_or(&EMPTY)
    }

    /// The place of a node's key; the node's own where it has none.
    fn key_place(&self, id: u32) -> ByteSpan {
        let data = self.data(id);
        if !data.is_keyed() {
            return data.span;
        }
        if data.marks & FAR != 0 {
            let found = self.far.binary_search_by_key(&id, |(at, _)| *at).ok();
            return found.and_then(|found| self.far.get(found)).map_or(data.span, |(_, span)| *span);
        }
        let start = data.span.start.saturating_sub(data.back.into());
        ByteSpan { start, end: start.saturating_add(data.key_length.into()) }
    }

    /// A text that the file does not say literally.
    fn kept(&self, id: u32, is_key: bool) -> Option<&str> {
        if self.data(id).marks & if is_key { KEPT_KEY } else { KEPT_VALUE } == 0 {
            return None;
        }
        // texts are kept in document order, a node's own before its key's
        let found = self.texts.binary_search_by_key(&(id, is_key), |(at, _)| *at).ok()?;
        self.texts.get(found).map(|(_, text)| &**text)
    }

    fn literal(&self, span: ByteSpan, id: u32, is_key: bool) -> &str {
        match self.kept(id, is_key) {
            Some(text) => text,
            None => self.source.get(span.range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or(""),
        }
    }
}

/// One node of a [`Tree`].
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    tree: &'a Tree,
    id: u32,
}

impl<'a> Node<'a> {
    /// The node's number in document order, unique in its tree.
    pub fn id(self) -> u32 {
        self.id
    }

    pub fn kind(self) -> Kind {
        self.tree.data(self.id).kind()
    }

    /// The value's place, quotes included.
    pub fn span(self) -> ByteSpan {
        self.tree.data(self.id).span
    }

    /// Was the scalar written in quotes (or as a block scalar)?
    pub fn quoted(self) -> bool {
        self.tree.data(self.id).marks & QUOTED != 0
    }

    /// The key that holds this value, when its parent is a map.
    pub fn key(self) -> Option<&'a str> {
        let data = self.tree.data(self.id);
        data.is_keyed().then(|| self.tree.literal(self.tree.key_place(self.id), self.id, true))
    }

    /// Is this the value under that key? Compares bytes: the look-up that everything else is made of.
    fn has_key(self, key: &str) -> bool {
        let data = self.tree.data(self.id);
        if !data.is_keyed() {
            return false;
        }
        match self.tree.kept(self.id, true) {
            Some(text) => text == key,
            None => self.tree.source.get(self.tree.key_place(self.id).range()) == Some(key.as_bytes()),
        }
    }

    /// The place of the key; the value's own place for a list item and the root.
    pub fn key_span(self) -> ByteSpan {
        self.tree.key_place(self.id)
    }

    /// The place of one part of it.
    pub fn part(self, part: Part) -> ByteSpan {
        match part {
            Part::Key => self.key_span(),
            Part::Value => self.span(),
        }
    }

    /// A scalar's text, unquoted; empty for lists and maps, and for a null, whose `null` or `~` is no word of anybody's.
    pub fn text(self) -> &'a str {
        let data = self.tree.data(self.id);
        match data.kind() {
            Kind::Null | Kind::Seq | Kind::Map => "",
            _ => self.tree.literal(data.span, self.id, false),
        }
    }

    /// A truth value, in each of the three ways that YAML writes one (`true`, `True`, `TRUE`); `None` for everything else.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.text().eq_ignore_ascii_case("true"))
    }

    /// The values of a map or the items of a list, in order; nothing for a scalar.
    pub fn children(self) -> Children<'a> {
        let data = self.tree.data(self.id);
        match data.kind() {
            Kind::Seq | Kind::Map => Children { tree: self.tree, next: self.id + 1, end: data.end },
            _ => Children { tree: self.tree, next: 0, end: 0 },
        }
    }

    /// The values of a map; nothing for other nodes.
    pub fn entries(self) -> Children<'a> {
        if self.kind() == Kind::Map { self.children() } else { Children { tree: self.tree, next: 0, end: 0 } }
    }

    /// The items of a list; nothing for other nodes.
    pub fn items(self) -> Children<'a> {
        if self.kind() == Kind::Seq { self.children() } else { Children { tree: self.tree, next: 0, end: 0 } }
    }

    /// The value under a key; of a duplicate key the first.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entries().find(|node| node.has_key(key))
    }

    /// The list or map that holds this node, found from the root down.
    pub fn parent(self) -> Option<Node<'a>> {
        let mut above = self.tree.root();
        loop {
            let below = above.children().take_while(|child| child.id <= self.id).last()?;
            if below.id == self.id {
                return Some(above);
            }
            above = below;
        }
    }

    /// The JSON pointer of the node.
    pub fn pointer(self) -> String {
        let mut pointer = String::new();
        let mut above = self.tree.root();
        while above.id != self.id {
            let Some((index, below)) = above.children().enumerate().take_while(|(_, child)| child.id <= self.id).last() else { break };
            pointer.push('/');
            match below.key() {
                Some(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                None => pointer.push_str(&index.to_string()),
            }
            above = below;
        }
        pointer
    }

    /// The place that `contract.md` §3 gives to a missing key: in a map its first key, at the top of a plan the text's first byte.
    pub fn owner_span(self) -> ByteSpan {
        match self.entries().next() {
            _ if self.id == 0 => ByteSpan::default(),
            Some(first) => first.key_span(),
            None => self.key_span(),
        }
    }
}

/// The direct children of a node.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, id: self.next };
        self.next = self.tree.data(self.next).end.max(self.next + 1);
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_way_in_a_tree() {
        let source: Arc<[u8]> = Arc::from("a: [1, x]\nb: y\nc: ~\n".as_bytes());
        let key = |start: usize, text: &str| Key { span: ByteSpan::new(start, start + 1), text: text.to_owned().into() };
        let mut builder = TreeBuilder::new(source);
        builder.open(Kind::Map, None, 0);
        builder.open(Kind::Seq, Some(&key(0, "a")), 3);
        builder.scalar(Kind::Int, false, None, ByteSpan::new(4, 5), "1");
        builder.scalar(Kind::Text, false, None, ByteSpan::new(7, 8), "x");
        builder.close(9);
        builder.scalar(Kind::Text, false, Some(&key(10, "b")), ByteSpan::new(13, 14), "y");
        builder.scalar(Kind::Null, false, Some(&key(15, "c")), ByteSpan::new(18, 19), "~");
        builder.close(20);
        let tree = builder.finish();
        assert_eq!(tree.root().to_json_without_nulls().to_string(), r#"{"a":[1,"x"],"b":"y"}"#);
        let node = tree.at("/a/1").unwrap();
        assert_eq!((node.text(), node.pointer().as_str()), ("x", "/a/1"));
        assert_eq!(tree.nearest("/a/7/z").pointer(), "/a");
        assert_eq!(node.as_bool(), None);
        assert_eq!(tree.at("/c").map(Node::text), Some(""));
        assert_eq!(tree.root().get("b").and_then(Node::key), Some("b"));
    }
}
