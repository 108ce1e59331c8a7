//! Do we get to those who decide (M24)?

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::model::person::InPower;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "kdm_access",
    title: "Access to decision makers",
    question: "Do we get to those who decide?",
    formula: "100 · key decision makers met in the plan's period / key decision makers in power; of unknown power: listed apart",
    ids: &["M12", "M24"],
    compute,
};

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let kdms = cx.plan.people.iter().enumerate().filter(|(_, person)| person.kdm && person.in_power != Some(InPower::No));
    let (mut n_met, mut n_in_power, mut n_unknown) = (0, 0, 0);
    let mut terms = Vec::new();
    for (index, person) in kdms {
        let met = person.last_met.filter(|date| cx.in_period(*date) && *date <= cx.today());
        let when = person.last_met.map_or_else(|| "never met".to_owned(), |date| format!("last met {date}"));
        let in_power = person.is_kdm_in_power();
        let (share, because) = match in_power {
            true if met.is_some() => (Some(Decimal::ONE), when),
            true => (Some(Decimal::ZERO), format!("{when}, not in {}", cx.period())),
            false => (None, format!("power unknown; {when}")),
        };
        n_met += usize::from(in_power && met.is_some());
        n_in_power += usize::from(in_power);
        n_unknown += usize::from(!in_power);
        terms.push(cx.term(person.name.clone(), Decimal::ONE, share, cx.item("people", index), because));
    }
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    let mut beside = match n_in_power {
        0 => "nobody is known to be in power".to_owned(),
        n => format!("{n_met} of {n} in power met in {}", cx.period()),
    };
    if n_unknown > 0 {
        beside.push_str(&format!("; {} unknown", count(n_unknown, "power", "powers")));
    }
    score.beside = Some(beside);
    Some(score)
}
