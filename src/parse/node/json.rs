//! A value of the tree as JSON: what schemas are asked about and territory files are decoded from.

use serde_json::{Map, Number, Value};

use super::{Kind, Node};

/// Up to here every whole number is a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What becomes of a key whose value is `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Kept,
    Dropped,
}

impl Node<'_> {
    /// The value as JSON, as it is written.
    pub fn to_json(self) -> Value {
        self.json(Nulls::Kept)
    }

    /// The value as JSON, for validation and decoding: keys whose value is `null` are absent (`plan-format.md` §2).
    pub fn to_json_without_nulls(self) -> Value {
        self.json(Nulls::Dropped)
    }

    fn json(self, nulls: Nulls) -> Value {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => Value::Bool(self.as_bool() == Some(true)),
            Kind::Int => match self.text().trim_start_matches('+').parse::<i64>() {
                Ok(n) => Value::Number(n.into()),
                Err(_) => self.float(),
            },
            Kind::Float => self.float(),
            Kind::Text => Value::String(self.text().to_owned()),
            Kind::Seq => Value::Array(self.items().map(|item| item.json(nulls)).collect()),
            Kind::Map => {
                let mut map = Map::new();
                for entry in self.entries() {
                    if nulls == Nulls::Dropped && entry.kind() == Kind::Null {
                        continue;
                    }
                    if let Some(key) = entry.key()
                        && !map.contains_key(key)
                    {
                        map.insert(key.to_owned(), entry.json(nulls));
                    }
                }
                Value::Object(map)
            }
        }
    }

    /// A number that is not written as an `i64`: octal and hexadecimal whole numbers, fractions, exponents. `4.0` is the whole number that JSON Schema
    /// takes it for (2020-12, validation §6.1.1), so that whoever reads it and whoever checks it see the same.
    fn float(self) -> Value {
        let text = self.text();
        let whole = text.strip_prefix("0x").map(|hex| i64::from_str_radix(hex, 16)).or_else(|| text.strip_prefix("0o").map(|oct| i64::from_str_radix(oct, 8)));
        if let Some(Ok(n)) = whole {
            return Value::Number(n.into());
        }
        let number = text.parse::<f64>().ok();
        if let Some(whole) = number.filter(|n| n.fract() == 0.0 && n.abs() <= EXACT) {
            return Value::Number((whole as i64).into());
        }
        // infinities and NaN have no JSON number; their text fails every number check, as it should
        number.and_then(Number::from_f64).map_or_else(|| Value::String(text.to_owned()), Value::Number)
    }
}
