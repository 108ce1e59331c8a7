//! Calendar and fiscal arithmetic without a clock.

mod period;

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::language::locale;
pub use period::{FiscalCalendar, FiscalPeriod, PeriodPart};

/// A civil date. There is no time of day anywhere in a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Default for Date {
    fn default() -> Self {
        Date(jiff::civil::Date::ZERO)
    }
}

/// "The next 90 days": how far the preview looks ahead, for meetings (M14), for deals (M17) and for the projection (M22). A figure of the method, which words
/// and keys name too, and no threshold.
pub const AHEAD_DAYS: i64 = 90;

/// In full, January first, as people write them in plans.
pub const LONG_MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Date {
    /// Reads `YYYY-MM-DD` and nothing else; `None` for other spellings and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
        };
        Date::new(number(0..4)?, number(5..7)? as i8, number(8..10)? as i8)
    }

    /// A day that exists, in the years 1 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Days from `earlier` to `self`; negative when `self` lies before it.
    pub fn days_since(self, earlier: Date) -> i64 {
        (self.0 - earlier.0).get_days() as i64
    }

    /// The date `days` later (or earlier, when negative), kept inside the years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Date {
        Date(self.0.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()))
    }

    /// `9 Dec 2026`, as the page at hand writes it, like all that follow.
    pub fn long(self) -> String {
        locale().day_and_year(self.year(), self.month(), self.day())
    }

    /// `9 Dec`, not to be broken.
    pub fn short(self) -> String {
        locale().day(self.month(), self.day())
    }

    /// `Wed 9 Dec`.
    pub fn weekday(self) -> String {
        let day = usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0);
        locale().weekday(day, self.month(), self.day())
    }

    /// `Wed 9 Dec 2026`.
    pub fn weekday_and_year(self) -> String {
        let day = usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0);
        locale().weekday_and_year(day, self.year(), self.month(), self.day())
    }

    /// The same day, or the working day before a Saturday or Sunday; where that is before `soonest`, the Monday after.
    pub fn on_a_working_day(self, soonest: Date) -> Date {
        let over = match self.0.weekday().to_monday_zero_offset() {
            day @ 5..=6 => i64::from(day) - 4,
            _ => return self,
        };
        let before = self.plus_days(-over);
        if before < soonest { before.plus_days(3) } else { before }
    }

    /// `December 2026`.
    pub fn month_and_year(self) -> String {
        locale().month_and_year(self.year(), self.month())
    }

    /// `Dec 2026`.
    pub fn short_month_and_year(self) -> String {
        locale().short_month_and_year(self.year(), self.month())
    }

    /// `December`.
    pub fn month_in_full(self) -> &'static str {
        locale().month_in_full(self.month())
    }

    /// `Dec`.
    pub fn month_name(self) -> &'static str {
        locale().month(self.month())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| serde::de::Error::custom("not a date"))
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_that_exist() {
        let check = |text: &str, good: bool| assert_eq!(Date::parse(text).is_some(), good, "{text}");
        check("2026-11-22", true);
        check("2028-02-29", true);
        check("2026-02-30", false);
        check("2026-10-2", false);
        check("10/02/2026", false);
        check("2026-13-01", false);
        check("2026-1-+1", false);
    }

    #[test]
    fn nobody_meets_on_a_weekend() {
        let check = |day: &str, soonest: &str, expected: &str| {
            let [day, soonest] = [day, soonest].map(|text| Date::parse(text).unwrap());
            assert_eq!(day.on_a_working_day(soonest).to_string(), expected);
        };
        // 4 December 2026 is a Friday
        check("2026-12-04", "2026-12-01", "2026-12-04");
        check("2026-12-05", "2026-12-01", "2026-12-04");
        check("2026-12-06", "2026-12-04", "2026-12-04");
        check("2026-12-05", "2026-12-05", "2026-12-07");
        check("2026-12-06", "2026-12-05", "2026-12-07");
        check("2026-12-07", "2026-12-07", "2026-12-07");
    }

    #[test]
    fn fiscal_years_are_never_guessed() {
        let period = |text: &str| FiscalPeriod::parse(text).unwrap();
        let check = |start: u8, text: &str, first: &str, after: &str| {
            let (a, b) = FiscalCalendar { start_month: start }.span(period(text));
            assert_eq!((a.to_string().as_str(), b.to_string().as_str()), (first, after), "{text} from month {start}");
        };
        check(10, "FY2027-Q1", "2026-10-01", "2027-01-01");
        check(10, "FY2027", "2026-10-01", "2027-10-01");
        check(10, "FY2027-01", "2026-10-01", "2026-11-01");
        check(1, "FY2027-Q4", "2027-10-01", "2028-01-01");
        check(4, "FY2027-Q4", "2027-01-01", "2027-04-01");
        let october = FiscalCalendar { start_month: 10 };
        assert_eq!(october.quarter_of(Date::parse("2026-11-22").unwrap()), period("FY2027-Q1"));
        assert_eq!(october.quarter_of(Date::parse("2026-09-30").unwrap()), period("FY2026-Q4"));
        assert_eq!(FiscalCalendar { start_month: 1 }.quarter_of(Date::parse("2026-12-31").unwrap()), period("FY2026-Q4"));
        assert_eq!(october.month_of(Date::parse("2026-11-22").unwrap()), period("FY2027-02"));
        assert_eq!(october.month_of(Date::parse("2026-09-30").unwrap()), period("FY2026-12"));
        assert_eq!(period("FY2027-Q1").plus_quarters(-1), period("FY2026-Q4"));
        let shown = |periods: Vec<FiscalPeriod>| periods.iter().map(FiscalPeriod::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(shown(period("FY2026-07").around()), "FY2026-Q3 FY2026");
        assert_eq!(shown(period("FY2026-Q3").around()), "FY2026");
        assert_eq!(shown(period("FY2026-Q3").inside()), "FY2026-07 FY2026-08 FY2026-09");
        assert_eq!(period("FY2026").inside().len(), 16);
        assert!(
            period("FY2026").holds(period("FY2026-Q3")) && period("FY2026-Q3").holds(period("FY2026-09")) && !period("FY2026-Q3").holds(period("FY2026-10"))
        );
        let without = |of: &str, known: &[&str]| shown(period(of).without(&known.iter().map(|text| period(text)).collect::<Vec<_>>()));
        assert_eq!(without("FY2026", &["FY2025"]), "FY2026");
        assert_eq!(without("FY2026", &["FY2026-Q1", "FY2026-04"]), "FY2026-05 FY2026-06 FY2026-Q3 FY2026-Q4");
        assert_eq!(without("FY2026-Q1", &["FY2026"]), "");
        assert_eq!(without("FY2026-Q1", &["FY2026-01", "FY2026-Q2"]), "FY2026-02 FY2026-03");
        assert_eq!(FiscalPeriod::parse("FY2027-Q5"), None);
        assert_eq!(FiscalPeriod::parse("FY2027-13"), None);
        assert_eq!(FiscalPeriod::parse("2027-Q1"), None);
    }
}
