//! Fiscal periods and the calendar that places them among the days. Where the fiscal year begins is said by the territory, never guessed.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::date::Date;

/// What a fiscal period spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodPart {
    Year,
    /// 1 to 4.
    Quarter(u8),
    /// 1 to 12, counted from the first month of the fiscal year.
    Month(u8),
}

/// A fiscal period as written: `FY2027`, `FY2027-Q1` or `FY2027-01`. Which days it covers only a [`FiscalCalendar`] knows (M5, D5).
/// In order of the month in which they begin, of two the shorter first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalPeriod {
    pub year: i16,
    pub part: PeriodPart,
}

impl Ord for FiscalPeriod {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |it: &Self| (it.year, *it.months().start(), *it.months().end());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for FiscalPeriod {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl FiscalPeriod {
    /// Of two the one that ends later.
    pub fn later(self, other: FiscalPeriod) -> FiscalPeriod {
        let ends = |it: &Self| (it.year, *it.months().end());
        if ends(&other) > ends(&self) { other } else { self }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("FY")?;
        let (year, part) = rest.split_once('-').map_or((rest, None), |(y, p)| (y, Some(p)));
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        if !(1..=9998).contains(&year) {
            return None;
        }
        let part = match part {
            None => PeriodPart::Year,
            Some(text) => match text.strip_prefix('Q') {
                Some(q) if q.len() == 1 => PeriodPart::Quarter(q.parse().ok().filter(|q| (1..=4).contains(q))?),
                Some(_) => return None,
                None if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) => PeriodPart::Month(text.parse().ok().filter(|m| (1..=12).contains(m))?),
                None => return None,
            },
        };
        Some(FiscalPeriod { year, part })
    }

    /// The quarter that holds the period; `None` for a whole year.
    pub fn quarter(self) -> Option<FiscalPeriod> {
        let quarter = match self.part {
            PeriodPart::Year => return None,
            PeriodPart::Quarter(q) => q,
            PeriodPart::Month(m) => m.div_ceil(3),
        };
        Some(FiscalPeriod { year: self.year, part: PeriodPart::Quarter(quarter) })
    }

    /// The fiscal quarters that it touches: four of a year, else one.
    pub fn quarters(self) -> impl Iterator<Item = FiscalPeriod> {
        let (first, last) = match self.part {
            PeriodPart::Year => (1, 4),
            PeriodPart::Quarter(q) => (q, q),
            PeriodPart::Month(m) => (m.div_ceil(3), m.div_ceil(3)),
        };
        (first..=last).map(move |q| FiscalPeriod { year: self.year, part: PeriodPart::Quarter(q) })
    }

    /// The months of its fiscal year that it spans, 1 to 12.
    pub fn months(self) -> std::ops::RangeInclusive<u8> {
        match self.part {
            PeriodPart::Year => 1..=12,
            PeriodPart::Quarter(q) => q * 3 - 2..=q * 3,
            PeriodPart::Month(m) => m..=m,
        }
    }

    /// Does the other one lie in it, or is it the same?
    pub fn holds(self, other: FiscalPeriod) -> bool {
        let (mine, theirs) = (self.months(), other.months());
        self.year == other.year && mine.start() <= theirs.start() && theirs.end() <= mine.end()
    }

    /// Of this period what none of those spans: whole quarters where all of one is missing, else months; in their order.
    pub fn without(self, known: &[FiscalPeriod]) -> Vec<FiscalPeriod> {
        let of = |part| FiscalPeriod { year: self.year, part };
        let missing = |month: u8| !known.iter().any(|period| period.year == self.year && period.months().contains(&month));
        if self.months().all(missing) {
            return vec![self];
        }
        let mut out = Vec::new();
        for quarter in 1..=4 {
            let quarter = of(PeriodPart::Quarter(quarter));
            let months: Vec<u8> = quarter.months().filter(|month| self.months().contains(month) && missing(*month)).collect();
            if months.len() == 3 {
                out.push(quarter);
            } else {
                out.extend(months.into_iter().map(|month| of(PeriodPart::Month(month))));
            }
        }
        out
    }

    /// The longer periods that hold this one: of a month its quarter and its year.
    pub fn around(self) -> Vec<FiscalPeriod> {
        let year = FiscalPeriod { year: self.year, part: PeriodPart::Year };
        match self.part {
            PeriodPart::Year => Vec::new(),
            PeriodPart::Quarter(_) => vec![year],
            PeriodPart::Month(_) => self.quarter().into_iter().chain([year]).collect(),
        }
    }

    /// The shorter periods that lie in this one: of a year its quarters and its months.
    pub fn inside(self) -> Vec<FiscalPeriod> {
        let of = |part| FiscalPeriod { year: self.year, part };
        match self.part {
            PeriodPart::Year => (1..=4).map(PeriodPart::Quarter).chain((1..=12).map(PeriodPart::Month)).map(of).collect(),
            PeriodPart::Quarter(q) => (1..=3).map(|month| of(PeriodPart::Month((q - 1) * 3 + month))).collect(),
            PeriodPart::Month(_) => Vec::new(),
        }
    }

    /// The fiscal quarter `n` quarters later (earlier when negative); a year and a month are left as they are.
    pub fn plus_quarters(self, n: i32) -> FiscalPeriod {
        let PeriodPart::Quarter(q) = self.part else { return self };
        let index = i32::from(self.year) * 4 + i32::from(q) - 1 + n;
        FiscalPeriod { year: i16::try_from(index.div_euclid(4)).unwrap_or(self.year), part: PeriodPart::Quarter(index.rem_euclid(4) as u8 + 1) }
    }
}

impl fmt::Display for FiscalPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FY{:04}", self.year)?;
        match self.part {
            PeriodPart::Year => Ok(()),
            PeriodPart::Quarter(q) => write!(f, "-Q{q}"),
            PeriodPart::Month(m) => write!(f, "-{m:02}"),
        }
    }
}

impl fmt::Debug for FiscalPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for FiscalPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FiscalPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        FiscalPeriod::parse(&text).ok_or_else(|| serde::de::Error::custom("not a fiscal period"))
    }
}

impl JsonSchema for FiscalPeriod {
    fn schema_name() -> Cow<'static, str> {
        "FiscalPeriod".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "fiscal-period", "pattern": "^FY[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$", "examples": ["FY2027-Q1", "FY2027", "FY2027-01"]})
    }
}

/// The fiscal year of one territory. FY2027 that starts in October begins on 1 October 2026; one that starts in January, on 1 January 2027.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalCalendar {
    /// The month in which the fiscal year starts, 1 to 12.
    pub start_month: u8,
}

impl FiscalCalendar {
    /// The first day and the day after the last one.
    pub fn span(self, period: FiscalPeriod) -> (Date, Date) {
        let (first, months) = match period.part {
            PeriodPart::Year => (0, 12),
            PeriodPart::Quarter(q) => ((i32::from(q) - 1) * 3, 3),
            PeriodPart::Month(m) => (i32::from(m) - 1, 1),
        };
        (self.month_start(period.year, first), self.month_start(period.year, first + months))
    }

    fn month_start(self, fiscal_year: i16, months_in: i32) -> Date {
        let base_year = if self.start_month == 1 { i32::from(fiscal_year) } else { i32::from(fiscal_year) - 1 };
        let index = base_year * 12 + i32::from(self.start_month) - 1 + months_in;
        let year = i16::try_from(index.div_euclid(12)).unwrap_or(1).max(1);
        Date::new(year, (index.rem_euclid(12) + 1) as i8, 1).unwrap_or_default()
    }

    /// The fiscal quarter that a day lies in.
    pub fn quarter_of(self, date: Date) -> FiscalPeriod {
        let shifted = i32::from(date.year()) * 12 + i32::from(date.month()) - i32::from(self.start_month);
        let year = shifted.div_euclid(12) + if self.start_month == 1 { 0 } else { 1 };
        FiscalPeriod { year: i16::try_from(year).unwrap_or(1), part: PeriodPart::Quarter((shifted.rem_euclid(12) / 3 + 1) as u8) }
    }

    /// The fiscal month that a day lies in.
    pub fn month_of(self, date: Date) -> FiscalPeriod {
        let months = i32::from(date.month()) - i32::from(self.start_month);
        FiscalPeriod { year: self.quarter_of(date).year, part: PeriodPart::Month((months.rem_euclid(12) + 1) as u8) }
    }

    /// The fiscal year that a day lies in.
    pub fn year_of(self, date: Date) -> FiscalPeriod {
        FiscalPeriod { year: self.quarter_of(date).year, part: PeriodPart::Year }
    }

    /// Does the day lie in the period?
    pub fn contains(self, period: FiscalPeriod, date: Date) -> bool {
        let (start, end) = self.span(period);
        start <= date && date < end
    }
}
