//! How much an overlay schema asks of a value, counted before anybody asks it: conditions times the values that they are held against. Knows neither
//! plans nor the library that asks.

use serde_json::{Map, Value};

/// How many conditions one document is held against at most; each may fail, and each failure takes some hundred bytes.
pub const MOST: usize = 300_000;
/// As many values of a list are compared in the time that a condition takes.
const COMPARED: usize = 16;
/// As many bytes of a text are read in the time that a condition takes.
const READ: usize = 256;

/// What an overlay asks, in a form that can be weighed.
#[derive(Debug)]
pub struct Asks {
    /// The overlay; a list of allowed values is only as long as it takes to look one up.
    schema: Value,
    size: usize,
}

impl Asks {
    pub fn of(overlay: &Value) -> Self {
        let mut schema = overlay.clone();
        shorten(&mut schema);
        let size = size(&schema);
        Asks { schema, size }
    }

    /// May a value be held against all of it?
    pub fn fits(&self, value: &Value) -> bool {
        // most overlays and plans are small, and then nothing needs to be counted
        self.size.saturating_mul(size(value)) <= MOST || spent(&self.schema, value) <= MOST
    }

    /// The pointer of the top-level key that most is asked of.
    pub fn heaviest(&self, value: &Value) -> String {
        let keys = self.schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let costs = keys.filter_map(|(key, part)| Some((spent(part, value.get(key)?), key)));
        costs.max_by_key(|(cost, _)| *cost).map_or_else(String::new, |(_, key)| format!("/{key}"))
    }
}

/// What a value costs, counted no further than just beyond what is allowed.
fn spent(schema: &Value, value: &Value) -> usize {
    let mut left = MOST;
    match weigh(schema, value, &mut left) {
        Some(()) => MOST - left,
        None => MOST + 1,
    }
}

/// Texts are looked up in a table, other values one by one.
fn shorten(schema: &mut Value) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(shorten),
        Value::Object(words) => {
            for (word, part) in words.iter_mut() {
                match part {
                    Value::Array(list) if word == "enum" => {
                        let cost = if list.iter().all(Value::is_string) { 1 } else { 1 + list.len() / COMPARED };
                        *part = Value::Array(vec![Value::Null; cost]);
                    }
                    part => shorten(part),
                }
            }
        }
        _ => {}
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::String(text) => 1 + text.len() / READ,
        _ => 1,
    }
}

/// Takes what it costs from what is left; nothing when that is not enough.
fn weigh(schema: &Value, value: &Value, left: &mut usize) -> Option<()> {
    let Value::Object(words) = schema else {
        *left = left.checked_sub(1)?;
        return Some(());
    };
    for (word, part) in words {
        *left = left.checked_sub(own(word, part, value))?;
        match (word.as_str(), part, value) {
            ("properties", Value::Object(parts), Value::Object(map)) => {
                parts.iter().filter_map(|(key, part)| Some((part, map.get(key)?))).try_for_each(|(part, value)| weigh(part, value, left))?;
            }
            ("patternProperties", Value::Object(parts), Value::Object(map)) => parts.values().try_for_each(|part| each(part, map, left))?,
            ("additionalProperties", part, Value::Object(map)) => each(part, map, left)?,
            ("propertyNames", part, Value::Object(map)) => map.keys().try_for_each(|key| weigh(part, &Value::from(key.as_str()), left))?,
            ("items" | "contains", part, Value::Array(items)) => items.iter().try_for_each(|item| weigh(part, item, left))?,
            ("allOf" | "anyOf" | "oneOf", Value::Array(parts), _) => parts.iter().try_for_each(|part| weigh(part, value, left))?,
            ("not" | "if" | "then" | "else", part, _) => weigh(part, value, left)?,
            _ => {}
        }
    }
    Some(())
}

fn each(part: &Value, map: &Map<String, Value>, left: &mut usize) -> Option<()> {
    map.values().try_for_each(|value| weigh(part, value, left))
}

/// What one keyword costs besides the schemas in it.
fn own(word: &str, part: &Value, value: &Value) -> usize {
    let more = match (word, part, value) {
        ("enum", Value::Array(cost), _) => cost.len(),
        ("required", Value::Array(keys), Value::Object(_)) => keys.len(),
        ("dependentRequired", Value::Object(parts), Value::Object(_)) => parts.values().map(size).sum(),
        ("properties", Value::Object(parts), Value::Object(_)) => parts.len() / COMPARED,
        ("uniqueItems", _, Value::Array(items)) => items.len(),
        ("pattern" | "minLength" | "maxLength", _, Value::String(text)) => text.len() / READ,
        _ => 0,
    };
    more.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(overlay: &Value, value: &Value, fits: bool) {
        assert_eq!(Asks::of(overlay).fits(value), fits);
    }

    fn custom(schema: &Value) -> Value {
        json!({"properties": {"custom": {"properties": {"x": schema}}}})
    }

    #[test]
    fn what_is_asked_is_counted_by_conditions_and_values() {
        let list = |n: usize| json!({"custom": {"x": (0..n).map(|i| format!("CW-{i}")).collect::<Vec<_>>()}});
        let words = |n: usize| (0..n).map(|i| format!("word {i}")).collect::<Vec<_>>();
        let many = |n: usize, part: &Value| vec![part.clone(); n];
        // texts are looked up, however many there are
        check(&custom(&json!({"items": {"enum": words(70_000)}})), &list(15_000), true);
        check(&custom(&json!({"items": {"enum": (0..70_000).collect::<Vec<_>>()}})), &list(15_000), false);
        check(&custom(&json!({"items": {"enum": (0..100).collect::<Vec<_>>()}})), &list(15_000), true);
        check(&custom(&json!({"items": {"anyOf": many(3_000, &json!({"const": "y"}))}})), &list(15_000), false);
        check(&custom(&json!({"items": {"anyOf": many(30, &json!({"const": "y"}))}})), &list(1_000), true);
        check(&custom(&json!({"allOf": many(3_000, &json!({"items": {"maxLength": 0}}))})), &list(15_000), false);
        check(&json!({"allOf": many(3_000, &custom(&json!({"items": {"maxLength": 0}})))}), &list(15_000), false);
        check(&custom(&json!({"items": {"required": words(5_000)}})), &json!({"custom": {"x": many(5_000, &json!({}))}}), false);
        check(&custom(&json!({"additionalProperties": {"allOf": many(3_000, &json!({"type": "number"}))}})), &json!({"custom": {"x": {"a": 1, "b": 2}}}), true);
        check(&custom(&json!({"allOf": many(9_000, &json!({"pattern": "a+b"}))})), &json!({"custom": {"x": "a".repeat(200_000)}}), false);
        check(&json!({"allOf": many(3_000, &json!({"required": ["custom"]}))}), &json!({"title": "x"}), true);
        let overlay = json!({"properties": {"tags": {"maxItems": 9}, "custom": {"properties": {"x": {"items": {"maxLength": 0}}}}}});
        assert_eq!(Asks::of(&overlay).heaviest(&json!({"tags": ["a"], "custom": {"x": ["b", "c"]}})), "/custom");
    }
}
