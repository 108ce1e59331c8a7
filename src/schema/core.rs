//! The schemas of plan and review, printed from the types of `model`. Knows nothing of overlays and of the library that checks.
//!
//! Each document has two forms. The *printed* one is for people and editors: optional fields may be `null`, and what a stance or a
//! status asks for stands in `if`/`then` blocks. The *checking* one is for us: nulls are gone before it is asked, and what depends on
//! stance or status is left to rules, which know drafts.

use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::model::plan::Plan;
use crate::model::review::Review;
use crate::schema::audience::{Classes, PLAN, class_of};

/// The largest whole number that every reader of JSON keeps exactly.
const WHOLE: i64 = 9_007_199_254_740_991;

/// One document's schema in its two forms.
#[derive(Clone, Debug)]
pub struct Core {
    /// The document's name: `plan`, `review`, `territory` and so on.
    pub name: &'static str,
    pub printed: Value,
    pub checking: Value,
}

/// How a document's schema is made from its type.
#[derive(Debug)]
pub struct Recipe {
    pub name: &'static str,
    /// A whole example of the document.
    pub example: Value,
    /// Keys that must be there although the type reads a document without them.
    pub required: &'static [&'static str],
    pub classes: &'static [Classes],
    /// `if`/`then` blocks of both forms, by the type's name in `$defs` (or the document's name).
    pub conditions: Vec<(&'static str, Value)>,
    /// `if`/`then` blocks of the printed form alone.
    pub printed_conditions: Vec<Value>,
}

/// The schema of a type, in both forms.
pub fn of<T: JsonSchema>(recipe: Recipe) -> Core {
    let mut root = SchemaSettings::draft2020_12().into_generator().root_schema_for::<T>().to_value();
    each_schema(&mut root, recipe.name, &mut tidy);
    demand(&mut root, recipe.required);
    // that `none` gives a reason is the business of the rule `asks-missing`, and what a commitment lacks that of `commitment-missing`
    each_schema(&mut root, recipe.name, &mut |schema, holder| {
        if !matches!(holder, "NoAsks" | "Commitment") {
            require_content(schema)
        }
    });
    each_schema(&mut root, recipe.name, &mut |schema, holder| classify(schema, holder, recipe.classes));
    for (holder, condition) in &recipe.conditions {
        let target = if *holder == recipe.name { Some(&mut root) } else { root.pointer_mut(&format!("/$defs/{holder}")) };
        if let Some(Value::Object(target)) = target {
            also(target, condition.clone());
        }
    }
    let mut checking = root.clone();
    each_schema(&mut checking, recipe.name, &mut |schema, _| {
        without_null(schema);
        schema.remove("default");
    });
    each_schema(&mut root, recipe.name, &mut |schema, _| optional_with_null(schema));
    each_schema(&mut root, recipe.name, &mut |schema, _| required_without_null(schema));
    if let Value::Object(root) = &mut root {
        for condition in recipe.printed_conditions {
            also(root, condition);
        }
        root.insert("examples".to_owned(), json!([recipe.example]));
    }
    Core { name: recipe.name, printed: headed(recipe.name, root), checking }
}

/// The keys of a plan and what each may hold, as the schema has them; printed once.
pub fn plan_keys() -> &'static Map<String, Value> {
    static KEYS: LazyLock<Map<String, Value>> = LazyLock::new(|| plan().checking.get("properties").and_then(Value::as_object).cloned().unwrap_or_default());
    &KEYS
}

/// The plan's schema.
pub fn plan() -> Core {
    of::<Plan>(Recipe {
        name: "plan",
        example: json!({"schema": "quarterdeck/1", "account": "northwind-health", "status": "draft", "owner": "maya-chen", "period": "FY2027-Q1",
            "stance": "retain", "tier": "B", "objectives": [], "actions": [], "benchmarks": [], "people": [], "commitment": {}}),
        required: &Plan::REQUIRED,
        classes: PLAN,
        conditions: vec![
            ("Action", when(json!({"status": {"const": "done"}}), "done_on")),
            ("Person", when(json!({"kdm": {"const": true}}), "in_power")),
            ("Opportunity", when(json!({"status": {"enum": ["won", "lost"]}}), "closed_on")),
        ],
        printed_conditions: vec![
            json!({
                "if": {"required": ["stance", "status"], "properties": {"stance": {"enum": ["acquire", "grow"]}, "status": {"not": {"const": "draft"}}}},
                "then": {
                    "required": Plan::REQUIRED_FULL,
                    "properties": filled(&Plan::REQUIRED_FULL, json!({"icp": {"required": ["scores"], "properties": filled(&["scores"], json!({}))}})),
                },
            }),
            json!({
                "if": {"required": ["status"], "properties": {"status": {"enum": ["active", "in-review"]}}},
                "then": {
                    "required": Plan::REQUIRED_LIVE,
                    "properties": filled(&["selection", "obstacles", "asks", "team", "people", "actions", "benchmarks"], json!({
                        "commitment": {"required": ["statement", "by", "on"], "properties": {"by": {"minItems": 1}}},
                        "objectives": {"allOf": [
                            {"contains": {"properties": {"horizon": {"const": "short"}}, "required": ["horizon"]}},
                            {"contains": {"properties": {"horizon": {"const": "long"}}, "required": ["horizon"]}},
                        ]},
                    })),
                },
            }),
            json!({
                "if": {"required": ["status"], "properties": {"status": {"const": "closed"}}},
                "then": {"required": ["outcome"], "properties": filled(&["outcome", "objectives", "actions", "benchmarks", "people"], json!({}))},
            }),
        ],
    })
}

/// The schema of a review.
pub fn review() -> Core {
    of::<Review>(Recipe {
        name: "review",
        example: json!({"schema": "quarterdeck-review/1", "type": "account-plan", "date": "2026-12-16", "status": "planned", "purpose": ["strategy"]}),
        required: &[],
        classes: PLAN,
        conditions: vec![("review", when(json!({"purpose": {"type": "array", "contains": {"const": "problem"}}}), "problem_statement"))],
        printed_conditions: Vec::new(),
    })
}

/// The printed schemas of plan and review; those of the territory's files are `config::schemas::documents`.
pub fn documents() -> Vec<(&'static str, Value)> {
    [plan(), review()].into_iter().map(|core| (core.name, core.printed)).collect()
}

/// What is asked of these keys: that something stands under them, besides what `more` asks of keys.
fn filled(keys: &[&str], more: Value) -> Value {
    let nothing = json!({"enum": [null, [], {}]});
    let mut asked = more;
    for key in keys {
        if let Some(Value::Object(of)) = asked.as_object_mut().map(|asked| asked.entry(*key).or_insert_with(|| json!({}))) {
            of.insert("not".to_owned(), nothing.clone());
        }
    }
    asked
}

/// `if` the properties are there and say so, `then` the key is required.
pub fn when(properties: Value, then: &str) -> Value {
    let keys: Vec<&String> = properties.as_object().map(|map| map.keys().collect()).unwrap_or_default();
    json!({"if": {"required": keys, "properties": properties}, "then": {"required": [then], "properties": {then: {"not": {"type": "null"}}}}})
}

/// Adds one more condition under `allOf`.
fn also(schema: &mut Map<String, Value>, condition: Value) {
    if let Value::Array(list) = schema.entry("allOf").or_insert_with(|| json!([])) {
        list.push(condition);
    }
}

/// The document's head first, for those who read it.
fn headed(name: &str, root: Value) -> Value {
    let mut head = Map::new();
    let Value::Object(mut root) = root else { return root };
    root.remove("$schema");
    head.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    head.insert("$id".to_owned(), json!(format!("urn:quarterdeck:{name}:1")));
    head.insert("title".to_owned(), json!(format!("quarterdeck {name}")));
    root.remove("title");
    if let Some(description) = root.remove("description") {
        head.insert("description".to_owned(), description);
    }
    let defs = root.remove("$defs");
    head.append(&mut root);
    if let Some(defs) = defs {
        head.insert("$defs".to_owned(), defs);
    }
    Value::Object(head)
}

type Step<'a> = &'a mut dyn FnMut(&mut Map<String, Value>, &str);

/// Visits the schema and all schemas inside it, with the name of the type that holds them.
fn each_schema(value: &mut Value, holder: &str, step: Step<'_>) {
    let Value::Object(schema) = value else { return };
    step(schema, holder);
    for (key, part) in schema.iter_mut() {
        match (key.as_str(), part) {
            ("$defs", Value::Object(defs)) => defs.iter_mut().for_each(|(name, def)| each_schema(def, name, step)),
            ("properties", Value::Object(map)) => map.values_mut().for_each(|part| each_schema(part, holder, step)),
            ("items" | "additionalProperties", part) => each_schema(part, holder, step),
            ("anyOf" | "allOf" | "oneOf", Value::Array(list)) => list.iter_mut().for_each(|part| each_schema(part, holder, step)),
            _ => {}
        }
    }
}

/// Whole numbers get bounds that their Rust type keeps; its name goes.
fn tidy(schema: &mut Map<String, Value>, _: &str) {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or("");
    if !matches!(format, "int64" | "uint32" | "uint64" | "uint8" | "double" | "float") {
        return;
    }
    let whole = !matches!(format, "double" | "float");
    schema.remove("format");
    if whole {
        schema.entry("minimum").or_insert_with(|| json!(-WHOLE));
        schema.entry("maximum").or_insert_with(|| json!(WHOLE));
    }
}

fn demand(root: &mut Value, keys: &[&str]) {
    if let (Value::Object(root), false) = (root, keys.is_empty()) {
        root.insert("required".to_owned(), json!(keys));
    }
}

/// A text has more in it than blanks, whether it is required or not: what is not known is left out. But one that is empty by default may be empty.
fn require_content(schema: &mut Map<String, Value>) {
    let texts = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(|properties| properties.values_mut());
    for text in texts {
        fill(text);
        text.get_mut("items").into_iter().for_each(fill);
    }
}

fn fill(text: &mut Value) {
    let Value::Object(property) = text else { return };
    let text = property.get("type").is_some_and(|kind| kind == "string" || kind.as_array().is_some_and(|list| list.contains(&json!("string"))));
    let closed = ["const", "enum", "format", "pattern"].iter().any(|word| property.contains_key(*word));
    let empty = property.get("default").is_some_and(|default| default == "");
    if text && !closed && !empty {
        property.insert("minLength".to_owned(), json!(1));
        property.insert("pattern".to_owned(), json!("\\S"));
    }
}

fn classify(schema: &mut Map<String, Value>, holder: &str, classes: &[Classes]) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties.iter_mut() {
        if let (Value::Object(property), Some(class)) = (property, class_of(classes, holder, name)) {
            property.insert("x-audience".to_owned(), json!(class));
        }
    }
}

/// Takes the `null` out of a schema: `["string", "null"]` becomes `"string"`, `anyOf [X, null]` becomes X.
pub fn without_null(schema: &mut Map<String, Value>) -> bool {
    let mut had = false;
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        had = kinds.iter().any(|kind| kind == "null");
        kinds.retain(|kind| kind != "null");
        if let ([only], true) = (kinds.as_slice(), had) {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        let before = branches.len();
        branches.retain(|branch| branch.get("type") != Some(&json!("null")));
        had |= branches.len() < before;
        if let ([Value::Object(only)], true) = (branches.as_slice(), had) {
            let mut only = only.clone();
            schema.remove("anyOf");
            only.retain(|key, _| !schema.contains_key(key));
            schema.append(&mut only);
        }
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    had
}

/// Lets `null` stand under every key that may be left out, and under the keys of a map: it means that nothing is there (plan-format §2).
fn optional_with_null(schema: &mut Map<String, Value>) {
    let required = texts(schema.get("required"));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.iter_mut().filter(|(name, _)| !required.contains(name)).for_each(|(_, property)| with_null(property));
    }
    if let Some(values @ Value::Object(_)) = schema.get_mut("additionalProperties") {
        with_null(values);
    }
}

/// The same for a part that an overlay wrote.
pub fn nullable(part: &mut Value) {
    each_schema(part, "", &mut |schema, _| optional_with_null(schema));
}

fn with_null(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    let null = json!({"type": "null"});
    let is_const = map.contains_key("const");
    match (map.get_mut("type"), is_const) {
        (Some(Value::Array(kinds)), false) if kinds.iter().any(|kind| kind == "null") => {}
        (Some(Value::Array(kinds)), false) => kinds.push(json!("null")),
        (Some(kind @ Value::String(_)), false) => *kind = json!([kind.take(), "null"]),
        _ => match map.get_mut("anyOf") {
            Some(Value::Array(branches)) if branches.contains(&null) => {}
            Some(Value::Array(branches)) => branches.push(null),
            _ => {
                // what is said of the key stays beside it, what is asked of its value goes into a branch
                let said = ["title", "description", "default", "x-audience"];
                let (outer, inner): (Map<_, _>, Map<_, _>) = std::mem::take(map).into_iter().partition(|(key, _)| said.contains(&key.as_str()));
                *map = outer;
                if !inner.is_empty() {
                    map.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
                }
            }
        },
    }
    if let Some(Value::Array(words)) = map.get_mut("enum")
        && !words.contains(&Value::Null)
    {
        words.push(Value::Null);
    }
}

fn required_without_null(schema: &mut Map<String, Value>) {
    let required = texts(schema.get("required"));
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for name in &required {
        if let Some(Value::Object(property)) = properties.get_mut(name) {
            without_null(property);
        }
    }
}

/// The texts of a list of texts; nothing for anything else.
pub fn texts(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
}
