//! Two states of one territory, compared in account words: what changed in each plan, which scores moved and by which terms, which policy changed
//! and what that does to every plan. Both sides were judged by one policy on one day. Knows no revision: whoever asks brings both analyses.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::base::date::Date;
use crate::changes::policy::{self, PolicyChange};
use crate::changes::{Wording, plan_diff, review_diff};
use crate::model::past::Change;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::value::ScoreValue;
use crate::source::layout::{self, Role};
use crate::source::moves;
use crate::source::snapshot::{File, Snapshot};

/// All that differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub as_of: Date,
    /// Were both sides judged with what was committed until then? Else checks that only commits can answer are unknown.
    pub history: bool,
    /// What matters most first.
    pub accounts: Vec<AccountChanges>,
    pub policy: Vec<PolicyChange>,
    /// What the changes of policy alone do to the plans of the head: plans whose scores move.
    pub effects: Vec<AccountChanges>,
    /// Data tables that differ, with how many lines.
    pub tables: Vec<TableChange>,
    /// Accounts whose folder is another one, with the account that they were.
    pub moved: BTreeMap<String, String>,
}

/// What changed in one account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountChanges {
    pub account: String,
    pub title: String,
    /// What matters most first.
    pub changes: Vec<Change>,
    pub scores: Vec<ScoreMove>,
    /// The readiness level before and after, when it is another one.
    pub level: Option<(String, String)>,
    /// The verdict on the qualification before and after, when it is another one.
    pub qualification: Option<(String, String)>,
}

impl AccountChanges {
    fn says_something(&self) -> bool {
        !self.changes.is_empty() || self.judged_otherwise()
    }

    fn judged_otherwise(&self) -> bool {
        !self.scores.is_empty() || self.level.is_some() || self.qualification.is_some()
    }
}

/// A score that is another one, with the terms that moved it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreMove {
    pub key: &'static str,
    /// `None` where it was undetermined or did not apply.
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
    /// Those whose points differ, largest first.
    pub terms: Vec<TermMove>,
}

/// What a term gave before and gives after, in points.
#[derive(Clone, Debug, PartialEq)]
pub struct TermMove {
    pub label: String,
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
    /// As it stands after; of a term that is gone, as it stood before.
    pub because: String,
    pub path: String,
    pub line: u32,
}

impl TermMove {
    fn points(&self) -> Decimal {
        self.after.unwrap_or_default().saturating_sub(self.before.unwrap_or_default())
    }
}

/// A table with the lines that only one side has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableChange {
    pub path: String,
    pub added: usize,
    pub removed: usize,
}

/// The two sides: the base judged by the head's policy, the head, and (when the policy differs) the head judged by the base's policy.
pub struct Sides<'a, 's> {
    pub base: &'a Analysis<'s>,
    pub head: &'a Analysis<'s>,
    pub head_by_base_policy: Option<&'a Analysis<'s>>,
    /// The base with its own policy files.
    pub base_files: &'a Snapshot,
}

/// Do the files that say how plans are read and judged differ?
pub fn policy_differs(base: &Snapshot, head: &Snapshot) -> bool {
    let files = |snapshot: &Snapshot| -> BTreeMap<String, Vec<u8>> {
        let policy = snapshot.files.iter().filter(|(path, _)| layout::role(path).is_measure() && layout::role(path).is_yardstick());
        policy.filter_map(|(path, file)| bytes(file).map(|bytes| (path.to_string(), bytes.to_vec()))).collect()
    };
    files(base) != files(head)
}

/// Compares.
pub fn compare(sides: &Sides<'_, '_>) -> Comparison {
    let Sides { base, head, head_by_base_policy, base_files } = sides;
    let pairs = pairs(base, head);
    let moved = pairs.iter().filter_map(|(old, new)| old.zip(*new)).map(|((old, _), (new, _))| (new.slug.to_string(), old.slug.to_string()));
    let moved = moved.filter(|(new, old)| new != old).collect();
    let mut accounts: Vec<(u8, AccountChanges)> = pairs.par_iter().filter_map(|(old, new)| account(base, head, *old, *new)).collect();
    accounts.sort_by(|(a_rank, a), (b_rank, b)| (a_rank, &a.account).cmp(&(b_rank, &b.account)));
    let effects = head_by_base_policy.map(|by_base| effects(by_base, head)).unwrap_or_default();
    Comparison {
        as_of: head.portfolio.today,
        history: head.portfolio.history.past().is_some(),
        accounts: accounts.into_iter().map(|(_, changes)| changes).collect(),
        policy: policy::between(base_files, head.snapshot),
        effects,
        tables: tables(base.snapshot, head.snapshot),
        moved,
    }
}

type Side<'a> = Option<(&'a PlanUnit, &'a Scorecard)>;

/// Plans of both sides by account; a plan that is gone and one that is new are one that was moved when they are alike, or have the same title.
fn pairs<'a>(base: &'a Analysis<'_>, head: &'a Analysis<'_>) -> Vec<(Side<'a>, Side<'a>)> {
    let of = |analysis: &'a Analysis<'_>| -> BTreeMap<&'a str, (&'a PlanUnit, &'a Scorecard)> {
        analysis.portfolio.plans.iter().zip(&analysis.cards).map(|(unit, card)| (unit.slug.as_str(), (&**unit, &**card))).collect()
    };
    let (mut old, new) = (of(base), of(head));
    let mut pairs = Vec::new();
    let mut unmatched = Vec::new();
    let moved = moves::moved(base.snapshot, head.snapshot);
    for (slug, side) in new {
        match old.remove(slug).or_else(|| old.remove(moved.get(slug)?.as_str())) {
            Some(before) => pairs.push((Some(before), Some(side))),
            None => unmatched.push(side),
        }
    }
    for (unit, card) in unmatched {
        // as written: the slug behind a name that two have is what has changed
        let title = head.portfolio.ground.title(unit);
        let mut same = old.iter().filter(|(_, (unit, _))| base.portfolio.ground.title(unit) == title).map(|(slug, _)| *slug);
        let before = same.next().filter(|_| same.next().is_none()).and_then(|slug| old.remove(slug));
        pairs.push((before, Some((unit, card))));
    }
    pairs.extend(old.into_values().map(|side| (Some(side), None)));
    pairs
}

fn account(base: &Analysis<'_>, head: &Analysis<'_>, old: Side<'_>, new: Side<'_>) -> Option<(u8, AccountChanges)> {
    let wording = Wording { settings: &head.portfolio.settings, today: head.portfolio.today };
    let (before, after) = (old.map(|(unit, _)| unit), new.map(|(unit, _)| unit));
    let mut changes = Vec::new();
    if before.map(|unit| &unit.file.bytes) != after.map(|unit| &unit.file.bytes) {
        changes = plan_diff::between(&wording, before.map(|unit| &unit.file), after.map(|unit| &unit.file));
    }
    if let (Some(before), Some(after)) = (before, after) {
        if before.slug != after.slug {
            // that the plan names its new folder follows
            changes.retain(|change| change.section != "account");
            changes.insert(0, plan_diff::moved_folder(before.slug.as_str(), after.slug.as_str()));
        }
        changes.extend(review_diff::between(&wording, &before.reviews, &after.reviews));
        changes.sort_by_key(|change| change.rank);
    }
    let (portfolio, unit) = after.map(|unit| (&head.portfolio, unit)).or_else(|| before.map(|unit| (&base.portfolio, unit)))?;
    let mut found = AccountChanges { account: unit.slug.to_string(), title: portfolio.title(unit).to_owned(), changes, ..AccountChanges::default() };
    // that nothing is known of a plan that cannot be read follows from that, and is not said again score by score
    if let (Some((was, before)), Some((is, after))) = (old, new)
        && was.readable() == is.readable()
    {
        judged(&mut found, before, after);
    }
    let rank = found.changes.iter().map(|change| change.rank).min().unwrap_or(u8::MAX);
    found.says_something().then_some((rank, found))
}

/// What the cards of two states say differently.
fn judged(found: &mut AccountChanges, before: &Scorecard, after: &Scorecard) {
    let keys = crate::scores::ALL.iter().map(|score| score.key);
    let own = keys.filter_map(|key| moved(key, before.score(key), after.score(key)));
    found.scores = own.chain(moved("readiness", Some(&before.readiness.score), Some(&after.readiness.score))).collect();
    let differ = |before: &str, after: &str| (before != after).then(|| (before.to_owned(), after.to_owned()));
    found.level = differ(before.readiness.level.as_str(), after.readiness.level.as_str());
    let verdict = |card: &Scorecard| card.qualification.as_ref().map_or("not asked", |it| it.verdict.as_str());
    found.qualification = differ(verdict(before), verdict(after));
}

fn moved(key: &'static str, before: Option<&ScoreValue>, after: Option<&ScoreValue>) -> Option<ScoreMove> {
    let value = |score: Option<&ScoreValue>| score.and_then(|score| score.value);
    if value(before) == value(after) {
        return None;
    }
    // terms of one label are told apart by their order
    let lines = |score: Option<&ScoreValue>| {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines: BTreeMap<(String, usize), (Option<Decimal>, String, String, u32)> = BTreeMap::new();
        for (term, points) in score.iter().flat_map(|score| score.terms.iter().zip(score.statement())) {
            let number = seen.entry(term.label.to_string()).or_default();
            *number += 1;
            lines.insert((term.label.to_string(), *number), (points.map(|points| points.given), term.because.clone(), term.path.to_string(), term.line));
        }
        lines
    };
    let (old, new) = (lines(before), lines(after));
    let labels: BTreeSet<&(String, usize)> = old.keys().chain(new.keys()).collect();
    let mut terms: Vec<TermMove> = labels
        .into_iter()
        .filter_map(|key| {
            let (was, is) = (old.get(key), new.get(key));
            let (_, because, path, line) = is.or(was)?.clone();
            let points = |line: Option<&(Option<Decimal>, String, String, u32)>| line.and_then(|(points, ..)| *points);
            Some(TermMove { label: key.0.clone(), before: points(was), after: points(is), because, path, line })
        })
        .filter(|term| term.before != term.after)
        .collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.points().abs()));
    Some(ScoreMove { key, before: value(before), after: value(after), terms })
}

/// The plans of the head that another policy judges otherwise, those that move furthest first.
fn effects(by_base: &Analysis<'_>, head: &Analysis<'_>) -> Vec<AccountChanges> {
    let mut found: Vec<AccountChanges> = pairs(by_base, head)
        .into_iter()
        .filter_map(|(before, after)| {
            let ((_, before), (unit, after)) = (before?, after?);
            let mut found = AccountChanges { account: unit.slug.to_string(), title: head.portfolio.title(unit).to_owned(), ..AccountChanges::default() };
            judged(&mut found, before, after);
            found.judged_otherwise().then_some(found)
        })
        .collect();
    let readiness = |changes: &AccountChanges| {
        let it = changes.scores.iter().find(|score| score.key == "readiness");
        it.map(|it| it.after.unwrap_or_default().saturating_sub(it.before.unwrap_or_default()).abs()).unwrap_or_default()
    };
    found.sort_by(|a, b| (readiness(b), &a.account).cmp(&(readiness(a), &b.account)));
    found
}

fn bytes(file: &File) -> Option<&[u8]> {
    match file {
        File::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

/// The data tables that differ: order of lines aside, how many lines only one side has.
fn tables(base: &Snapshot, head: &Snapshot) -> Vec<TableChange> {
    let tables = |snapshot: &'_ Snapshot| -> BTreeMap<String, Vec<u8>> {
        let data = snapshot.files.iter().filter(|(path, _)| matches!(layout::role(path), Role::Data(_)));
        data.filter_map(|(path, file)| bytes(file).map(|bytes| (path.to_string(), bytes.to_vec()))).collect()
    };
    let (old, new) = (tables(base), tables(head));
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changes = paths.into_iter().filter_map(|path| {
        let (before, after) = (old.get(path).map_or(&[][..], Vec::as_slice), new.get(path).map_or(&[][..], Vec::as_slice));
        if before == after {
            return None;
        }
        let mut counts: BTreeMap<&[u8], i64> = BTreeMap::new();
        for (text, sign) in [(before, -1), (after, 1)] {
            text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).for_each(|line| *counts.entry(line).or_default() += sign);
        }
        let sum = |sign: i64| counts.values().filter(|count| *count * sign > 0).map(|count| count.unsigned_abs() as usize).sum();
        let change = TableChange { path: path.clone(), added: sum(1), removed: sum(-1) };
        (change.added + change.removed > 0).then_some(change)
    });
    changes.collect()
}
