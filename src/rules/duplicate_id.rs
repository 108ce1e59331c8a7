//! QD201: one id for two items of a list.

use std::collections::HashMap;

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Kind;
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
        what: "Two items of one list have the same id.",
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

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let file = &cx.unit.file;
    let Some(tree) = file.tree() else { return };
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
