//! Which plans a change concerns, and why: the ones it touches, the ones that refer to them, or all when it touches what every plan is judged by
//! (`diagnostics.md` §7). Knows no revision: whoever asks brings both states.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::base::count::count;
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// Why a plan is concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its plan, a review or an attachment of it differs, or it is new.
    Changed,
    /// It links to an account that changed or is gone.
    RefersTo(String),
}

/// What a change concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// By account, for plans of the head.
    pub plans: BTreeMap<String, Why>,
    /// Accounts whose plan is gone.
    pub removed: BTreeSet<String>,
    /// The file whose change concerns every plan.
    pub everything: Option<SourcePath>,
    files: BTreeSet<SourcePath>,
    total: usize,
}

impl Affected {
    /// Compares the base, with its own policy, to an analysis of the head.
    pub fn between(base: &Snapshot, head: &Analysis<'_>) -> Self {
        let portfolio = &head.portfolio;
        let mut affected = Affected { total: portfolio.plans.len(), files: differing(base, head.snapshot), ..Affected::default() };
        let mut changed = BTreeSet::new();
        for path in &affected.files {
            match layout::role(path) {
                Role::Plan { folder } | Role::Review { folder, .. } | Role::Attachment { folder } => drop(changed.insert(folder)),
                role if affected.everything.is_none() && (role.is_policy() || matches!(role, Role::Data(_))) => affected.everything = Some(path.clone()),
                _ => {}
            }
        }
        for unit in &portfolio.plans {
            let slug = unit.slug.as_str();
            let refers = || unit.linked().iter().find(|target| target.as_str() != slug && changed.contains(target.as_str()));
            if changed.contains(slug) {
                affected.plans.insert(slug.to_owned(), Why::Changed);
            } else if let Some(target) = refers() {
                affected.plans.insert(slug.to_owned(), Why::RefersTo(target.to_string()));
            }
        }
        affected.removed = changed.into_iter().filter(|slug| portfolio.find(slug).is_none()).collect();
        affected
    }

    /// Is a finding the change's business? One that explains itself by a place in a changed file is, wherever it stands, and
    /// what is said of the exceptions of a plan that is gone.
    pub fn concerns(&self, finding: &Diagnostic) -> bool {
        self.everything.is_some()
            || finding.account.as_deref().is_some_and(|account| self.plans.contains_key(account) || self.removed.contains(account))
            || self.files.contains(&finding.path)
            || finding.labels.iter().any(|label| self.files.contains(&label.path))
    }

    /// `3 of 412 plans affected since 1a2b3c4 (main): 2 changed, 1 refers to them`.
    pub fn sentence(&self, since: &str) -> String {
        if let Some(path) = &self.everything {
            return format!("all of {} affected since {since}: {path} changed", count(self.total, "plan", "plans"));
        }
        let n_changed = self.plans.values().filter(|why| **why == Why::Changed).count();
        let n_refer = self.plans.len() - n_changed;
        let mut parts = Vec::new();
        if n_changed > 0 {
            parts.push(format!("{n_changed} changed"));
        }
        if n_refer > 0 {
            parts.push(format!("{n_refer} {} to what changed", if n_refer == 1 { "refers" } else { "refer" }));
        }
        if !self.removed.is_empty() {
            parts.push(format!("{} removed", self.removed.len()));
        }
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        format!("{} of {} affected since {since}{parts}", self.plans.len(), count(self.total, "plan", "plans"))
    }

    /// One line a plan, for `-v`.
    pub fn reasons(&self) -> String {
        let line = |(account, why): (&String, &Why)| match why {
            Why::Changed => format!("{account}: changed\n"),
            Why::RefersTo(target) => format!("{account}: refers to {target}\n"),
        };
        self.plans.iter().map(line).chain(self.removed.iter().map(|account| format!("{account}: removed\n"))).collect()
    }
}

/// The files that play a part in the territory and are not the same on both sides. How lines end is no difference.
fn differing(base: &Snapshot, head: &Snapshot) -> BTreeSet<SourcePath> {
    let paths: BTreeSet<&SourcePath> = base.files.keys().chain(head.files.keys()).collect();
    let differ = |path: &SourcePath| match (base.files.get(path), head.files.get(path)) {
        (Some(File::Bytes(before)), Some(File::Bytes(after))) => !same_lines(before, after),
        // earlier versions of attachments are not read; what they hold changes no finding
        (Some(File::Bytes(_) | File::Present), Some(File::Bytes(_) | File::Present)) => false,
        (Some(before), Some(after)) => std::mem::discriminant(before) != std::mem::discriminant(after),
        _ => true,
    };
    let plays = |path: &SourcePath| layout::role(path) != Role::Other;
    paths.into_iter().filter(|path| plays(path) && differ(path)).cloned().collect()
}

/// The same text but for how its lines end: a checkout may have written CRLF where the repository holds LF.
pub fn same_lines(before: &[u8], after: &[u8]) -> bool {
    if before == after {
        return true;
    }
    let unix = |text: &[u8]| -> Vec<u8> {
        let mut next = text.iter().skip(1).copied();
        text.iter().filter(|byte| !(next.next() == Some(b'\n') && **byte == b'\r')).copied().collect()
    };
    unix(before) == unix(after)
}
