//! One file after reading: its value, the places of its fields, its body. Knows nothing of other files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;

use crate::base::path::SourcePath;
use crate::base::span::{ByteSpan, LineIndex, Position};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::document::{self, Document};
use crate::parse::node::{Kind, Node, Tree};
use crate::parse::outline::Outline;
use crate::resolve::decode;
use crate::resolve::places::Places;
use crate::schema::check;
use crate::schema::codes::{REQUIRED_KEY, VALUE_FORMAT, VALUE_TYPE};
use crate::schema::compose::EffectiveSchema;

/// One plan or review file, read.
#[derive(Clone, Debug)]
pub struct Unit<T> {
    pub path: SourcePath,
    /// What was read, without secrets.
    pub bytes: Arc<[u8]>,
    /// The file as it is stored: what is written again, and what tells whether it has changed. Never shown.
    pub stored: Arc<[u8]>,
    /// Made when somebody asks for a line, and let go with the tree.
    lines: OnceLock<Box<LineIndex>>,
    /// The front matter; `None` when it cannot be read, or was let go.
    tree: Option<Box<Tree>>,
    /// Read again because somebody asked after it was let go; `None` until then, and in a unit that still has it.
    again: OnceLock<Option<Box<Tree>>>,
    let_go: bool,
    pub body: Option<ByteSpan>,
    pub outline: Outline,
    /// Comments that speak to us.
    pub comments: Vec<ByteSpan>,
    /// Everything sound in the front matter; `None` when nothing is.
    pub value: Option<T>,
    /// Findings of reading: syntax and schema.
    pub findings: Vec<Diagnostic>,
    /// Top-level keys that hold a mistake: what rules would say about them follows from it.
    pub tainted: BTreeSet<String>,
    /// Where the items of a list stood before unsound ones were left out; only for lists that lost some.
    origins: BTreeMap<String, Vec<usize>>,
    /// How many items these lists lost.
    lost: BTreeMap<String, usize>,
    /// Filled when the tree is let go.
    places: Places,
}

impl<T: DeserializeOwned> Unit<T> {
    /// Reads one file against its schema.
    pub fn read(path: &SourcePath, bytes: &Arc<[u8]>, schema: &EffectiveSchema, account: &str) -> Self {
        Unit::made(document::markdown_file(path, bytes), schema, Some(account))
    }

    /// Reads a page of the team's own, which belongs to no account.
    pub fn read_page(path: &SourcePath, bytes: &Arc<[u8]>, schema: &EffectiveSchema) -> Self {
        Unit::made(document::page_file(path, bytes), schema, None)
    }

    fn made(document: Document, schema: &EffectiveSchema, account: Option<&str>) -> Self {
        let Document { path, bytes, stored, tree, body, outline, comments, mut findings, .. } = document;
        let mut value = None;
        let mut bad = BTreeSet::new();
        if let Some(tree) = &tree {
            let mistakes = check::check(&path, tree, schema, account);
            for mistake in mistakes.iter().filter(|mistake| unsound(mistake) && mistake.code.name != "unknown-key") {
                match tree.at(&mistake.pointer) {
                    Some(node) if node.parent().is_some() => drop(bad.insert(node.id())),
                    Some(_) => {}
                    // a missing key: the item that lacks it goes, unless that is the whole file
                    None => {
                        let owner = tree.nearest(&mistake.pointer);
                        if owner.parent().is_some() {
                            bad.insert(owner.id());
                        }
                    }
                }
            }
            findings.extend(check::apart(mistakes, &findings));
            let named = bad.clone();
            value = decode::decode(tree, &mut bad);
            let lost: Vec<Diagnostic> = bad.difference(&named).filter_map(|id| unexplained(&path, decode::find(tree, *id)?, &findings)).collect();
            findings.extend(lost);
        }
        let mut unit = Unit {
            path,
            bytes,
            stored,
            lines: OnceLock::new(),
            lost: tree.as_ref().map(|tree| lost(tree, &bad)).unwrap_or_default(),
            origins: tree.as_ref().map(|tree| origins(tree, &bad)).unwrap_or_default(),
            tree: tree.map(Box::new),
            again: OnceLock::new(),
            let_go: false,
            body,
            outline,
            comments,
            value,
            findings: Vec::new(),
            tainted: BTreeSet::new(),
            places: Places::default(),
        };
        for finding in &mut findings {
            finding.account = account.map(Into::into);
        }
        unit.taint(&findings);
        unit.findings = findings;
        unit
    }
}

/// Is a mistake of the schema one that nothing can be read around? A part without one of its keys is not read, even where that is only a warning.
fn unsound(mistake: &Diagnostic) -> bool {
    mistake.taints() || mistake.code == &REQUIRED_KEY
}

/// A finding for a value that had to be left out although nothing is wrong with it or in it by the schema: never without a word.
fn unexplained(path: &SourcePath, node: Node<'_>, findings: &[Diagnostic]) -> Option<Diagnostic> {
    let pointer = node.pointer();
    let about = |it: &Diagnostic| it.pointer.strip_prefix(&pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let message =
        || format!("what stands under `{}` cannot be used as it is written", pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or(""));
    let found = || {
        Diagnostic::new(&VALUE_TYPE, path, node.span(), message())
            .pointer(&*pointer)
            .help("write it as the other plans do; whole numbers stand without a point or an exponent")
    };
    (!findings.iter().any(about)).then(found)
}

/// For every top-level list that lost items: the positions of those that stayed.
fn origins(tree: &Tree, bad: &BTreeSet<u32>) -> BTreeMap<String, Vec<usize>> {
    let mut origins = BTreeMap::new();
    if bad.is_empty() {
        return origins;
    }
    for entry in tree.root().entries() {
        let kept: Vec<usize> = entry.items().enumerate().filter(|(_, item)| !bad.contains(&item.id())).map(|(index, _)| index).collect();
        if kept.len() < entry.items().count() {
            origins.insert(entry.key().unwrap_or("").to_owned(), kept);
        }
    }
    origins
}

/// For every top-level list that lost items: how many.
fn lost(tree: &Tree, bad: &BTreeSet<u32>) -> BTreeMap<String, usize> {
    let lists = tree.root().entries().filter(|_| !bad.is_empty()).map(|entry| {
        // a list that went whole took all of its items along
        let whole = bad.contains(&entry.id());
        (entry.key().unwrap_or("").to_owned(), entry.items().filter(|item| whole || bad.contains(&item.id())).count())
    });
    lists.filter(|(_, lost)| *lost > 0).collect()
}

impl<T> Unit<T> {
    /// The front matter; `None` when it cannot be read. Of a unit that let it go it is read again.
    pub fn tree(&self) -> Option<&Tree> {
        if self.let_go { self.again.get_or_init(|| document::fields_again(&self.path, &self.bytes).map(Box::new)).as_deref() } else { self.tree.as_deref() }
    }

    /// The front matter as long as it is in memory.
    pub fn held_tree(&self) -> Option<&Tree> {
        self.tree.as_deref()
    }

    /// Marks the sections of these findings as unreliable.
    pub fn taint(&mut self, findings: &[Diagnostic]) {
        // what is said of an amount that may be a thousand times as much follows from that doubt
        for finding in findings.iter().filter(|finding| unsound(finding) || finding.code == &VALUE_FORMAT) {
            let section = finding.section();
            self.tainted.insert(section.to_owned());
            // nor is the section there that a misspelt key was meant to be
            let misspelt = finding.pointer.strip_prefix('/') == Some(section);
            self.tainted.extend(check::meant_key(finding).filter(|_| misspelt).map(str::to_owned));
        }
    }

    /// The pointer of the `index`-th item that decoded, for example `/actions/2`.
    pub fn item(&self, section: &str, index: usize) -> String {
        let origin = self.origins.get(section).and_then(|kept| kept.get(index)).copied().unwrap_or(index);
        format!("/{section}/{origin}")
    }

    /// For every top-level list that was not read whole: how many of its items hold a mistake and were left out.
    pub fn lost(&self) -> &BTreeMap<String, usize> {
        &self.lost
    }

    /// The place of a value; of a missing one the nearest group around it that exists (its first key, or line 1).
    pub fn at(&self, pointer: &str) -> ByteSpan {
        if let Some(span) = Some(&self.places).filter(|_| self.let_go).and_then(|places| places.sentence(pointer)) {
            return span;
        }
        self.tree().map_or_else(ByteSpan::default, |tree| tree.place_of(pointer))
    }

    /// The place of the key that owns a value; of a list item its first key.
    pub fn key(&self, pointer: &str) -> ByteSpan {
        self.tree().map_or_else(ByteSpan::default, |tree| tree.key_of(pointer))
    }

    /// The 1-based line of a value, or of what is nearest to it.
    pub fn line(&self, pointer: &str) -> u32 {
        if self.tree.is_some() {
            return self.line_at(self.key(pointer).start);
        }
        self.places.line(pointer)
    }

    /// The 1-based line of a byte of the file.
    pub fn line_at(&self, byte: u32) -> u32 {
        self.lines().line(byte)
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| Box::new(LineIndex::new(&self.bytes)))
    }

    /// Line, column and byte of a place in the file.
    pub fn position(&self, byte: u32) -> Position {
        self.lines().position(&self.bytes, byte)
    }

    /// Lets the value tree and the line index go, a good part of what a plan weighs, and keeps the lines of its sections and items.
    /// What is asked for after scores and rules is no more than that.
    pub fn let_tree_go(&mut self) {
        let Some(tree) = self.tree.take() else { return };
        let lines = self.lines.take().unwrap_or_else(|| Box::new(LineIndex::new(&self.bytes)));
        self.places = Places::new(&tree, &lines);
        self.let_go = true;
    }

    /// Is the key there, with any value but null?
    pub fn has(&self, pointer: &str) -> bool {
        self.tree().is_some_and(|tree| tree.has(pointer))
    }

    /// The ids of a list as written, sound items or not: what a reference may point at.
    pub fn ids(&self, section: &str) -> Vec<(&str, String, ByteSpan)> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let Some(list) = tree.root().get(section) else { return Vec::new() };
        list.items()
            .enumerate()
            .filter_map(|(index, item)| item.get("id").map(|id| (id.text(), format!("/{section}/{index}/id"), id.span())))
            .filter(|(id, _, _)| !id.is_empty())
            .collect()
    }

    /// The pointer with list positions replaced by the items' ids: `/objectives[standardise-surgical]/by`. Edits above do not move it.
    pub fn identity(&self, pointer: &str) -> String {
        if let Some(known) = Some(&self.places).filter(|_| self.let_go).and_then(|places| places.identity(pointer)) {
            return known;
        }
        let Some(tree) = self.tree() else { return String::new() };
        let mut node = tree.root();
        let mut out = String::new();
        for part in pointer.split('/').skip(1) {
            let next = match node.kind() {
                Kind::Seq => part.parse().ok().and_then(|index| node.items().nth(index)),
                _ => node.get(part),
            };
            match next.map(|next| (next, next.get("id").map(|id| id.text()))) {
                Some((_, Some(id))) if node.kind() == Kind::Seq => out.push_str(&format!("[{id}]")),
                _ => out.push_str(&format!("/{part}")),
            }
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        out
    }

    /// The file's text; empty when it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or("")
    }

    /// The Markdown below the front matter.
    pub fn body_text(&self) -> &str {
        self.body.map_or("", |span| span.slice(self.text()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Plan;
    use crate::schema::compose;

    const PLAN: &str = "---\ntitle: Two words\nobstacles:\n  - {id: a, what: \"Budget is: tight\", trend: grown}\n  - id: b\n    what: >\n      Two suppliers\n      a year\ncommitment:\n  statement: We will keep it\n  by: [maya-chen, tomas rivera]\nasks: {none: nothing at all}\n---\n\n## Risks\n";

    #[test]
    fn a_unit_that_let_its_tree_go_knows_its_lines_and_sentences_without_reading_again() {
        let schema = compose::plan(None);
        let path = SourcePath::new("accounts/a/plan.md").unwrap();
        let read = || Unit::<Plan>::read(&path, &Arc::from(PLAN.as_bytes()), &schema, "a");
        let (whole, mut light) = (read(), read());
        light.let_tree_go();
        let sentences = ["/obstacles/0/what", "/obstacles/1/what", "/commitment/statement", "/asks/none"];
        for pointer in sentences {
            assert_eq!(light.at(pointer), whole.at(pointer), "{pointer}");
            assert_eq!(light.identity(pointer), whole.identity(pointer), "{pointer}");
            assert!(whole.at(pointer) != ByteSpan::default(), "{pointer}");
        }
        assert_eq!(light.identity("/obstacles/1/what"), "/obstacles[b]/what");
        for pointer in ["", "/title", "/obstacles", "/obstacles/1", "/commitment/by", "/none", "/obstacles/7"] {
            assert_eq!(light.line(pointer), whole.line(pointer), "{pointer}");
        }
        assert!(light.again.get().is_none(), "read again");
        // everything else is read again, and the same
        for pointer in ["/obstacles/0/trend", "/title", "/commitment/by/1", "/obstacles/0/none", "/none/0/what"] {
            assert_eq!(light.at(pointer), whole.at(pointer), "{pointer}");
        }
    }
}
