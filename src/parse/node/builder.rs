//! Parser events to a tree. Knows no parser.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Data, FAR, KEPT_KEY, KEPT_VALUE, KEYED, Kind, QUOTED, Tree};
use crate::base::snug::snug;
use crate::base::span::ByteSpan;

/// A key of a map: its place and its text.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    pub span: ByteSpan,
    pub text: Cow<'a, str>,
}

/// Builds a [`Tree`] from parser events, in document order.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
    open: Vec<u32>,
}

impl TreeBuilder {
    pub fn new(source: Arc<[u8]>) -> Self {
        TreeBuilder { tree: Tree { source, nodes: Vec::new(), texts: Vec::new(), far: Vec::new() }, open: Vec::new() }
    }

    /// Keeps a text that is not what the file says at its place.
    fn keep(&mut self, id: u32, is_key: bool, span: ByteSpan, text: &str) {
        if self.tree.source.get(span.range()) != Some(text.as_bytes()) {
            self.tree.texts.push(((id, is_key), text.into()));
            if let Some(node) = self.tree.nodes.get_mut(id as usize) {
                node.marks |= if is_key { KEPT_KEY } else { KEPT_VALUE };
            }
        }
    }

    fn push(&mut self, kind: Kind, quoted: bool, key: Option<&Key<'_>>, span: ByteSpan) -> u32 {
        let id = self.tree.nodes.len() as u32;
        let mut marks = kind as u8 | if quoted { QUOTED } else { 0 };
        let (mut back, mut key_length) = (0, 0);
        if let Some(key) = key {
            marks |= KEYED;
            let near = span.start.checked_sub(key.span.start).and_then(|back| u16::try_from(back).ok());
            match near.zip(u8::try_from(key.span.end - key.span.start).ok()) {
                Some(small) => (back, key_length) = small,
                None => {
                    marks |= FAR;
                    self.tree.far.push((id, key.span));
                }
            }
        }
        self.tree.nodes.push(Data { span, end: id + 1, back, key_length, marks });
        id
    }

    fn keep_key(&mut self, id: u32, key: Option<&Key<'_>>) {
        if let Some(key) = key {
            self.keep(id, true, key.span, &key.text);
        }
    }

    /// A scalar; `text` is its content after unquoting and folding, `span` covers quotes.
    pub fn scalar(&mut self, kind: Kind, quoted: bool, key: Option<&Key<'_>>, span: ByteSpan, text: &str) {
        let id = self.push(kind, quoted, key, span);
        self.keep(id, false, span, text);
        self.keep_key(id, key);
    }

    /// Begins a list or map; its end is set by [`TreeBuilder::close`].
    pub fn open(&mut self, kind: Kind, key: Option<&Key<'_>>, start: usize) {
        let id = self.push(kind, false, key, ByteSpan::new(start, start));
        self.keep_key(id, key);
        self.open.push(id);
    }

    /// Ends the innermost open list or map at byte `end`.
    pub fn close(&mut self, end: usize) {
        if let Some(id) = self.open.pop() {
            let after = self.tree.nodes.len() as u32;
            if let Some(node) = self.tree.nodes.get_mut(id as usize) {
                node.span = ByteSpan::new(node.span.start as usize, end);
                node.end = after;
            }
        }
    }

    /// The number of the innermost list or map that is open.
    pub fn innermost(&self) -> Option<u32> {
        self.open.last().copied()
    }

    /// The number of nodes so far, for the limit.
    pub fn len(&self) -> usize {
        self.tree.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tree.nodes.is_empty()
    }

    /// The finished tree; whatever is still open is closed at the end of the text.
    pub fn finish(mut self) -> Tree {
        let end = self.tree.source.len();
        while !self.open.is_empty() {
            self.close(end);
        }
        if self.tree.nodes.is_empty() {
            self.push(Kind::Null, false, None, ByteSpan::default());
        }
        self.tree.nodes = snug(self.tree.nodes);
        self.tree.texts = snug(self.tree.texts);
        self.tree.far = snug(self.tree.far);
        self.tree
    }
}
