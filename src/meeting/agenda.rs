//! How the minutes of a review are spent (S10, S11): five for the purpose, ten for the asks, the rest where the plan is weakest.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::base::amount::sum;
use crate::base::language::key;
use rust_decimal::prelude::ToPrimitive;

/// Reserved at the beginning: the purpose, and what became of the last decisions.
pub const PURPOSE: u32 = 5;
/// Reserved at the end: what is needed from the manager and the organisation.
pub const ASKS: u32 = 10;
/// Minutes are given in steps of so many, and no section gets fewer.
pub const STEP: u32 = 5;

/// The scores that share the time, by the parts of `health`, each with its name on an agenda.
pub const TOPICS: [(&str, &str); 6] = [
    ("relationship_strength", key("People: how they stand to us")),
    ("relationship_coverage", key("People: who is missing")),
    ("execution", key("What we said we would do")),
    ("benchmark_attainment", key("Benchmarks against their pace")),
    ("goal_coverage", key("Where the growth comes from")),
    ("freshness", key("What has gone stale")),
];

/// One section that wants time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub key: &'static str,
    pub title: &'static str,
    /// Its weight in `health`; a section without weight is not talked about.
    pub weight: Decimal,
    /// `None`: undetermined, which asks for as much time as a middling score.
    pub score: Option<Decimal>,
}

impl Topic {
    /// `weight · (100 − score)`, within bounds that cannot overflow.
    fn pull(&self) -> Decimal {
        let weight = self.weight.clamp(Decimal::ZERO, Decimal::from(1_000_000));
        weight.saturating_mul(Decimal::ONE_HUNDRED.saturating_sub(self.score.unwrap_or(Decimal::from(50)).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)))
    }
}

/// One line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// `purpose`, `asks` or the key of a score.
    pub key: &'static str,
    pub title: &'static str,
    /// Minutes from the beginning of the meeting.
    pub start: u32,
    pub minutes: u32,
}

/// The whole meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Never a line without minutes; together exactly the length of the meeting.
    pub slots: Vec<Slot>,
    /// Titles of the sections for which the meeting is too short.
    pub left_out: Vec<&'static str>,
}

/// Spends `minutes` minutes: the heaviest section first, the asks last.
pub fn agenda(minutes: u32, topics: &[Topic]) -> Agenda {
    let mut wanted: Vec<&Topic> = topics.iter().filter(|topic| topic.weight > Decimal::ZERO).collect();
    // a stable sort: of equally heavy ones the first
    wanted.sort_by_key(|topic| Reverse(topic.pull()));
    let purpose = PURPOSE.min(minutes);
    let steps = minutes.saturating_sub(PURPOSE + ASKS) / STEP;
    let fits = wanted.len().min(usize::try_from(steps).unwrap_or(usize::MAX));
    let (taken, left_out) = wanted.split_at(fits);
    let shares = shares(steps, &taken.iter().map(|topic| topic.pull()).collect::<Vec<_>>());
    let spent: u32 = shares.iter().map(|share| share * STEP).sum();
    // what is no multiple of five goes to the asks, and everything when no section wants time
    let asks = minutes - purpose - spent;
    let lines = std::iter::once(("purpose", key("Purpose, and the last decisions"), purpose))
        .chain(taken.iter().zip(&shares).map(|(topic, share)| (topic.key, topic.title, share * STEP)))
        .chain(std::iter::once(("asks", key("Asks: what is needed, from whom, by when"), asks)));
    let mut start = 0;
    let mut slots = Vec::with_capacity(taken.len() + 2);
    for (key, title, minutes) in lines.filter(|(_, _, minutes)| *minutes > 0) {
        slots.push(Slot { key, title, start, minutes });
        start += minutes;
    }
    Agenda { slots, left_out: left_out.iter().map(|topic| topic.title).collect() }
}

/// Parts `steps` steps by `pulls`, at least one each, in total exactly `steps`: rounded down, then one step at a time to where most is missing,
/// or from where most is too much.
fn shares(steps: u32, pulls: &[Decimal]) -> Vec<u32> {
    let all = sum(pulls.iter().copied());
    let ideal: Vec<Decimal> = pulls
        .iter()
        .map(|pull| {
            // when nothing pulls, all scores are full: everybody gets the same
            let share = pull.checked_div(all).or_else(|| Decimal::ONE.checked_div(Decimal::from(pulls.len())));
            share.unwrap_or_default().saturating_mul(Decimal::from(steps))
        })
        .collect();
    let mut given: Vec<u32> = ideal.iter().map(|share| share.floor().to_u32().unwrap_or(0).max(1)).collect();
    loop {
        let sum: u64 = given.iter().map(|share| u64::from(*share)).sum();
        // what each has beyond its share; of equals the first is served first
        let surplus = given.iter_mut().zip(&ideal).map(|(share, ideal)| (Decimal::from(*share).saturating_sub(*ideal), share));
        match sum.cmp(&u64::from(steps)) {
            std::cmp::Ordering::Equal => return given,
            std::cmp::Ordering::Less => match surplus.min_by_key(|(surplus, _)| *surplus) {
                Some((_, share)) => *share += 1,
                None => return given,
            },
            std::cmp::Ordering::Greater => match surplus.filter(|(_, share)| **share > 1).max_by_key(|(surplus, _)| *surplus) {
                Some((_, share)) => *share -= 1,
                None => return given,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn topic(at: usize, weight: i64, score: Option<i64>) -> Topic {
        let (key, title) = TOPICS[at % TOPICS.len()];
        Topic { key, title, weight: Decimal::from(weight), score: score.map(Decimal::from) }
    }

    #[track_caller]
    fn check(minutes: u32, topics: &[(i64, Option<i64>)], expected: &[u32], left_out: usize) {
        let topics: Vec<Topic> = topics.iter().enumerate().map(|(at, (weight, score))| topic(at, *weight, *score)).collect();
        let agenda = agenda(minutes, &topics);
        assert_eq!((agenda.slots.iter().map(|slot| slot.minutes).collect::<Vec<_>>(), agenda.left_out.len()), (expected.to_vec(), left_out), "{agenda:?}");
    }

    #[test]
    fn minutes_go_where_the_plan_is_weak() {
        // 75 to share: 20·80 : 20·40 : 10·60 = 40 : 20 : 15
        check(90, &[(20, Some(20)), (20, Some(60)), (10, Some(40))], &[5, 40, 20, 15, 10], 0);
        check(90, &[(1, Some(100)), (1, Some(0))], &[5, 70, 5, 10], 0);
        check(90, &[(1, Some(100)), (1, Some(100)), (1, Some(100))], &[5, 25, 25, 25, 10], 0);
        // undetermined asks for as much as a middling score
        check(55, &[(1, None), (1, Some(50))], &[5, 20, 20, 10], 0);
        // without a weight there is nothing to talk about
        check(90, &[(0, Some(10)), (1, Some(100))], &[5, 75, 10], 0);
        check(90, &[], &[5, 85], 0);
        // what is no multiple of five goes to the asks
        check(63, &[(1, Some(0)), (1, Some(0))], &[5, 25, 20, 13], 0);
    }

    #[test]
    fn a_short_meeting_takes_the_heaviest() {
        let three = [(1, Some(90)), (1, Some(10)), (1, Some(50))];
        check(30, &three, &[5, 5, 5, 5, 10], 0);
        check(25, &three, &[5, 5, 5, 10], 1);
        check(24, &three, &[5, 5, 14], 2);
        check(19, &three, &[5, 14], 3);
        check(12, &three, &[5, 7], 3);
        check(5, &three, &[5], 3);
        check(3, &three, &[3], 3);
        check(0, &three, &[], 3);
        let topics: Vec<Topic> = three.iter().enumerate().map(|(at, (weight, score))| topic(at, *weight, *score)).collect();
        assert_eq!(agenda(20, &topics).slots[1].key, TOPICS[1].0, "the weakest stays");
        assert_eq!(agenda(20, &topics).left_out, [TOPICS[2].1, TOPICS[0].1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_adds_up_for_every_meeting(
            minutes in prop_oneof![0u32..400, any::<u32>()],
            topics in prop::collection::vec((any::<i64>(), 0u32..6, prop::option::of((-50i64..2000, 0u32..2))), 0..9),
        ) {
            let topics: Vec<Topic> = topics
                .iter()
                .enumerate()
                .map(|(at, (weight, scale, score))| Topic {
                    key: TOPICS[at % 6].0,
                    title: TOPICS[at % 6].1,
                    weight: Decimal::new(*weight, *scale),
                    score: score.map(|(score, scale)| Decimal::new(score, scale)),
                })
                .collect();
            let agenda = agenda(minutes, &topics);
            prop_assert_eq!(agenda.slots.iter().map(|slot| u64::from(slot.minutes)).sum::<u64>(), u64::from(minutes));
            let mut start = 0;
            for slot in &agenda.slots {
                prop_assert_eq!(slot.start, start);
                start += slot.minutes;
                prop_assert!(slot.minutes > 0);
                if slot.key != "purpose" && slot.key != "asks" {
                    prop_assert!(slot.minutes >= STEP && slot.minutes % STEP == 0);
                }
            }
            let weighing = topics.iter().filter(|topic| topic.weight > Decimal::ZERO).count();
            let shown = agenda.slots.iter().filter(|slot| slot.key != "purpose" && slot.key != "asks").count();
            prop_assert_eq!(shown + agenda.left_out.len(), weighing);
            if minutes >= 15 {
                prop_assert_eq!(agenda.slots.first().map(|slot| slot.minutes), Some(PURPOSE));
                prop_assert!(agenda.slots.last().is_some_and(|slot| slot.key == "asks" && slot.minutes >= ASKS));
            }
        }
    }
}
