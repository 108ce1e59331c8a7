//! Money and plain numbers as texts say them. Knows no plan and no page.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::amount::{Amount, grouped};
use crate::base::currency::sign;
use crate::base::language::locale;

/// `1,234,567`, at most two decimals.
pub fn money(amount: Amount) -> String {
    grouped(&plain(amount.0, 2))
}

/// `$1,234,567`: in full, for sentences.
pub fn in_full(amount: Amount, currency: &str) -> String {
    signed(amount, currency, &money(Amount(amount.0.abs())))
}

/// A minus where it belongs, and the currency where the page at hand puts it.
fn signed(amount: Amount, currency: &str, figures: &str) -> String {
    let minus = if amount.0.is_sign_negative() && !amount.is_zero() { locale().minus } else { "" };
    locale().together(format!("{minus}{}", locale().currency(currency, sign(currency), figures)))
}

/// Currencies that have no smaller coin, so that nobody expects two decimals of them.
const WHOLE: [&str; 15] = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF"];

/// `$1.23 m`, `$640 k`, `$9,500`, `¥320 m`: three figures or so, for headlines.
pub fn money_short(amount: Amount, currency: &str) -> String {
    let size = amount.0.abs();
    let units = locale().units;
    let largest = units.each().rev().find_map(|(divisor, sign)| Some((in_unit(size, Decimal::from(divisor), currency)?, sign)));
    let figures = match largest {
        Some((figures, sign)) => units.counted(&grouped(&figures), sign),
        None => grouped(&plain(size, 0)),
    };
    signed(amount, currency, &figures)
}

/// Figures in a unit that is not too large for them.
fn in_unit(size: Decimal, unit: Decimal, currency: &str) -> Option<String> {
    let step = Decimal::from(locale().units.step());
    // a number of thousands has four figures at least before it is counted in them
    let first = unit == Decimal::ONE_THOUSAND;
    let least = if first { Decimal::TEN } else { Decimal::ONE.saturating_sub(Decimal::new(5, 1).checked_div(step).unwrap_or_default()) };
    let scaled = size.checked_div(unit).unwrap_or_default();
    if scaled < least {
        return None;
    }
    Some(if first {
        plain(scaled, 0)
    } else if WHOLE.contains(&currency) || step != Decimal::ONE_THOUSAND {
        three(scaled)
    } else {
        fixed(scaled, 2)
    })
}

/// No more than three figures where some stand behind the mark, and no needless zeros.
pub fn three(number: Decimal) -> String {
    let places = if number < Decimal::TEN { 2 } else { u32::from(number < Decimal::ONE_HUNDRED) };
    plain(number, places)
}

/// A number without needless zeros, at most `places` decimals, half away from zero.
pub fn plain(number: Decimal, places: u32) -> String {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize();
    if rounded.is_zero() { "0".to_owned() } else { rounded.to_string() }
}

/// A number with exactly so many decimals.
fn fixed(number: Decimal, places: u32) -> String {
    let mut rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;
    use crate::base::locale::exact;

    /// A space that does not break, between a number and its unit.
    const NBSP: char = '\u{a0}';

    #[test]
    fn money_is_short_in_headlines() {
        let check = |amount: &str, currency: &str, expected: &str| {
            assert_eq!(money_short(Amount::parse(amount).unwrap(), currency).replace(NBSP, " "), expected);
        };
        check("1720000", "EUR", "€1.72 m");
        check("1100000", "USD", "$1.10 m");
        check("640400", "USD", "$640 k");
        check("999600", "USD", "$1.00 m");
        check("9500", "CHF", "CHF 9,500");
        check("-250000", "GBP", "−£250 k");
        check("2500000000", "USD", "$2.50 bn");
        check("0", "USD", "$0");
        check("5000000000000", "EUR", "€5.00 tn");
        check("999600000000", "EUR", "€1.00 tn");
        check("320000000", "JPY", "¥320 m");
        check("1920000000", "JPY", "¥1.92 bn");
        check("11500000", "KRW", "₩11.5 m");
        assert_eq!(money(Amount::parse("1234567.5").unwrap()), "1,234,567.5");
        assert_eq!(money(Amount::ZERO), "0");
        assert_eq!(in_full(Amount::whole(144_000), "USD"), "$144,000");
        assert_eq!(in_full(Amount::parse("-9500.5").unwrap(), "CHF").replace(NBSP, " "), "−CHF 9,500.5");
    }

    #[test]
    fn large_money_is_counted_as_the_place_does() {
        let check = |tag: &'static str, amount: &str, currency: &str, expected: &str| {
            let language = std::sync::Arc::new(Language { locale: exact(tag).unwrap(), words: std::collections::BTreeMap::new() });
            let shown = language.while_making(|| money_short(Amount::parse(amount).unwrap(), currency));
            assert_eq!(shown.replace(NBSP, " "), expected, "{tag} {amount}");
        };
        check("ja-JP", "320000000", "JPY", "￥3.2億");
        check("ja-JP", "1920000000", "JPY", "￥19.2億");
        check("ja-JP", "192000000000", "JPY", "￥1,920億");
        check("ja-JP", "5000000000000", "JPY", "￥5兆");
        check("ja-JP", "640400", "JPY", "￥64万");
        check("ja-JP", "99995000", "JPY", "￥1億");
        check("ja-JP", "99990000", "JPY", "￥9,999万");
        check("ja-JP", "9999", "JPY", "￥9,999");
        check("ja-JP", "-12000", "JPY", "−￥1.2万");
        check("ja-JP", "12345678", "EUR", "€1,235万");
        check("de-DE", "5000000000000", "EUR", "5,00 Bio. €");
        check("es-ES", "5000000000000", "EUR", "5,00 B €");
        check("ar", "5000000000000", "EUR", "\u{2068}5.00 ترليون €\u{2069}");
    }
}
