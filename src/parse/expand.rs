//! Anchors, aliases and merge keys written out in place: the fixes of `yaml-unsupported`. They copy what stands in the file, with its quotes, comments and
//! layout; and because every layout cannot be foreseen, the result is read again and must mean the same before a fix is offered. Knows no parser.

mod scene;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::codes::YAML_UNSUPPORTED;
use crate::parse::node::{Kind, Node, Tree};
use scene::Scene;

/// All aliases of a file may take so many bytes when they are written out, those within others counted each time: beyond, no fix is offered.
const MOST_BYTES: usize = 64 * 1024;
/// So often at most a file is read again to find the fixes that are not good: one among two hundred is found in sixteen.
const MOST_READINGS: usize = 24;
/// In a file with more anchors and aliases than these nothing is offered.
const MOST_MARKS: usize = 256;

/// `&name`, and the node that it stands before; `None` where that is a key or does not count.
#[derive(Clone, Debug)]
pub struct Anchor {
    pub name: String,
    pub span: ByteSpan,
    pub node: Option<u32>,
}

/// `*name`.
#[derive(Clone, Debug)]
pub struct Alias {
    pub name: String,
    pub span: ByteSpan,
    /// The empty value that stands for it in the tree.
    pub node: Option<u32>,
    /// For the value of a `<<`: the place of that key, and the map that it stands in.
    pub merge: Option<(ByteSpan, u32)>,
}

/// What was met while a text was read, in its order.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    pub anchors: Vec<Anchor>,
    pub aliases: Vec<Alias>,
}

impl Marks {
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.aliases.is_empty()
    }

    /// The anchor that an alias means: the last one of its name before it.
    fn meant(&self, alias: &Alias) -> Option<&Anchor> {
        self.anchors.iter().rev().find(|anchor| anchor.span.start < alias.span.start && anchor.name == alias.name)
    }
}

/// Why an alias stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Nameless,
    TooMuch,
    Nested,
    Layout,
}

impl Refusal {
    fn help(self) -> &'static str {
        match self {
            Refusal::Nameless => "write the value out here, or put quotes around a text that begins with `*`; no anchor of this name stands above it",
            Refusal::TooMuch => "write out what is needed by hand: with all its aliases written out the file would be too large, so there is no fix",
            Refusal::Nested => "write out first what the anchored value takes from elsewhere itself; before that there is no fix",
            Refusal::Layout => "write the value out by hand; in this layout there is no fix",
        }
    }
}

/// A text read again, with what was met there.
pub type Again<'r> = &'r dyn Fn(Vec<u8>, ByteSpan) -> Option<(Tree, Marks)>;

/// Gives the findings about anchors, aliases and merge keys their fixes, or says that there is none.
pub fn mend(path: &SourcePath, bytes: &[u8], range: ByteSpan, tree: &Tree, marks: &Marks, findings: &mut [Diagnostic], again: Again<'_>) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let odd: Vec<ByteSpan> = findings.iter().map(|finding| finding.span).collect();
    let scene = Scene { path, text, tree, marks };
    let too_much = marks.anchors.len() + marks.aliases.len() > MOST_MARKS || scene.written_out() > MOST_BYTES;
    let mut mended: Vec<(ByteSpan, Result<Fix, Refusal>)> = Vec::new();
    // texts in quotes mean something else than before, so they are not held against it
    let mut quoted: Vec<(ByteSpan, Option<Fix>)> = Vec::new();
    for alias in &marks.aliases {
        let place = alias.merge.map_or(alias.span, |(key, _)| key);
        mended.push((place, if too_much { Err(Refusal::TooMuch) } else { scene.written(alias, &odd) }));
    }
    let means = |tree: &Tree, marks: &Marks| Meaning::new(tree, marks).of(tree.root());
    if !too_much {
        for anchor in marks.anchors.iter().filter(|anchor| !marks.aliases.iter().any(|alias| marks.meant(alias).is_some_and(|it| it.span == anchor.span))) {
            if scene.is_text(anchor) {
                quoted.push((anchor.span, scene.in_quotes(anchor)));
            } else {
                mended.push((anchor.span, Ok(scene.fix("take the anchor out".to_owned(), vec![scene.without(anchor)]))));
            }
        }
        let before = means(tree, marks);
        let same = |edits: &[&Edit]| {
            let Some((after, range)) = applied(text, range, edits) else { return false };
            again(after.into_bytes(), range).is_some_and(|(tree, marks)| means(&tree, &marks) == before)
        };
        let fixes: Vec<(usize, &Fix)> = mended.iter().enumerate().filter_map(|(at, (_, fix))| Some((at, fix.as_ref().ok()?))).collect();
        let mut refused = Vec::new();
        let together = |fixes: &[(usize, &Fix)]| same(&fixes.iter().flat_map(|(_, fix)| &fix.edits).collect::<Vec<_>>());
        sift(&fixes, &mut { MOST_READINGS }, &together, &mut refused);
        for at in refused {
            if let Some((_, fix)) = mended.get_mut(at) {
                *fix = Err(Refusal::Layout);
            }
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.code == &YAML_UNSUPPORTED) {
        if let Some((_, fix)) = quoted.iter().find(|(place, _)| *place == finding.span) {
            (finding.help, finding.fix) = (Some("put the whole text in quotes: `&` has a meaning where a value begins".into()), fix.clone().map(Box::new));
            continue;
        }
        match mended.iter().find(|(place, _)| *place == finding.span) {
            Some((_, Ok(fix))) => finding.fix = Some(Box::new(fix.clone())),
            Some((_, Err(refusal))) => finding.help = Some(refusal.help().into()),
            None => {}
        }
    }
}

/// Finds by halves the fixes after which the file means something else: mostly all are good, seldom one is not, and each trial reads the file again.
/// When no reading is left, what has not been tried is refused too.
fn sift(fixes: &[(usize, &Fix)], readings: &mut usize, good: &dyn Fn(&[(usize, &Fix)]) -> bool, refused: &mut Vec<usize>) {
    if fixes.is_empty() {
        return;
    }
    match readings.checked_sub(1) {
        Some(left) => *readings = left,
        None => return refused.extend(fixes.iter().map(|(at, _)| at)),
    }
    if good(fixes) {
        return;
    }
    if let [(at, _)] = fixes {
        return refused.push(*at);
    }
    let (first, second) = fixes.split_at(fixes.len() / 2);
    sift(first, readings, good, refused);
    sift(second, readings, good, refused);
}

/// The text after edits, and where its YAML lies then; `None` where they overlap.
fn applied(text: &str, range: ByteSpan, edits: &[&Edit]) -> Option<(String, ByteSpan)> {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        out.push_str(text.get(at..edit.span.start as usize)?);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..)?);
    let end = (out.len() + range.end as usize).checked_sub(text.len())?;
    Some((out, ByteSpan::new(range.start as usize, end)))
}

/// What a tree means when every alias is followed. Only for trees whose aliases end: see [`Scene::written_out`].
struct Meaning<'a> {
    tree: &'a Tree,
    values: BTreeMap<u32, u32>,
    merged: BTreeMap<u32, Vec<u32>>,
}

impl<'a> Meaning<'a> {
    fn new(tree: &'a Tree, marks: &Marks) -> Self {
        let mut meaning = Meaning { tree, values: BTreeMap::new(), merged: BTreeMap::new() };
        for alias in &marks.aliases {
            let Some(node) = marks.meant(alias).and_then(|anchor| anchor.node) else { continue };
            match (alias.merge, alias.node) {
                (Some((_, map)), _) => meaning.merged.entry(map).or_default().push(node),
                (None, Some(own)) => drop(meaning.values.insert(own, node)),
                (None, None) => {}
            }
        }
        meaning
    }

    fn of(&self, node: Node<'_>) -> Value {
        if let Some(meant) = self.values.get(&node.id()).and_then(|id| self.tree.node(*id)) {
            return self.of(meant);
        }
        match node.kind() {
            Kind::Seq => Value::Array(node.items().map(|item| self.of(item)).collect()),
            Kind::Map => {
                let mut map = Map::new();
                for entry in node.entries() {
                    map.insert(entry.key().unwrap_or("").to_owned(), self.of(entry));
                }
                for source in self.merged.get(&node.id()).into_iter().flatten().filter_map(|id| self.tree.node(*id)) {
                    let Value::Object(more) = self.of(source) else { continue };
                    for (key, value) in more {
                        map.entry(key).or_insert(value);
                    }
                }
                Value::Object(map)
            }
            _ => node.to_json(),
        }
    }
}
