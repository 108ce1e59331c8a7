//! What changed in a plan since the day before its last review, and in the two weeks after it (S5): one comparison each, remembered by the versions compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::chains::Chain;
use super::facts::Shard;
use crate::base::date::Date;
use crate::base::fingerprint::fingerprint;
use crate::base::path::SourcePath;
use crate::changes::{Wording, plan_diff};
use crate::engine::ground::Territory;
use crate::model::past::{ANSWER_DAYS, Change};
use crate::model::plan::Plan;
use crate::model::review::{Review, ReviewStatus, ReviewType};
use crate::resolve::unit::Unit;
use crate::source::history::{Log, Oid, Unknown, Versions};
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// What is to be compared of one plan: since its last review, and in the two weeks after it.
pub struct Wanted {
    comparisons: Option<(Comparison, Option<Comparison>)>,
    /// Is the plan as old as the review? Then nobody knows what was written before it on that day.
    as_old: bool,
}

impl Wanted {
    fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        self.comparisons.iter().flat_map(|(since, after)| std::iter::once(since).chain(after))
    }

    /// What the comparisons gave.
    pub fn found(&self, shard: &Shard) -> (Option<Vec<Change>>, Option<Vec<Change>>) {
        let Some((since, after)) = &self.comparisons else { return (None, None) };
        let after: Option<Vec<Change>> = after.as_ref().and_then(|after| shard.note(&after.key));
        (shard.note(&since.key), after.filter(|changes| !self.as_old || !changes.is_empty()))
    }
}

pub struct Reviews<'a> {
    snapshot: &'a Snapshot,
    territory: &'a Territory,
    log: &'a Log,
    /// By account folder.
    files: BTreeMap<String, Vec<(&'a SourcePath, &'a Arc<[u8]>)>>,
    /// Changes when the words of a sentence would: names, brands, the day.
    words: String,
}

/// One comparison: a version, and another or today's file.
struct Comparison {
    key: String,
    old: Oid,
    new: Option<Oid>,
}

impl<'a> Reviews<'a> {
    pub fn new(snapshot: &'a Snapshot, territory: &'a Territory, log: &'a Log) -> Self {
        let mut files: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let mut policy = vec![snapshot.today.to_string().into_bytes()];
        for (path, file) in &snapshot.files {
            let File::Bytes(bytes) = file else { continue };
            match layout::role(path) {
                Role::Review { folder, .. } => files.entry(folder).or_default().push((path, bytes)),
                role if role.is_measure() => policy.push(bytes.to_vec()),
                _ => {}
            }
        }
        Reviews { snapshot, territory, log, files, words: fingerprint(policy.iter().map(Vec::as_slice)) }
    }

    /// For each chain, what is to be compared; nothing where the log does not reach back to a review that was held.
    pub fn wanted(&self, chains: &[(&str, &Chain)], shard: &mut Shard) -> Vec<Wanted> {
        let mut wanted = |slug: &str, chain: &Chain| {
            let held = self.last_held(slug, shard)?;
            // what was written at the table is an answer to the review, in whichever commit of that day
            let before = chain.at(self.log, held.plus_days(-1));
            let old = before.or_else(|| chain.at(self.log, held))?;
            let now = self.plan(slug).map(|(_, bytes)| blake3::hash(bytes).to_hex().to_string()).unwrap_or_default();
            let key = |what: &str, new: &str| format!("{what}{}", fingerprint([old.as_bytes(), new.as_bytes(), self.words.as_bytes()]));
            let after = chain.at(self.log, held.plus_days(ANSWER_DAYS).min(self.snapshot.today));
            let since = Comparison { key: key("s", &now), old, new: None };
            let after = after.map(|new| Comparison { key: key("a", &new.to_string()), old, new: Some(new) });
            Some(((since, after), before.is_none()))
        };
        let wanted = chains.iter().map(|(slug, chain)| match wanted(slug, chain) {
            Some((comparisons, as_old)) => Wanted { comparisons: Some(comparisons), as_old },
            None => Wanted { comparisons: None, as_old: false },
        });
        wanted.collect()
    }

    /// Compares what was not compared before.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn compare(&self, chains: &[(&str, &Chain)], wanted: &[Wanted], shard: &mut Shard, versions: &mut dyn Versions) -> Result<(), Unknown> {
        let pairs = chains.iter().zip(wanted).flat_map(|((slug, _), wanted)| wanted.comparisons().map(move |it| (*slug, it)));
        let missing: Vec<(&str, &Comparison)> = pairs.filter(|(_, it)| shard.note::<Vec<Change>>(&it.key).is_none()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let ids: BTreeSet<Oid> = missing.iter().flat_map(|(_, it)| [Some(it.old), it.new]).flatten().collect();
        let ids: Vec<Oid> = ids.into_iter().collect();
        let bytes: BTreeMap<Oid, Option<Arc<[u8]>>> = ids.iter().copied().zip(versions.contents(&ids)?).collect();
        let wording = Wording { settings: &self.territory.settings, today: self.snapshot.today };
        let schema = &self.territory.schemas.plan;
        let compared: Vec<(&str, Vec<Change>)> = missing
            .par_iter()
            .filter_map(|(slug, it)| {
                let (path, now) = self.plan(slug)?;
                let read = |bytes: &Arc<[u8]>| Unit::<Plan>::read(path, bytes, schema, slug);
                let version = |oid: &Oid| bytes.get(oid).and_then(Option::as_ref).map(read);
                let new = it.new.as_ref().map_or_else(|| Some(read(now)), version);
                Some((it.key.as_str(), plan_diff::between(&wording, version(&it.old).as_ref(), new.as_ref())))
            })
            .collect();
        for (key, changes) in compared {
            shard.remember(key.to_owned(), &changes);
        }
        Ok(())
    }

    fn plan(&self, slug: &str) -> Option<(&'a SourcePath, &'a Arc<[u8]>)> {
        let path = layout::plan(slug)?;
        match self.snapshot.files.get_key_value(&path) {
            Some((path, File::Bytes(bytes))) => Some((path, bytes)),
            _ => None,
        }
    }

    /// The day of the last account-plan review that was held until today.
    fn last_held(&self, slug: &str, shard: &mut Shard) -> Option<Date> {
        let files = self.files.get(slug)?;
        let days = files.iter().map(|(path, bytes)| {
            let key = format!("r{}", fingerprint([&bytes[..]]));
            if let Some(day) = shard.note::<Option<Date>>(&key) {
                return day;
            }
            let unit: Unit<Review> = Unit::read(path, bytes, &self.territory.schemas.review, slug);
            let held = unit.value.filter(|review| review.kind == ReviewType::AccountPlan && review.status == ReviewStatus::Held);
            let day = held.map(|review| review.date);
            shard.remember(key, &day);
            day
        });
        days.flatten().filter(|day| *day <= self.snapshot.today).max()
    }
}
