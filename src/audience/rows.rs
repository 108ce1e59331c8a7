//! The rows of all plans, each taken from the view before where nothing that it is made from has changed. Whoever has no view before gets the same rows.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::audience::row;
use crate::audience::view::RowView;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;

/// A row, and everything besides the ground that it is made from; nothing in it follows from the history but through the scores.
pub(in crate::audience) struct Kept {
    unit: Arc<PlanUnit>,
    card: Arc<Scorecard>,
    counts: Counts,
    first_error: Option<Diagnostic>,
    pub row: Arc<RowView>,
}

impl Kept {
    /// `title` is the one thing in a row that another plan may change.
    fn holds(&self, unit: &Arc<PlanUnit>, title: &str, card: &Arc<Scorecard>, counts: Counts, first_error: Option<&Diagnostic>) -> bool {
        self.row.title == title
            && Arc::ptr_eq(&self.unit, unit)
            && Arc::ptr_eq(&self.card, card)
            && self.counts == counts
            && self.first_error.as_ref() == first_error
    }
}

/// The rows of all plans, in their order. `said` are the places of each plan's findings, `before` the rows of the view before.
pub(in crate::audience) fn rows(analysis: &Analysis<'_>, said: &[Vec<Range<usize>>], before: &[Kept]) -> Vec<Kept> {
    let plans = analysis.portfolio.plans.par_iter().zip(&analysis.cards).zip(said).enumerate();
    let made = |(index, ((unit, card), said)): (usize, ((&Arc<PlanUnit>, &Arc<Scorecard>), &Vec<Range<usize>>))| {
        let findings = || said.iter().filter_map(|range| analysis.findings.get(range.clone())).flatten();
        let (counts, first_error) = (Counts::of(findings()), findings().find(|finding| finding.level == Level::Error));
        let known = earlier(before, index, unit).filter(|kept| kept.holds(unit, analysis.portfolio.title(unit), card, counts, first_error));
        let row = known.map_or_else(|| Arc::new(row::row(analysis, unit, card, counts, first_error)), |kept| kept.row.clone());
        Kept { unit: unit.clone(), card: card.clone(), counts, first_error: first_error.cloned(), row }
    };
    plans.map(made).collect()
}

/// What is kept of a plan: mostly at the place that it had.
fn earlier<'k>(before: &'k [Kept], index: usize, unit: &PlanUnit) -> Option<&'k Kept> {
    let here = before.get(index).filter(|kept| kept.unit.slug == unit.slug);
    here.or_else(|| before.get(before.binary_search_by(|kept| kept.unit.slug.cmp(&unit.slug)).ok()?))
}
