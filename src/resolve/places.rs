//! What is kept of a file's tree when the tree is let go: lines of sections and items, places of sentences. Knows nothing of plans.

use crate::base::packed::{Packed, Packer, Unpacker};
use crate::base::span::{ByteSpan, LineIndex};
use crate::parse::node::{Kind, Node, Tree};

/// The lines of a file's sections and of their items, and the places of the sentences in them, as they stay when the tree is gone.
#[derive(Clone, Debug, Default)]
pub struct Places(Packed);

impl Places {
    /// Keeps what is asked for after the tree is gone.
    pub fn new(tree: &Tree, lines: &LineIndex) -> Self {
        let mut packer = Packer::new();
        for section in tree.root().entries() {
            packer.text(section.key().unwrap_or(""));
            packer.number(lines.line(section.key_span().start).into());
            packer.part(|part| {
                for item in section.children() {
                    // an item of a list goes by its position, and is known by its id
                    let (key, span) = item.key().map_or(("", item.owner_span()), |key| (key, item.key_span()));
                    part.text(key);
                    part.number(lines.line(span.start).into());
                    part.text(item.get("id").filter(|_| key.is_empty()).map_or("", |id| id.text()));
                    part.part(|texts| {
                        for text in std::iter::once(item).chain(item.entries()).filter(|it| is_sentence(*it)) {
                            texts.text(if text.id() == item.id() { "" } else { text.key().unwrap_or("") });
                            texts.number(text.span().start.into());
                            texts.number((text.span().end - text.span().start).into());
                        }
                    });
                }
            });
        }
        Places(packer.finish())
    }

    /// The line of what a pointer names, or of the section around it; 1 where there is neither.
    pub fn line(&self, pointer: &str) -> u32 {
        let mut parts = pointer.split('/').skip(1);
        let Some((own, items)) = parts.next().and_then(|section| self.section(section)) else { return 1 };
        parts.next().and_then(|item| Places::item(items, item)).map_or(own, |item| item.line)
    }

    /// The pointer of a sentence with the item's position replaced by its id, as [`Unit::identity`](crate::resolve::unit::Unit::identity) gives it.
    pub fn identity(&self, pointer: &str) -> Option<String> {
        self.sentence(pointer)?;
        let mut parts = pointer.split('/').skip(1);
        let (section, item) = (parts.next()?, parts.next()?);
        let found = Places::item(self.section(section)?.1, item)?;
        let known = if found.id.is_empty() { format!("/{item}") } else { format!("[{}]", found.id) };
        Some(parts.fold(format!("/{section}{known}"), |all, field| all + "/" + field))
    }

    /// The place of a sentence that stands directly in a section or in one of its items.
    pub fn sentence(&self, pointer: &str) -> Option<ByteSpan> {
        let mut parts = pointer.split('/').skip(1);
        let (_, items) = self.section(parts.next()?)?;
        let mut texts = Places::item(items, parts.next()?)?.texts;
        let wanted = parts.next().unwrap_or("");
        while parts.next().is_none() && !texts.is_empty() {
            let here = texts.is_text(wanted);
            let (start, length) = (texts.number(), texts.number());
            if here {
                return Some(ByteSpan::new(usize::try_from(start).ok()?, usize::try_from(start.saturating_add(length)).ok()?));
            }
        }
        None
    }

    /// The line of a section, and its items.
    fn section(&self, wanted: &str) -> Option<(u32, Unpacker<'_>)> {
        let mut sections = self.0.read();
        while !sections.is_empty() {
            let here = sections.is_text(wanted);
            let (line, items) = (u32::try_from(sections.number()).unwrap_or(1), sections.part());
            if here {
                return Some((line, items));
            }
        }
        None
    }

    /// An item, by its key or its position.
    fn item<'a>(mut items: Unpacker<'a>, wanted: &str) -> Option<Item<'a>> {
        let position = wanted.parse().ok();
        for index in 0.. {
            if items.is_empty() {
                break;
            }
            let listed = items.clone().is_text("");
            let found = items.is_text(wanted) || (listed && position == Some(index));
            let line = u32::try_from(items.number()).unwrap_or(1);
            let (id, texts) = (items.text(), items.part());
            if found {
                return Some(Item { line, id, texts });
            }
        }
        None
    }
}

/// An item of a section, as it was packed.
struct Item<'a> {
    line: u32,
    /// Empty where it has none, and under a key.
    id: &'a str,
    texts: Unpacker<'a>,
}

/// A text of several words: what people repeat, so that others ask for its place when the tree is gone.
fn is_sentence(node: Node<'_>) -> bool {
    node.kind() == Kind::Text && node.text().contains(' ')
}
