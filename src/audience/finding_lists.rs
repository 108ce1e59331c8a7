//! Findings as lists show them: the worst first, and those of each rule. Worked out once, so that a list in a thousand parts is not put in order a
//! thousand times.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::audience::project::View;
use crate::audience::view::FindingView;
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;

/// Positions in the list of all findings.
#[derive(Default)]
pub(in crate::audience) struct FindingLists {
    worst_first: Vec<u32>,
    by_rule: BTreeMap<&'static str, Vec<u32>>,
    plans: usize,
    outside: usize,
}

impl FindingLists {
    fn of(findings: &[Diagnostic], portfolio: &Portfolio) -> Self {
        let mut lists = FindingLists::default();
        let mut plans: HashSet<&str> = HashSet::new();
        let (mut errors, mut warnings, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (at, finding) in (0..).zip(findings) {
            lists.by_rule.entry(finding.code.name).or_default().push(at);
            match finding.level {
                Level::Error => errors.push(at),
                Level::Warn => warnings.push(at),
                Level::Info => others.push(at),
                Level::Off => {}
            }
        }
        // those of one plan mostly stand together
        for together in findings.chunk_by(|a, b| a.account == b.account) {
            let account = together.first().and_then(|finding| finding.account.as_deref());
            match account.filter(|account| portfolio.index.contains_key(*account)) {
                Some(account) => drop(plans.insert(account)),
                None => lists.outside += together.len(),
            }
        }
        lists.plans = plans.len();
        errors.extend(warnings);
        errors.extend(others);
        lists.worst_first = errors;
        lists
    }
}

fn rules_of(findings: &[Diagnostic]) -> Vec<&'static Code> {
    let mut rules: Vec<&'static Code> = Vec::new();
    for finding in findings {
        // a rule has one code, which says its name; there are a hundred at most
        if !rules.iter().any(|known| std::ptr::eq(*known, finding.code)) {
            rules.push(finding.code);
        }
    }
    rules.sort_unstable_by_key(|code| code.name);
    rules.dedup();
    rules
}

impl View<'_> {
    fn finding_lists(&self) -> &FindingLists {
        self.kept.findings.get_or_init(|| FindingLists::of(self.diagnostics(), &self.analysis.portfolio))
    }

    fn listed(&self, places: &[u32], shown: Range<usize>) -> Vec<FindingView> {
        places.get(shown).unwrap_or_default().iter().filter_map(|at| self.finding_at(*at as usize)).collect()
    }

    /// Some of all findings, by their places in the list: the worst level first, within a level by file and line.
    pub fn worst_findings(&self, shown: Range<usize>) -> Vec<FindingView> {
        self.listed(&self.finding_lists().worst_first, shown)
    }

    /// The first of all findings, the worst level first, within a level plan by plan and in total order.
    pub fn worst_by_plan(&self, most: usize) -> Vec<FindingView> {
        let mut all: Vec<_> = self.diagnostics().iter().map(|finding| (std::cmp::Reverse(finding.level), self.plan_of(finding))).enumerate().collect();
        // stable, so that the total order stays
        all.sort_by_key(|(_, key)| *key);
        all.iter().take(most).filter_map(|(at, _)| self.finding_at(*at)).collect()
    }

    /// The rules that found something, by name.
    pub fn finding_rules(&self) -> &[&'static Code] {
        // every catalogue asks, and most of them nothing else of the lists
        self.kept.rules.get_or_init(|| rules_of(self.diagnostics()))
    }

    /// How much a rule found.
    pub fn found_by(&self, rule: &str) -> usize {
        self.finding_lists().by_rule.get(rule).map_or(0, Vec::len)
    }

    /// Some of what a rule found, in total order.
    pub fn findings_by(&self, rule: &str, shown: Range<usize>) -> Vec<FindingView> {
        self.finding_lists().by_rule.get(rule).map(|found| self.listed(found, shown)).unwrap_or_default()
    }

    /// In how many plans something was found, and how much was found that concerns no plan.
    pub fn finding_places(&self) -> (usize, usize) {
        let lists = self.finding_lists();
        (lists.plans, lists.outside)
    }
}
