//! What a wrongly written date, period, amount or currency was meant to be. Works on text alone, proposes and never repairs.

use crate::base::amount::Amount;
use crate::base::currency;
use crate::base::date::{Date, FiscalPeriod, LONG_MONTHS};

/// What is wrong with a date, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    pub message: String,
    pub proposals: Vec<Date>,
    /// The proposal is the same day in the right spelling.
    pub same: bool,
}

/// Explains a text that is no date.
pub fn date(text: &str, shown: &str) -> DateFault {
    let text = text.trim();
    let fault = |message: String, proposals: Vec<Date>, same: bool| DateFault { message, proposals, same };
    if let Some(day) = text.get(..10).and_then(Date::parse)
        && text.get(10..).is_some_and(|rest| rest.starts_with(['T', 't', ' ']))
    {
        return fault(format!("`{shown}` has a time of day, and a plan counts in days"), vec![day], false);
    }
    // what an office program makes of hyphens and quotes
    if let Some(sign) = text.chars().find(|c| is_dash(*c) || is_quote(*c)) {
        let plain: String = text.chars().filter(|c| !is_quote(*c)).map(|c| if is_dash(c) { '-' } else { c }).collect();
        let what = if is_quote(sign) { "a quotation mark, and dates have none" } else { "a dash, and dates have hyphens" };
        let meant = Date::parse(&plain).map_or_else(|| date(&plain, &plain).proposals, |day| vec![day]);
        let same = meant.len() == 1;
        return fault(format!("`{sign}` in `{shown}` is {what}: write them as YYYY-MM-DD"), meant, same);
    }
    if let Some(day) = named(text) {
        return fault(format!("`{shown}` is not written as YYYY-MM-DD"), vec![day], true);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let compact = (text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit())).then(|| [text.get(..4), text.get(4..6), text.get(6..)]);
    let numbers: Vec<i16> = match compact {
        Some(parts) => parts.iter().flatten().filter_map(|part| part.parse().ok()).collect(),
        None => parts.iter().filter(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).filter_map(|part| part.parse().ok()).collect(),
    };
    let day = |y: i16, m: i16, d: i16| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?);
    // of day and month either may stand first
    let either = |y: i16, a: i16, b: i16| {
        let mut proposals: Vec<Date> = [day(y, a, b), day(y, b, a)].into_iter().flatten().collect();
        proposals.sort_unstable();
        proposals.dedup();
        proposals
    };
    let first_is_year = compact.is_some() || parts.first().is_some_and(|part| part.len() == 4);
    let last_is_year = parts.last().is_some_and(|part| part.len() == 4);
    let short = parts.last().filter(|part| part.len() == 2 && !first_is_year && !text.contains('-'));
    match numbers.as_slice() {
        [y, m, d] if first_is_year && (compact.is_some() || parts.len() == 3) => match day(*y, *m, *d) {
            Some(date) => fault(format!("`{shown}` is not written as YYYY-MM-DD"), vec![date], true),
            None => fault(no_such_day(*y, *m, *d, shown), Vec::new(), false),
        },
        [a, b, y] if last_is_year && parts.len() == 3 => fault(format!("`{shown}` is not a date: write dates as YYYY-MM-DD"), either(*y, *a, *b), false),
        [a, b, y] if short.is_some() && parts.len() == 3 => {
            fault(format!("`{shown}` is not a date: write dates as YYYY-MM-DD"), either(2000 + *y, *a, *b), false)
        }
        _ => fault(format!("`{shown}` is not a date: write dates as YYYY-MM-DD"), Vec::new(), false),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '‐' | '‑' | '−')
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»')
}

/// A day that says its month by name and its year in full: `20 Jan 2027`, `January 20th, 2027`.
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',', '-', '.', '/']).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| {
        let word = word.to_ascii_lowercase();
        let short = word.len() == 3 || word == "sept";
        LONG_MONTHS.iter().map(|month| month.to_ascii_lowercase()).position(|month| month == word || (short && month.starts_with(&word)))
    };
    let [first, second, year] = words.as_slice() else { return None };
    let (at, day) = month(second).map(|at| (at, first)).or_else(|| month(first).map(|at| (at, second)))?;
    let day = day.trim_end_matches(char::is_alphabetic);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let year = Some(year).filter(|year| year.len() == 4 && digits(year))?;
    Date::new(year.parse().ok()?, i8::try_from(at + 1).ok()?, Some(day).filter(|day| digits(day))?.parse().ok()?)
}

fn no_such_day(year: i16, month: i16, day: i16, shown: &str) -> String {
    let name = usize::try_from(month).ok().and_then(|month| LONG_MONTHS.get(month.wrapping_sub(1)));
    match name {
        Some(name) => format!("there is no {day} {name} {year}"),
        None => format!("`{shown}` is not a date: there is no month {month}"),
    }
}

/// The fiscal period that a text was meant to be.
pub fn period(text: &str) -> Option<FiscalPeriod> {
    let upper = text.trim().to_ascii_uppercase();
    let mut words: Vec<String> = Vec::new();
    for c in upper.chars() {
        let kind = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if c.is_ascii_alphabetic() {
                2
            } else {
                0
            }
        };
        match words.last_mut() {
            Some(word) if kind(c) != 0 && word.chars().last().map(kind) == Some(kind(c)) => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    words.retain(|word| word.chars().all(|c| c.is_ascii_alphanumeric()));
    let (mut year, mut part, mut before) = (None, None, "");
    for word in &words {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        match (digits, before) {
            (true, "Q") if word.len() == 1 => part = Some(format!("Q{word}")),
            (true, _) if word.len() == 4 && year.is_none() => year = Some(word.clone()),
            (true, _) if word.len() == 2 && year.is_none() => year = Some(format!("20{word}")),
            (true, _) if word.len() <= 2 && part.is_none() => part = Some(format!("{word:0>2}")),
            (true, _) => return None,
            (false, _) if !matches!(word.as_str(), "FY" | "Q" | "M") => return None,
            (false, _) => {}
        }
        before = word;
    }
    let year = year?;
    FiscalPeriod::parse(&part.map_or(format!("FY{year}"), |part| format!("FY{year}-{part}")))
}

/// The figure before a percent sign, as it stands there: 37 of `37 %`.
pub fn percent(text: &str) -> Option<Amount> {
    number(text.trim().strip_suffix('%')?).filter(|figure| figure.currency.is_none()).map(|figure| figure.number)
}

/// What people write for thousands, millions and billions where it means the same to all: `m` is one, `mil`, `mm` and `lac` are none.
const SCALES: [(&str, &[&str]); 3] = [
    ("1000", &["k", "tsd", "tausend", "thousand"]),
    ("1000000", &["m", "mn", "mln", "mio", "million", "millions", "millionen"]),
    ("1000000000", &["b", "bn", "mrd", "billion", "billions", "milliard", "milliards", "milliarde", "milliarden"]),
];

/// A number that was written with more than digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub number: Amount,
    /// The codes that the currency beside it may stand for.
    pub currency: Option<&'static [&'static str]>,
}

impl Figure {
    /// Is its currency another one than that of the amounts around it? Of amounts whose currency is not known, any would be.
    pub fn is_foreign(&self, home: Option<&str>) -> bool {
        self.currency.is_some_and(|codes| !home.is_some_and(|home| codes.contains(&home)))
    }
}

/// The plain number that a text with a currency, separators or a word for thousands was meant to be.
pub fn number(text: &str) -> Option<Figure> {
    let lower = text.trim().to_lowercase();
    let bare: String = lower.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '_' | '\'')).collect();
    let start = bare.find(|c: char| c.is_ascii_digit() || c == '-')?;
    let end = bare.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, digits, after) = (bare.get(..start)?, bare.get(start..end)?, bare.get(end..)?);
    // a minus may stand before the sign of a currency
    let (minus, inner, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest.get(..rest.find(|c: char| c.is_ascii_digit())?)?, rest.trim_start_matches(|c: char| !c.is_ascii_digit())),
        None => ("", "", digits),
    };
    if digits.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',')) {
        return None;
    }
    let (factor, behind) = scaled(after)?;
    let mut currency: Option<&'static [&'static str]> = None;
    for word in [before, inner, behind].into_iter().filter(|word| !word.is_empty()) {
        let codes = Some(currency::meant(word)).filter(|codes| !codes.is_empty())?;
        // `$200 USD` says it twice; the sign may stand for more than the code
        currency = match currency {
            None => Some(codes),
            Some(first) if codes.iter().all(|code| first.contains(code)) => Some(codes),
            Some(first) if first.iter().all(|code| codes.contains(code)) => Some(first),
            Some(_) => return None,
        };
    }
    let number = Amount::parse(&format!("{minus}{}", separated(digits)?))?.times(Amount::parse(factor)?.0);
    Some(Figure { number, currency })
}

/// The factor that what stands behind the digits begins with, and the currency behind it; `None` where it is neither.
fn scaled(after: &str) -> Option<(&'static str, &str)> {
    if after.is_empty() || !currency::meant(after).is_empty() {
        return Some(("1", after));
    }
    let words = SCALES.iter().flat_map(|(factor, words)| words.iter().map(move |word| (*factor, *word)));
    let mut read = words.filter_map(|(factor, word)| {
        let rest = after.strip_prefix(word)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        (rest.is_empty() || !currency::meant(rest).is_empty()).then_some((factor, rest))
    });
    read.next()
}

/// Digits with their separators resolved; `None` where both readings are possible.
fn separated(digits: &str) -> Option<String> {
    let groups = |c: char| digits.matches(c).count();
    let in_threes = |c: char| digits.split(c).skip(1).all(|part| part.split(['.', ',']).next().is_some_and(|part| part.len() == 3));
    let last = digits.rfind(['.', ',']);
    let Some(last) = last else { return Some(digits.to_owned()) };
    let mark = digits.get(last..=last)?.chars().next()?;
    let other = if mark == '.' { ',' } else { '.' };
    match (groups(mark), groups(other)) {
        (1, 0) if mark == '.' && !in_threes('.') => Some(digits.to_owned()),
        (1, 0) if mark == '.' => None,
        (1, 0) if in_threes(',') => Some(digits.replace(',', "")),
        (1, 0) => Some(digits.replace(',', ".")),
        (_, 0) if in_threes(mark) => Some(digits.replace(mark, "")),
        (1, _) if in_threes(other) => Some(digits.replace(other, "").replace(',', ".")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_meant() {
        let check = |text: &str, message: &str, proposals: &[&str]| {
            let fault = date(text, text);
            assert!(fault.message.contains(message), "{text}: {}", fault.message);
            assert_eq!(fault.proposals.iter().map(Date::to_string).collect::<Vec<_>>(), proposals, "{text}");
        };
        check("2026-02-30", "there is no 30 February 2026", &[]);
        check("2026-13-01", "no month 13", &[]);
        check("2026-10-2", "not written as YYYY-MM-DD", &["2026-10-02"]);
        check("20261002", "not written as", &["2026-10-02"]);
        check("2026/10/02", "not written as", &["2026-10-02"]);
        check("10/02/2026", "write dates as YYYY-MM-DD", &["2026-02-10", "2026-10-02"]);
        check("15.03.2026", "write dates as", &["2026-03-15"]);
        check("2026-10-02T09:00:00Z", "time of day", &["2026-10-02"]);
        check("next week", "is not a date", &[]);
        check("2026–01–10", "`–` in `2026–01–10` is a dash, and dates have hyphens", &["2026-01-10"]);
        check("2026–02–30", "is a dash", &[]);
        check("“2028-06-04", "`“` in `“2028-06-04` is a quotation mark, and dates have none", &["2028-06-04"]);
        check("20 Jan 2027", "not written as YYYY-MM-DD", &["2027-01-20"]);
        check("January 20th, 2027", "not written as", &["2027-01-20"]);
        check("20-Sept-2027", "not written as", &["2027-09-20"]);
        check("31 Feb 2027", "is not a date", &[]);
        check("20 Ja 2027", "is not a date", &[]);
        check("20 Jan 27", "is not a date", &[]);
        check("1/10/26", "is not a date", &["2026-01-10", "2026-10-01"]);
        check("15.3.26", "is not a date", &["2026-03-15"]);
        check("26-01-10", "is not a date", &[]);
        check("2026-ä-1", "is not a date", &[]);
    }

    #[test]
    fn periods_as_meant() {
        let check = |text: &str, meant: Option<&str>| assert_eq!(period(text).map(|p| p.to_string()).as_deref(), meant, "{text}");
        check("2027-Q1", Some("FY2027-Q1"));
        check("FY27-Q1", Some("FY2027-Q1"));
        check("Q1 2027", Some("FY2027-Q1"));
        check("fy2027q3", Some("FY2027-Q3"));
        check("FY2027-1", Some("FY2027-01"));
        check("2027", Some("FY2027"));
        check("FY2027-Q5", None);
        check("spring 2027", None);
    }

    #[test]
    fn numbers_as_meant() {
        let check = |text: &str, meant: Option<&str>| assert_eq!(number(text).map(|n| n.number.to_string()).as_deref(), meant, "{text}");
        check("$250K", Some("250000"));
        check("250.000,00", Some("250000"));
        check("250,000", Some("250000"));
        check("USD 1,250.50", Some("1250.5"));
        check("1.2M", Some("1200000"));
        check("2 mln", Some("2000000"));
        check("1,4 Mio. EUR", Some("1400000"));
        check("200 tsd", Some("200000"));
        check("200k€", Some("200000"));
        check("1.5 mrd", Some("1500000000"));
        check("1.5 billion", Some("1500000000"));
        check("-€200", Some("-200"));
        check("$200 USD", Some("200"));
        check("€200 USD", None);
        for unclear in ["1.5 mil", "200 thd", "3 lac", "200abc", "abc 200", "5 mm", "200 k tsd", "1-2"] {
            check(unclear, None);
        }
        check("60%", None);
        assert_eq!(percent("60 %").map(|n| n.to_string()).as_deref(), Some("60"));
        assert_eq!(percent("37,5%").map(|n| n.to_string()).as_deref(), Some("37.5"));
        assert_eq!(percent("60"), None);
        check("1_000", Some("1000"));
        check("12,5", Some("12.5"));
        check("€250.000", None);
        check("about a million", None);
        check("1,2,3", None);
    }

    #[test]
    fn a_currency_is_home_or_foreign() {
        let check = |text: &str, home: Option<&str>, foreign: bool| assert_eq!(number(text).map(|n| n.is_foreign(home)), Some(foreign), "{text}");
        check("€ 200k", Some("USD"), true);
        check("€ 200k", Some("EUR"), false);
        check("EUR 200000", Some("USD"), true);
        check("$200", Some("CAD"), false);
        check("CA$200", Some("USD"), true);
        check("200k", None, false);
        check("$200", None, true);
    }
}
