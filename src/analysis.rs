//! The waist: all plans, their scores and all findings. Everything before it makes it; after it, one function narrows it for an audience.

use std::sync::Arc;

use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::suppression::Accepted;
use crate::scores::score::Scorecard;
use crate::source::snapshot::Snapshot;

/// The result of checking a territory.
#[derive(Debug)]
pub struct Analysis<'a> {
    pub snapshot: &'a Snapshot,
    pub portfolio: Portfolio,
    /// One card a plan, in the order of `portfolio.plans`.
    pub cards: Vec<Arc<Scorecard>>,
    /// In total order, located.
    pub findings: Vec<Diagnostic>,
    /// Findings that a comment accepts, in total order, located.
    pub accepted: Vec<Accepted>,
}
