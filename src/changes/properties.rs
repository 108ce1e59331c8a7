//! What holds for whole plans: typed edits give exactly their sentences, a reformatting gives none, and no value changes in silence.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::tests::edits::{KINDS, Says, done, edit};
use super::tests::{unit, wording};
use crate::base::amount::grouped;
use crate::base::date::Date;
use crate::changes::{between, sections};
use crate::parse::document;

const PLAN: &str = include_str!("../../example-territory/accounts/alder-valley-health-partners/plan.md");

/// The example's front matter as a value, and its narrative.
fn example() -> (Value, String) {
    let read = unit(PLAN);
    let document = document::markdown_file(&read.path, &read.bytes);
    (document.tree.as_ref().unwrap().root().to_json_without_nulls(), read.body_text().to_owned())
}

fn file(plan: &Value, body: &str) -> String {
    format!("---\n{}---\n{body}", serde_yaml::to_string(plan).unwrap())
}

/// The same value with its keys, and its items with ids, in another order.
fn shuffled(value: &Value, turn: usize) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.iter().map(|(key, value)| (key.clone(), shuffled(value, turn))).collect();
            let by = turn % entries.len().max(1);
            entries.rotate_left(by);
            Value::Object(entries.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| shuffled(item, turn)).collect();
            if !items.is_empty() && items.iter().all(|item| item.get("id").is_some()) {
                let by = turn % items.len();
                items.rotate_left(by);
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// The paths of everything that can be changed or taken away.
fn paths(value: &Value, here: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| paths(value, &format!("{here}/{key}"), out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| paths(item, &format!("{here}/{index}"), out)),
        _ => {}
    }
    if !here.is_empty() {
        out.push(here.to_owned());
    }
}

fn taken(plan: &mut Value, path: &str) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    match plan.pointer_mut(parent).unwrap() {
        Value::Object(map) => drop(map.shift_remove(key)),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        _ => {}
    }
}

/// The actions that are done: their ids, and their names as they are said.
fn finished(plan: &serde_json::Value) -> Vec<(String, String)> {
    let actions = plan["actions"].as_array().into_iter().flatten().filter(|action| action["status"] == "done");
    actions.map(|action| (action["id"].to_string(), format!("*{}*", action["text"].as_str().unwrap()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(64)) })]

    #[test]
    fn edits_give_exactly_their_sentences(edits in prop::collection::vec((0..KINDS, 0usize..12, 2i64..60), 0..14), turn in 0usize..40) {
        let (mut plan, mut body) = example();
        let old = unit(&file(&plan, &body));
        let before = finished(&plan);
        let mut used = BTreeSet::new();
        let mut expected = Vec::new();
        let mut delays = Vec::new();
        for (kind, pick, n) in edits {
            // nobody is left to edit when all of a list were removed
            if plan.as_object().unwrap().values().any(|section| section.as_array().is_some_and(Vec::is_empty)) {
                break;
            }
            if let Some(edit) = edit(&mut plan, &mut body, kind, pick, n, &used) {
                used.insert(edit.target);
                match edit.says {
                    Says::Line(text) => expected.push(text),
                    Says::Done(late) => delays.push(late),
                    Says::Projection => expected.push(format!("90-day projection +{n} %, $180,000 → ${}", grouped(&(180_000 + n * 1800).to_string()))),
                }
            }
        }
        // one that was done already may have another text now
        let plan = shuffled(&plan, turn);
        let new = |id: &String| !before.iter().any(|(known, _)| known == id);
        let names: Vec<String> = finished(&plan).into_iter().filter(|(id, _)| new(id)).map(|(_, name)| name).collect();
        expected.extend(done(&delays, &names));
        let new = unit(&file(&plan, &body));
        let changes = between(&wording(), Some(&old), Some(&new));
        prop_assert!(changes.is_sorted_by_key(|change| change.rank));
        let mut texts: Vec<String> = changes.into_iter().map(|change| change.text).collect();
        texts.sort();
        expected.sort();
        prop_assert_eq!(texts, expected);
    }

    #[test]
    fn a_reformatting_says_nothing_of_a_whole_plan(turn in 0usize..40, quoted: bool, windows: bool, wrap in 20usize..90) {
        let (plan, body) = example();
        let plan = shuffled(&plan, turn);
        // JSON is YAML's flow style with every text in quotes
        let front = if quoted { format!("{}\n", serde_json::to_string_pretty(&plan).unwrap()) } else { serde_yaml::to_string(&plan).unwrap() };
        let body: Vec<String> = body.lines().map(|line| wrapped(line, wrap)).collect();
        let mut text = format!("---\n# a remark\n{front}---\n{}\n", body.join("\n"));
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let (old, new) = (unit(PLAN), unit(&text));
        prop_assert!(new.value.is_some());
        prop_assert_eq!(between(&wording(), Some(&old), Some(&new)), []);
        prop_assert_eq!(sections(Some(&old), &new), Vec::<String>::new());
    }

    #[test]
    fn no_value_changes_in_silence(path in any::<prop::sample::Index>(), away: bool) {
        let (mut plan, body) = example();
        let old = unit(&file(&plan, &body));
        let mut all = Vec::new();
        paths(&plan, "", &mut all);
        let path = path.get(&all).clone();
        if away {
            taken(&mut plan, &path);
        } else if let Some(value) = plan.pointer_mut(&path) {
            *value = match value.take() {
                Value::Bool(flag) => json!(!flag),
                Value::Number(number) => json!(number.as_f64().unwrap() + 0.25),
                Value::String(text) => Date::parse(&text).map_or_else(|| json!(format!("{text} too")), |date| json!(date.plus_days(3).to_string())),
                other => json!([other]),
            };
        }
        let new = unit(&file(&plan, &body));
        let section = path.split('/').nth(1).unwrap_or("").to_owned();
        let told: BTreeSet<String> = between(&wording(), Some(&old), Some(&new)).into_iter().map(|change| change.section).collect();
        // a mistake that takes the whole plan with it is told of the plan
        let expected = if new.value.is_some() { section.clone() } else { "plan".to_owned() };
        prop_assert_eq!(told.into_iter().collect::<Vec<_>>(), vec![expected], "{}", path);
        prop_assert_eq!(sections(Some(&old), &new), [section]);
    }
}

/// A line of prose broken at a width; what begins with a sign of Markdown stays as it is, and no line is made to begin with one.
fn wrapped(line: &str, width: usize) -> String {
    if !line.starts_with(|c: char| c.is_alphabetic()) {
        return line.to_owned();
    }
    let mut out = String::new();
    let mut length = 0;
    for word in line.split(' ') {
        if length > width && word.starts_with(|c: char| c.is_alphabetic()) {
            out.push('\n');
            length = 0;
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        length += word.len() + 1;
    }
    out
}
