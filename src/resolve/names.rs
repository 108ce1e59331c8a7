//! What accounts are called where several are shown: one that is called like another has its slug behind its name, or nobody could tell which is meant.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::looks;
use crate::base::narrow::narrow;
use crate::base::slug::Slug;
use crate::model::territory::AccountRow;
use crate::resolve::ground::{AccountData, Ground};
use crate::resolve::plan_unit::PlanUnit;

/// The names of the accounts that are called like another, by slug; all others are shown by their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Of all plans, and of the accounts in the list that have none.
    pub fn of(ground: &Ground, plans: &[Arc<PlanUnit>]) -> Self {
        let planned: Vec<u64> = plans.par_iter().map(|unit| number(ground.title(unit))).collect();
        let listed = &ground.listed_names().unplanned;
        let mut sorted: Vec<u64> = planned.iter().chain(listed.iter().map(|(number, _)| number)).copied().collect();
        sorted.par_sort_unstable();
        let twice: HashSet<u64> = sorted.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).flatten().copied().collect();
        // nearly all names are those of one account: only those that may be shared are looked at and compared
        let of_plans = plans.iter().zip(&planned).filter(|(_, number)| twice.contains(number)).map(|(unit, _)| (unit.slug.as_str(), ground.title(unit)));
        let at: HashSet<u32> = listed.iter().filter(|(number, _)| twice.contains(number)).map(|(_, at)| *at).collect();
        let of_rows = (0..).zip(ground.accounts.values()).filter(|(place, _)| at.contains(place)).filter_map(|(_, data)| data.row.as_ref());
        let may_be: Vec<(&str, &str, String)> =
            of_plans.chain(of_rows.map(|row| (&*row.account, row.shown()))).map(|(slug, name)| (slug, name, as_read(name))).collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (_, _, read) in &may_be {
            *seen.entry(read).or_default() += 1;
        }
        let shared = |read: &str| seen.get(read).is_some_and(|count| *count > 1);
        let same = may_be.iter().filter(|(slug, name, read)| slug != name && shared(read));
        Names(same.map(|(slug, name, _)| ((*slug).to_owned(), format!("{} ({slug})", name.trim_end()))).collect())
    }

    /// The name that tells the account from another of the same name; `None` where its own does.
    pub fn apart(&self, slug: &str) -> Option<&str> {
        self.0.get(slug).map(String::as_str)
    }

    /// The name of an account in the list that has no plan.
    pub fn listed<'a>(&'a self, row: &'a AccountRow) -> &'a str {
        self.apart(&row.account).unwrap_or_else(|| row.shown())
    }

    /// The name of a plan's account.
    pub fn planned<'a>(&'a self, slug: &Slug, own: &'a str) -> &'a str {
        self.apart(slug.as_str()).unwrap_or(own)
    }
}

/// What the names of the account list come to, in numbers: what is known of them without looking at any of them again.
#[derive(Clone, Debug, Default)]
pub struct ListedNames {
    /// Of each account in a sound row that has no plan, what its name is read as, and its place among all accounts.
    unplanned: Vec<(u64, u32)>,
    /// Of each account, in order, what its name looks like.
    looks: Vec<u64>,
    /// The places among those of names that are not of ASCII alone.
    odd: Vec<u32>,
}

impl ListedNames {
    pub fn of(accounts: &BTreeMap<String, AccountData>) -> Self {
        let all: Vec<&AccountData> = accounts.values().collect();
        let unplanned = |(place, data): (usize, &&AccountData)| {
            let row = data.row.as_ref().filter(|_| !data.planned)?;
            Some((number(row.shown()), narrow(place)))
        };
        ListedNames {
            unplanned: all.par_iter().enumerate().filter_map(unplanned).collect(),
            looks: all.par_iter().map(|data| looks::number(written(data))).collect(),
            odd: (0..).zip(&all).filter(|(_, data)| !written(data).is_ascii()).map(|(place, _)| place).collect(),
        }
    }

    /// What the name of each account looks like, as [`looks::number`] says it.
    pub fn looks(&self) -> &[u64] {
        &self.looks
    }

    /// The same of those that are not of ASCII alone.
    pub fn odd(&self) -> impl Iterator<Item = u64> {
        self.odd.iter().filter_map(|place| self.looks.get(*place as usize)).copied()
    }
}

/// The name in the list, empty where there is none.
fn written(data: &AccountData) -> &str {
    data.row.as_ref().and_then(|row| row.name.as_deref()).unwrap_or_default()
}

/// A name as people take it in: capitals and the width of blanks say nothing.
fn as_read(name: &str) -> String {
    let mut read = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !read.is_empty() {
            read.push(' ');
        }
        match word.is_ascii() {
            true => read.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            false => read.extend(word.chars().flat_map(char::to_lowercase)),
        }
    }
    read
}

/// A number for it, mostly another for another name.
fn number(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    as_read(name).hash(&mut hasher);
    hasher.finish()
}
