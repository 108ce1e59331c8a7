//! From values to places: linear with ticks, bands, time. Decimals in, tenths of a unit out; no float decides a digit.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::date::Date;
use crate::draw::number::Tenths;

/// Values along a line.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    low: Decimal,
    span: Decimal,
    from: Tenths,
    to: Tenths,
}

impl Linear {
    /// `low` lies at `from`, `high` at `to`. An empty domain is taken to be one unit long.
    pub fn new(low: Decimal, high: Decimal, from: Tenths, to: Tenths) -> Self {
        let span = high.checked_sub(low).unwrap_or(Decimal::MAX);
        Linear { low, span: if span > Decimal::ZERO { span } else { Decimal::ONE }, from, to }
    }

    /// A domain that holds zero and all the values: the only one for bars.
    pub fn from_zero(values: impl IntoIterator<Item = Decimal>, from: Tenths, to: Tenths) -> Self {
        let (low, high) = values.into_iter().fold((Decimal::ZERO, Decimal::ZERO), |(low, high), value| (low.min(value), high.max(value)));
        Linear::new(low, high, from, to)
    }

    /// The place of a value; what lies outside the domain is drawn at its edge.
    pub fn at(&self, value: Decimal) -> Tenths {
        let distance = value.checked_sub(self.low).unwrap_or(if value < self.low { Decimal::ZERO } else { Decimal::MAX });
        let share = distance.checked_div(self.span).unwrap_or(Decimal::ZERO).clamp(Decimal::ZERO, Decimal::ONE);
        self.from + share.saturating_mul(Decimal::from(self.to - self.from)).round().to_i32().unwrap_or(0)
    }

    /// Round values inside the domain, about `n` of them: multiples of 1, 2 or 5 times a power of ten.
    pub fn ticks(&self, n: u32) -> Vec<Decimal> {
        let high = self.low.checked_add(self.span).unwrap_or(Decimal::MAX);
        let step = step(self.span.checked_div(Decimal::from(n.max(1))).unwrap_or(self.span));
        let mut tick = self.low.checked_div(step).and_then(|steps| steps.ceil().checked_mul(step)).unwrap_or(self.low);
        let mut ticks = Vec::new();
        while tick <= high && ticks.len() <= 2 * n as usize + 2 {
            ticks.push(tick.normalize());
            match tick.checked_add(step) {
                Some(next) if next > tick => tick = next,
                _ => break,
            }
        }
        ticks
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not less than `raw`.
fn step(raw: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while power < raw {
        let Some(next) = power.checked_mul(Decimal::TEN) else { return power };
        power = next;
    }
    let tenth = |power: Decimal| power.saturating_mul(Decimal::new(1, 1));
    while tenth(power) >= raw && power.scale() < 20 {
        power = tenth(power);
    }
    [Decimal::TWO, Decimal::from(5)].into_iter().map(|factor| tenth(power).saturating_mul(factor)).find(|step| *step >= raw).unwrap_or(power)
}

/// The points of a line, in runs without holes; `x` is the place of a value's index.
pub fn runs(values: &[Option<Decimal>], x: impl Fn(usize) -> Tenths, scale: &Linear) -> Vec<Vec<(Tenths, Tenths)>> {
    let mut runs = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((x(index), scale.at(*value))),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Equal places for things in a row.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    pub from: Tenths,
    pub to: Tenths,
    pub n: usize,
}

impl Band {
    /// The middle of the place of `index`.
    pub fn middle(&self, index: usize) -> Tenths {
        self.start(index).midpoint(self.start(index + 1))
    }

    /// Where the place of `index` begins.
    pub fn start(&self, index: usize) -> Tenths {
        let n = i64::try_from(self.n.max(1)).unwrap_or(i64::MAX);
        let index = i64::try_from(index).unwrap_or(i64::MAX).min(n);
        self.from + i32::try_from(i64::from(self.to - self.from) * index / n).unwrap_or(0)
    }

    /// The width of one place.
    pub fn width(&self) -> Tenths {
        self.start(1) - self.from
    }
}

/// Days along a line.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    pub first: Date,
    pub last: Date,
    pub from: Tenths,
    pub to: Tenths,
}

impl Time {
    /// The place of a day; days outside are drawn at the edge.
    pub fn at(&self, day: Date) -> Tenths {
        let days = self.last.days_since(self.first).max(1);
        let since = day.days_since(self.first).clamp(0, days);
        self.from + i32::try_from(i64::from(self.to - self.from) * since / days).unwrap_or(0)
    }

    /// The first days of months inside, at most `n`: every month, every third, every year, every tenth year and so on.
    pub fn months(&self, n: usize) -> Vec<Date> {
        [1_i32, 3, 12, 120, 1_200, 12_000].into_iter().map(|every| self.every(every)).find(|days| days.len() <= n).unwrap_or_default()
    }

    fn every(&self, months: i32) -> Vec<Date> {
        let index = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let first = index(self.first).div_euclid(months) * months;
        (first..=index(self.last))
            .step_by(usize::try_from(months).unwrap_or(1))
            .filter_map(|at| Date::new(i16::try_from(at.div_euclid(12)).ok()?, i8::try_from(at.rem_euclid(12) + 1).ok()?, 1))
            .filter(|day| *day >= self.first && *day <= self.last)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn linear_places() {
        let scale = Linear::from_zero([decimal("50"), decimal("200")], 0, 1000);
        assert_eq!([scale.at(decimal("0")), scale.at(decimal("50")), scale.at(decimal("999")), scale.at(decimal("-1"))], [0, 250, 1000, 0]);
        let down = Linear::from_zero([decimal("-50"), decimal("50")], 1000, 0);
        assert_eq!(down.at(Decimal::ZERO), 500);
        let huge = Linear::new(Decimal::MIN, Decimal::MAX, 0, 1000);
        assert_eq!(huge.at(Decimal::MAX), 1000);
        assert_eq!(Linear::from_zero([], 0, 1000).at(Decimal::ZERO), 0);
    }

    #[test]
    fn ticks_are_round() {
        let check = |low: &str, high: &str, expected: &str| {
            let ticks = Linear::new(decimal(low), decimal(high), 0, 1).ticks(4);
            assert_eq!(ticks.iter().map(Decimal::to_string).collect::<Vec<_>>().join(" "), expected);
        };
        check("0", "100", "0 50 100");
        check("0", "97", "0 50");
        check("0", "8", "0 2 4 6 8");
        check("-30", "30", "-20 0 20");
        check("0", "0.004", "0 0.001 0.002 0.003 0.004");
        check("0", "1700000", "0 500000 1000000 1500000");
        assert!(Linear::new(Decimal::MIN, Decimal::MAX, 0, 1).ticks(4).len() < 11);
    }

    #[test]
    fn bands_and_days() {
        let band = Band { from: 0, to: 900, n: 9 };
        assert_eq!((band.middle(0), band.middle(8), band.width()), (50, 850, 100));
        let day = |text: &str| Date::parse(text).unwrap();
        let time = Time { first: day("2026-01-01"), last: day("2026-12-31"), from: 0, to: 364 };
        assert_eq!((time.at(day("2026-01-11")), time.at(day("2030-01-01"))), (10, 364));
        assert_eq!(time.months(4).iter().map(|day| day.month()).collect::<Vec<_>>(), [1, 4, 7, 10]);
    }
}
