//! Numbers to text in drawings: exact, fixed decimals, no exponent. Knows no unit but money's thousands.

use std::ops::Deref;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::amount::grouped;
use crate::base::language::{locale, phrase};
use crate::base::locale::Direction;
use crate::base::money::three;

/// A length in a drawing: tenths of a unit of the view box.
pub type Tenths = i32;

/// The nearest whole unit.
pub fn whole(length: Tenths) -> Tenths {
    length.saturating_add(5).div_euclid(10).saturating_mul(10)
}

/// The whole unit below: base lines of texts go up, so that none leaves the drawing at its foot.
pub fn below(length: Tenths) -> Tenths {
    length.div_euclid(10).saturating_mul(10)
}

/// A length as an attribute: `125` is `12.5`, `120` is `12`. Lives on the stack.
#[derive(Clone, Copy, Debug)]
pub struct Coord {
    bytes: [u8; 16],
    start: u8,
}

/// Writes a length.
pub fn coord(tenths: Tenths) -> Coord {
    let mut out = Coord { bytes: [0; 16], start: 16 };
    let mut put = |byte: u8| {
        if let Some(slot) = usize::from(out.start).checked_sub(1).and_then(|at| out.bytes.get_mut(at)) {
            *slot = byte;
            out.start -= 1;
        }
    };
    let size = tenths.unsigned_abs();
    if !size.is_multiple_of(10) {
        put(b'0' + (size % 10) as u8);
        put(b'.');
    }
    let mut rest = size / 10;
    loop {
        put(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if tenths < 0 {
        put(b'-');
    }
    out
}

impl Deref for Coord {
    type Target = str;
    fn deref(&self) -> &str {
        self.bytes.get(usize::from(self.start)..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("0")
    }
}

/// A space at which no line breaks.
const SPACE: char = '\u{a0}';

fn round(value: Decimal, places: u32) -> Decimal {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if rounded.is_zero() { Decimal::ZERO } else { rounded }
}

/// `places` decimals, half away from zero, digits grouped, with a true minus: `−1,234.50`.
pub fn fixed(value: Decimal, places: u32) -> String {
    grouped(&format!("{:.*}", places as usize, round(value, places)))
}

/// At most two decimals, without trailing zeros: `1,234.5`.
pub fn plain(value: Decimal) -> String {
    grouped(&round(value, 2).normalize().to_string())
}

/// A whole number with its sign in front: `+20`, `−700`, `0`.
pub fn signed(value: Decimal) -> String {
    let text = fixed(value, 0);
    if text == "0" || text.starts_with(locale().minus) { text } else { format!("+{text}") }
}

/// How many decimals a number needs for one digit that is not nought.
fn places(value: Decimal) -> u32 {
    (0..=Decimal::MAX_SCALE).find(|places| !round(value, *places).is_zero()).unwrap_or(0)
}

/// A share as whole percent: `59 %`; of what is nearly all a tenth more, as all of it is said of nothing less.
pub fn percent(share: Decimal) -> String {
    let hundred = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
    let limit = Decimal::from(9_999);
    if round(hundred, 0) > limit {
        return format!(">{SPACE}{}", apart(&grouped("9999")));
    }
    if round(hundred, 0) < -limit {
        return format!("<{SPACE}{}", apart(&grouped("-9999")));
    }
    let is_short = hundred < Decimal::ONE_HUNDRED && round(hundred, 0) >= Decimal::ONE_HUNDRED;
    apart(&if is_short { fixed(hundred.trunc_with_scale(1), 1) } else { fixed(hundred, 0) })
}

/// Figures with a percent sign, which stands apart where it stands behind.
fn apart(figures: &str) -> String {
    match locale().percent("#").as_str() {
        "#%" if locale().direction == Direction::Ltr => format!("{figures}{SPACE}%"),
        _ => locale().percent(figures),
    }
}

/// Money in few characters: `940`, `4.2 k`, `240 k`, `1.23 m`, `14.60 m`, `3.10 bn`; at most eight characters and a sign.
pub fn short(value: Decimal) -> String {
    let size = value.abs();
    let minus = if value.is_sign_negative() && !value.is_zero() { locale().minus } else { "" };
    let units = locale().units;
    let step = Decimal::from(units.step());
    if round(size, 0) < step {
        return plain(value);
    }
    for (index, (divisor, sign)) in units.each().enumerate() {
        let scaled = size.checked_div(Decimal::from(divisor)).unwrap_or_default();
        let (rounded, digits) = if step == Decimal::ONE_THOUSAND { of_thousands(index, scaled) } else { of_myriads(scaled) };
        if rounded < step {
            return locale().together(units.counted(&format!("{minus}{digits}"), sign));
        }
    }
    let most = units.each().next_back().map_or("", |(_, sign)| sign);
    let figures = grouped(&(units.step() - 1).to_string());
    let over = if minus.is_empty() { '>' } else { '<' };
    format!("{over}{SPACE}{minus}{}", units.counted(&figures, most))
}

/// A number of thousands, millions and so on, rounded and as it is shown.
fn of_thousands(index: usize, scaled: Decimal) -> (Decimal, String) {
    let places = match (index, scaled) {
        (0, scaled) if scaled < Decimal::TEN => 1,
        (0, _) => 0,
        (_, scaled) if scaled < Decimal::ONE_HUNDRED => 2,
        _ => 1,
    };
    let rounded = round(scaled, places);
    (rounded, if index == 0 { plain(rounded) } else { fixed(rounded, places) })
}

/// The same of a unit that has up to four figures.
fn of_myriads(scaled: Decimal) -> (Decimal, String) {
    (round(scaled, 0), grouped(&three(scaled)))
}

/// One unit for a whole column, so that its numbers can be compared by eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    One,
    Thousand,
    Million,
    Billion,
}

impl Unit {
    /// The unit in which the largest of the amounts needs at most five digits or so; one smaller where the smallest would have one digit alone, in which
    /// no two of them could be told apart. The amounts are those of the rows: a sum beneath them may be as long as it is.
    pub fn of(amounts: impl IntoIterator<Item = Decimal>) -> Unit {
        let (mut largest, mut smallest) = (Decimal::ZERO, Decimal::MAX);
        for size in amounts.into_iter().map(|amount| amount.abs()).filter(|size| !size.is_zero()) {
            largest = largest.max(size);
            smallest = smallest.min(size);
        }
        let coarse = |unit: Unit| smallest < unit.divisor().saturating_mul(Decimal::TEN);
        if largest < Decimal::from(10_000) {
            Unit::One
        } else if largest < Decimal::from(100_000_000) || largest < Decimal::from(100_000_000_000_u64) && coarse(Unit::Million) {
            Unit::Thousand
        } else if largest < Decimal::from(100_000_000_000_u64) || coarse(Unit::Billion) {
            Unit::Million
        } else {
            Unit::Billion
        }
    }

    /// How much one of it is.
    pub fn divisor(self) -> Decimal {
        Decimal::from(match self {
            Unit::One => 1,
            Unit::Thousand => 1_000,
            Unit::Million => 1_000_000,
            Unit::Billion => 1_000_000_000,
        })
    }

    /// `€ thousand`, or `€` alone.
    pub fn word(self, currency: &str) -> String {
        let sign = symbol(currency);
        match self {
            Unit::One => sign.to_owned(),
            Unit::Thousand => phrase("{currency} thousand", &[&sign]),
            Unit::Million => phrase("{currency} million", &[&sign]),
            Unit::Billion => phrase("{currency} billion", &[&sign]),
        }
    }

    /// A whole number of units; less than half a unit with its first digit, since it is not nothing. The site's script shows sums in the same way.
    pub fn show(self, value: Decimal) -> String {
        let units = value.checked_div(self.divisor()).unwrap_or_default();
        fixed(units, places(units))
    }

    /// The same with its sign in front.
    pub fn show_signed(self, value: Decimal) -> String {
        let text = self.show(value);
        if text == "0" || text.starts_with(locale().minus) { text } else { format!("+{text}") }
    }
}

/// The sign of a currency where it means one currency only to most readers; else its code.
pub fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;
    use crate::base::locale::exact;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn lengths() {
        let check = |tenths: i32, shown: &str| assert_eq!(&*coord(tenths), shown);
        check(0, "0");
        check(125, "12.5");
        check(-5, "-0.5");
        check(3800, "380");
        check(i32::MIN, "-214748364.8");
    }

    #[test]
    fn short_money() {
        let check = |value: &str, shown: &str| assert_eq!(short(decimal(value)), shown.replace(' ', "\u{a0}"), "{value}");
        check("0", "0");
        check("-0.001", "0");
        check("940.5", "940.5");
        check("999.4", "999.4");
        check("999.5", "1 k");
        check("4210", "4.2 k");
        check("9960", "10 k");
        check("240000", "240 k");
        check("999499", "999 k");
        check("999500", "1.00 m");
        check("-1234567", "−1.23 m");
        check("14600000", "14.60 m");
        check("99999999", "100.00 m");
        check("123400000", "123.4 m");
        check("3100000000", "3.10 bn");
        check("79228162514264337593543950335", "> 999 tn");
        let check = |value: &str, shown: &str| {
            let language = Arc::new(Language { locale: exact("ja-JP").unwrap(), words: BTreeMap::new() });
            assert_eq!(language.while_making(|| short(decimal(value))), shown.replace(' ', "\u{a0}"), "{value}");
        };
        check("9999", "9,999");
        check("12000", "1.2万");
        check("320000000", "3.2億");
        check("99994999", "9,999万");
        check("99995000", "1億");
        check("-5000000000000", "−5兆");
        check("79228162514264337593543950335", "> 9,999兆");
    }

    #[test]
    fn columns_and_shares() {
        let of = |amounts: &[&str]| Unit::of(amounts.iter().map(|amount| decimal(amount)));
        assert_eq!(of(&["-1720000"]), Unit::Thousand);
        assert_eq!(of(&[]), Unit::One);
        assert_eq!(of(&["12000000", "3", "0"]), Unit::Thousand, "a few coins leave a column as it is");
        assert_eq!(of(&["150000000", "0", "32000000"]), Unit::Million);
        assert_eq!(of(&["150000000", "0", "3200000"]), Unit::Thousand, "beside 3.4 million it would be 3 and 3");
        assert_eq!(of(&["1000000000000"]), Unit::Billion);
        assert_eq!(of(&["1000000000000", "320000"]), Unit::Million);
        assert_eq!(Unit::Million.show(decimal("320000")), "0.3");
        assert_eq!(Unit::Million.show(decimal("500000")), "1");
        assert_eq!(Unit::Thousand.show(decimal("-4.9")), "−0.005");
        assert_eq!(Unit::Thousand.show(Decimal::ZERO), "0");
        assert_eq!(Unit::Thousand.show_signed(decimal("20")), "+0.02");
        assert_eq!(Unit::Thousand.show_signed(decimal("-700400")), "−700");
        assert_eq!(Unit::Thousand.show_signed(decimal("-400")), "−0.4");
        assert_eq!(Unit::Million.show(decimal("6500000000")), "6,500");
        assert_eq!(percent(decimal("0.594")), "59\u{a0}%");
        assert_eq!(percent(decimal("-0.594")), "−59\u{a0}%");
        assert_eq!(percent(Decimal::MAX), ">\u{a0}9,999\u{a0}%");
        assert_eq!(fixed(decimal("-1234.5"), 2), "−1,234.50");
        assert_eq!(plain(decimal("26.00")), "26");
    }
}
