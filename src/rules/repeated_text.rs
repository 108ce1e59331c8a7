//! QD502: the same sentence in two plans.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::sentences::{self, Sentence};
use crate::resolve::wording::excerpt;
use crate::rules::reach::Items;
use crate::rules::rule::PlanCx;
use crate::rules::rule::{Check, Rule};

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

fn field(section: &str) -> &'static str {
    match section {
        "obstacles" | "asks" => "what",
        "commitment" => "statement",
        _ => "text",
    }
}

/// The sentences of one plan that are compared: of sections without a mistake, in a plan that is in use.
fn compared<'a>(portfolio: &Portfolio, unit: &'a PlanUnit) -> impl Iterator<Item = (u32, Sentence)> + use<'a> {
    let is_current = (PlanCx { code: &CODE, ground: portfolio, unit, plan: portfolio.plan(unit) }).is_current();
    // that a copy of a plan says the same follows from its being one
    let sentences = if is_current && portfolio.copied(unit).is_none() { unit.sentences() } else { &[] };
    (0..).zip(sentences.iter().copied()).filter(|(_, it)| !unit.file.tainted.contains(it.section()))
}

/// A sentence that stands in an earlier plan too.
struct Repeated {
    /// Which sentence of its own plan.
    ours: u32,
    /// The position of that plan, and which of its sentences it is.
    first: u32,
    theirs: u32,
}

/// Words are known by their hash, which is as good a place in a map as the hash of it.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |all, byte| all.rotate_left(8) ^ u64::from(*byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// One walk over all plans: a sentence is looked up once.
fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    // what nobody has asked of yet is worked out by all threads
    let n_sentences = portfolio.plans.par_iter().map(|unit| unit.sentences().len()).sum();
    // small, because it is as many as there are sentences: the position of a plan, and of the sentence in it
    let mut seen: HashMap<u64, (u32, u32), BuildHasherDefault<Hashed>> = HashMap::with_capacity_and_hasher(n_sentences, Default::default());
    let repeated = |(own, unit): (u32, &Arc<PlanUnit>)| -> Vec<Repeated> {
        let known = compared(portfolio, unit).map(|(ours, sentence)| {
            let (first, theirs) = *seen.entry(sentence.words).or_insert((own, ours));
            Repeated { ours, first, theirs }
        });
        known.filter(|it| it.first != own).collect()
    };
    let repeated: Vec<Vec<Repeated>> = (0..).zip(&portfolio.plans).map(repeated).collect();
    // as large as all findings together, and nobody looks a sentence up any more
    drop(seen);
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
        let Some(other) = portfolio.plans.get(it.first as usize) else { continue };
        let Some((said, theirs)) = unit.sentences().get(it.ours as usize).zip(other.sentences().get(it.theirs as usize)) else { continue };
        let (section, index) = (said.section(), said.index());
        let namesake = portfolio.names.apart(other.slug.as_str()).is_some();
        found.push(unit.repeated.or_say(&portfolio.ground, &other.mark, (it.ours, it.theirs, namesake), || {
            let text = sentences::of_section(plan, section).get(index).copied().unwrap_or_default();
            let message = format!("`{}` stands word for word in the plan of {}", excerpt(text), portfolio.title(other));
            if held && section != "commitment" && items.as_ref().is_none_or(|(of, _)| *of != section) {
                items = Some((section, Items::of(&cx, section)));
            }
            let finding = match &items {
                Some((of, items)) if *of == section => items.at(&cx, index, field(section), message),
                _ if section == "commitment" => cx.at("/commitment/statement", message),
                _ => cx.at(&format!("{}/{}", cx.item(section, index), field(section)), message),
            };
            let theirs = match theirs.section() {
                "commitment" => "/commitment/statement".to_owned(),
                list => format!("{}/{}", other.file.item(list, theirs.index()), field(list)),
            };
            let finding = finding.label(&other.file.path, other.file.at(&theirs), "the same sentence");
            placed(finding.help("say what is particular to this account, or link to the plan that says it"), unit, other)
        }));
    }
    found
}

/// With its lines and columns, so that it can be kept whole.
fn placed(mut finding: Diagnostic, own: &PlanUnit, other: &PlanUnit) -> Diagnostic {
    let place = |unit: &PlanUnit, span: ByteSpan| (unit.file.position(span.start), unit.file.position(span.end));
    (finding.start, finding.end) = place(own, finding.span);
    for label in &mut finding.labels {
        (label.start, label.end) = place(other, label.span);
    }
    finding.identity = own.file.identity(&finding.pointer).as_str().into();
    finding
}
