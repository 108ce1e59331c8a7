//! Plans to verdicts: references and dates first, then scores, then all other rules; what the memory holds of a plan is not worked out again.

use std::sync::Arc;

use rayon::prelude::*;

use super::ground::Base;
use super::memory::{Judged, Kept};
use super::reading;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::{locate, order};
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::unit::Unit;
use crate::rules::rule::{Check, PlanCx, Rule, ScoredCx};
use crate::scores::Ranked;
use crate::source::snapshot::Snapshot;

/// Plans that are judged side by side: enough for all threads, few enough to be small in memory.
const BLOCK: usize = 256;

/// How all plans of a snapshot are judged.
pub(super) struct Judge<'a> {
    pub snapshot: &'a Snapshot,
    pub base: &'a Base,
    /// Do rules that no score looks at run too?
    pub rules: bool,
    /// Are the reasons of scores kept?
    pub reasons: bool,
    /// Does the next run ask what this one has worked out?
    pub remembers: bool,
}

impl Judge<'_> {
    /// References and dates, what the plan owes, and what reading found, plan by plan, located. Taints the sections that hold a mistake.
    pub fn sound(&self, portfolio: &mut Portfolio, kept: &[Option<Kept>]) -> Vec<Arc<Vec<Diagnostic>>> {
        let ground = &portfolio.ground;
        let sound = |(unit, kept): (&mut Arc<PlanUnit>, &Option<Kept>)| match (kept, Arc::get_mut(unit)) {
            (Some(kept), _) => kept.judged.so_far.clone(),
            (None, None) => Arc::default(), // a unit that was just read is nobody else's
            (None, Some(unit)) => self.sound_one(ground, unit),
        };
        portfolio.plans.par_iter_mut().zip(kept).map(sound).collect()
    }

    fn sound_one(&self, ground: &Ground, unit: &mut PlanUnit) -> Arc<Vec<Diagnostic>> {
        let mut found = Vec::new();
        if unit.readable() {
            for rule in crate::rules::ALL {
                if let Check::Sound(run) = rule.check {
                    run(&cx(ground, unit, rule.code), &mut found);
                }
            }
        }
        let own: Vec<Diagnostic> = found.iter().filter(|finding| finding.path == unit.file.path).cloned().collect();
        unit.file.taint(&own);
        if unit.readable() {
            for rule in crate::rules::ALL {
                if let (Check::Owed(run), false) = (&rule.check, silent(rule, unit)) {
                    run(&cx(ground, unit, rule.code), &mut found);
                }
            }
        }
        let reviews = unit.reviews.iter().flat_map(|review| review.findings.iter().cloned());
        let mut all: Vec<Diagnostic> = unit.file.findings.iter().cloned().chain(reviews).chain(found).collect();
        self.place(unit, &mut all);
        Arc::new(all)
    }

    /// The scores of each plan, and the rules that look at one plan and its scores. A plan that is judged lets its value tree go, so that
    /// there are never all trees and all cards at once.
    pub fn each(&self, portfolio: &mut Portfolio, mut kept: Vec<Option<Kept>>, ranked: &[Ranked], so_far: &[Arc<Vec<Diagnostic>>]) -> Vec<Judged> {
        let ground = portfolio.ground.clone();
        let mut judged = Vec::with_capacity(ranked.len());
        let blocks = portfolio.plans.chunks_mut(BLOCK).zip(kept.chunks_mut(BLOCK)).zip(ranked.chunks(BLOCK)).zip(so_far.chunks(BLOCK));
        for (((units, kept), ranked), so_far) in blocks {
            let plans = units.par_iter_mut().zip(kept).zip(ranked).zip(so_far);
            let one = |(((unit, kept), ranked), so_far): (((&mut Arc<PlanUnit>, &mut Option<Kept>), &Ranked), &Arc<Vec<Diagnostic>>)| match kept.take() {
                Some(kept) if kept.judged.ranked == *ranked => (kept.judged, false),
                Some(kept) => {
                    drop(std::mem::replace(unit, Arc::new(reading::again(&kept.unit, self.base))));
                    (self.one(&ground, unit, so_far, ranked), true)
                }
                None => (self.one(&ground, unit, so_far, ranked), true),
            };
            let mut block = plans.map(one).collect::<Vec<(Judged, bool)>>();
            if self.reasons {
                squeeze(&mut block);
            }
            judged.extend(block.into_iter().map(|(judged, _)| judged));
            units.par_iter_mut().filter_map(Arc::get_mut).for_each(|unit| {
                unit.file.let_tree_go();
                unit.reviews.iter_mut().for_each(Unit::let_tree_go);
                if !self.remembers {
                    unit.forget_others();
                }
            });
        }
        judged
    }

    fn one(&self, ground: &Ground, unit: &PlanUnit, so_far: &Arc<Vec<Diagnostic>>, ranked: &Ranked) -> Judged {
        let mut card = crate::scores::card(ground, unit, so_far, ranked);
        let mut found = Vec::new();
        if self.rules && unit.readable() {
            for rule in crate::rules::ALL {
                if let (Check::Plan(run) | Check::Knowing(_, run), false) = (&rule.check, silent(rule, unit)) {
                    run(&ScoredCx { cx: cx(ground, unit, rule.code), card: &card }, &mut found);
                }
            }
        }
        self.place(unit, &mut found);
        // in order here, so that there is little to sort when those of all plans come together
        let mut findings: Vec<Diagnostic> = so_far.iter().cloned().chain(found).collect();
        findings.sort_by(order);
        findings.shrink_to_fit();
        if !self.reasons {
            card.let_reasons_go();
        }
        Judged { ranked: *ranked, card: Arc::new(card), so_far: so_far.clone(), findings: Arc::new(findings) }
    }

    /// Lines, columns and the pointer by ids, for findings of one plan and its reviews.
    fn place(&self, unit: &PlanUnit, findings: &mut [Diagnostic]) {
        locate(findings, |path| self.snapshot.bytes(path));
        for finding in findings {
            finding.identity = identity(unit, finding).as_str().into();
            finding.labels.shrink_to_fit();
        }
    }
}

/// Keeps the reasons of new cards in less room: beside those that a kept one is like, else beside those of the card that has most.
fn squeeze(block: &mut [(Judged, bool)]) {
    if !block.iter().any(|(_, is_new)| *is_new) {
        return;
    }
    let kept = block.iter().find(|(_, is_new)| !is_new);
    let Some((other, _)) = kept.or_else(|| block.iter().max_by_key(|(judged, _)| judged.card.reasons())) else { return };
    let like = other.card.alike();
    let new = block.par_iter_mut().filter(|(_, is_new)| *is_new);
    new.filter_map(|(judged, _)| Arc::get_mut(&mut judged.card)).for_each(|card| card.squeeze(&like));
}

/// Does a section that the rule reasons about hold a mistake?
fn silent(rule: &Rule, unit: &PlanUnit) -> bool {
    rule.reads.iter().any(|section| unit.file.tainted.contains(*section))
}

/// The pointer by ids.
pub(super) fn identity(unit: &PlanUnit, finding: &Diagnostic) -> String {
    if unit.file.path == finding.path {
        return unit.file.identity(&finding.pointer);
    }
    unit.reviews.iter().find(|review| review.path == finding.path).map_or_else(String::new, |review| review.identity(&finding.pointer))
}

fn cx<'a>(ground: &'a Ground, unit: &'a PlanUnit, code: &'static Code) -> PlanCx<'a> {
    PlanCx { code, ground, unit, plan: ground.plan(unit) }
}

#[cfg(test)]
mod tests {
    use crate::base::date::Date;
    use crate::diag::diagnostic::Diagnostic;
    use crate::engine;
    use crate::rules::example;
    use crate::scores::card::Scorecard;
    use crate::source::fixture;
    use crate::source::snapshot::Snapshot;

    /// The standard territory and a second plan that says the same.
    fn snapshot() -> Snapshot {
        let objective = "objectives:\n  - {id: a, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}\n";
        let other = "=== accounts/other/plan.md\n---\nschema: quarterdeck/1\naccount: other\nstatus: draft\nowner: maya-chen\nstance: retain\n";
        let territory = example::territory(&format!("{objective}{other}{objective}---\n"));
        fixture::snapshot(&territory, Date::parse(example::TODAY).unwrap())
    }

    #[test]
    fn a_plan_that_is_judged_lets_its_tree_go_even_if_another_repeats_it() {
        let snapshot = snapshot();
        let analysis = engine::check(&snapshot);
        let repeats = |finding: &&Diagnostic| finding.code.name == "repeated-text";
        assert_eq!(analysis.findings.iter().filter(repeats).count(), 1, "{:?}", analysis.findings);
        let held = analysis.portfolio.plans.iter().filter(|unit| unit.file.held_tree().is_some()).map(|unit| unit.slug.as_str());
        assert_eq!(held.collect::<Vec<_>>(), [] as [&str; 0]);
    }

    #[test]
    fn findings_and_values_are_the_same_without_reasons() {
        let snapshot = snapshot();
        let (whole, lean) = (engine::check(&snapshot), engine::findings_noting(&snapshot, &mut |_| {}));
        assert_eq!(whole.findings, lean.findings);
        for (whole, lean) in whole.cards.iter().zip(&lean.cards) {
            let said = |card: &Scorecard| {
                let values = card.scores.iter().chain([&card.readiness.score]).map(|score| (score.key, score.value, score.confidence));
                (values.collect::<Vec<_>>(), card.readiness.level, card.value_at_stake_90d)
            };
            assert_eq!(said(whole), said(lean));
            assert!(whole.reasons() > 0 && lean.reasons() == 0 && lean.readiness.blocks().is_empty());
        }
    }
}
