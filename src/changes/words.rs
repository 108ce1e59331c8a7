//! Small words of the sentences: names, numbers, days, shares. Knows no plan.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::count::count;
use crate::base::date::Date;
use crate::base::money;
use crate::changes::plain::collapsed;
use crate::model::past::ChangeKind;

const NUMBERS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Days beyond which a date of another year is said with its year.
const HALF_A_YEAR: i64 = 183;

/// Text of an author inside a sentence: on one line, without the sign that frames names.
pub fn clean(text: &str) -> String {
    collapsed(&text.replace('*', ""))
}

/// A name that people gave to a thing, between asterisks.
pub fn starred(text: &str) -> String {
    format!("*{}*", clean(text))
}

/// A value or key of the format as words: `grow-share` becomes `grow share`.
pub fn spelled(value: &str) -> String {
    clean(&value.replace(['-', '_'], " "))
}

/// `two`, `13`.
pub fn number(count: usize) -> String {
    NUMBERS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `12 March`, with the year when the day lies in another year and more than half a year away.
pub fn day(date: Date, today: Date) -> String {
    let month = date.month_in_full();
    if date.year() != today.year() && date.days_since(today).abs() > HALF_A_YEAR {
        return format!("{} {month} {}", date.day(), date.year());
    }
    format!("{} {month}", date.day())
}

/// `1 day`, `41 days`.
pub fn days(days: i64) -> String {
    count(days, "day", "days")
}

/// `slipped 41 days to 12 March` or `came forward 10 days to 2 March`.
pub fn moved(old: Date, new: Date, today: Date) -> (ChangeKind, String) {
    let later = new.days_since(old);
    let to = day(new, today);
    if later > 0 {
        (ChangeKind::Slipped, format!("slipped {} to {to}", days(later)))
    } else {
        (ChangeKind::Advanced, format!("came forward {} to {to}", days(-later)))
    }
}

/// `−18 %` or `+5 %`; nothing where the old amount is zero or the change rounds to nothing.
pub fn change(old: Amount, new: Amount) -> Option<String> {
    let share = new.minus(old).ratio(Amount(old.0.abs()))?.checked_mul(Decimal::from(100))?;
    let whole = money::plain(share.abs(), 0);
    let sign = if share.is_sign_negative() { '−' } else { '+' };
    (whole != "0").then(|| format!("{sign}{whole} %"))
}

/// `−20 %, $120,000 → $96,000`.
pub fn amounts(old: (Amount, &str), new: (Amount, &str)) -> String {
    let both = format!("{} → {}", money::in_full(old.0, old.1), money::in_full(new.0, new.1));
    match change(old.0, new.0).filter(|_| old.1 == new.1) {
        Some(share) => format!("{share}, {both}"),
        None => both,
    }
}

/// A chance from 0 to 1 as `40 %`.
pub fn percent(share: Amount) -> String {
    format!("{} %", money::plain(share.times(Decimal::from(100)).0, 1))
}
