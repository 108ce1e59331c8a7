//! QD204: actions that wait for each other.

use std::collections::HashMap;

use crate::base::circle::circles;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Node;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "action-cycle",
    code: "QD204",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K3"],
    docs: Docs {
        what: "Actions name each other under `after` in a circle, or an action names itself.",
        why: "A plan is a step-by-step way into the account. In a circle every step waits for another one, so none of them can ever begin.",
        fix: "Decide which of the steps comes first and take the entry out of its `after`.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: planned, after: [scanner-trial]}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned, after: [pilot-terms]}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: planned}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned, after: [pilot-terms]}
",
    },
};

/// One entry of `after`: the action that it names, by position, and its place.
type Edge<'a> = (usize, reach::Spot<'a>);

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = cx.unit.file.tree() else { return };
    let items: Vec<Node<'_>> = tree.root().get("actions").map(|list| list.items().collect()).unwrap_or_default();
    let mut position: HashMap<&str, usize> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(id) = item.get("id").map(Node::text).filter(|id| !id.is_empty()) {
            position.entry(id).or_insert(index);
        }
    }
    let mut edges: Vec<Vec<Edge<'_>>> = vec![Vec::new(); items.len()];
    reach::each(tree.root(), "actions/*/after/*", &mut |spot| {
        if let (Some(to), Some(list)) = (position.get(spot.node.text()), edges.get_mut(spot.index())) {
            list.push((*to, spot));
        }
    });
    let waiting = that_wait_forever(&edges);
    let forever = |index: usize| waiting.get(index).copied().unwrap_or(false);
    // of what never comes free, each waits for one at least that never does: the first of them leads to the circle
    let next = edges.iter().enumerate().map(|(index, list)| list.iter().find(|(to, _)| forever(index) && forever(*to)).copied());
    for circle in circles(&next.collect::<Vec<_>>()) {
        let name = |index: usize| items.get(index).and_then(|item| item.get("id")).map_or("", Node::text);
        let names = circle.iter().map(|(from, _)| *from).chain(circle.first().map(|(from, _)| *from)).map(|index| format!("`{}`", name(index)));
        let names = names.collect::<Vec<_>>().join(" → ");
        let message = match circle.len() {
            1 => format!("{names}: the action waits for itself, so it can never begin"),
            n => format!("{names}: these {n} actions wait for each other, so none of them can begin"),
        };
        let Some(((_, first), others)) = circle.split_first() else { continue };
        let finding = first.finding(cx, &cx.unit.file.path, message).help("decide which of them comes first and take the entry out of its `after`");
        let labels = others.iter().take(8);
        out.push(labels.fold(finding, |finding, (from, spot)| finding.label(&cx.unit.file.path, spot.node.span(), format!("`{}` waits in turn", name(*from)))));
    }
}

/// Which actions never come free, because what they wait for, directly or not, stands in a circle.
fn that_wait_forever(edges: &[Vec<Edge<'_>>]) -> Vec<bool> {
    let mut waits_for: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut waited_by: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, list) in edges.iter().enumerate() {
        for (to, _) in list {
            if let Some(list) = waited_by.get_mut(*to) {
                list.push(from);
            }
        }
    }
    let mut free: Vec<usize> = waits_for.iter().enumerate().filter(|(_, n)| **n == 0).map(|(index, _)| index).collect();
    while let Some(done) = free.pop() {
        for from in waited_by.get(done).into_iter().flatten() {
            if let Some(n) = waits_for.get_mut(*from) {
                *n -= 1;
                if *n == 0 {
                    free.push(*from);
                }
            }
        }
    }
    waits_for.into_iter().map(|n| n > 0).collect()
}
