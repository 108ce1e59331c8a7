//! Return on sales time invested (R5, K15): what an hour of the open actions is expected to bring.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::model::plan::Plan;
use crate::resolve::ground::Ground;

/// What the open actions of a plan are to bring, and what they cost in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rosti {
    /// Expected margin: `Σ expected_value · margin share`.
    pub margin: Amount,
    pub hours: Amount,
    pub actions: usize,
}

impl Rosti {
    /// Margin per hour.
    pub fn per_hour(&self) -> Option<Amount> {
        self.margin.ratio(self.hours).map(|ratio| Amount(ratio).rounded(0))
    }
}

/// `None` unless hours and expected value of every open action and the account's margin are known (`domain.md` §4).
pub fn rosti(ground: &Ground, account: &str, plan: &Plan) -> Option<Rosti> {
    let mut sum = Rosti { margin: Amount::ZERO, hours: Amount::ZERO, actions: 0 };
    let margin = margin_share(ground, account)?;
    for action in plan.actions.iter().filter(|action| action.is_open()) {
        sum.hours = sum.hours.plus(action.hours?);
        sum.margin = sum.margin.plus(action.expected_value?.times(margin));
        sum.actions += 1;
    }
    (sum.actions > 0 && !sum.hours.is_zero()).then_some(sum)
}

/// The margin of the last four fiscal quarters, weighed by amount, 0 to 1; `None` where a row lacks it.
pub fn margin_share(ground: &Ground, account: &str) -> Option<Decimal> {
    let quarters = ground.year_of_sales()?;
    let rows = ground.data(account).revenue.iter().filter(|row| row.period.quarter().is_some_and(|quarter| quarters.contains(&quarter)));
    let (mut amount, mut margin) = (Amount::ZERO, Amount::ZERO);
    for row in rows {
        amount = amount.plus(row.amount);
        margin = margin.plus(row.amount.times(row.margin?));
    }
    margin.ratio(amount)
}
