//! What one run leaves to the next over the same territory: the base, and of every plan what was read from its files and said of it, and its row. A plan's entry is
//! good for exactly the same files on the same ground; whoever runs without a memory gets the same bytes.

use std::collections::HashMap;
use std::sync::Arc;

use super::ground::Base;
use crate::audience::rows::RowsBefore;
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
    plans: HashMap<Slug, Kept>,
    rows: RowsBefore,
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
    /// Findings of the rules that look at one plan and its scores, located.
    pub found: Arc<Vec<Diagnostic>>,
}

impl Judged {
    /// All findings.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.so_far.iter().chain(self.found.iter())
    }
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
                self.plans.retain(|slug, _| before.plans.get(slug.as_str()) == now.plans.get(slug.as_str()));
            }
            _ => self.plans.clear(),
        }
        base
    }

    pub(super) fn rows(&mut self) -> &mut RowsBefore {
        &mut self.rows
    }

    pub(super) fn take(&mut self, slug: &Slug) -> Option<Kept> {
        self.plans.remove(slug)
    }

    /// Keeps what a run has found.
    pub(super) fn keep(&mut self, base: Base, portfolio: &Portfolio, judged: Vec<Judged>) {
        self.base = Some(base);
        self.plans = portfolio.plans.iter().zip(judged).map(|(unit, judged)| (unit.slug.clone(), Kept { unit: unit.clone(), judged })).collect();
    }
}
