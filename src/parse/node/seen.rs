//! A tree as people see it: without what is hidden in its keys and values, so that what follows from a character that nobody sees is not told beside it.
//! Every place stays the file's own.

use super::{KEPT_KEY, KEPT_VALUE, Kind, Tree};
use crate::parse::{hidden, scalar};

/// So many keys and values at most are looked at without what is hidden in them.
const MOST: usize = 1000;

impl Tree {
    /// The same tree without hidden characters, and without no-break spaces around a key or a value.
    pub fn as_seen(mut self) -> Tree {
        let mut told: Vec<((u32, bool), Box<str>)> = Vec::new();
        for id in 0..self.nodes.len() as u32 {
            let Some(node) = self.node(id).filter(|_| told.len() < MOST) else { break };
            let twin = |key: &str| node.parent().is_some_and(|map| map.entries().any(|entry| entry.key() == Some(key)));
            if let Some(key) = node.key().and_then(hidden::taken_out).filter(|key| !twin(key)) {
                told.push(((id, true), key.into()));
            }
            if let Some(text) = Some(node).filter(|node| node.kind() == Kind::Text).and_then(|node| hidden::taken_out(node.text())) {
                told.push(((id, false), text.into()));
            }
        }
        for ((id, is_key), text) in told {
            self.texts.retain(|(place, _)| *place != (id, is_key));
            let quoted = self.node(id).is_some_and(|node| node.quoted());
            if let Some(data) = self.nodes.get_mut(id as usize) {
                data.marks |= if is_key { KEPT_KEY } else { KEPT_VALUE };
                if !is_key && !quoted {
                    data.set_kind(scalar::kind(&text));
                }
            }
            self.texts.push(((id, is_key), text));
        }
        self.texts.sort_by_key(|(place, _)| *place);
        self
    }
}
