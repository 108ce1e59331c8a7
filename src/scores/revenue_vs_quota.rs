//! Does what was sold keep pace with the quota (M7)? The only score that looks at attainment (D15).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::{ScoreValue, hundredths};

pub static SCORE: Score = Score {
    key: "revenue_vs_quota",
    title: "Revenue against quota",
    question: "Does what was sold keep pace with the quota?",
    formula: "100 · min(1, actual / (quota · elapsed share of the plan's period))",
    ids: &["M4", "M7"],
    compute,
};

/// Where an account stands against its quota in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    pub period: FiscalPeriod,
    pub actual: Amount,
    pub quota: Amount,
    /// 0 to 1: up to the as-of date, or to the date of the data where that is earlier.
    pub elapsed: Decimal,
    /// The day up to which revenue counts.
    pub until: Date,
    /// Actual revenue by brand and division.
    pub by_brand: BTreeMap<(String, String), Amount>,
}

impl Pace {
    /// Actual over what the quota asks for by now; `None` where nothing is asked for yet.
    pub fn ratio(&self) -> Option<Decimal> {
        self.actual.ratio(self.quota.times(self.elapsed))
    }

    /// Why there is no ratio on a day.
    fn silent(&self, today: Date) -> String {
        match () {
            () if self.quota.is_zero() => format!("the quota for {} is 0", self.period),
            () if self.until < today => format!("{} has not begun by {}, where the revenue data end", self.period, self.until),
            () => format!("no day of {} is over on {}", self.period, self.until),
        }
    }
}

/// The pace of an account in a period; an `Err` says what is missing.
pub fn pace(ground: &Ground, unit: &PlanUnit, period: FiscalPeriod) -> Result<Pace, String> {
    if ground.settings.doubts("fiscal_year_start") {
        return Err("nobody knows when the fiscal year begins".to_owned());
    }
    let calendar = ground.settings.calendar;
    let data = ground.data(unit.slug.as_str());
    let (start, end) = calendar.span(period);
    // a part without a quota is not known, so the whole is not: the known parts would pass for it
    let quotas = || data.quota.iter().filter(|row| period.holds(row.period));
    let known: Vec<FiscalPeriod> = quotas().map(|row| row.period).collect();
    match period.without(&known).as_slice() {
        [] => {}
        [all] if *all == period => return Err(format!("no quota for {period}")),
        [part] => return Err(format!("no quota for {part}, a part of {period}")),
        [parts @ .., last] => {
            let parts: Vec<String> = parts.iter().map(FiscalPeriod::to_string).collect();
            return Err(format!("no quota for {} and {last}, parts of {period}", parts.join(", ")));
        }
    }
    let quota = quotas().map(|row| row.amount).sum();
    let Some(last) = ground.tables.revenue_until else { return Err("no revenue".to_owned()) };
    if calendar.span(last).1 <= start {
        return Err(format!("revenue.csv ends with {last}"));
    }
    // the day of the data: as stated, else the end of its last period
    let data_until = ground.settings.data.get("revenue").and_then(|it| it.as_of).unwrap_or_else(|| calendar.span(last).1.plus_days(-1));
    let until = data_until.min(ground.today);
    // the data hold all of their last day; today is not over
    let days = data_until.plus_days(1).min(ground.today).days_since(start);
    let elapsed = Decimal::from(days).checked_div(Decimal::from(end.days_since(start))).unwrap_or_default();
    let mut by_brand: BTreeMap<(String, String), Amount> = BTreeMap::new();
    for row in data.revenue.iter().filter(|row| period.holds(row.period)) {
        let cell = by_brand.entry((row.sold.brand.to_string(), row.sold.division.to_string())).or_default();
        *cell = cell.plus(row.amount);
    }
    let actual = by_brand.values().copied().sum();
    Ok(Pace { period, actual, quota, elapsed: elapsed.clamp(Decimal::ZERO, Decimal::ONE), until, by_brand })
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    if !cx.ground.tables.quota || !cx.ground.tables.revenue {
        return None;
    }
    let mut beside = None;
    let (share, because) = match pace(cx.ground, cx.unit, cx.period()) {
        Err(missing) => (None, missing),
        Ok(pace) => match pace.ratio() {
            None => (None, pace.silent(cx.ground.today)),
            Some(ratio) => {
                let parts: Vec<String> = pace
                    .by_brand
                    .iter()
                    .map(|((brand, division), amount)| {
                        let brand = cx.settings().brand(brand).map_or(brand.as_str(), |brand| brand.name.as_str());
                        let space = if division.is_empty() { "" } else { " " };
                        format!("{brand}{space}{division} {}", amount.in_whole())
                    })
                    .collect();
                let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
                beside = Some(format!("{} of what {} asks for by {}{parts}", hundredths(ratio).normalize(), pace.period, pace.until));
                let asked = pace.quota.times(pace.elapsed);
                (
                    Some(ratio.clamp(Decimal::ZERO, Decimal::ONE)),
                    format!("{} sold, {} asked for of a quota of {}", pace.actual.in_whole(), asked.in_whole(), pace.quota.in_whole()),
                )
            }
        },
    };
    let term = cx.term("revenue to date", Decimal::ONE, share, "/period", because);
    let mut score = ScoreValue::weighted(SCORE.key, vec![term], cx.settings().policy.confidence_min);
    score.beside = beside;
    Some(score)
}
