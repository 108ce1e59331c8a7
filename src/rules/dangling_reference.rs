//! QD200: an id that names nothing.

use std::collections::{BTreeMap, HashSet};

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::rules::guess::Guess;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "dangling-reference",
    code: "QD200",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &["K3", "K10", "R12", "M23"],
    docs: Docs {
        what: "A field names an objective, action, ask, benchmark, person, product, brand or criterion that does not exist.",
        why: "The chain from objective to action to benchmark is what a review follows. Where a link is broken the step serves nothing, and the scores that count it would lie.",
        fix: "Write the id of an item that exists, or add the item. Ids are compared letter by letter.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgcal, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

/// A field that names an item of another list of the plan.
struct Reference {
    from: &'static str,
    to: &'static str,
    noun: &'static str,
    so: &'static str,
}

const REFERENCES: [Reference; 6] = [
    Reference { from: "actions/*/objective", to: "objectives", noun: "objective", so: "this action serves none" },
    Reference { from: "actions/*/after/*", to: "actions", noun: "action", so: "nobody knows what has to come first" },
    Reference { from: "actions/*/needs", to: "asks", noun: "ask", so: "nobody is asked to unblock this action" },
    Reference { from: "objectives/*/benchmark", to: "benchmarks", noun: "benchmark", so: "nothing proves this objective" },
    Reference { from: "people/*/reports_to", to: "people", noun: "person", so: "the reporting line leads nowhere" },
    Reference { from: "people/*/influences/*", to: "people", noun: "person", so: "the influence leads nowhere" },
];

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = cx.unit.file.tree() else { return };
    let root = tree.root();
    let bad_ids: HashSet<&str> = cx.unit.file.findings.iter().map(|finding| &*finding.pointer).filter(|pointer| pointer.ends_with("/id")).collect();
    for reference in &REFERENCES {
        // a list that is missing, empty or no list at all has a finding of its own; what follows from it is not said again
        let target = root.get(reference.to);
        // an item whose id cannot be read may be the one that is meant
        let no_id = |(index, item): (usize, Node<'_>)| {
            let bad = !bad_ids.is_empty() && bad_ids.contains(format!("/{}/{index}/id", reference.to).as_str());
            bad || item.get("id").is_none_or(|id| id.text().trim().is_empty())
        };
        if target.is_some_and(|list| list.items().enumerate().any(no_id)) {
            continue;
        }
        let answered = target.is_some_and(|list| list.kind() == Kind::Seq && list.items().next().is_some() || reach::has(list, "none"));
        // a closed plan asks for nothing any more, so that no asks are no mistake of it
        let closed = cx.plan.status.is_some() && !cx.plan.is_live() && !cx.plan.is_draft();
        if answered || closed && reference.to == "asks" && target.is_some_and(|list| list.kind() == Kind::Seq) {
            plan_reference(cx, root, reference, out);
        }
    }
    if !cx.settings().lost.contains("brands") {
        products(cx, root, out);
        brands(cx, root, out);
    }
    if !cx.settings().lost.contains("icp") {
        criteria(cx, root, out);
    }
}

fn plan_reference(cx: &PlanCx<'_>, root: Node<'_>, reference: &Reference, out: &mut Vec<Diagnostic>) {
    let ids: HashSet<&str> = cx.unit.file.ids(reference.to).into_iter().map(|(id, _, _)| id).collect();
    let mut guess: Option<Guess<'_>> = None;
    reach::each(root, reference.from, &mut |spot| {
        if let Some(id) = spot.named().filter(|id| !ids.contains(id)) {
            let finding = spot.finding(cx, &cx.unit.file.path, format!("no {} of this plan has the id `{id}`, so {}", reference.noun, reference.so));
            let guess = guess.get_or_insert_with(|| Guess::new(cx.unit.file.ids(reference.to).into_iter().map(|(id, _, _)| id)));
            out.push(guess.help(finding, id, &format!("ids in `{}`", reference.to)));
        }
    });
}

/// `opportunities[].product` against the products of the brands, where the territory lists any.
fn products(cx: &PlanCx<'_>, root: Node<'_>, out: &mut Vec<Diagnostic>) {
    let products = || cx.settings().brands.iter().flat_map(|brand| &brand.products).map(|product| product.id.as_str());
    let known: HashSet<&str> = products().collect();
    if known.is_empty() {
        return;
    }
    let mut guess = Guess::new(products());
    reach::each(root, "opportunities/*/product", &mut |spot| {
        if let Some(id) = spot.named().filter(|id| !known.contains(id)) {
            let message = format!("quarterdeck.yaml lists no product `{id}`, so the opportunity belongs to no brand and division");
            out.push(guess.help(spot.finding(cx, &cx.unit.file.path, message), id, "products"));
        }
    });
}

/// `projection_90d[].brand` and `.division` against the brands, where the territory lists any.
fn brands(cx: &PlanCx<'_>, root: Node<'_>, out: &mut Vec<Diagnostic>) {
    let brands: BTreeMap<&str, &Vec<String>> = cx.settings().brands.iter().map(|brand| (brand.id.as_str(), &brand.divisions)).collect();
    if brands.is_empty() {
        return;
    }
    let path = &cx.unit.file.path;
    let mut guess = Guess::new(brands.keys().copied());
    reach::each(root, "projection_90d/*/brand", &mut |spot| {
        if let Some(id) = spot.named().filter(|id| !brands.contains_key(id)) {
            let message = format!("quarterdeck.yaml lists no brand `{id}`, so the projection cannot be held against revenue");
            out.push(guess.help(spot.finding(cx, path, message), id, "brands"));
        }
    });
    reach::each(root, "projection_90d/*/division", &mut |spot| {
        let brand = spot.node.parent().and_then(|line| line.get("brand")).map_or("", |brand| brand.text());
        let Some(divisions) = brands.get(brand).filter(|divisions| !divisions.is_empty()) else { return };
        if let Some(name) = spot.named().filter(|name| !divisions.iter().any(|division| division == name)) {
            let message = format!("brand `{brand}` has no division `{name}`, so the projection cannot be held against revenue");
            let mut guess = Guess::new(divisions.iter().map(String::as_str));
            out.push(guess.help(spot.finding(cx, path, message), name, "divisions"));
        }
    });
}

/// The keys of `icp.scores` against the matrix.
fn criteria(cx: &PlanCx<'_>, root: Node<'_>, out: &mut Vec<Diagnostic>) {
    let Some(scores) = reach::down(root, "icp/scores") else { return };
    let criteria = &cx.settings().icp.criteria;
    let known: HashSet<&str> = criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    let mut guess = Guess::new(criteria.iter().map(|criterion| criterion.id.as_str()));
    for entry in scores.entries() {
        let Some(key) = entry.key().filter(|key| !known.contains(key)) else { continue };
        let matrix = if cx.settings().icp.is_default { "the built-in ideal-customer matrix" } else { "icp.yaml" };
        let message = format!("{matrix} has no criterion `{key}`, so its level counts for nothing");
        out.push(guess.help(cx.place(entry.key_span(), &entry.pointer(), message), key, "criteria"));
    }
}
