//! Today: `--as-of`, else `SOURCE_DATE_EPOCH`, else the local date. The only clock; ask it once.

use std::ffi::OsString;

use anyhow::{Context, bail};

use crate::base::date::Date;

/// The as-of date of a run.
///
/// # Errors
/// When `--as-of` is not a date, or `SOURCE_DATE_EPOCH` not a whole number of seconds.
pub fn today(as_of: Option<&str>) -> anyhow::Result<Date> {
    choose(as_of, epoch(), || jiff::Zoned::now().date())
}

/// Seconds since 1970, by which `serve` tells whether the time of a file is old enough to be believed. No output depends on it.
pub fn seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Did somebody name the day of this run? Else it is the clock's.
pub fn is_given(as_of: Option<&str>) -> bool {
    as_of.is_some() || epoch().is_some()
}

/// Who named the day of this run.
pub fn source(as_of: Option<&str>) -> &'static str {
    match (as_of, epoch()) {
        (Some(_), _) => "--as-of",
        (None, Some(_)) => "SOURCE_DATE_EPOCH",
        (None, None) => "the clock of this machine",
    }
}

/// The moment that the environment names; one that is empty is not set.
fn epoch() -> Option<OsString> {
    std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty())
}

fn choose(as_of: Option<&str>, epoch: Option<OsString>, local: impl FnOnce() -> jiff::civil::Date) -> anyhow::Result<Date> {
    if let Some(text) = as_of {
        return Date::parse(text).with_context(|| format!("--as-of wants a date such as 2026-11-22, not `{}`", super::terminal::escape(text)));
    }
    let day = match epoch {
        Some(value) => epoch_day(&value.to_string_lossy())?,
        None => local(),
    };
    Date::new(day.year(), day.month(), day.day()).context("the clock of this machine shows a year before 1")
}

/// The UTC date of a number of seconds since 1970, the only reading that every machine shares.
fn epoch_day(text: &str) -> anyhow::Result<jiff::civil::Date> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        bail!("SOURCE_DATE_EPOCH wants a whole number of seconds since 1970, not `{}`", super::terminal::escape(text));
    }
    let moment = text.parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let moment = moment.with_context(|| format!("SOURCE_DATE_EPOCH `{text}` lies after the year 9999"))?;
    Ok(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_three_answers_counts() {
        let check = |as_of: Option<&str>, epoch: Option<&str>, expected: Result<&str, &str>| {
            let got = choose(as_of, epoch.map(Into::into), || jiff::civil::date(2026, 11, 22));
            let got = got.map(|date| date.to_string()).map_err(|error| error.to_string());
            assert_eq!(got, expected.map(str::to_owned).map_err(str::to_owned), "{as_of:?} {epoch:?}");
        };
        check(None, None, Ok("2026-11-22"));
        check(Some("2026-02-28"), Some("0"), Ok("2026-02-28"));
        check(Some("2026-02-29"), None, Err("--as-of wants a date such as 2026-11-22, not `2026-02-29`"));
        check(Some("today"), None, Err("--as-of wants a date such as 2026-11-22, not `today`"));
        check(None, Some("1700000000"), Ok("2023-11-14"));
        check(None, Some("0"), Ok("1970-01-01"));
        check(None, Some("1.5"), Err("SOURCE_DATE_EPOCH wants a whole number of seconds since 1970, not `1.5`"));
        check(None, Some("-1"), Err("SOURCE_DATE_EPOCH wants a whole number of seconds since 1970, not `-1`"));
        check(None, Some("99999999999999999999"), Err("SOURCE_DATE_EPOCH `99999999999999999999` lies after the year 9999"));
    }
}
