//! How numbers, days and sentences are worded; money is worded below, for the sentences of every floor. Knows no plan.

use rust_decimal::Decimal;

use crate::base::amount::grouped;
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{self, counted, phrase, word, word_of};
pub use crate::base::money::{money, money_short, plain};
use crate::base::sentence::begun;
use crate::draw::number::fixed;

/// A share from 0 to 1 as `59 %`, in tables and sentences as in drawings.
pub use crate::draw::number::percent;

/// A score as attributes hold it, for scripts and tests: one decimal at most.
pub fn score(number: Decimal) -> String {
    plain(number, 1)
}

/// A score or points as pages show it.
pub fn points(number: Decimal) -> String {
    grouped(&score(number))
}

/// A score in a column, where 95 stands under 98.4: always one decimal, `95.0`; a dash where there is none.
pub fn in_column(number: Option<Decimal>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| fixed(number, 1))
}

/// A number of things: `1,176`.
pub fn number(count: usize) -> String {
    grouped(&count.to_string())
}

/// `1 account`, `12 accounts`.
pub fn plural(count: usize, one: &'static str, many: &'static str) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), &number(count), one, many)
}

/// `today`, `1 day ago`, `32 days ago`, `in 5 days`.
pub fn ago(days: i64) -> String {
    match days {
        0 => word("today").into_owned(),
        1 => word("1 day ago").into_owned(),
        -1 => word("in 1 day").into_owned(),
        n if n > 0 => phrase("{n} days ago", &[&n]),
        n => phrase("in {n} days", &[&n.unsigned_abs()]),
    }
}

/// Longer without a meeting than this stands out.
pub const COLD_DAYS: i64 = 90;

/// When somebody was met: so many days ago, or, of a day that still lies ahead, on which.
pub fn met(on: Date, days: i64) -> String {
    if days < 0 { phrase("on {day}", &[&on.long()]) } else { ago(days) }
}

/// `<time>` with the whole date.
pub fn date(out: &mut Html, date: Date) {
    out.element("time", &[("datetime", &date.to_string())], &date.long());
}

/// `<time>` with day and month, and the year when it is another than that of `near`.
pub fn day(out: &mut Html, date: Date, near: Date) {
    out.element("time", &[("datetime", &date.to_string())], &day_near(date, near));
}

/// Day and month, and the year when it is another than that of `near`.
pub fn day_near(date: Date, near: Date) -> String {
    if date.year() == near.year() { date.short() } else { date.long() }
}

/// Plain text, for places that take a writer.
pub fn say(out: &mut Html, text: &str) {
    out.text(text);
}

/// A word on a quiet ground: `warn`, `bad` and the like. Never the only sign of a state.
pub fn pill(out: &mut Html, class: &str, words: &str) {
    out.element("span", &[("class", &format!("pill {class}"))], words);
}

/// Text in which `` `words` `` in backticks become code.
pub fn words(out: &mut Html, text: &str) {
    let mut parts = text.split('`');
    if let Some(first) = parts.next() {
        out.text(first);
    }
    while let Some(code) = parts.next() {
        match parts.next() {
            Some(rest) => {
                out.element("code", &[], code).text(rest);
            }
            None => {
                out.text("`").text(code);
            }
        }
    }
}

/// The same for what stays English on a page in another language: messages, reasons, what a rule says.
pub fn message(out: &mut Html, text: &str) {
    english(out, |out| words(out, text));
}

/// Marks what is written as English, where the page is not.
pub fn english(out: &mut Html, write: impl FnOnce(&mut Html)) {
    let marks = language::english();
    if marks.is_empty() {
        write(out);
        return;
    }
    out.open("span", marks);
    write(out);
    out.close("span");
}

/// The same as a piece of a sentence.
pub fn as_words(text: &str) -> Html {
    let mut out = Html::new();
    message(&mut out, text);
    out
}

/// A message as a sentence: a capital first, unless a path, an id or code stands there, and a full stop last.
pub fn sentence(text: &str) -> String {
    ended(&begun(text.trim()))
}

/// A step in the words of the account: what stands in the file for it comes after the business, and is cut off. A step that does not begin with
/// business stays whole.
pub fn plainly(step: &str) -> String {
    if step.starts_with("Correct ") {
        return step.to_owned();
    }
    let step = match step.split_once(" under `reviews/").and_then(|(before, file)| Some((before, file.split_once('`')?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => step.to_owned(),
    };
    let ends = [": set `", " and set `", " (`", ": add `", " with `", ": add an ask "].into_iter().filter_map(|sign| step.find(sign));
    match ends.min() {
        Some(end) => step.get(..end).unwrap_or(&step).to_owned(),
        None => step,
    }
}

/// Text with a full stop at its end, unless another sign stands there.
pub fn ended(text: &str) -> String {
    let mut out = text.trim_end().to_owned();
    if !out.is_empty() && !out.ends_with(['.', '?', '!', '…', ':']) {
        out.push('.');
    }
    out
}

/// A value of the format as words, or an id: `grow-share` becomes `grow share`.
pub fn spelled(value: &str) -> String {
    word_of(&value.replace(['-', '_'], " "))
}

/// The same with a capital: `Grow share`.
pub fn titled(value: &str) -> String {
    let text = spelled(value);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_code() {
        let check = |text: &str, expected: &str| {
            let mut out = Html::new();
            words(&mut out, text);
            assert_eq!(out.as_str(), expected);
        };
        check("`retian` is <not> a stance", "<code>retian</code> is &lt;not&gt; a stance");
        check("a ` alone", "a ` alone");
        assert_eq!(sentence("date the asks"), "Date the asks.");
        assert_eq!(sentence("data/revenue.csv is old"), "data/revenue.csv is old.");
        assert_eq!(met(Date::parse("2026-08-20").unwrap(), -582), "on 20 Aug 2026");
        assert_eq!(met(Date::parse("2026-08-20").unwrap(), 3), "3 days ago");
        assert_eq!(titled("grow-share"), "Grow share");
        assert_eq!(titled("été"), "Été");
        assert_eq!(percent(Decimal::new(594, 3)), "59\u{a0}%");
    }
}
