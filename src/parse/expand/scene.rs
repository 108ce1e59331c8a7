//! The edits that write an alias out or take an anchor away, in the layout of the text around it. Says nothing of whether they are right.

use std::collections::BTreeMap;

use super::{Alias, Anchor, MOST_MARKS, Marks, Refusal};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::{Kind, Node, Tree};
use crate::parse::syntax::quoted;

/// A text with its anchors and aliases.
pub(super) struct Scene<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) marks: &'a Marks,
}

impl Scene<'_> {
    /// How many bytes all aliases take when they are written out. An alias within its own anchor never ends.
    pub(super) fn written_out(&self) -> usize {
        if self.marks.anchors.len() + self.marks.aliases.len() > MOST_MARKS {
            return usize::MAX;
        }
        let nodes = self.marks.anchors.iter().map(|anchor| (anchor, anchor.node.and_then(|id| self.tree.node(id)).map_or(anchor.span, Node::span)));
        let mut anchors: Vec<(&Anchor, ByteSpan)> = nodes.collect();
        // what an alias means ends before it, so its size is known when it is asked for
        anchors.sort_by_key(|(_, span)| (span.end, std::cmp::Reverse(span.start)));
        let mut sizes: BTreeMap<ByteSpan, usize> = BTreeMap::new();
        let size = |sizes: &BTreeMap<ByteSpan, usize>, alias: &Alias| match self.marks.meant(alias) {
            Some(anchor) => sizes.get(&anchor.span).copied().unwrap_or(usize::MAX),
            None => 0,
        };
        for (anchor, span) in anchors {
            let within = self.marks.aliases.iter().filter(|alias| span.start <= alias.span.start && alias.span.end <= span.end);
            let own = (span.end - span.start) as usize + 1;
            let total = within.fold(own, |total, alias| total.saturating_add(size(&sizes, alias)));
            sizes.insert(anchor.span, total);
        }
        self.marks.aliases.iter().fold(0, |total: usize, alias| total.saturating_add(size(&sizes, alias)))
    }

    fn slice(&self, span: ByteSpan) -> &str {
        span.slice(self.text)
    }

    fn edit(&self, start: usize, end: usize, text: String) -> Edit {
        Edit { path: self.path.clone(), span: ByteSpan::new(start, end), text }
    }

    pub(super) fn fix(&self, title: String, edits: Vec<Edit>) -> Fix {
        Fix { title, safe: false, room: None, edits }
    }

    /// The bytes between the beginning of its line and a place.
    fn column(&self, at: usize) -> usize {
        at - self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    }

    /// The end of the line that a place lies in, without its line end.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at + rest.lines().next().unwrap_or("").len()
    }

    fn blanks(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        rest.len() - rest.trim_start_matches(' ').len()
    }

    fn is_flow(&self, node: Node<'_>) -> bool {
        matches!(node.kind(), Kind::Seq | Kind::Map) && self.slice(node.span()).starts_with(['[', '{'])
    }

    /// Is it a text that begins with `&` rather than an anchor, whose name is a word in small letters? Those stay anchors whatever stands behind them: where
    /// their aliases were written out before, nothing tells them from others.
    pub(super) fn is_text(&self, anchor: &Anchor) -> bool {
        let Some(node) = anchor.node.and_then(|id| self.tree.node(id)) else { return false };
        let said = self.slice(node.span());
        let named = anchor.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
        match node.kind() {
            Kind::Null => !named && said.is_empty(),
            Kind::Text => !named && !node.quoted() && !said.starts_with(['|', '>']),
            _ => false,
        }
    }

    /// Quotes around an anchor and the text behind it, where both stand on one line.
    pub(super) fn in_quotes(&self, anchor: &Anchor) -> Option<Fix> {
        let node = anchor.node.and_then(|id| self.tree.node(id))?;
        let start = anchor.span.start as usize;
        let end = if node.kind() == Kind::Null { anchor.span.end as usize } else { node.span().end as usize };
        let text = self.text.get(start..end).filter(|text| !text.contains('\n'))?;
        Some(self.fix("put the text in quotes".to_owned(), vec![self.edit(start, end, quoted(text))]))
    }

    /// Takes an anchor out, with the blanks that held it apart.
    pub(super) fn without(&self, anchor: &Anchor) -> Edit {
        let (start, end) = (anchor.span.start as usize, anchor.span.end as usize);
        let behind = end + self.blanks(end);
        if self.line_end(end) == behind || self.text.get(behind..).is_some_and(|rest| rest.starts_with('#')) {
            let before = self.text.get(..start).unwrap_or("").trim_end_matches(' ').len();
            return self.edit(before, end, String::new());
        }
        self.edit(start, behind, String::new())
    }

    /// The fix that writes an alias out.
    pub(super) fn written(&self, alias: &Alias, odd: &[ByteSpan]) -> Result<Fix, Refusal> {
        let anchor = self.marks.meant(alias).ok_or(Refusal::Nameless)?;
        let source = anchor.node.and_then(|id| self.tree.node(id)).ok_or(Refusal::Layout)?;
        let span = source.span();
        if odd.iter().any(|odd| span.start <= odd.start && odd.end <= span.end && odd.start < odd.end) {
            return Err(Refusal::Nested);
        }
        let (title, edits) = match alias.merge {
            Some((key, map)) => (format!("write out the keys of `*{}`", alias.name), self.merged(alias, key, map, source)),
            None => (format!("write out the value of `*{}`", alias.name), self.value(alias, source)),
        };
        edits.map(|edits| self.fix(title, edits)).ok_or(Refusal::Layout)
    }

    /// A copied text whose further lines stand as far from `to` as they stood from `from`.
    fn shifted(text: &str, from: usize, to: usize) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        for (index, line) in text.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let content = line.trim_start_matches(' ');
            if index > 0 {
                out.push('\n');
            }
            if index == 0 || content.is_empty() {
                out.push_str(line);
                continue;
            }
            let indent = (line.len() - content.len() + to).checked_sub(from)?;
            out.push_str(&" ".repeat(indent));
            out.push_str(content);
        }
        Some(out)
    }

    /// An entry of a map from its key to its value's end, for a key at column `to`.
    fn entry(&self, map: Node<'_>, entry: Node<'_>, to: usize) -> Option<String> {
        let (start, value) = (entry.key_span().start as usize, entry.span());
        let key = self.slice(entry.key_span());
        if value.start == value.end {
            return Some(format!("{key}:"));
        }
        let line = start - self.column(start);
        let from = if self.is_flow(map) { self.blanks(line) } else { self.column(start) };
        Self::shifted(self.text.get(start..value.end as usize)?, from, to)
    }

    /// A text of many lines in the place of something on one line: its first line there, the others behind what else the line holds.
    fn lines(&self, start: usize, end: usize, text: &str) -> Vec<Edit> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut edits = vec![self.edit(start, end, first.to_owned())];
        let stop = self.line_end(end);
        match (rest.is_empty(), stop == end) {
            (true, _) => {}
            (false, true) => edits = vec![self.edit(start, end, text.to_owned())],
            (false, false) => edits.push(self.edit(stop, stop, format!("\n{rest}"))),
        }
        edits
    }

    fn merged(&self, alias: &Alias, key: ByteSpan, map: u32, source: Node<'_>) -> Option<Vec<Edit>> {
        let target = self.tree.node(map)?;
        // of several in one map the first goes first
        let first = self.marks.aliases.iter().find(|other| other.merge.is_some_and(|(_, other)| other == map))?;
        if source.kind() != Kind::Map || first.span != alias.span {
            return None;
        }
        let (start, end) = (key.start as usize, alias.span.end as usize);
        let mut wanted: Vec<Node<'_>> = Vec::new();
        for entry in source.entries() {
            if target.get(entry.key()?).is_none() {
                wanted.push(entry);
            }
        }
        let flow = self.is_flow(target);
        if wanted.is_empty() {
            return Some(vec![self.taken_out(start, end, target, flow)?]);
        }
        let column = self.column(start);
        let entries: Option<Vec<String>> = wanted.iter().map(|entry| self.entry(source, *entry, column)).collect();
        let entries = entries?;
        if !flow {
            return Some(self.lines(start, end, &entries.join(&format!("\n{}", " ".repeat(column)))));
        }
        entries.iter().all(|entry| !entry.contains('\n')).then(|| vec![self.edit(start, end, entries.join(", "))])
    }

    /// Takes a merge key out that brings in nothing.
    fn taken_out(&self, start: usize, end: usize, target: Node<'_>, flow: bool) -> Option<Edit> {
        let behind = end + self.blanks(end);
        if flow {
            if self.text.get(behind..)?.starts_with(',') {
                return Some(self.edit(start, behind + 1 + self.blanks(behind + 1), String::new()));
            }
            let before = self.text.get(..start)?.trim_end();
            return before.ends_with(',').then(|| self.edit(before.len() - 1, end, String::new()));
        }
        let (line, stop) = (start - self.column(start), self.line_end(end));
        let next = self.text.get(stop..)?.find('\n').map_or(self.text.len(), |end| stop + end + 1);
        if !self.text.get(line..start)?.trim().is_empty() {
            // the first key of an item: the next one takes its place behind the dash
            let next = target.entries().next()?.key_span().start as usize;
            return self.text.get(end..next)?.trim().is_empty().then(|| self.edit(start, next, String::new()));
        }
        Some(if behind == stop { self.edit(line, next, String::new()) } else { self.edit(start, behind, String::new()) })
    }

    fn value(&self, alias: &Alias, source: Node<'_>) -> Option<Vec<Edit>> {
        let target = alias.node.and_then(|id| self.tree.node(id))?;
        let (start, end) = (alias.span.start as usize, alias.span.end as usize);
        let text = self.slice(source.span());
        if text.is_empty() {
            return Some(vec![self.edit(start, end, "null".to_owned())]);
        }
        if !text.contains('\n') && (self.is_flow(source) || !matches!(source.kind(), Kind::Seq | Kind::Map)) {
            return Some(vec![self.edit(start, end, text.to_owned())]);
        }
        if target.parent().is_some_and(|parent| self.is_flow(parent)) {
            return None;
        }
        let block = matches!(source.kind(), Kind::Seq | Kind::Map) && !self.is_flow(source);
        let mut from = source.span().start as usize;
        if block && source.kind() == Kind::Seq && !text.starts_with('-') {
            // a list that stands no deeper than its key begins with its first item
            from = self.text.get(..from)?.trim_end().strip_suffix('-')?.len();
        }
        let text = self.text.get(from..source.span().end as usize)?;
        match (target.key(), block) {
            (Some(_), true) => {
                let to = self.column(target.key_span().start as usize) + 2;
                let before = self.text.get(..start)?.trim_end_matches(' ').len();
                let text = format!("\n{}{}", " ".repeat(to), Self::shifted(text, self.column(from), to)?);
                Some(self.lines(before, end, &text))
            }
            (Some(_), false) => {
                // a text or brackets over several lines keep their distance from the key
                source.key()?;
                let own = self.column(source.key_span().start as usize);
                Some(self.lines(start, end, &Self::shifted(text, own, self.column(target.key_span().start as usize))?))
            }
            (None, true) => Some(self.lines(start, end, &Self::shifted(text, self.column(from), self.column(start))?)),
            (None, false) => None,
        }
    }
}
