//! Which findings a baseline accepts, and what is to be said of its lines.

use std::collections::{BTreeMap, VecDeque};

use super::{Baseline, Entry, holds_kind, visible};
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::diag::fix::{Edit, Fix};
use crate::diag::reported::{Identity, identity};
use crate::resolve::portfolio::Portfolio;
use crate::rules::{SILENT_WITHOUT_HISTORY, expired_suppression, unused_baseline_entry};
use crate::source::layout::{self, Role};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its finding is there.
    Matches,
    /// Its finding is there, and counts again: its last day has passed.
    Expired,
    /// Its finding is gone.
    Unused,
    /// Its rule was silent, because the file holds a mistake that comes first or because no earlier version is known.
    Unknown,
}

impl Standing {
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Matches => "matches",
            Standing::Expired => "expired",
            Standing::Unused => "unused",
            Standing::Unknown => "not checked",
        }
    }
}

/// Findings held against a baseline.
#[derive(Debug)]
pub struct Matched {
    /// For each finding the number of the entry that is about it, expired or not.
    pub by: Vec<Option<usize>>,
    /// For each entry.
    pub standing: Vec<Standing>,
}

impl Matched {
    /// The number of the entry that accepts the finding of that number.
    pub fn accepting(&self, finding: usize) -> Option<usize> {
        let number = self.by.get(finding).copied().flatten()?;
        (self.standing.get(number) == Some(&Standing::Matches)).then_some(number)
    }
}

impl Baseline {
    /// Holds findings, in total order, against the entries: each entry accepts one finding, so that a second of the same kind in the same place counts.
    pub fn matched<'f>(&self, findings: impl IntoIterator<Item = &'f Diagnostic>, portfolio: &Portfolio) -> Matched {
        let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        let (expired, lasting): (Vec<usize>, Vec<usize>) =
            (0..self.entries.len()).partition(|number| self.entries.get(*number).is_some_and(|entry| entry.expired(portfolio.today).is_some()));
        for number in lasting.into_iter().chain(expired) {
            if let Some(entry) = self.entries.get(number) {
                waiting.entry(key(entry.identity())).or_default().push_back(number);
            }
        }
        let mut standing: Vec<Standing> =
            self.entries.iter().map(|entry| if is_silent(entry, portfolio) { Standing::Unknown } else { Standing::Unused }).collect();
        let mut by = Vec::new();
        for finding in findings {
            let known = identity(finding);
            // an entry without a message is for whatever is said in that place
            let number = [known, Identity { message: "", ..known }]
                .into_iter()
                .filter(|_| holds_kind(finding.code.category))
                .find_map(|known| waiting.get_mut(&key(known)).and_then(VecDeque::pop_front));
            let expired = number.and_then(|number| self.entries.get(number)).is_some_and(|entry| entry.expired(portfolio.today).is_some());
            if let Some(place) = number.and_then(|number| standing.get_mut(number)) {
                *place = if expired { Standing::Expired } else { Standing::Matches };
            }
            by.push(number);
        }
        Matched { by, standing }
    }

    /// What is wrong with the file and its entries: located, at the levels of the territory, in total order.
    pub fn complaints(&self, matched: &Matched, portfolio: &Portfolio) -> Vec<Diagnostic> {
        let mut all = self.mistakes.clone();
        for (entry, standing) in self.entries.iter().zip(&matched.standing) {
            let (rule, path) = (entry.rule.code.name, &entry.line.path);
            match standing {
                Standing::Matches | Standing::Unknown => {}
                Standing::Expired => {
                    let until = entry.expired(portfolio.today).map_or_else(String::new, |until| until.to_string());
                    let message = format!("the exception for `{rule}` in `{path}` ended on {until}");
                    all.push(
                        self.at(entry, &expired_suppression::CODE, message)
                            .help("mend the finding and take the line out, else decide anew and set a later day"),
                    );
                }
                Standing::Unused => {
                    let message = format!("no finding of `{rule}` in `{path}` is left for this entry");
                    let edit = Edit { path: self.path.clone(), span: entry.removal, text: String::new() };
                    let fix = Fix { title: "take the line out".to_owned(), safe: true, room: None, edits: vec![edit] };
                    let help = "take the line out; `quarterdeck baseline prune` takes out all such lines";
                    all.push(self.at(entry, &unused_baseline_entry::CODE, message).help(help).fix(fix));
                }
            }
        }
        for finding in &mut all {
            finding.level = portfolio.settings.level_for(finding.code.name, finding.path.as_str()).unwrap_or(finding.level);
        }
        findings::locate(&mut all, |_| Some(&self.bytes));
        all.retain(|finding| finding.level != Level::Off);
        // equal lines are as many entries, so nothing is taken for a repetition
        all.sort_by(findings::order);
        all
    }

    /// A finding at an entry; it belongs to the plan that the entry is about, so that it is told to whoever changes that.
    fn at(&self, entry: &Entry, code: &'static Code, message: String) -> Diagnostic {
        let Identity { rule, path, at, message: said } = entry.identity();
        let mut finding = Diagnostic::new(code, &self.path, entry.span, message);
        finding.identity = format!("/{rule}/{path}{at}/{said}");
        finding.account = account(path);
        finding
    }
}

/// An identity as an entry can say it.
fn key(Identity { rule, path, at, message }: Identity<'_>) -> String {
    format!("{rule}\n{}\n{}\n{}", visible(path), visible(at), visible(message))
}

/// The folder of the account that a path lies in.
fn account(path: &str) -> Option<String> {
    match layout::role(&crate::base::path::SourcePath::new(path)?) {
        Role::Plan { folder } | Role::Review { folder, .. } => Some(folder),
        _ => None,
    }
}

/// Could the rule have spoken at all? Then nothing follows from its silence.
fn is_silent(entry: &Entry, portfolio: &Portfolio) -> bool {
    let unread = account(&entry.line.path).and_then(|account| portfolio.find(&account)).is_some_and(|unit| {
        let mistaken = entry.rule.reads.iter().any(|section| unit.file.tainted.contains(*section));
        let review = unit.reviews.iter().find(|review| review.path.as_str() == entry.line.path);
        !unit.readable() || mistaken || review.is_some_and(|review| review.value.is_none())
    });
    unread || (portfolio.history.past().is_none() && SILENT_WITHOUT_HISTORY.contains(&entry.rule.code.name))
}
