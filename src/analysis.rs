//! The waist: all plans, their scores and all findings. Everything before it makes it; after it, one function narrows it for an audience.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::suppression::Accepted;
use crate::schema::compose::EffectiveSchema;
use crate::scores::card::Scorecard;
use crate::source::snapshot::Snapshot;

/// The result of checking a territory.
#[derive(Debug)]
pub struct Analysis<'a> {
    pub snapshot: &'a Snapshot,
    pub portfolio: Portfolio,
    /// One card a plan, in the order of `portfolio.plans`.
    pub cards: Vec<Arc<Scorecard>>,
    /// What plans were read by: the core's schema and the territory's overlay.
    pub plan_schema: Arc<EffectiveSchema>,
    /// In total order, located.
    pub findings: Vec<Diagnostic>,
    /// Findings that a comment accepts, in total order, located.
    pub accepted: Vec<Accepted>,
    /// Files that hold a secret, without it.
    pub masked: BTreeMap<SourcePath, Arc<[u8]>>,
}

impl Analysis<'_> {
    /// A file as a report or a page may show it: what was read, without secrets and of the same length.
    pub fn source(&self, path: &SourcePath) -> Option<&[u8]> {
        self.masked.get(path).map(|bytes| &**bytes).or_else(|| self.snapshot.bytes(path))
    }
}
