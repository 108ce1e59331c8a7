//! QD201: one id for two items of a list.

use std::collections::HashMap;

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "duplicate-id",
    code: "QD201",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K3"],
    docs: Docs {
        what: "Two items of one list have the same id. Two projections for one brand and division are a warning: they are added up.",
        why: "Actions, asks and reviews point at items by id. With two of a name, nobody can tell which one a step serves or which one a comparison of two periods means.",
        fix: "Give the later item an id of its own, then look through the references to the old one: some of them may mean the new item.",
        bad: "\
obstacles:
  - {id: two-suppliers, what: Group policy of August 2026 asks for two suppliers per category, trend: emerged, impact: high}
  - {id: two-suppliers, what: Halden Medical has a contract in Surgical until December 2027, trend: steady, impact: medium}
",
        good: "\
obstacles:
  - {id: two-suppliers, what: Group policy of August 2026 asks for two suppliers per category, trend: emerged, impact: high}
  - {id: halden-contract, what: Halden Medical has a contract in Surgical until December 2027, trend: steady, impact: medium}
",
    },
};

/// The lists whose items have ids, with the word for one item.
const LISTS: [(&str, &str); 7] = [
    ("opportunities", "opportunity"),
    ("people", "person"),
    ("objectives", "objective"),
    ("actions", "action"),
    ("benchmarks", "benchmark"),
    ("obstacles", "obstacle"),
    ("asks", "ask"),
];

/// A projection has no id: its brand and division are one.
fn projections(cx: &PlanCx<'_>, root: Node<'_>, out: &mut Vec<Diagnostic>) {
    let Some(list) = root.get("projection_90d").filter(|list| list.kind() == Kind::Seq) else { return };
    let text = |node: Option<Node<'_>>| node.filter(|node| node.kind() == Kind::Text).map(|node| node.text().to_owned()).unwrap_or_default();
    let mut seen: HashMap<(String, String), Node<'_>> = HashMap::new();
    for (index, item) in list.items().enumerate() {
        let (Some(brand), division) = (item.get("brand").filter(|brand| brand.kind() == Kind::Text), text(item.get("division"))) else { continue };
        let place = if division.is_empty() { String::new() } else { format!(" in {division}") };
        let first = *seen.entry((brand.text().to_owned(), division)).or_insert(brand);
        if first.span() != brand.span() {
            let message = format!("`{}`{place} has a projection already, so both are added up", brand.text());
            out.push(
                cx.place(brand.span(), &format!("/projection_90d/{index}/brand"), message)
                    .label(&cx.unit.file.path, first.span(), "first projected here")
                    .level(Level::Warn)
                    .help("write one projection for each brand and division, and what it rests on into `basis`"),
            );
        }
    }
}

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let file = &cx.unit.file;
    let Some(tree) = file.tree() else { return };
    projections(cx, tree.root(), out);
    for (section, noun) in LISTS {
        let Some(list) = tree.root().get(section).filter(|list| list.kind() == Kind::Seq) else { continue };
        let mut seen = HashMap::new();
        for (index, item) in list.items().enumerate() {
            let Some(id) = item.get("id").filter(|id| id.kind() == Kind::Text && !id.text().is_empty()) else { continue };
            let first = *seen.entry(id.text()).or_insert(id.span());
            if first != id.span() {
                let message = format!("`{}` is already the id of an earlier {noun}, so a reference to it means two things", id.text());
                out.push(
                    cx.place(id.span(), &format!("/{section}/{index}/id"), message)
                        .label(&file.path, first, "first used here")
                        .help(format!("give this {noun} an id of its own")),
                );
            }
        }
    }
}
