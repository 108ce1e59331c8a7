//! The findings of one state with what a comment or the baseline says of them; and which of them an earlier state had already.

use std::collections::BTreeMap;

use quarterdeck::analysis::Analysis;
use quarterdeck::base::path::SourcePath;
use quarterdeck::baseline::Baseline;
use quarterdeck::diag::code::Level;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::findings::order;
use quarterdeck::diag::reported::{Reported, State, fingerprints};
use quarterdeck::rules::suppression::UNUSED_SUPPRESSION;
use quarterdeck::source::layout::{self, Role};
use quarterdeck::source::moves;
use quarterdeck::source::snapshot::Snapshot;

/// A finding with what a report says beside it.
pub struct Found {
    pub finding: Diagnostic,
    pub fingerprint: String,
    pub state: State,
    pub reason: Option<String>,
    /// Is it reported?
    pub wanted: bool,
}

impl Found {
    pub fn reported(&self) -> Reported<'_> {
        Reported { finding: &self.finding, fingerprint: &self.fingerprint, state: self.state, reason: self.reason.as_deref() }
    }

    /// Is it an error that counts, in a file that all plans are judged by?
    pub fn breaks_the_territory(&self) -> bool {
        let plans = matches!(layout::role(&self.finding.path), Role::Plan { .. } | Role::Review { .. } | Role::Attachment { .. } | Role::Page { .. });
        self.state == State::Open && self.finding.level == Level::Error && !plans
    }
}

/// All findings of an analysis in total order, those that a comment or the baseline accepts among them.
pub fn all(analysis: &mut Analysis<'_>, no_suppressions: bool, baseline: Option<&Baseline>) -> Vec<Found> {
    numbered(with_states(analysis, no_suppressions, baseline))
}

/// A finding, whether it counts, and why not.
type Stated = (Diagnostic, State, Option<String>);

fn with_states(analysis: &mut Analysis<'_>, no_suppressions: bool, baseline: Option<&Baseline>) -> Vec<Stated> {
    let mut all: Vec<Stated> = std::mem::take(&mut analysis.findings).into_iter().map(|finding| (finding, State::Open, None)).collect();
    let accepted = std::mem::take(&mut analysis.accepted);
    if no_suppressions {
        all.retain(|(finding, ..)| finding.code != &UNUSED_SUPPRESSION);
        all.extend(accepted.into_iter().map(|it| (it.finding, State::Open, None)));
    } else {
        all.extend(accepted.into_iter().map(|it| (it.finding, State::Suppressed, Some(it.reason))));
    }
    all.sort_by(|(a, ..), (b, ..)| order(a, b));
    if let Some(baseline) = baseline {
        let matched = baseline.matched(all.iter().filter(|(_, state, _)| *state == State::Open).map(|(finding, ..)| finding), &analysis.portfolio);
        for (number, (_, state, reason)) in all.iter_mut().filter(|(_, state, _)| *state == State::Open).enumerate() {
            if let Some(entry) = matched.accepting(number).and_then(|number| baseline.entries.get(number)) {
                (*state, *reason) = (State::Baselined, entry.line.reason.clone());
            }
        }
        all.extend(baseline.complaints(&matched, &analysis.portfolio).into_iter().map(|finding| (finding, State::Open, None)));
        all.sort_by(|(a, ..), (b, ..)| order(a, b));
    }
    all
}

fn numbered(all: Vec<Stated>) -> Vec<Found> {
    let fingerprints = fingerprints(all.iter().map(|(finding, ..)| finding));
    all.into_iter().zip(fingerprints).map(|((finding, state, reason), fingerprint)| Found { finding, fingerprint, state, reason, wanted: true }).collect()
}

/// What an earlier state had, by fingerprint: how bad it was there, and whether it counted.
#[derive(Default)]
pub struct Known(BTreeMap<String, (Level, State)>);

impl Known {
    /// The findings of an earlier state with its own settings, people, tables and baseline. Of a plan that has moved they are known by where it lies
    /// in the head.
    pub fn of(base: &mut Analysis<'_>, head: &Snapshot, no_suppressions: bool, baseline: Option<&Baseline>) -> Self {
        let places = Places::between(base.snapshot, head);
        let mut all = with_states(base, no_suppressions, baseline);
        all.iter_mut().for_each(|(finding, ..)| follow(finding, &places));
        // as the head's are numbered
        all.sort_by(|(a, ..), (b, ..)| order(a, b));
        Known(numbered(all).into_iter().map(|it| (it.fingerprint, (it.finding.level, it.state))).collect())
    }

    /// Did the earlier state have it? One that its baseline held and that counts now is new, and so is one that has become worse; one that a comment
    /// accepted was there, and only the reason is gone.
    pub fn had(&self, found: &Found) -> bool {
        let as_bad = |(level, state): &(Level, State)| found.state != State::Open || (*state != State::Baselined && *level >= found.finding.level);
        self.0.get(&found.fingerprint).is_some_and(as_bad)
    }
}

/// Where plans of an earlier state stand now: their folders of before with those of now.
pub struct Places(BTreeMap<String, String>);

impl Places {
    pub fn between(base: &Snapshot, head: &Snapshot) -> Self {
        Places(moves::moved(base, head).into_iter().map(|(to, from)| (from, to)).collect())
    }

    /// Where a file of a plan that moved lies now.
    pub fn now(&self, path: &str) -> Option<String> {
        let (folder, inside) = layout::split_account(path)?;
        Some(layout::in_account(self.0.get(folder)?, inside))
    }
}

/// Puts the finding into the folder that its plan stands in now.
fn follow(finding: &mut Diagnostic, places: &Places) {
    if let Some(path) = places.now(finding.path.as_str()).and_then(|path| SourcePath::new(&path)) {
        finding.path = path;
    }
}
