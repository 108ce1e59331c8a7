//! Exact decimal money and its one rounding rule.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::base::language::locale;

/// An amount of money, or another exact decimal quantity, in the currency of its plan or territory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub Decimal);

impl Amount {
    /// No money.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// Reads a number's own text (sign, fraction and exponent allowed), never through a float.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('+').unwrap_or(text);
        Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok().map(Amount)
    }

    /// A whole amount.
    pub fn whole(n: i64) -> Self {
        Amount(Decimal::from(n))
    }

    /// The amount as a float, for scales and JSON numbers only.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }

    /// Half away from zero, to `places` decimals: the one rounding rule of the product.
    pub fn rounded(self, places: u32) -> Self {
        Amount(self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
    }

    /// Without decimals and in groups, as the page at hand writes them.
    pub fn in_whole(self) -> String {
        grouped(&self.rounded(0).to_string())
    }

    /// Product with a probability or share; saturates instead of overflowing.
    pub fn times(self, factor: Decimal) -> Self {
        Amount(self.0.saturating_mul(factor))
    }

    /// Sum; saturates instead of overflowing.
    pub fn plus(self, other: Amount) -> Self {
        Amount(self.0.saturating_add(other.0))
    }

    /// Difference; saturates instead of overflowing.
    pub fn minus(self, other: Amount) -> Self {
        Amount(self.0.saturating_sub(other.0))
    }

    /// `self / other`, or `None` for a zero divisor.
    pub fn ratio(self, other: Amount) -> Option<Decimal> {
        self.0.checked_div(other.0)
    }

    /// Is it nothing?
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(iter: I) -> Self {
        iter.fold(Amount::ZERO, Amount::plus)
    }
}

/// A sum that saturates. Operators and `sum()` of bare decimals stop the program where a number is too great for them, so none of ours uses them
/// (`clippy.toml`, `tests/architecture.rs`).
pub fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// A share in percent, not rounded.
pub fn in_percent(share: Decimal) -> Decimal {
    share.saturating_mul(Decimal::ONE_HUNDRED)
}

/// The share that so many percent are.
pub fn hundredth(percent: Decimal) -> Decimal {
    percent.saturating_mul(Decimal::new(1, 2)).normalize()
}

/// Half of a value.
pub fn half(value: Decimal) -> Decimal {
    value.saturating_mul(Decimal::new(5, 1)).normalize()
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Serialize for Amount {
    /// A JSON number: whole where it is whole.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.is_integer(), self.0.to_i64()) {
            (true, Some(n)) => serializer.serialize_i64(n),
            _ => serializer.serialize_f64(self.to_f64()),
        }
    }
}

/// The two amounts that a text such as `640.000` may stand for: as it is read, with a decimal point, and with points between its thousands, as much of Europe
/// writes them. `None` where nobody would take the point for the latter: not exactly three digits behind one point, more than three before it, or a zero first.
pub fn two_readings(text: &str) -> Option<[Amount; 2]> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits.split_once('.')?;
    let all = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let doubtful = all(whole) && !whole.starts_with('0') && all(rest) && rest.len() == 3;
    doubtful.then_some(())?;
    Some([Amount::parse(text)?, Amount::parse(&text.replace('.', ""))?])
}

/// How to write an amount of a doubtful text so that nobody takes it for thousands: without needless zeros, or with one more.
pub fn undoubted(text: &str, read: Amount) -> String {
    let short = read.to_string();
    if two_readings(&short).is_some() { format!("{text}0") } else { short }
}

/// Two quantities that are compared, each to `places` decimals; to more where they would read the same and are not.
pub fn apart(one: Decimal, other: Decimal, places: u32) -> [String; 2] {
    let at = |places: u32| [one, other].map(|value| Amount(value).rounded(places).to_string());
    let told = (places..places + 6).map(at).find(|[one, other]| one != other);
    told.filter(|_| one != other).unwrap_or_else(|| at(places))
}

struct AmountVisitor;

impl<'de> Visitor<'de> for AmountVisitor {
    type Value = Amount;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Amount, E> {
        Amount::parse(text).ok_or_else(|| E::custom("not a number"))
    }
    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<Amount, E> {
        Ok(Amount::whole(n))
    }
    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Amount, E> {
        Ok(Amount(Decimal::from(n)))
    }
    fn visit_f64<E: serde::de::Error>(self, n: f64) -> Result<Amount, E> {
        Decimal::from_f64(n).map(Amount).ok_or_else(|| E::custom("not a number"))
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Amount, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    /// The reader of plans hands over the number's text; other sources a number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct("Amount", AmountVisitor)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number"})
    }
}

/// Digits in groups, as the page at hand writes them: `1234567.5` becomes `1,234,567.5` in English.
pub fn grouped(text: &str) -> String {
    locale().grouped(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_text_of_numbers() {
        let check = |text: &str, shown: Option<&str>| assert_eq!(Amount::parse(text).map(|a| a.to_string()).as_deref(), shown, "{text}");
        check("250000", Some("250000"));
        check("1250.50", Some("1250.5"));
        check("-3", Some("-3"));
        check("+3", Some("3"));
        check("1e6", Some("1000000"));
        check("2.5e-3", Some("0.0025"));
        check("$250K", None);
    }

    #[test]
    fn points_may_stand_between_thousands() {
        let check = |text: &str, readings: Option<[&str; 2]>| {
            let found = two_readings(text).map(|both| both.map(|amount| amount.to_string()));
            assert_eq!(found, readings.map(|both| both.map(str::to_owned)), "{text}");
        };
        check("640.000", Some(["640", "640000"]));
        check("-1.250", Some(["-1.25", "-1250"]));
        check("118.255", Some(["118.255", "118255"]));
        for plain in ["640", "1250.500", "0.500", "640.00", "640.0000", "1.234.567", "640,000", ".640", "a.bcd"] {
            check(plain, None);
        }
        assert_eq!(undoubted("640.000", Amount::whole(640)), "640");
        assert_eq!(undoubted("118.255", Amount::parse("118.255").unwrap()), "118.2550");
    }

    #[test]
    fn groups_digits() {
        assert_eq!(grouped("1234567.5"), "1,234,567.5");
        assert_eq!(grouped("-999"), "−999");
        assert_eq!(grouped("1000"), "1,000");
    }
}
