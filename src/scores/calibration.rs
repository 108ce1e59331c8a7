//! What was projected for a quarter, against what came (M22): the typed 90-day projections as they stood when the quarter began, and the revenue
//! that the table holds for it.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::FiscalPeriod;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;

/// One quarter of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    pub period: FiscalPeriod,
    /// Who owned the plan when it was projected.
    pub owner: String,
    pub projected: Amount,
    pub actual: Amount,
}

impl Calibration {
    /// How far what came lies above (or below, negative) what was projected; `None` of a projection of nothing.
    pub fn share(&self) -> Option<Decimal> {
        self.actual.minus(self.projected).ratio(self.projected)
    }
}

/// All ended quarters whose beginning is known and that the revenue table covers, oldest first: half a quarter would be a broken promise.
pub fn quarters(ground: &Ground, unit: &PlanUnit) -> Vec<Calibration> {
    let calendar = ground.settings.calendar;
    let Some(past) = ground.history.past() else { return Vec::new() };
    let ended = |period: FiscalPeriod| calendar.span(period).1 <= ground.today;
    let until = ground.sales_until();
    let begun = past.quarters.iter().filter_map(|before| {
        // how the plan stood on the last day before the quarter began
        let then = ground.history.then(unit.slug.as_str(), &before.period)?;
        let period = calendar.quarter_of(before.day.plus_days(1));
        let projected = then.projection?;
        let covered = until.is_some_and(|until| calendar.span(period).1 <= until) && !ground.tables.is_missing(period);
        if !ended(period) || !covered {
            return None;
        }
        let rows = ground.data(unit.slug.as_str()).revenue.iter().filter(|row| row.period.quarter() == Some(period));
        Some(Calibration { period, owner: then.owner.clone(), projected, actual: rows.map(|row| row.amount).sum() })
    });
    begun.collect()
}

/// The newest of them.
pub fn last(ground: &Ground, unit: &PlanUnit) -> Option<Calibration> {
    quarters(ground, unit).pop()
}
