//! Laws that every score keeps: bounds, no dependence on the order of lists, and no reward for not knowing or for worse work.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::scores::card::Scorecard;

/// One person as YAML.
#[derive(Clone, Debug)]
struct Somebody {
    influence: i64,
    disposition: &'static str,
    role: &'static str,
    power: &'static str,
    met_days_ago: Option<i64>,
    owner: &'static str,
}

/// One action: days until it is due, and what became of it.
#[derive(Clone, Debug)]
struct Step {
    due_in: i64,
    done_after: Option<i64>,
}

#[derive(Clone, Debug)]
struct Account {
    people: Vec<Somebody>,
    steps: Vec<Step>,
    /// Readings between 0 and 120 of a target of 100.
    readings: Vec<i64>,
    posture: &'static str,
}

fn day(offset: i64) -> String {
    crate::base::date::Date::parse(crate::rules::example::TODAY).unwrap().plus_days(offset).to_string()
}

impl Account {
    fn patch(&self) -> String {
        let mut out = format!("posture: {}\npeople:\n", self.posture);
        for (index, it) in self.people.iter().enumerate() {
            let power = if it.power.is_empty() { String::new() } else { format!(", kdm: true, in_power: {}", it.power) };
            let met = it.met_days_ago.map_or(String::new(), |days| format!(", last_met: {}", day(-days)));
            out.push_str(&format!(
                "  - {{id: p{index}, name: P{index}, title: T, buying_role: {}, influence: {}, disposition: {}, our_owner: {}{power}{met}}}\n",
                it.role, it.influence, it.disposition, it.owner
            ));
        }
        out.push_str("actions:\n");
        for (index, it) in self.steps.iter().enumerate() {
            let status = it.done_after.map_or("status: doing".to_owned(), |days| format!("status: done, done_on: {}", day((it.due_in + days).min(0))));
            out.push_str(&format!(
                "  - {{id: a{index}, objective: standardise-surgical, text: Call Karl, owner: maya-chen, due: {}, {status}}}\n",
                day(it.due_in)
            ));
        }
        out.push_str("benchmarks:\n");
        for (index, value) in self.readings.iter().enumerate() {
            out.push_str(&format!(
                "  - {{id: b{index}, text: Share, unit: pct, direction: up, baseline: {{value: 0, on: {}}}, target: {{value: 100, by: {}}}, readings: [{{on: {}, value: {value}}}]}}\n",
                day(-100),
                day(100),
                day(-5)
            ));
        }
        if self.people.is_empty() {
            out = out.replace("people:\n", "people: []\n");
        }
        out
    }

    fn scores(&self) -> BTreeMap<&'static str, Option<Decimal>> {
        super::with(&self.patch(), |analysis| values(&analysis.cards[0]))
    }
}

fn values(card: &Scorecard) -> BTreeMap<&'static str, Option<Decimal>> {
    card.scores.iter().chain([&card.readiness.score]).map(|score| (score.key, score.value)).collect()
}

fn somebody() -> impl Strategy<Value = Somebody> {
    let disposition = prop::sample::select(vec!["champion", "supporter", "neutral", "opponent", "unknown"]);
    let role = prop::sample::select(vec!["economic", "technical", "user", "coach", "sponsor", "procurement"]);
    let power = prop::sample::select(vec!["", "yes", "no", "unknown"]);
    let owner = prop::sample::select(vec!["maya-chen", "tomas-rivera"]);
    (1i64..6, disposition, role, power, prop::option::of(0i64..250), owner).prop_map(|(influence, disposition, role, power, met_days_ago, owner)| Somebody {
        influence,
        disposition,
        role,
        power,
        met_days_ago,
        owner,
    })
}

fn account() -> impl Strategy<Value = Account> {
    let step = (-80i64..40, prop::option::of(0i64..30)).prop_map(|(due_in, done_after)| Step { due_in, done_after: done_after.filter(|_| due_in < 0) });
    let posture = prop::sample::select(vec!["penetrate", "grow-share", "defend"]);
    (prop::collection::vec(somebody(), 0..5), prop::collection::vec(step, 1..5), prop::collection::vec(0i64..120, 1..4), posture)
        .prop_map(|(people, steps, readings, posture)| Account { people, steps, readings, posture })
}

/// Of the named scores none is lower after than before; a score that was undetermined has nothing to lose.
fn none_lower(before: &Account, after: &Account, keys: &[&str]) {
    let (old, new) = (before.scores(), after.scores());
    for key in keys {
        if let Some(Some(was)) = old.get(key) {
            let is = new.get(key).copied().flatten();
            assert!(is.is_some_and(|is| is >= *was), "{key} fell from {was} to {is:?}\n{before:?}\n{after:?}");
        }
    }
}

const PEOPLE: [&str; 4] = ["relationship_strength", "relationship_coverage", "kdm_access", "health"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(24)) })]

    #[test]
    fn scores_stay_in_bounds(account in account()) {
        for (key, value) in account.scores() {
            prop_assert!(value.is_none_or(|value| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) && value.scale() <= 1), "{key}: {value:?}");
        }
    }

    #[test]
    fn the_order_of_lists_means_nothing(account in account()) {
        let mut turned = account.clone();
        turned.people.reverse();
        turned.steps.reverse();
        turned.readings.reverse();
        prop_assert_eq!(account.scores(), turned.scores());
    }

    #[test]
    fn meeting_a_decision_maker_never_lowers(account in account(), who in any::<prop::sample::Index>()) {
        prop_assume!(!account.people.is_empty());
        let mut met = account.clone();
        let index = who.index(met.people.len());
        met.people[index].met_days_ago = Some(0);
        none_lower(&account, &met, &PEOPLE);
    }

    #[test]
    fn winning_somebody_never_lowers(account in account(), who in any::<prop::sample::Index>()) {
        prop_assume!(!account.people.is_empty());
        let mut won = account.clone();
        let index = who.index(won.people.len());
        won.people[index].disposition = "champion";
        none_lower(&account, &won, &PEOPLE);
    }

    #[test]
    fn closing_on_time_never_lowers(account in account(), which in any::<prop::sample::Index>()) {
        let mut done = account.clone();
        let index = which.index(done.steps.len());
        prop_assume!(done.steps[index].due_in < 0);
        done.steps[index].done_after = Some(0);
        none_lower(&account, &done, &["execution"]);
    }

    #[test]
    fn reaching_a_benchmark_never_lowers(account in account(), which in any::<prop::sample::Index>()) {
        let mut met = account.clone();
        let index = which.index(met.readings.len());
        met.readings[index] = met.readings[index].max(100);
        none_lower(&account, &met, &["benchmark_attainment", "health"]);
    }

    #[test]
    fn not_knowing_is_never_better_than_the_best_answer(account in account(), who in any::<prop::sample::Index>()) {
        prop_assume!(!account.people.is_empty());
        let (mut unknown, mut known) = (account.clone(), account.clone());
        let index = who.index(account.people.len());
        unknown.people[index] = Somebody { disposition: "unknown", power: "unknown", met_days_ago: None, ..unknown.people[index].clone() };
        known.people[index] = Somebody { disposition: "champion", power: "yes", met_days_ago: Some(0), ..known.people[index].clone() };
        none_lower(&unknown, &known, &PEOPLE);
    }
}
