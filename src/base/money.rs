//! Money and plain numbers as texts say them. Knows no plan and no page.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::amount::{Amount, grouped};
use crate::base::language::locale;

/// A space that does not break, between a number and its unit.
const NBSP: char = '\u{a0}';

/// The sign of a currency, as put before an amount; other codes stand in front with a space.
fn sign(currency: &str) -> Option<&'static str> {
    Some(match currency {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        "CNY" => "CN¥",
        "BRL" => "R$",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "MXN" => "MX$",
        "HKD" => "HK$",
        "SGD" => "S$",
        "TWD" => "NT$",
        "ILS" => "₪",
        "VND" => "₫",
        "TRY" => "₺",
        "UAH" => "₴",
        "PHP" => "₱",
        "THB" => "฿",
        _ => return None,
    })
}

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

/// `$1.23 m`, `$640 k`, `$9,500`: three figures, for headlines.
pub fn money_short(amount: Amount, currency: &str) -> String {
    let size = amount.0.abs();
    let million = Decimal::from(1_000_000);
    let [thousand_sign, million_sign, billion_sign, _] = locale().units;
    let (text, unit) = if size >= Decimal::from(999_500_000) {
        (fixed(size / (million * Decimal::from(1000)), 2), billion_sign)
    } else if size >= Decimal::from(999_500) {
        (fixed(size / million, 2), million_sign)
    } else if size >= Decimal::from(10_000) {
        (plain(size / Decimal::from(1000), 0), thousand_sign)
    } else {
        (plain(size, 0), "")
    };
    let mut figures = grouped(&text);
    if !unit.is_empty() {
        figures.push(NBSP);
        figures.push_str(unit);
    }
    signed(amount, currency, &figures)
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
        assert_eq!(money(Amount::parse("1234567.5").unwrap()), "1,234,567.5");
        assert_eq!(money(Amount::ZERO), "0");
        assert_eq!(in_full(Amount::whole(144_000), "USD"), "$144,000");
        assert_eq!(in_full(Amount::parse("-9500.5").unwrap(), "CHF").replace(NBSP, " "), "−CHF 9,500.5");
    }
}
