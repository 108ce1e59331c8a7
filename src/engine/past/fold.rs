//! The steps of one plan to what is said of it on a day: the last change of each section, the days of work, the slips.

use std::collections::BTreeMap;

use super::chains::Chain;
use super::facts::Shard;
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
    let mut slips: BTreeMap<(SlipKind, String), (u32, i64)> = BTreeMap::new();
    for step in &chain.steps {
        let landed = log.commits.get(step.commit).is_some_and(|commit| commit.landed <= day);
        let Some(touch) = touches.get(step.commit).filter(|touch| landed && touch.day <= day) else { continue };
        let facts = shard.facts(step);
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
        for (kind, id, days) in facts.slips {
            let (times, total) = slips.entry((kind, id)).or_default();
            *times += 1;
            *total += days;
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
    past.slips = slips.into_iter().map(|((kind, id), (times, days))| Slips { kind, id, times, days }).collect();
    past
}
