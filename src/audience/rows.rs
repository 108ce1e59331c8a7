//! The rows of all plans, each taken from the view before where nothing that it is made from has changed. Whoever has no view before gets the same rows.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::audience::row;
use crate::audience::view::RowView;
use crate::base::slug::Slug;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;

/// What one view leaves to the next over the same territory.
#[derive(Default)]
pub struct RowsBefore {
    ground: Option<Arc<Ground>>,
    rows: HashMap<Slug, Kept>,
}

/// A row, and everything besides the ground that it is made from; nothing in it follows from the history but through the scores.
struct Kept {
    unit: Arc<PlanUnit>,
    card: Arc<Scorecard>,
    counts: Counts,
    first_error: Option<Diagnostic>,
    row: Arc<RowView>,
}

impl Kept {
    fn holds(&self, unit: &Arc<PlanUnit>, card: &Arc<Scorecard>, counts: Counts, first_error: Option<&Diagnostic>) -> bool {
        Arc::ptr_eq(&self.unit, unit) && Arc::ptr_eq(&self.card, card) && self.counts == counts && self.first_error.as_ref() == first_error
    }
}

/// The rows of the plans at these positions.
pub(in crate::audience) fn rows(analysis: &Analysis<'_>, order: &[usize], before: &mut RowsBefore) -> Vec<Arc<RowView>> {
    let ground = &analysis.portfolio.ground;
    // of the history a row knows what the scores say
    if !before.ground.as_ref().is_some_and(|earlier| earlier.has_same_base(ground)) {
        *before = RowsBefore { ground: Some(ground.clone()), rows: HashMap::new() };
    }
    let said = said_of(&analysis.findings);
    let made = |index: &usize| {
        let (unit, card) = (analysis.portfolio.plans.get(*index)?, analysis.cards.get(*index)?);
        let (counts, first_error) = said.get(unit.slug.as_str()).copied().unwrap_or_default();
        let known = before.rows.get(&unit.slug).filter(|kept| kept.holds(unit, card, counts, first_error));
        let row = known.map_or_else(|| Arc::new(row::row(analysis, unit, card, counts, first_error)), |kept| kept.row.clone());
        Some(Kept { unit: unit.clone(), card: card.clone(), counts, first_error: first_error.cloned(), row })
    };
    let made: Vec<Option<Kept>> = order.par_iter().map(made).collect();
    let made = made.into_iter().flatten();
    let rows = made.map(|kept| (kept.row.clone(), kept));
    let (rows, kept): (Vec<Arc<RowView>>, HashMap<Slug, Kept>) = rows.map(|(row, kept)| (row, (kept.unit.slug.clone(), kept))).unzip();
    before.rows = kept;
    rows
}

/// How many findings of each level an account has, and its first error.
fn said_of(findings: &[Diagnostic]) -> HashMap<&str, (Counts, Option<&Diagnostic>)> {
    let mut said: HashMap<&str, (Counts, Option<&Diagnostic>)> = HashMap::new();
    // those of one plan mostly stand together: one look into the map for all of them
    for together in findings.chunk_by(|a, b| a.account == b.account) {
        if let Some(account) = together.first().and_then(|finding| finding.account.as_deref()) {
            let (counts, first_error) = said.entry(account).or_default();
            counts.add(Counts::of(together));
            *first_error = first_error.or_else(|| together.iter().find(|finding| finding.level == Level::Error));
        }
    }
    said
}
