//! A repository's log to a [`Past`]: which plan is which through its renames, what each commit changed in it, what changed since its last review,
//! and how the territory stood at the end of past quarters. One reading of each distinct version, in blocks, and none of them is held.

mod chains;
mod facts;
mod fold;
mod promises;
mod quarters;
mod reviews;
mod then;
mod uncommitted;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::fingerprint::fingerprint;
use crate::base::path::SourcePath;
use crate::model::past::{Past, PlanPast};
use crate::source::history::{Log, Memo, Unknown, Versions};
use crate::source::layout;
use crate::source::snapshot::Snapshot;

use chains::Chain;
use facts::Shard;
pub use then::{snapshot as snapshot_at, snapshot_of, with_policy_of};
pub use uncommitted::Committed;

/// Plans whose versions are read side by side: enough for all threads, few enough to be small in memory.
const BLOCK: usize = 64;

/// What history tells of the plans of a snapshot, up to its day.
///
/// # Errors
/// When the repository is broken.
pub fn read(snapshot: &Snapshot, log: &Log, versions: &mut dyn Versions, memo: &dyn Memo) -> Result<Past, Unknown> {
    let territory = super::ground::territory(snapshot, &mut Vec::new());
    let chains = chains::chains(snapshot, log, &chains::moved(snapshot, log, versions)?);
    let touches = fold::touches(log);
    let overlay = SourcePath::new(layout::OVERLAY).and_then(|path| snapshot.bytes(&path).map(<[u8]>::to_vec)).unwrap_or_default();
    let schema = fingerprint([overlay.as_slice()]);
    let mut groups: BTreeMap<String, Vec<(&str, &Chain)>> = BTreeMap::new();
    for (slug, chain) in &chains {
        groups.entry(facts::shard(slug)).or_default().push((slug, chain));
    }
    let reviews = reviews::Reviews::new(snapshot, &territory, log);
    let groups: Vec<(String, Vec<(&str, &Chain)>)> = groups.into_iter().collect();
    let mut shards: Vec<Shard> = groups.par_iter().map(|(key, _)| Shard::read(memo, key, &schema)).collect();
    for ((_, group), shard) in groups.iter().zip(&mut shards) {
        for block in group.chunks(BLOCK) {
            shard.fill(block, versions, &territory.schemas.plan)?;
        }
    }
    let wanted: Vec<Vec<reviews::Wanted>> = groups.par_iter().zip(&mut shards).map(|((_, group), shard)| reviews.wanted(group, shard)).collect();
    for (((_, group), shard), wanted) in groups.iter().zip(&mut shards).zip(&wanted) {
        reviews.compare(group, wanted, shard, versions)?;
    }
    let folded: Vec<Vec<(String, PlanPast)>> = groups
        .par_iter()
        .zip(&mut shards)
        .zip(&wanted)
        .map(|(((key, group), shard), wanted)| {
            let fold = |((slug, chain), wanted): (&(&str, &Chain), &reviews::Wanted)| {
                let (since_review, after_review) = wanted.found(shard);
                ((*slug).to_owned(), PlanPast { since_review, after_review, ..fold::fold(chain, log, &touches, shard, snapshot.today) })
            };
            let folded = group.iter().zip(wanted).map(fold).collect();
            shard.write(memo, key, &schema);
            folded
        })
        .collect();
    let plans: BTreeMap<String, PlanPast> = folded.into_iter().flatten().collect();
    let held = groups.iter().zip(&shards).flat_map(|((_, group), shard)| group.iter().map(move |(slug, chain)| (*slug, *chain, shard)));
    let source = quarters::Source { snapshot, settings: &territory.settings, log, touches: &touches, plans: held.collect() };
    let quarters = quarters::read(&source, versions, memo)?;
    Ok(Past { commit: log.head.to_string(), uncommitted: false, plans, quarters })
}
