//! The steps of one plan to what is said of it on a day: the last change of each section, the days of work, the slips.

use std::collections::BTreeMap;

use super::chains::Chain;
use super::facts::Shard;
use super::promises::Promises;
use crate::base::date::Date;
use crate::model::past::{PlanPast, SectionPast, SlipKind, Slips, Touch};
use crate::source::history::{Commit, Log};

/// Who and when, for every commit of a log: made once and shared by all plans.
pub fn touches(log: &Log) -> Vec<Touch> {
    let touch = |commit: &Commit| Touch { day: commit.day, commit: commit.id.to_string().into(), author: commit.author.clone(), email: commit.email.clone() };
    log.commits.iter().map(touch).collect()
}

/// What the commits until the end of `day` tell: those that the main line had by then. A commit that says it is later does not count, wherever it stands.
pub fn fold(chain: &Chain, log: &Log, touches: &[Touch], shard: &Shard, day: Date) -> PlanPast {
    let mut past = PlanPast { former_names: chain.former_names.clone(), ..PlanPast::default() };
    let mut edited = Vec::new();
    let mut sections: BTreeMap<String, (&Touch, Vec<Date>)> = BTreeMap::new();
    let mut moves: Vec<(SlipKind, String, Option<Date>, Date)> = Vec::new();
    for step in &chain.steps {
        let landed = log.commits.get(step.commit).is_some_and(|commit| commit.landed <= day);
        let Some(touch) = touches.get(step.commit).filter(|touch| landed && touch.day <= day) else { continue };
        let facts = shard.facts(step);
        moves.extend(facts.settled.into_iter().map(|(kind, id, to)| (kind, id, None, to)));
        moves.extend(facts.moves.into_iter().map(|(kind, id, from, to)| (kind, id, Some(from), to)));
        if facts.sections.is_empty() {
            continue;
        }
        edited.push(touch.day);
        for section in facts.sections {
            // the newest day wins, and among equal days the newest commit, which comes first
            let (last, days) = sections.entry(section).or_insert((touch, Vec::new()));
            if last.day < touch.day {
                *last = touch;
            }
            days.push(touch.day);
        }
        for id in facts.people {
            // the oldest comes last and stays
            past.appeared.insert(id, touch.day);
        }
    }
    let section = |(section, (last, mut days)): (String, (&Touch, Vec<Date>))| {
        days.sort_unstable();
        (section, SectionPast { last: last.clone(), days: days.into() })
    };
    past.sections = sections.into_iter().map(section).collect();
    past.commitment = past.sections.get("commitment").map(|section| section.last.clone());
    edited.sort_unstable();
    past.edited_on = edited;
    past.slips = slips(moves);
    past
}

/// What is left of the moves of all dates, newest first, when those are passed over that were taken back.
fn slips(moves: Vec<(SlipKind, String, Option<Date>, Date)>) -> Vec<Slips> {
    let mut promises: BTreeMap<(SlipKind, String), Promises> = BTreeMap::new();
    for (kind, id, from, to) in moves.into_iter().rev() {
        promises.entry((kind, id)).or_insert_with(|| Promises::new(from.unwrap_or(to))).moved(from, to);
    }
    let slips = |((kind, id), promises): ((SlipKind, String), Promises)| promises.slipped().map(|(times, days)| Slips { kind, id, times, days });
    promises.into_iter().filter_map(slips).collect()
}
