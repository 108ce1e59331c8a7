//! The value that a schema is asked about: a key whose value is `null` is absent (`plan-format.md` §2), but a key that nobody knows is unknown whatever stands
//! behind it, so that a misspelt key that is still empty is told too.

use serde_json::{Map, Value};

use crate::parse::node::{Kind, Node, Tree};
use crate::schema::check::under;
use crate::schema::compose::resolved;

/// The whole tree without the nulls of known keys; an empty file is an empty list where the schema wants one, else an empty group.
pub fn value(tree: &Tree, schema: &Value) -> Value {
    let root = tree.root();
    if root.kind() == Kind::Null {
        let list = schema.get("type").is_some_and(|kind| kind == "array");
        return if list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    }
    let mut value = root.to_json_without_nulls();
    let mut unknown = Vec::new();
    collect(root, "", &[schema], schema, &mut unknown);
    for (at, key) in unknown {
        if let Some(group) = value.pointer_mut(&at).and_then(Value::as_object_mut) {
            // of a duplicate key the first is the one that counts
            group.entry(key).or_insert(Value::Null);
        }
    }
    value
}

/// The keys with nothing behind them that no schema of their group knows: the group's pointer and the key.
fn collect(node: Node<'_>, at: &str, schemas: &[&Value], root: &Value, unknown: &mut Vec<(String, String)>) {
    let holders = holders(schemas, root);
    if holders.is_empty() {
        return;
    }
    for (index, child) in node.children().enumerate() {
        let key = child.key();
        match child.kind() {
            Kind::Null => {
                if let Some(key) = key.filter(|key| holders.iter().any(|holder| is_closed(holder)) && below(&holders, Some(key)).is_empty()) {
                    unknown.push((at.to_owned(), key.to_owned()));
                }
            }
            Kind::Seq | Kind::Map => {
                let inner = below(&holders, key);
                if !inner.is_empty() {
                    let at = under(at, key.unwrap_or(&index.to_string()));
                    collect(child, &at, &inner, root, unknown);
                }
            }
            _ => {}
        }
    }
}

/// The schemas that speak of a value itself: references followed, of alternatives all.
fn holders<'a>(schemas: &[&'a Value], root: &'a Value) -> Vec<&'a Value> {
    let mut holders = Vec::new();
    for schema in schemas {
        let schema = resolved(root, schema);
        match schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array) {
            Some(branches) if !schema.get("properties").is_some_and(Value::is_object) => holders.extend(branches.iter().map(|branch| resolved(root, branch))),
            _ => holders.push(schema),
        }
    }
    holders
}

/// What the schemas of a group, or of a list, say of one key, or of its items.
fn below<'a>(holders: &[&'a Value], key: Option<&str>) -> Vec<&'a Value> {
    let of = |holder: &'a Value| match key {
        Some(key) => {
            let named = holder.get("properties").and_then(|properties| properties.get(key));
            named.or_else(|| holder.get("additionalProperties").filter(|rest| *rest != &Value::Bool(false)))
        }
        None => holder.get("items"),
    };
    holders.iter().filter_map(|holder| of(holder)).collect()
}

fn is_closed(holder: &Value) -> bool {
    ["additionalProperties", "unevaluatedProperties"].iter().any(|word| holder.get(*word) == Some(&Value::Bool(false)))
}
