//! What one run leaves to the next over the same territory: the base, and of every plan what was read from its files and said of it, and what its view came to. A plan's entry is
//! good for exactly the same files on the same ground; whoever runs without a memory gets the same bytes.

use std::sync::Arc;

use super::ground::Base;
use crate::audience::before::Before;
use crate::base::slug::Slug;
use crate::diag::diagnostic::Diagnostic;
use crate::model::past::History;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::scores::Ranked;
use crate::scores::card::Scorecard;
use crate::source::snapshot::Snapshot;

/// Empty at first. Entries that a run does not use are dropped at its end.
#[derive(Default)]
pub struct Memory {
    base: Option<Base>,
    /// By slug.
    plans: Vec<Kept>,
    view: Before,
}

/// One plan, read and judged.
pub(super) struct Kept {
    pub unit: Arc<PlanUnit>,
    pub judged: Judged,
}

/// What was said of one plan, and the only thing that it depends on besides the plan and the ground.
#[derive(Clone)]
pub(super) struct Judged {
    pub ranked: Ranked,
    /// Findings of reading, references and dates, located.
    pub so_far: Arc<Vec<Diagnostic>>,
    pub card: Arc<Scorecard>,
    /// These and the findings of the rules that look at one plan and its scores, located and in total order.
    pub findings: Arc<Vec<Diagnostic>>,
}

impl Memory {
    /// The base for a snapshot. On other ground nothing of what was said of the plans holds, and where a plan has another past, nothing of what was said of it.
    pub(super) fn base(&mut self, snapshot: &Snapshot, planned: &[&Slug], ended: &mut dyn FnMut(&'static str)) -> Base {
        let Some(before) = self.base.take() else { return Base::read(snapshot, planned, ended) };
        let history = before.ground.history.clone();
        let (base, same) = before.read_again(snapshot, planned, ended);
        match (same, &history, &base.ground.history) {
            (true, before, now) if before.is_same(now) => {}
            (true, History::Known(before), History::Known(now)) if before.commit == now.commit && before.quarters == now.quarters => {
                self.plans.retain(|kept| before.plans.get(kept.unit.slug.as_str()) == now.plans.get(kept.unit.slug.as_str()));
            }
            _ => self.plans.clear(),
        }
        base
    }

    pub(super) fn view(&mut self) -> &mut Before {
        &mut self.view
    }

    /// What is kept of each of these plans, which come by slug; what is kept of others is forgotten.
    pub(super) fn take<'s>(&mut self, slugs: impl Iterator<Item = &'s Slug>) -> Vec<Option<Kept>> {
        let mut plans = std::mem::take(&mut self.plans).into_iter().peekable();
        let mut of = |slug: &Slug| {
            while plans.next_if(|kept| kept.unit.slug < *slug).is_some() {}
            plans.next_if(|kept| kept.unit.slug == *slug)
        };
        slugs.map(&mut of).collect()
    }

    /// Keeps what a run has found.
    pub(super) fn keep(&mut self, base: Base, portfolio: &Portfolio, judged: Vec<Judged>) {
        self.base = Some(base);
        self.plans = portfolio.plans.iter().zip(judged).map(|(unit, judged)| Kept { unit: unit.clone(), judged }).collect();
    }
}
