//! Which plans link to a plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::base::slug::Slug;

/// Which plans link to which, from their bodies.
pub(in crate::audience) fn backlinks(analysis: &Analysis<'_>) -> BTreeMap<Slug, Vec<(Slug, String)>> {
    let mut links: BTreeMap<Slug, Vec<(Slug, String)>> = BTreeMap::new();
    let portfolio = &analysis.portfolio;
    for unit in &portfolio.plans {
        let mut seen = BTreeSet::new();
        for target in unit.linked() {
            if *target != unit.slug && seen.insert(target) && portfolio.index.contains_key(target) {
                links.entry(target.clone()).or_default().push((unit.slug.clone(), portfolio.title(unit).to_owned()));
            }
        }
    }
    links
}
