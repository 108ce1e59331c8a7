//! Which lists and maps are open while YAML is read, and what each of them waits for. Knows no parser.

use std::borrow::Cow;

use crate::parse::keys::Keys;
use crate::parse::node::Key;

/// What a map waits for.
pub enum Next<'i> {
    Key,
    Value(Key<'i>),
    /// The value of a key that does not count.
    Dropped,
}

/// An open list or map.
pub enum Frame<'i> {
    Seq { items: usize },
    Map { next: Next<'i>, keys: Keys<'i>, last: Cow<'i, str> },
}

/// Where a node goes.
pub enum Place<'i> {
    Key,
    Value(Key<'i>),
    Dropped,
    /// A list item or the root.
    Bare,
}

/// Takes the place of the next node and notes that it is taken.
pub fn take<'i>(stack: &mut [Frame<'i>]) -> Place<'i> {
    match stack.last_mut() {
        None => Place::Bare,
        Some(Frame::Seq { items }) => {
            *items += 1;
            Place::Bare
        }
        Some(Frame::Map { next, .. }) => match std::mem::replace(next, Next::Key) {
            Next::Key => {
                *next = Next::Dropped;
                Place::Key
            }
            Next::Value(key) => Place::Value(key),
            Next::Dropped => Place::Dropped,
        },
    }
}

/// The JSON pointer of what was read last.
pub fn pointer(stack: &[Frame<'_>]) -> String {
    let mut pointer = String::new();
    for frame in stack {
        pointer.push('/');
        match frame {
            Frame::Seq { items } => pointer.push_str(&items.saturating_sub(1).to_string()),
            Frame::Map { last, .. } => pointer.push_str(&last.replace('~', "~0").replace('/', "~1")),
        }
    }
    pointer
}
