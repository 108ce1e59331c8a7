//! QD502: the same sentence in two plans.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::ask::Asks;
use crate::model::plan::Plan;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::vague::WORDS_MIN;
use crate::resolve::wording::excerpt;
use crate::rules::reach::Items;
use crate::rules::rule::PlanCx;
use crate::rules::rule::{Check, Rule};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use rayon::prelude::*;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "repeated-text",
    code: "QD502",
    category: Category::Text,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M27", "M3"],
    docs: Docs {
        what: "An objective, obstacle, ask or commitment of at least six words stands word for word in another plan. Of plans that say the same, all but the first are named.",
        why: "Two accounts are never in the same situation. A sentence that fits both was mostly copied from one, and describes neither.",
        fix: "Say what is particular to this account. When both really need the same, let one plan say it and link to it.",
        bad: "\
=== accounts/pine-valley/plan.md
---
schema: quarterdeck/1
account: pine-valley
status: draft
owner: tomas-rivera
period: FY2027-Q1
stance: retain
tier: C
selection: {on: 2026-09-04, by: ines-okafor, rationale: Four clinics that order every week.}
objectives:
  - {id: keep-clinics, text: Keep the four clinics at the renewal of May 2027, kind: defence, horizon: short, by: 2027-05-31}
  - {id: one-order, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}
actions:
  - {id: invite, objective: keep-clinics, text: Invite Alma Reyes to the depot in December, kind: relationship, owner: tomas-rivera, due: 2026-12-15, status: planned}
  - {id: terms, objective: one-order, text: Agree one weekly order with Alma Reyes and her two buyers, owner: tomas-rivera, due: 2027-03-15, status: planned}
benchmarks:
  - {id: orders, text: Orders per week, unit: orders, direction: down, baseline: {value: 4, on: 2026-09-30}, target: {value: 1, by: 2028-03-31}}
obstacles:
  - {id: two-systems, what: Group policy of August 2026 asks for two suppliers per category above 500000 a year, trend: steady, impact: low}
asks: {none: Everything is in our own hands until the renewal.}
people:
  - {id: alma-reyes, name: Alma Reyes, title: Purchasing Manager, buying_role: economic, influence: 4, disposition: supporter}
team:
  - {person: priya-nair, function: operations}
commitment: {statement: We will keep all four clinics through 2027., by: [tomas-rivera], on: 2026-10-02}
---
",
        good: "\
=== accounts/pine-valley/plan.md
---
schema: quarterdeck/1
account: pine-valley
status: draft
owner: tomas-rivera
period: FY2027-Q1
stance: retain
tier: C
selection: {on: 2026-09-04, by: ines-okafor, rationale: Four clinics that order every week.}
objectives:
  - {id: keep-clinics, text: Keep the four clinics at the renewal of May 2027, kind: defence, horizon: short, by: 2027-05-31}
  - {id: one-order, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}
actions:
  - {id: invite, objective: keep-clinics, text: Invite Alma Reyes to the depot in December, kind: relationship, owner: tomas-rivera, due: 2026-12-15, status: planned}
  - {id: terms, objective: one-order, text: Agree one weekly order with Alma Reyes and her two buyers, owner: tomas-rivera, due: 2027-03-15, status: planned}
benchmarks:
  - {id: orders, text: Orders per week, unit: orders, direction: down, baseline: {value: 4, on: 2026-09-30}, target: {value: 1, by: 2028-03-31}}
obstacles:
  - {id: two-systems, what: Two clinics order by telephone until the spring of 2027, trend: steady, impact: low}
asks: {none: Everything is in our own hands until the renewal.}
people:
  - {id: alma-reyes, name: Alma Reyes, title: Purchasing Manager, buying_role: economic, influence: 4, disposition: supporter}
team:
  - {person: priya-nair, function: operations}
commitment: {statement: We will keep all four clinics through 2027., by: [tomas-rivera], on: 2026-10-02}
---
",
    },
};

/// The sections whose texts are compared: what is diagnosed, wanted, asked and promised. Steps may well be the same in two accounts.
const SECTIONS: [&str; 4] = ["objectives", "obstacles", "asks", "commitment"];

/// The texts of one section, in the order of its items.
fn texts<'a>(plan: &'a Plan, section: &str) -> Vec<&'a str> {
    match section {
        "objectives" => plan.objectives.iter().map(|it| it.text.as_str()).collect(),
        "obstacles" => plan.obstacles.iter().map(|it| it.what.as_str()).collect(),
        "asks" => plan.asks.as_ref().map_or(&[][..], Asks::list).iter().map(|it| it.what.as_str()).collect(),
        _ => plan.commitment.iter().filter_map(|it| it.statement.as_deref()).collect(),
    }
}

fn field(section: &str) -> &'static str {
    match section {
        "obstacles" | "asks" => "what",
        "commitment" => "statement",
        _ => "text",
    }
}

/// Case, blanks and signs make no other sentence. A hash will do: two sentences with the same one are as unlikely as anything.
fn key(text: &str, plain: &mut String) -> Option<u64> {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if words < WORDS_MIN {
        return None;
    }
    plain.clear();
    plain.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    let mut hasher = DefaultHasher::new();
    hasher.write(plain.as_bytes());
    Some(hasher.finish())
}

/// The sentences of one plan that can be compared: section, position, key.
fn keys(portfolio: &Portfolio, unit: &PlanUnit) -> Vec<(&'static str, usize, u64)> {
    let plan = portfolio.plan(unit);
    // that a copy of a plan says the same follows from its being one
    if !(PlanCx { code: &CODE, ground: portfolio, unit, plan }).is_current() || portfolio.copied(unit).is_some() {
        return Vec::new();
    }
    let mut plain = String::new();
    let sections = SECTIONS.into_iter().filter(|section| !unit.file.tainted.contains(*section));
    let sentences = sections.flat_map(|section| texts(plan, section).into_iter().enumerate().map(move |(index, text)| (section, index, text)));
    sentences.filter_map(|(section, index, text)| Some((section, index, key(text, &mut plain)?))).collect()
}

/// A sentence that stands in an earlier plan too.
struct Repeated {
    section: &'static str,
    index: usize,
    /// The position of that plan, and where in it.
    first: usize,
    their_section: &'static str,
    their_index: usize,
}

/// One walk over all plans: a sentence is looked up once.
fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let keys: Vec<_> = portfolio.plans.par_iter().map(|unit| keys(portfolio, unit)).collect();
    let mut seen: HashMap<u64, (usize, &'static str, usize)> = HashMap::with_capacity(keys.iter().map(Vec::len).sum());
    let mut repeated = |own: usize, keys: Vec<(&'static str, usize, u64)>| -> Vec<Repeated> {
        let known = keys.into_iter().map(|(section, index, key)| {
            let (first, their_section, their_index) = *seen.entry(key).or_insert((own, section, index));
            Repeated { section, index, first, their_section, their_index }
        });
        known.filter(|it| it.first != own).collect()
    };
    let repeated: Vec<Vec<Repeated>> = keys.into_iter().enumerate().map(|(own, keys)| repeated(own, keys)).collect();
    out.par_extend(portfolio.plans.par_iter().zip(repeated).flat_map_iter(|(unit, repeated)| told(portfolio, unit, &repeated)));
}

fn told(portfolio: &Portfolio, unit: &PlanUnit, repeated: &[Repeated]) -> Vec<Diagnostic> {
    let plan = portfolio.plan(unit);
    let cx = PlanCx { code: &CODE, ground: portfolio, unit, plan };
    // a walk over the list as long as its tree is in memory, so that ten thousand repeated items stay linear
    let mut items: Option<(&str, Items<'_>)> = None;
    let held = unit.file.held_tree().is_some();
    let mut found = Vec::with_capacity(repeated.len());
    for it in repeated {
        let Some(other) = portfolio.plans.get(it.first) else { continue };
        let text = texts(plan, it.section).get(it.index).copied().unwrap_or_default();
        let message = format!("`{}` stands word for word in the plan of {}", excerpt(text), portfolio.title(other));
        if held && it.section != "commitment" && items.as_ref().is_none_or(|(of, _)| *of != it.section) {
            items = Some((it.section, Items::of(&cx, it.section)));
        }
        let finding = match &items {
            Some((of, items)) if *of == it.section => items.at(&cx, it.index, field(it.section), message),
            _ if it.section == "commitment" => cx.at("/commitment/statement", message),
            _ => cx.at(&format!("{}/{}", cx.item(it.section, it.index), field(it.section)), message),
        };
        let theirs = match it.their_section {
            "commitment" => "/commitment/statement".to_owned(),
            list => format!("{}/{}", other.file.item(list, it.their_index), field(list)),
        };
        let finding = finding.label(&other.file.path, other.file.at(&theirs), "the same sentence");
        found.push(finding.help("say what is particular to this account, or link to the plan that says it"));
    }
    found
}
