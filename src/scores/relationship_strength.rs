//! How well do those with influence stand to us, and how recently did we meet them (K8, M10, M12)? Decides on the computed tier.

use rust_decimal::Decimal;

use crate::base::amount::{in_percent, sum};
use crate::base::count::count;
use crate::base::date::Date;
use crate::model::person::{Disposition, Person};
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::{ScoreValue, tenths};

pub static SCORE: Score = Score {
    key: "relationship_strength",
    title: "Relationship strength",
    question: "How well do those with influence stand to us?",
    formula: "100 · Σ influence · standing · recency / Σ influence; champion 1, supporter 0.75, neutral 0.4, unknown 0.2, opponent 0; met within 30, 60, 90, 180 days 1, 0.75, 0.5, 0.25",
    ids: &["K8", "M10", "M12"],
    compute,
};

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let people = &cx.plan.people;
    let confidence_min = cx.settings().policy.confidence_min;
    if people.is_empty() {
        let term = cx.term("people", Decimal::ONE, None, "/people", "nobody is named");
        return Some(ScoreValue::weighted(SCORE.key, vec![term], confidence_min));
    }
    let terms = people.iter().enumerate().map(|(index, person)| {
        let met = match person.last_met.map(|met| cx.today().days_since(met)) {
            // a day that still lies ahead
            Some(..0) => person.last_met.map_or_else(String::new, |met| format!("met on {}", met.long())),
            Some(days) => format!("met {} ago", count(days, "day", "days")),
            None => "never met".to_owned(),
        };
        let share = standing(person.disposition).saturating_mul(recency(person.last_met, cx.today()));
        cx.term(person.name.clone(), Decimal::from(person.influence.max(0)), Some(share), cx.item("people", index), format!("{}, {met}", person.disposition))
    });
    Some(ScoreValue::weighted(SCORE.key, terms.collect(), confidence_min))
}

/// `100 · Σ influence·d·r / Σ influence`, one decimal; `None` without people.
pub fn strength(people: &[Person], today: Date) -> Option<Decimal> {
    let influence = |person: &Person| Decimal::from(person.influence.max(0));
    let all = sum(people.iter().map(influence));
    let held = people.iter().map(|person| influence(person).saturating_mul(standing(person.disposition)).saturating_mul(recency(person.last_met, today)));
    sum(held).checked_div(all).map(|share| tenths(in_percent(share)))
}

/// d: unknown counts 0.2, the one exception to leaving unknowns out.
pub fn standing(disposition: Disposition) -> Decimal {
    match disposition {
        Disposition::Champion => Decimal::ONE,
        Disposition::Supporter => Decimal::new(75, 2),
        Disposition::Neutral => Decimal::new(4, 1),
        Disposition::Unknown => Decimal::new(2, 1),
        Disposition::Opponent => Decimal::ZERO,
    }
}

/// r: by days since the last meeting; never met is 0.
pub fn recency(last_met: Option<Date>, today: Date) -> Decimal {
    match last_met.map(|met| today.days_since(met)) {
        Some(..=30) => Decimal::ONE,
        Some(..=60) => Decimal::new(75, 2),
        Some(..=90) => Decimal::new(5, 1),
        Some(..=180) => Decimal::new(25, 2),
        Some(_) | None => Decimal::ZERO,
    }
}
