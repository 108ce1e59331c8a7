//! The portfolio of one person and of one segment: rows, totals and what comes next of those plans alone (K1, D12). Knows no page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audience::by_segment::Segment;
use crate::audience::events::Moment;
use crate::audience::project::View;
use crate::audience::view::{RowView, TotalsView, UnplannedView};
use crate::base::amount::Amount;
use crate::base::fold::alike;
use crate::base::slug::{Slug, proposal};
use crate::resolve::portfolio::Portfolio;

/// The plans that a page is about.
pub struct Scope<'v, 'a> {
    pub view: &'v View<'a>,
    pub rows: Vec<&'v RowView>,
    pub totals: TotalsView,
    pub unplanned: Vec<&'v UnplannedView<'a>>,
    moments: &'v [Moment],
}

/// A person with a page: who owns at least one plan.
#[derive(Clone, Debug)]
pub struct OwnerView {
    pub name: String,
    pub function: Option<&'static str>,
    pub manager: Option<(String, String)>,
}

impl<'a> View<'a> {
    /// All plans.
    pub fn whole(&self) -> Scope<'_, 'a> {
        Scope {
            view: self,
            rows: self.rows.iter().map(Arc::as_ref).collect(),
            totals: self.totals.clone(),
            unplanned: self.unplanned.iter().collect(),
            moments: self.moments(),
        }
    }

    /// The plans that a person owns, with what the person owes on any plan.
    pub fn of_owner(&self, id: &Slug) -> Scope<'_, 'a> {
        let rows = self.rows_at(self.rows_of(id.as_str()));
        let totals = sums(rows.iter().copied(), &self.frame.currency);
        Scope { view: self, totals, rows, unplanned: Vec::new(), moments: self.events_of(id.as_str()) }
    }

    /// The plans of a segment.
    pub fn of_segment<'v>(&'v self, segment: &'v Segment) -> Scope<'v, 'a> {
        let unplanned = segment.unplanned.iter().filter_map(|account| self.unplanned.get(*account as usize)).collect();
        Scope { view: self, totals: segment.totals.clone(), rows: self.rows_at(&segment.rows), unplanned, moments: &segment.moments }
    }

    /// Who a page of an owner is about.
    pub fn owner(&self, id: &Slug) -> Option<OwnerView> {
        let portfolio = &self.analysis.portfolio;
        let person = portfolio.our_people.get(id.as_str())?;
        Some(OwnerView {
            name: person.name.clone(),
            function: person.function.map(|function| function.as_str()),
            manager: person.manager.as_ref().map(|manager| (manager.clone(), portfolio.person_name(manager).to_owned())),
        })
    }
}

impl<'v> Scope<'v, '_> {
    /// Reviews, meetings, asks and actions of the next three months, by date.
    pub fn soon(&self) -> impl Iterator<Item = &'v Moment> {
        self.moments.iter().filter(|moment| self.view.is_soon(moment))
    }
}

/// The sums over plans; what only the territory has (its target, how sales spread) is left out.
pub(in crate::audience) fn sums<'r>(rows: impl Iterator<Item = &'r RowView>, currency: &str) -> TotalsView {
    let mut it = TotalsView::default();
    let mut owners: BTreeSet<&str> = BTreeSet::new();
    let add = |sum: &mut Amount, more: Amount| *sum = sum.plus(more);
    for row in rows {
        owners.insert(&row.owner.id);
        if !row.is_closed() {
            it.plans += 1;
            match row.verdict {
                "ready" => it.ready += 1,
                "ready-with-gaps" => it.ready_with_gaps += 1,
                "prepare-first" => it.prepare_first += 1,
                _ => {}
            }
        }
        it.open_actions += row.open_actions;
        it.overdue_actions += row.overdue_actions;
        it.errors += row.errors;
        it.warnings += row.warnings;
        it.other_currencies += usize::from(row.currency != currency);
        if row.currency != currency || row.copy {
            continue;
        }
        let covered = row.won.plus(row.weighted_open);
        // a closed plan asks for nothing any more
        match row.growth_target.filter(|target| *target > Amount::ZERO && !row.is_closed()) {
            Some(target) => {
                add(&mut it.planned_target, target);
                add(&mut it.planned_covered, covered);
            }
            None => add(&mut it.covered_elsewhere, covered),
        }
        add(&mut it.won, row.won);
        add(&mut it.won_this_year, row.won_this_year);
        add(&mut it.weighted_open, row.weighted_open);
        add(&mut it.open, row.open);
        add(&mut it.value_at_stake_90d, row.value_at_stake_90d);
    }
    owners.remove("");
    it.owners = owners.len();
    it
}

/// Who has a page: people of ours, whose id can be an address and who own a plan.
pub(in crate::audience) fn owners(portfolio: &Portfolio, rows: &[Arc<RowView>]) -> BTreeSet<Slug> {
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.owner.id.as_str()).filter(|id| portfolio.our_people.contains_key(*id)).collect();
    ids.into_iter().filter_map(|id| Slug::new(id).ok()).collect()
}

/// The page of each segment that has a plan, one for each name; `unplanned` are the segments of accounts without one; names that differ in capitals alone are one segment.
pub(in crate::audience) fn segments(rows: &[Arc<RowView>], unplanned: &BTreeSet<String>) -> BTreeMap<String, Slug> {
    // many accounts have one segment
    let planned: BTreeSet<&str> = rows.iter().filter_map(|row| row.segment.as_deref()).collect();
    let all: BTreeSet<&str> = planned.iter().copied().chain(unplanned.iter().map(String::as_str)).filter(|name| !name.trim().is_empty()).collect();
    let pages: BTreeSet<String> = planned.into_iter().map(alike).collect();
    let slugs = segment_slugs(&all.iter().map(|name| alike(name)).collect());
    let of = |name: &str| slugs.get(&alike(name)).filter(|_| pages.contains(&alike(name))).cloned();
    all.into_iter().filter_map(|name| Some((name.to_owned(), of(name)?))).collect()
}

/// How many figures of its hash a name ends with; the second number is for two names whose first figures are the same.
const ENDINGS: [usize; 2] = [6, 32];

/// A slug for each name: its letters, and where another name has the same or there are none, an ending of its own. So what a page is called
/// depends on nothing but the name and on whether it has to be told apart.
fn segment_slugs(names: &BTreeSet<String>) -> BTreeMap<String, Slug> {
    let mut sharing: BTreeMap<Option<String>, Vec<&String>> = BTreeMap::new();
    for name in names {
        sharing.entry(proposal(name)).or_default().push(name);
    }
    let slugs = |figures: usize| -> BTreeMap<String, Slug> {
        let slug = |plain: Option<&str>, name: &str, kept: Option<&String>| match plain {
            Some(plain) if kept.is_some_and(|kept| kept == name) => Slug::new(plain).ok(),
            plain => with_ending(plain.unwrap_or("segment"), name, figures),
        };
        let each = |(plain, names): (&Option<String>, &Vec<&String>)| {
            let kept = plain.as_deref().and_then(|plain| keeps(plain, names));
            names.iter().filter_map(|name| Some(((*name).clone(), slug(plain.as_deref(), name, kept)?))).collect::<Vec<_>>()
        };
        sharing.iter().flat_map(each).collect()
    };
    let apart = |slugs: &BTreeMap<String, Slug>| slugs.values().collect::<BTreeSet<_>>().len() == names.len();
    let [few, many] = ENDINGS;
    let short = slugs(few);
    if apart(&short) { short } else { slugs(many) }
}

/// Which of the names has the slug as it is: the only one, or the only one that says no more than it.
fn keeps<'n>(plain: &str, names: &[&'n String]) -> Option<&'n String> {
    let mut spelled = names.iter().copied().filter(|name| names.len() == 1 || name.replace(' ', "-") == plain);
    spelled.next().filter(|_| spelled.next().is_none())
}

fn with_ending(stem: &str, name: &str, figures: usize) -> Option<Slug> {
    let hash = blake3::hash(name.as_bytes()).to_hex();
    // a slug has 64 bytes at most, one of them the hyphen between
    let stem = stem.get(..stem.len().min(63 - figures)).unwrap_or(stem).trim_end_matches('-');
    Slug::new(&format!("{stem}-{}", hash.get(..figures).unwrap_or(""))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_segment_has_an_address_of_its_own() {
        // a star is six figures of a hash
        let check = |names: &[&str], expected: &[&str]| {
            let slugs = segment_slugs(&names.iter().map(|name| alike(name)).collect());
            let found: Vec<&Slug> = names.iter().filter_map(|name| slugs.get(&alike(name))).collect();
            let shown = |(slug, expected): (&&Slug, &&str)| match expected.strip_suffix('*') {
                Some(stem) => slug.as_str().strip_prefix(stem).is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_hexdigit())),
                None => slug.as_str() == *expected,
            };
            assert!(found.len() == expected.len() && found.iter().zip(expected).all(shown), "{names:?}: {found:?}");
            let names: BTreeSet<String> = names.iter().map(|name| alike(name)).collect();
            assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}: {found:?}");
        };
        check(&["Academic medical centers", "Children's", "R&D"], &["academic-medical-centers", "childrens", "r-d"]);
        check(&["Straße", "Öffentlich"], &["strasse", "offentlich"]);
        check(&["Öffentlich", "Offentlich"], &["offentlich-866034", "offentlich"]);
        check(&["公立", "حكومي", "&"], &["segment-*", "segment-*", "segment-*"]);
        check(&["C++", "C#"], &["c-*", "c-*"]);
        check(&["C++", "C#", "C", "公立"], &["c-*", "c-*", "c", "segment-*"]);
        check(&["R D", "r-d"], &["r-d-*", "r-d-*"]);
        check(&["Con", "Public", "PUBLIC"], &["segment-*", "public", "public"]);
        let long = format!("{}-*", "a".repeat(57));
        check(&[&"a".repeat(80), &"a".repeat(90)], &[&long, &long]);
    }
}
