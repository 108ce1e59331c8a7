//! A finding as a report shows it: what it is known by when lines move, and whether it counts.

use std::collections::HashMap;

use crate::base::fingerprint::{fingerprint, known_by};
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
    pub fingerprint: &'a str,
    pub state: State,
    /// Why a finding that does not count was accepted.
    pub reason: Option<&'a str>,
}

/// What stays the same when lines move (`diagnostics.md` §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity<'a> {
    pub rule: &'a str,
    pub path: &'a str,
    /// The pointer by ids; empty where there is none.
    pub at: &'a str,
    /// Where the place does not tell findings apart; else empty.
    pub message: &'a str,
}

/// Rule, path and the pointer by ids. The message too where the value itself is what is wrong, or where there is no pointer; but one that counts
/// days is another one tomorrow, and says nothing of what the finding is.
pub fn identity(finding: &Diagnostic) -> Identity<'_> {
    let at = if finding.identity.is_empty() { &finding.pointer } else { &finding.identity };
    let by_message = finding.code.category == Category::Reference || (at.is_empty() && !finding.code.clock);
    Identity { rule: finding.code.name, path: finding.path.as_str(), at, message: if by_message { &finding.message } else { "" } }
}

/// A fingerprint for each finding: its identity and, of several with one identity, its number among them.
pub fn fingerprints<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> Vec<String> {
    // by a hash of the identity: there are as many as findings
    let mut seen: HashMap<[u8; 16], u32> = HashMap::new();
    let number = |finding: &'f Diagnostic| {
        let Identity { rule, path, at, message } = identity(finding);
        let identity = format!("{rule}\n{path}\n{at}\n{message}");
        let occurrence = seen.entry(known_by(identity.as_bytes())).or_insert(0);
        *occurrence += 1;
        fingerprint([identity.as_bytes(), occurrence.to_string().as_bytes()])
    };
    findings.into_iter().map(number).collect()
}
