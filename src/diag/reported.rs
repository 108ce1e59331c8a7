//! A finding as a report shows it: what it is known by when lines move, and whether it counts.

use std::collections::BTreeMap;

use crate::base::fingerprint::fingerprint;
use crate::diag::code::Category;
use crate::diag::diagnostic::Diagnostic;

/// Whether a finding counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Open,
    /// A comment beside it says why it may stay.
    Suppressed,
    /// It stands in the baseline.
    Baselined,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Suppressed => "suppressed",
            State::Baselined => "baselined",
        }
    }
}

/// A finding with its identity and its state.
#[derive(Clone, Debug)]
pub struct Reported<'a> {
    pub finding: &'a Diagnostic,
    /// 32 hexadecimal digits, the same after any edit elsewhere in the file.
    pub fingerprint: String,
    pub state: State,
    /// Why a finding that does not count was accepted.
    pub reason: Option<&'a str>,
}

/// What stays the same when lines move: rule, path and the pointer by ids; where there is no pointer, or where the value itself is
/// what is wrong, the message too (`diagnostics.md` §4).
pub fn identity(finding: &Diagnostic) -> String {
    let place = if finding.identity.is_empty() { &finding.pointer } else { &finding.identity };
    let message = if place.is_empty() || finding.code.category == Category::Reference { finding.message.as_str() } else { "" };
    format!("{}\n{}\n{place}\n{message}", finding.code.name, finding.path)
}

/// A fingerprint for each finding: its identity and, of several with one identity, its number among them.
pub fn fingerprints<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |finding: &Diagnostic| {
        let identity = identity(finding);
        let occurrence = seen.entry(identity.clone()).or_insert(0);
        *occurrence += 1;
        fingerprint([identity.as_bytes(), occurrence.to_string().as_bytes()])
    };
    findings.into_iter().map(number).collect()
}
