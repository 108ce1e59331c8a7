//! The fix for a key that is missing: it is put where the schema has it, and what it says is left to whoever knows. Knows no rules.

use serde_json::Value;

use crate::base::path::SourcePath;
use crate::diag::fix::{Edit, Fix};
use crate::edit::yaml;
use crate::parse::node::Node;

/// The parts of a plan and of its reviews that may be left out as a whole, and count for nothing while one of these keys is not there (`plan-format.md` §2,
/// *Required*, does not ask for them): that is said, and is no error.
const UNCOUNTED: [(&str, &[&str], &str); 5] = [
    ("/projection_90d/*", &["brand", "amount"], ", so this line does not count"),
    ("/icp/confirmed", &["by", "on"], ", so the levels do not count as confirmed"),
    ("/people/*/next_meeting", &["on"], ", so no meeting counts as set"),
    ("/benchmarks/*/readings/*", &["on", "value"], ", so the reading does not count"),
    ("/decisions/*", &["what"], ", so the decision does not count"),
];

/// What does not count without a key, where the plan may leave out all of it.
pub fn uncounted(at: &str, key: &str) -> Option<&'static str> {
    let is_position = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fits = |pattern: &str| {
        pattern.split('/').count() == at.split('/').count()
            && pattern.split('/').zip(at.split('/')).all(|(want, part)| want == part || want == "*" && is_position(part))
    };
    UNCOUNTED.iter().find(|(pattern, keys, _)| keys.contains(&key) && fits(pattern)).map(|(.., so)| *so)
}

/// What stands where a text is still to be written; the rule `placeholder` reports it.
pub const PLACEHOLDER: &str = "TBD";

/// Puts a key into the group that lacks it, in the order of the schema. A word that alone is allowed is written; a free text is `TBD`, which
/// `placeholder` reports; everything else stands empty, which `empty-value` reports: a date, a number or one of several words would be taken for
/// somebody's answer. `None` where the group is laid out in a way that is not known.
pub fn room(path: &SourcePath, text: &str, owner: Node<'_>, order: &[&str], key: &str, property: Option<&Value>) -> Option<Fix> {
    let only = only(property);
    let content = content(property);
    let change = yaml::insert(text, owner, order, key, content)?;
    let title = match content {
        "" => format!("add `{key}:` to be filled in"),
        _ => format!("add `{key}: {content}`"),
    };
    let room = order.iter().position(|known| *known == key).filter(|_| only.is_none());
    Some(Fix { title, safe: false, room, edits: vec![Edit { path: path.clone(), span: change.span, text: change.text }] })
}

/// What is written behind a key that nobody has filled in yet.
pub fn content(property: Option<&Value>) -> &str {
    only(property).unwrap_or(if property.is_some_and(is_free) { PLACEHOLDER } else { "" })
}

/// The one word that is allowed.
fn only(property: Option<&Value>) -> Option<&str> {
    property.and_then(|property| property.get("const")).and_then(Value::as_str)
}

/// Is any text allowed?
fn is_free(property: &Value) -> bool {
    let text = property.get("type").is_some_and(|kind| kind == "string");
    let form = property.get("pattern").is_some_and(|pattern| pattern != "\\S");
    text && !form && ["enum", "const", "format", "anyOf", "oneOf", "allOf", "$ref"].iter().all(|word| property.get(word).is_none())
}
