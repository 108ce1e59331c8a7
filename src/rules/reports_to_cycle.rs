//! QD205: people who report to each other in a circle.

use crate::base::circle::circles;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Node;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};
use std::collections::HashMap;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "reports-to-cycle",
    code: "QD205",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M9", "M24"],
    docs: Docs {
        what: "Following `reports_to` from one person leads back to the same person.",
        why: "The reporting line decides whom a champion can carry us to. In a circle nobody is at the top, so the map of the account cannot be drawn.",
        fix: "Find out who reports to whom, and take `reports_to` out for the person at the top.",
        bad: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, influence: 5, disposition: supporter, last_met: 2026-11-02, reports_to: karl-brandt}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: champion, last_met: 2026-11-05, reports_to: ruth-adeyemi}
",
        good: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, influence: 5, disposition: supporter, last_met: 2026-11-02}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: champion, last_met: 2026-11-05, reports_to: ruth-adeyemi}
",
    },
};

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = cx.unit.file.tree() else { return };
    let items: Vec<Node<'_>> = tree.root().get("people").map(|list| list.items().collect()).unwrap_or_default();
    let mut position: HashMap<&str, usize> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(id) = item.get("id").map(Node::text).filter(|id| !id.is_empty()) {
            position.entry(id).or_insert(index);
        }
    }
    // a person reports to one other at most, so that a walk upwards meets each circle in one way only
    let mut above: Vec<Option<(usize, reach::Spot<'_>)>> = vec![None; items.len()];
    reach::each(tree.root(), "people/*/reports_to", &mut |spot| {
        if let (Some(to), Some(place)) = (position.get(spot.node.text()), above.get_mut(spot.index())) {
            *place = Some((*to, spot));
        }
    });
    for circle in circles(&above) {
        let Some(((first, spot), others)) = circle.split_first() else { continue };
        let name = |index: usize| items.get(index).and_then(|item| item.get("id")).map_or("", Node::text);
        let ids = circle.iter().map(|(index, _)| *index).chain([*first]).map(|index| format!("`{}`", name(index)));
        let ids = ids.collect::<Vec<_>>().join(" → ");
        let message = match circle.len() {
            1 => format!("{ids}: nobody reports to themselves"),
            n => format!("{ids}: these {n} people report to each other in a circle, so nobody stands at the top"),
        };
        let finding = spot.finding(cx, &cx.unit.file.path, message).help("correct who reports to whom, or take `reports_to` out for the one at the top");
        let labels = others.iter().take(8);
        out.push(labels.fold(finding, |finding, (index, spot)| finding.label(&cx.unit.file.path, spot.node.span(), format!("`{}` reports on", name(*index)))));
    }
}
