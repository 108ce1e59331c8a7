//! Which findings a baseline accepts, and what is to be said of its lines.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::{Baseline, Entry, holds_kind, visible};
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::diag::fix::{Edit, Fix};
use crate::diag::reported::{Identity, identity};
use crate::parse::codes::YAML_DUPLICATE_KEY;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::Needs;
use crate::rules::{expired_suppression, unused_baseline_entry};
use crate::schema::check;
use crate::schema::codes::{CONFIG_ERROR, EMPTY_VALUE, VALUE_TYPE};
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
    /// Its rule was silent, because a mistake comes first (in the file, in the settings, in a plan that it compares with) or because no earlier version
    /// is known.
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
        let mut standing = vec![Standing::Unused; self.entries.len()];
        let mut silence = Silence::of(portfolio);
        let mut by = Vec::new();
        for finding in findings {
            silence.hear(finding);
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
        for (entry, place) in self.entries.iter().zip(&mut standing).filter(|(_, place)| **place == Standing::Unused) {
            if silence.covers(entry) {
                *place = Standing::Unknown;
            }
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
                    let gone = account(path).filter(|folder| portfolio.find(folder).is_none());
                    let help = match gone {
                        Some(folder) => {
                            let folder = layout::in_account(&folder, "");
                            format!("`{folder}` has no plan any more: where it was moved, write its new folder into this line, else take the line out")
                        }
                        None => "take the line out; `quarterdeck baseline prune` takes out all such lines".to_owned(),
                    };
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
        finding.identity = format!("/{rule}/{path}{at}/{said}").into();
        finding.account = account(path);
        finding
    }
}

/// An identity as an entry can say it.
fn key(Identity { rule, path, at, message }: Identity<'_>) -> String {
    format!("{rule}\n{}\n{}\n{}", visible(path), visible(at), visible(message))
}

/// The folder of the account that a path lies in.
fn account(path: &str) -> Option<Arc<str>> {
    match layout::role(&crate::base::path::SourcePath::new(path)?) {
        Role::Plan { folder } | Role::Review { folder, .. } => Some(folder.into()),
        _ => None,
    }
}

/// Where rules could not have spoken in this run: nothing follows from what they do not say there.
struct Silence<'p> {
    portfolio: &'p Portfolio,
    /// Settings, people or the schema hold a mistake, so that everything was judged by something else.
    everywhere: bool,
    /// By file the places where what the schema asks could not be asked, because another value or none stands there.
    hidden: BTreeMap<String, Vec<(&'static Code, String)>>,
}

impl<'p> Silence<'p> {
    fn of(portfolio: &'p Portfolio) -> Self {
        Silence { portfolio, everywhere: false, hidden: BTreeMap::new() }
    }

    fn hear(&mut self, finding: &Diagnostic) {
        let code = finding.code;
        if code == &CONFIG_ERROR && layout::role(&finding.path).is_policy() {
            self.everywhere = true;
        }
        let mut hide = |at: &str| self.hidden.entry(finding.path.to_string()).or_default().push((code, at.to_owned()));
        if [&VALUE_TYPE, &EMPTY_VALUE, &YAML_DUPLICATE_KEY].contains(&code) {
            hide(identity(finding).at);
        }
        if let Some((key, (owner, _))) = check::meant_key(finding).zip(identity(finding).at.rsplit_once('/')) {
            hide(&format!("{owner}/{key}"));
        }
    }

    fn covers(&self, entry: &Entry) -> bool {
        let (portfolio, line) = (self.portfolio, &entry.line);
        let unread = account(&line.path).and_then(|account| portfolio.find(&account)).is_some_and(|unit| {
            let mistaken = entry.rule.reads.iter().any(|section| unit.file.tainted.contains(*section));
            let review = unit.reviews.iter().find(|review| review.path.as_str() == line.path);
            !unit.readable() || mistaken || review.is_some_and(|review| review.value.is_none())
        });
        // what is said of a place twice hides nothing of the kind
        let lies_in = |(by, at): &(&'static Code, String)| {
            let rest = line.at.strip_prefix(at.as_str());
            rest.is_some_and(|rest| rest.starts_with(['/', '[']) || (rest.is_empty() && *by != entry.rule.code))
        };
        unread
            || self.everywhere
            || self.hidden.get(&line.path).is_some_and(|places| places.iter().any(lies_in))
            || (entry.rule.needs(Needs::AllPlans) && !portfolio.is_ranked_whole())
            || (portfolio.history.past().is_none() && entry.rule.needs(Needs::History))
    }
}
