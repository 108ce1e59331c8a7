//! What accounts are called where several are shown: one that is called like another has its slug behind its name, or nobody could tell which is meant.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::slug::Slug;
use crate::model::territory::AccountRow;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;

/// The names of the accounts that are called like another, by slug; all others are shown by their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Of all plans, and of the accounts in the list that have none.
    pub fn of(ground: &Ground, plans: &[Arc<PlanUnit>]) -> Self {
        let planned = plans.iter().map(|unit| (unit.slug.as_str(), ground.title(unit)));
        let listed = ground.accounts.values().filter(|data| !data.planned).filter_map(|data| data.row.as_ref());
        let all: Vec<(&str, &str)> = planned.chain(listed.map(|row| (&*row.account, row.shown()))).collect();
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(all.len());
        let read: Vec<String> = all.iter().map(|(_, name)| as_read(name)).collect();
        for name in &read {
            match seen.get_mut(name) {
                Some(count) => *count += 1,
                None => drop(seen.insert(name.clone(), 1)),
            }
        }
        let shared = |name: &String| seen.get(name).is_some_and(|count| *count > 1);
        let same = all.iter().zip(&read).filter(|((slug, name), read)| slug != name && shared(read));
        Names(same.map(|((slug, name), _)| ((*slug).to_owned(), format!("{} ({slug})", name.trim_end()))).collect())
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

/// A name as people take it in: capitals and the width of blanks say nothing.
fn as_read(name: &str) -> String {
    let mut read = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !read.is_empty() {
            read.push(' ');
        }
        read.extend(word.chars().flat_map(char::to_lowercase));
    }
    read
}
