//! How well those with influence stand to us, and how recently we met them (K8, M10, M12). Needed for the computed tier.

use rust_decimal::Decimal;

use crate::base::date::Date;
use crate::model::person::{Disposition, Person};
use crate::scores::score::tenths;

/// `100 · Σ influence·d·r / Σ influence`, one decimal; `None` without people.
pub fn strength(people: &[Person], today: Date) -> Option<Decimal> {
    let influence = |person: &Person| Decimal::from(person.influence.max(0));
    let all: Decimal = people.iter().map(influence).sum();
    let sum: Decimal = people.iter().map(|person| influence(person) * standing(person.disposition) * recency(person.last_met, today)).sum();
    sum.checked_div(all).map(|share| tenths(share * Decimal::ONE_HUNDRED))
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
