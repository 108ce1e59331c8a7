//! Which questions of a bank go out before a review: by posture, and by what is weak (S4, S11, S12, S14). The same plan always gets the same ones.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::config::raw::QuestionCategory;
use crate::config::settings::BankQuestion;
use crate::model::account::Posture;

/// So many questions go out at least, when the bank has them.
pub const AT_LEAST: usize = 8;
/// And so many at most.
pub const AT_MOST: usize = 12;
/// Of so many categories, when the bank has them.
const CATEGORIES: usize = 3;

/// A score or a readiness block, and how much of it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakness {
    /// A score's key or a block's.
    pub key: &'static str,
    /// 0 (nothing) to 1 (everything).
    pub missing: Decimal,
}

/// A question with what called for it.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    pub question: &'a BankQuestion,
    /// The weakness that it asks about; `None` for one that is always worth asking.
    pub because: Option<&'static str>,
}

struct Candidate<'a> {
    question: &'a BankQuestion,
    because: Option<&'static str>,
    /// How much it matters here, 0 to a little over 1.
    pull: Decimal,
}

/// Eight to twelve questions, in the order of the categories. Taken one by one: the one that matters most, less for each that was taken from its
/// category or for its reason, so that one weak spot does not fill the list.
pub fn choose<'a>(bank: &'a [BankQuestion], posture: Option<Posture>, weaknesses: &[Weakness]) -> Vec<Chosen<'a>> {
    let fits = |question: &&BankQuestion| question.postures.is_empty() || posture.is_some_and(|posture| question.postures.contains(&posture));
    let mut candidates: Vec<Option<Candidate<'a>>> = bank.iter().filter(fits).map(|question| Some(candidate(question, weaknesses))).collect();
    let mut taken: Vec<(usize, Candidate<'a>)> = Vec::with_capacity(AT_MOST);
    let mut categories: BTreeMap<QuestionCategory, i64> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, i64> = BTreeMap::new();
    while taken.len() < AT_MOST {
        let is_new = |candidate: &Candidate<'_>| !categories.contains_key(&candidate.question.category);
        let lacks = CATEGORIES.saturating_sub(categories.len());
        // the last places are kept for the categories that are still missing
        let only_new = lacks > 0 && taken.len() + lacks >= AT_LEAST && candidates.iter().flatten().any(is_new);
        let value = |candidate: &Candidate<'_>| {
            let before = categories.get(&candidate.question.category).copied().unwrap_or(0);
            let asked = candidate.because.and_then(|key| reasons.get(key)).copied().unwrap_or(0);
            candidate.pull.checked_div(Decimal::from((1 + before) * (1 + asked))).unwrap_or_default()
        };
        let open = candidates.iter().enumerate().filter_map(|(at, candidate)| Some((at, candidate.as_ref()?)));
        // the last of equals is the greatest, so the order is turned round: the first in the bank wins
        let best = open.filter(|(_, candidate)| !only_new || is_new(candidate)).rev().max_by_key(|(_, candidate)| value(candidate));
        let Some(at) = best.map(|(at, _)| at) else { break };
        let Some(candidate) = candidates.get_mut(at).and_then(Option::take) else { break };
        // beyond the eighth only what asks about something that is half missing
        if taken.len() >= AT_LEAST && candidate.pull < Decimal::new(5, 1) {
            break;
        }
        *categories.entry(candidate.question.category).or_default() += 1;
        if let Some(key) = candidate.because {
            *reasons.entry(key).or_default() += 1;
        }
        taken.push((at, candidate));
    }
    taken.sort_by_key(|(at, candidate)| (candidate.question.category, *at));
    taken.into_iter().map(|(_, candidate)| Chosen { question: candidate.question, because: candidate.because }).collect()
}

fn candidate<'a>(question: &'a BankQuestion, weaknesses: &[Weakness]) -> Candidate<'a> {
    let called =
        question.when.iter().filter_map(|key| weaknesses.iter().find(|weakness| weakness.key == key)).filter(|weakness| weakness.missing > Decimal::ZERO);
    // of equal ones the first that the question names
    let worst = called.reduce(|worst, next| if next.missing > worst.missing { next } else { worst });
    let base = match (worst, question.when.is_empty()) {
        (Some(worst), _) => worst.missing.min(Decimal::ONE),
        (None, true) => Decimal::new(2, 1),
        (None, false) => Decimal::new(2, 2),
    };
    let posture = if question.postures.is_empty() { Decimal::ZERO } else { Decimal::new(1, 1) };
    Candidate { question, because: worst.map(|worst| worst.key), pull: base.saturating_add(posture) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::config::settings::Settings;
    use crate::meeting::bank::bank;
    use crate::scores;

    const POSTURES: [Option<Posture>; 4] = [None, Some(Posture::Penetrate), Some(Posture::GrowShare), Some(Posture::Defend)];

    fn keys() -> Vec<&'static str> {
        let mut keys: Vec<&'static str> = scores::KEYS.iter().copied().chain(scores::readiness::BLOCKS.iter().map(|block| block.key)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn ids(chosen: &[Chosen<'_>]) -> Vec<String> {
        chosen.iter().map(|it| it.question.id.clone()).collect()
    }

    #[test]
    fn every_weakness_is_asked_about_in_every_posture() {
        let settings = Settings::default();
        let mut seen = BTreeSet::new();
        for posture in POSTURES {
            for key in keys() {
                let chosen = choose(bank(&settings), posture, &[Weakness { key, missing: Decimal::ONE }]);
                assert!((AT_LEAST..=AT_MOST).contains(&chosen.len()), "{posture:?} {key}: {}", chosen.len());
                assert!(chosen.iter().any(|it| it.because == Some(key)), "{posture:?}: nothing about {key}");
                assert!(chosen.iter().all(|it| it.question.postures.is_empty() || posture.is_some_and(|posture| it.question.postures.contains(&posture))));
                seen.extend(chosen.iter().map(|it| (posture, it.question.postures.contains(&posture.unwrap_or(Posture::Defend)))));
            }
        }
        for posture in POSTURES.iter().flatten() {
            assert!(seen.contains(&(Some(*posture), true)), "{posture:?} has questions of its own");
        }
    }

    #[test]
    fn a_plan_without_a_weak_spot_gets_eight() {
        let settings = Settings::default();
        for posture in POSTURES {
            assert_eq!(choose(bank(&settings), posture, &[]).len(), AT_LEAST);
        }
        let two = &bank(&settings)[..2];
        assert_eq!(choose(two, None, &[]).len(), 2, "a small bank is asked whole");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn always_the_same_and_never_of_one_kind(posture in 0..4usize, missing in prop::collection::vec(0i64..=100, 26), size in 1..79usize) {
            let settings = Settings::default();
            let weaknesses: Vec<Weakness> = keys().into_iter().zip(&missing).map(|(key, part)| Weakness { key, missing: Decimal::new(*part, 2) }).collect();
            let bank = &bank(&settings)[..size.min(bank(&settings).len())];
            let chosen = choose(bank, POSTURES[posture], &weaknesses);
            prop_assert_eq!(ids(&chosen), ids(&choose(bank, POSTURES[posture], &weaknesses)));
            let fits = |question: &&BankQuestion| question.postures.is_empty() || POSTURES[posture].is_some_and(|it| question.postures.contains(&it));
            let there: Vec<&BankQuestion> = bank.iter().filter(fits).collect();
            prop_assert!(chosen.len() >= AT_LEAST.min(there.len()) && chosen.len() <= AT_MOST);
            let kinds = |list: &[&BankQuestion]| list.iter().map(|it| it.category).collect::<BTreeSet<_>>().len();
            let asked: Vec<&BankQuestion> = chosen.iter().map(|it| it.question).collect();
            prop_assert!(kinds(&asked) >= CATEGORIES.min(kinds(&there)).min(there.len()));
            prop_assert_eq!(ids(&chosen).into_iter().collect::<BTreeSet<_>>().len(), chosen.len());
        }
    }
}
