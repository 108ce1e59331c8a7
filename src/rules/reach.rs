//! The places that a rule looks at, found in the value tree as written, each in one walk. Knows no rule.
//!
//! Rules about references, names and dates walk the tree and not the decoded plan, so that one unsound field in an item does not hide
//! the others. Pointers are made only for findings; lists of ten thousand items stay linear.

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::rules::rule::PlanCx;

/// A value found under a pattern.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    pub node: Node<'a>,
    pattern: &'static str,
    /// The list positions on the way, in the order of the stars.
    at: [usize; 2],
}

/// Visits every value under a pattern such as `actions/*/after/*`; a star stands for all items of a list (at most two).
pub fn each<'a>(root: Node<'a>, pattern: &'static str, visit: &mut dyn FnMut(Spot<'a>)) {
    walk(root, pattern, Spot { node: root, pattern, at: [0; 2] }, 0, visit);
}

fn walk<'a>(node: Node<'a>, rest: &str, spot: Spot<'a>, stars: usize, visit: &mut dyn FnMut(Spot<'a>)) {
    if rest.is_empty() {
        return visit(Spot { node, ..spot });
    }
    let (part, rest) = rest.split_once('/').unwrap_or((rest, ""));
    if part == "*" {
        for (index, item) in node.items().enumerate() {
            let mut spot = spot;
            if let Some(at) = spot.at.get_mut(stars) {
                *at = index;
            }
            walk(item, rest, spot, stars + 1, visit);
        }
    } else if let Some(node) = node.get(part) {
        walk(node, rest, spot, stars, visit);
    }
}

impl<'a> Spot<'a> {
    /// The JSON pointer, for example `/actions/2/after/0`.
    pub fn pointer(&self) -> String {
        let mut positions = self.at.iter();
        if self.pattern.is_empty() {
            return String::new();
        }
        self.pattern.split('/').fold(String::new(), |pointer, part| match part {
            "*" => format!("{pointer}/{}", positions.next().copied().unwrap_or(0)),
            part => format!("{pointer}/{part}"),
        })
    }

    /// The list position of the outermost list.
    pub fn index(&self) -> usize {
        let [first, _] = self.at;
        first
    }

    /// The text, when there is one that says something: neither blank nor a placeholder, which other rules report.
    pub fn named(&self) -> Option<&'a str> {
        let text = self.node.text();
        (self.node.kind() == Kind::Text && crate::resolve::wording::says_something(text)).then_some(text)
    }

    /// The date, when it is one.
    pub fn date(&self) -> Option<Date> {
        date(self.node)
    }

    /// A finding at the value.
    pub fn finding(&self, cx: &PlanCx<'_>, path: &SourcePath, message: impl AsRef<str>) -> Diagnostic {
        cx.in_file(path, self.node.span(), &self.pointer(), message)
    }

    /// A finding at a value inside this one, for example at `baseline/on`; where it is missing, at what is nearest.
    pub fn inside(&self, cx: &PlanCx<'_>, path: &SourcePath, rest: &str, message: impl AsRef<str>) -> Diagnostic {
        let span = down(self.node, rest).map_or_else(|| self.node.owner_span(), Node::span);
        cx.in_file(path, span, &format!("{}/{rest}", self.pointer()), message)
    }
}

/// The value below a node, by keys.
pub fn down<'a>(node: Node<'a>, rest: &str) -> Option<Node<'a>> {
    rest.split('/').try_fold(node, |node, key| node.get(key))
}

/// The date that a node holds.
pub fn date(node: Node<'_>) -> Option<Date> {
    if node.kind() == Kind::Text { Date::parse(node.text()) } else { None }
}

/// Is the key there, `null` apart?
pub fn has(node: Node<'_>, key: &str) -> bool {
    node.get(key).is_some_and(|value| value.kind() != Kind::Null)
}

/// The items of one top-level list, to be found by their position among those that decoded.
#[derive(Debug)]
pub struct Items<'a> {
    section: &'static str,
    nodes: Vec<Node<'a>>,
}

impl<'a> Items<'a> {
    pub fn of(cx: &PlanCx<'a>, section: &'static str) -> Self {
        let list = cx.unit.file.tree().and_then(|tree| tree.root().get(section));
        Items { section, nodes: list.map(|list| list.items().collect()).unwrap_or_default() }
    }

    /// A finding at a field of the `index`-th decoded item.
    pub fn at(&self, cx: &PlanCx<'a>, index: usize, field: &str, message: impl AsRef<str>) -> Diagnostic {
        let pointer = cx.item(self.section, index);
        let position = pointer.rsplit('/').next().and_then(|position| position.parse::<usize>().ok()).unwrap_or(index);
        let span = self.nodes.get(position).map(|item| down(*item, field).map_or_else(|| item.owner_span(), Node::span)).unwrap_or_default();
        cx.place(span, &format!("{pointer}/{field}"), message)
    }
}
