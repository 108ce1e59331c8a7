//! What one commit changed in one plan, worked out once for each pair of versions and remembered by their content.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::chains::{Chain, Step};
use crate::base::date::Date;
use crate::base::fingerprint::fingerprint;
use crate::changes::touched::{self, Move};
use crate::model::past::SlipKind;
use crate::model::plan::Plan;
use crate::resolve::unit::Unit;
use crate::schema::compose::EffectiveSchema;
use crate::source::history::{Memo, Oid, Unknown, Versions};
use crate::source::layout;

/// What changed between two versions: values only, a reformatting changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Top-level keys, and `narrative`.
    #[serde(default, rename = "s", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Dates that moved.
    #[serde(default, rename = "m", skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Dates that a merge settled on, where it did not move them to a later day than both its sides have.
    #[serde(skip)]
    pub settled: Vec<(SlipKind, String, Date)>,
    /// People who were not there before.
    #[serde(default, rename = "p", skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
}

impl Facts {
    fn between(old: Option<&Unit<Plan>>, new: &Unit<Plan>) -> Self {
        let (before, after) = (old.and_then(|unit| unit.value.as_ref()), new.value.as_ref());
        let known: BTreeSet<&str> = before.iter().flat_map(|plan| &plan.people).map(|person| person.id.as_str()).collect();
        let people = after.iter().flat_map(|plan| &plan.people).filter(|person| !known.contains(person.id.as_str()));
        Facts {
            sections: touched::sections(old, new),
            moves: before.zip(after).map(|(before, after)| touched::moves(before, after)).unwrap_or_default(),
            settled: Vec::new(),
            // in the first version everybody is new, which says nothing
            people: if before.is_some() { people.map(|person| person.id.clone()).collect() } else { Vec::new() },
        }
    }

    /// What a merge changed is what it has from neither side.
    fn both(mut self, other: &Facts) -> Self {
        self.sections.retain(|section| other.sections.contains(section));
        self.people.retain(|person| other.people.contains(person));
        let own = std::mem::take(&mut self.moves);
        let later = |moves: &[Move], (kind, id, ..): &Move| moves.iter().any(|(a, b, from, to)| (a, b) == (kind, id) && to > from);
        let both = |it: &&Move| later(&own, it) && later(&other.moves, it);
        self.settled = own.iter().chain(&other.moves).filter(|it| !both(it)).map(|(kind, id, _, to)| (*kind, id.clone(), *to)).collect();
        self.moves = own.iter().filter(both).cloned().collect();
        self
    }
}

type Pair = (Option<Oid>, Oid);

/// The facts of some of the plans, as one entry of the memo.
#[derive(Default)]
pub struct Shard {
    pairs: HashMap<Pair, Box<str>>,
    notes: HashMap<String, Note>,
    grown: bool,
}

struct Note {
    text: Box<str>,
    used: AtomicBool,
}

/// Which entry of the memo holds an account: one changed plan rewrites a hundredth of what is remembered.
pub fn shard(slug: &str) -> String {
    let hash = fingerprint([slug.as_bytes()]);
    format!("facts-{}", hash.get(..2).unwrap_or("00"))
}

impl Shard {
    /// What is remembered; nothing of what another schema read.
    pub fn read(memo: &dyn Memo, key: &str, schema: &str) -> Self {
        let mut shard = Shard::default();
        let Some(text) = memo.get(key).and_then(|bytes| String::from_utf8(bytes).ok()) else { return shard };
        let mut lines = text.lines();
        if lines.next() != Some(schema) {
            return shard;
        }
        for line in lines {
            let mut words = line.splitn(4, ' ');
            match (words.next(), words.next(), words.next(), words.next()) {
                (Some("f"), Some(old), Some(new), Some(facts)) => {
                    if let Some(new) = Oid::parse(new) {
                        shard.pairs.insert((Oid::parse(old), new), facts.into());
                    }
                }
                (Some("n"), Some(key), Some(_), Some(text)) => {
                    shard.notes.insert(key.to_owned(), Note { text: text.into(), used: AtomicBool::new(false) });
                }
                _ => {}
            }
        }
        shard
    }

    /// Writes what is new, and lets go what was not asked for.
    pub fn write(&mut self, memo: &dyn Memo, key: &str, schema: &str) {
        let before = self.notes.len();
        self.notes.retain(|_, note| *note.used.get_mut());
        if !self.grown && self.notes.len() == before {
            return;
        }
        let mut text = format!("{schema}\n");
        let pairs: BTreeMap<&Pair, &Box<str>> = self.pairs.iter().collect();
        for ((old, new), facts) in pairs {
            let old = old.map_or_else(|| "-".to_owned(), |old| old.to_string());
            let _ = writeln!(text, "f {old} {new} {facts}");
        }
        let notes: BTreeMap<&String, &Note> = self.notes.iter().collect();
        for (key, note) in notes {
            let _ = writeln!(text, "n {key} - {}", note.text);
        }
        memo.put(key, text.as_bytes());
    }

    /// What was noted under a key, as JSON.
    pub fn note<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Option<T> {
        let note = self.notes.get(key)?;
        note.used.store(true, Ordering::Relaxed);
        serde_json::from_str(&note.text).ok()
    }

    pub fn remember(&mut self, key: String, value: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(value) {
            self.grown = true;
            self.notes.insert(key, Note { text: text.into(), used: AtomicBool::new(true) });
        }
    }

    /// Works out what is missing of these chains: each distinct version is read once.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn fill(&mut self, chains: &[(&str, &Chain)], versions: &mut dyn Versions, schema: &EffectiveSchema) -> Result<(), Unknown> {
        let missing: Vec<(&str, Vec<Pair>)> = chains
            .iter()
            .map(|(slug, chain)| (*slug, chain.steps.iter().flat_map(pairs).filter(|pair| !self.pairs.contains_key(pair)).collect()))
            .filter(|(_, pairs): &(_, Vec<Pair>)| !pairs.is_empty())
            .collect();
        let wanted: BTreeSet<Oid> = missing.iter().flat_map(|(_, pairs)| pairs).flat_map(|(old, new)| old.iter().copied().chain([*new])).collect();
        let wanted: Vec<Oid> = wanted.into_iter().collect();
        let bytes: HashMap<Oid, _> = wanted.iter().copied().zip(versions.contents(&wanted)?).collect();
        let worked_out: Vec<Vec<(Pair, Box<str>)>> = missing
            .par_iter()
            .map(|(slug, pairs)| {
                let path = layout::plan(slug);
                let mut units: HashMap<Oid, Option<Unit<Plan>>> = HashMap::new();
                for oid in pairs.iter().flat_map(|(old, new)| old.iter().copied().chain([*new])) {
                    units.entry(oid).or_insert_with(|| {
                        let bytes = bytes.get(&oid)?.as_ref()?;
                        Some(Unit::read(path.as_ref()?, bytes, schema, slug))
                    });
                }
                let unit = |oid: &Oid| units.get(oid).and_then(Option::as_ref);
                let facts = |(old, new): &Pair| unit(new).map(|new| Facts::between(old.as_ref().and_then(unit), new)).unwrap_or_default();
                pairs.iter().map(|pair| (*pair, serde_json::to_string(&facts(pair)).unwrap_or_default().into())).collect()
            })
            .collect();
        self.grown |= !worked_out.is_empty();
        self.pairs.extend(worked_out.into_iter().flatten());
        Ok(())
    }

    /// What a step changed.
    pub fn facts(&self, step: &Step) -> Facts {
        let mut found = pairs(step).map(|pair| self.pairs.get(&pair).and_then(|text| serde_json::from_str::<Facts>(text).ok()).unwrap_or_default());
        let first = found.next().unwrap_or_default();
        found.next().iter().fold(first, Facts::both)
    }
}

/// The pairs of versions that a step compares.
fn pairs(step: &Step) -> impl Iterator<Item = Pair> {
    let other = step.other.map(Some);
    let new = step.new;
    [Some(step.old), other].into_iter().flatten().filter_map(move |old| new.map(|new| (old, new)))
}
