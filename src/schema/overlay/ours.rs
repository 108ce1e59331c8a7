//! What our own schema says at a place, for an overlay that is held against it. Knows no overlay.

use serde_json::{Map, Value};

use crate::schema::compose::resolved;
use crate::schema::core::texts;

/// The keys that a closed object may have; `None` for an open one.
pub(super) fn known_keys(core: Option<&Value>) -> Option<Vec<&str>> {
    let core = core?;
    (core.get("additionalProperties") == Some(&Value::Bool(false)))
        .then(|| core.get("properties").and_then(Value::as_object).map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default())
}

/// The core without its limits: what a condition may name. Asking for anything is fine there, since the core is asked beside it.
pub(super) fn names_only(core: &Value) -> Value {
    let mut names = Map::new();
    for key in ["properties", "additionalProperties", "items", "type", "anyOf", "enum"] {
        if let Some(part) = core.get(key) {
            names.insert(key.to_owned(), part.clone());
        }
    }
    Value::Object(names)
}

/// The items of a list, also where the list is one of two forms.
pub(super) fn list_items<'a>(root: &'a Value, core: &'a Value) -> Option<&'a Value> {
    let branches = core.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let items = core.get("items").or_else(|| branches.map(|branch| resolved(root, branch)).find_map(|branch| branch.get("items")))?;
    Some(resolved(root, items))
}

/// The JSON types that a core schema allows.
pub(super) fn core_types(root: &Value, core: &Value) -> Vec<String> {
    if let Some(kind) = core.get("type") {
        return kind.as_str().map_or_else(|| texts(Some(kind)), |kind| vec![kind.to_owned()]);
    }
    let branches = core.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    branches.flat_map(|branch| core_types(root, resolved(root, branch))).collect()
}
