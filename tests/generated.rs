//! What is committed is what the code prints. `UPDATE=1 cargo test --test generated` writes it again. What docs/acceptance.md names is there.

mod common;

use std::path::Path;

use quarterdeck::config::settings::Settings;
use quarterdeck::schema::compose::Document;
use serde_json::{Value, json};

use common::held::{is_held, titles};
use common::repository;

#[test]
fn schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (name, document) in quarterdeck::schema::core::documents().into_iter().chain(quarterdeck::config::schemas::documents()) {
        let path = folder.join(format!("{name}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is not what the code prints; UPDATE=1 writes it", path.display());
    }
}

/// The keys of a schema and of its parts, each with the place where it is declared.
fn keys(schema: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    match schema {
        Value::Object(map) => {
            for (key, part) in map {
                let here = format!("{at}/{key}");
                match (key.as_str(), part) {
                    ("properties", Value::Object(properties)) => properties.iter().for_each(|(name, property)| {
                        found.push((format!("{here}/{name}"), property.clone()));
                        keys(property, &format!("{here}/{name}"), found);
                    }),
                    // conditions name keys that are declared elsewhere
                    ("if" | "then" | "examples" | "allOf", _) => {}
                    _ => keys(part, &here, found),
                }
            }
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(number, part)| keys(part, &format!("{at}/{number}"), found)),
        _ => {}
    }
}

#[test]
fn every_key_says_what_it_is_and_every_threshold_its_default() {
    let mut wrong = Vec::new();
    for (name, document) in quarterdeck::schema::core::documents().into_iter().chain(quarterdeck::config::schemas::documents()) {
        let mut found = Vec::new();
        keys(&document, "", &mut found);
        assert!(!found.is_empty(), "{name}");
        wrong.extend(found.iter().filter(|(_, key)| !key["description"].is_string()).map(|(at, _)| format!("{name}{at} has no description")));
    }
    // a territory in which every default is written out is the same as one in which none is
    let territory = quarterdeck::config::schemas::schema(Document::Territory).unwrap().printed;
    let mut policy = json!({});
    for (key, property) in territory["$defs"]["Policy"]["properties"].as_object().unwrap() {
        let value = written(&territory, property);
        match value.is_null() {
            true if ["cliches"].contains(&key.as_str()) => {}
            true => wrong.push(format!("policy.{key} has no default")),
            false => drop(policy.as_object_mut().unwrap().insert(key.clone(), value)),
        }
    }
    let of = |raw: Value| quarterdeck::config::defaults::policy(&Settings::of(serde_json::from_value(raw).unwrap()).policy);
    assert_eq!(of(json!({ "policy": policy })), of(json!({})));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The default of a key, or the defaults of the keys under it.
fn written(schema: &Value, property: &Value) -> Value {
    let part = property["anyOf"].as_array().and_then(|parts| parts.iter().find_map(|part| part["$ref"].as_str())).or(property["$ref"].as_str());
    match (property.get("default"), part.and_then(|part| schema.pointer(&format!("{}/properties", part.trim_start_matches('#'))))) {
        (Some(default), _) => default.clone(),
        (None, Some(Value::Object(inner))) => {
            let inner: serde_json::Map<String, Value> =
                inner.iter().map(|(key, property)| (key.clone(), written(schema, property))).filter(|(_, value)| !value.is_null()).collect();
            Value::Object(inner)
        }
        _ => Value::Null,
    }
}

#[test]
fn figures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/own-pages.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let head = text.split_once("| Key |").map_or(text.as_str(), |(head, _)| head);
    let now = format!("{head}{}", quarterdeck::charts::printed());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == now, "docs/own-pages.md does not list the figures that there are; UPDATE=1 writes them");
}

#[test]
fn requirements() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/requirements.md");
    let text = quarterdeck::requirements::printed();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "docs/requirements.md is not what the code prints; UPDATE=1 writes it");
}

/// What is wrong with a row of docs/acceptance.md: a file that it names and that there is not, a test that is not in the file named before it, and, in
/// the column of tests, a file of browser tests without one that begins with the row's id.
fn unheld(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let row = cells.first().copied().unwrap_or_default();
    let (mut wrong, mut file) = (Vec::new(), String::new());
    for (column, cell) in cells.iter().enumerate() {
        for (at, name) in cell.split('`').enumerate().filter(|(at, _)| at % 2 == 1) {
            let is_test = name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            // a test stands in brackets behind its file, other words of code do not
            let in_brackets = cell.split('`').nth(at - 1).is_some_and(|before| before.ends_with('(') || before == ", ");
            if name.ends_with(".test.js") || ["tests/", "src/", "benches/"].iter().any(|folder| name.starts_with(folder)) {
                file = if name.contains('/') { name.to_owned() } else { format!("tests/browser/{name}") };
                if !repository().join(&file).exists() {
                    wrong.push(format!("{row}: there is no `{file}`"));
                } else if cells.len() == 4 && column == 2 && file.ends_with(".test.js") {
                    let named = |title: &String| title.split(' ').take(2).any(|id| id == row);
                    wrong.extend((!titles(&repository().join(&file)).iter().any(named)).then(|| format!("{row}: no test of `{file}` begins with it")));
                }
            } else if is_test && in_brackets && file.ends_with(".rs") {
                wrong.extend(is_held(name, &file).err().map(|why| format!("{row}: {why}")));
            }
        }
    }
    wrong
}

#[test]
fn acceptance() {
    let text = std::fs::read_to_string(repository().join("docs/acceptance.md")).unwrap();
    let wrong: Vec<String> = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---")).flat_map(unheld).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (line, expected) in [
        ("| P2 links | `tests/host.rs` (`links_are_never_followed`), `src` |", None),
        ("| P2 links | `tests/host.rs` (`links_are_followed`) |", Some("P2 links: `tests/host.rs` has no `links_are_followed`")),
        ("| P2 links | `tests/nowhere.rs` |", Some("P2 links: there is no `tests/nowhere.rs`")),
        ("| L1 | width | `survey.test.js` | passed |", None),
        ("| X1 | width | `survey.test.js` | passed |", Some("X1: no test of `tests/browser/survey.test.js` begins with it")),
    ] {
        assert_eq!(unheld(line), expected.into_iter().collect::<Vec<_>>(), "{line}");
    }
}
