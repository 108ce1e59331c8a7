//! What changed in the files that say how plans are read and judged: settings, people, matrix, cycle, questions, overlay schema. Knows no score.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::path::SourcePath;
use crate::changes::plain::Plain;
use crate::changes::words::{spelled, starred};
use crate::parse::document;
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// One value of a territory file that is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// File and key: `quarterdeck.yaml policy.qualification.pass`.
    pub place: String,
    /// As written; `None` where it was not set.
    pub before: Option<String>,
    pub after: Option<String>,
    /// `pass mark 4 → 3`.
    pub text: String,
}

/// Keys whose name in the file says less than the word that people use.
const WORDS: &[(&str, &str)] = &[
    ("policy.qualification.pass", "pass mark"),
    ("policy.qualification.share_limit", "limit of our share"),
    ("policy.qualification.min_growth_value", "growth threshold"),
    ("policy.review.ready_at", "mark for ready"),
    ("policy.review.minutes", "minutes of a review"),
    ("policy.review.pre_read_days", "days for the pre-read"),
    ("policy.near_term.days", "near-term days"),
    ("policy.near_term.max_share", "near-term share at most"),
    ("policy.objectives_max", "objectives at most"),
    ("policy.goal_coverage", "goal coverage"),
    ("policy.confidence_min", "confidence at least"),
    ("policy.supporters_min", "supporters at least"),
    ("policy.projection_max_difference", "difference of projections at most"),
    ("program.growth_target", "growth target of the territory"),
    ("fiscal_year_start", "first month of the fiscal year"),
];

const FILES: [&str; 6] = [layout::TERRITORY, layout::PEOPLE, layout::ICP, layout::CYCLE, layout::QUESTIONS, layout::OVERLAY];

/// What differs, file by file, in the order of the keys.
pub fn between(old: &Snapshot, new: &Snapshot) -> Vec<PolicyChange> {
    let mut changes = Vec::new();
    for file in FILES {
        let (before, after) = (read(old, file), read(new, file));
        let (before, after) = (leaves(&before), leaves(&after));
        let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
        // of an item that is new or gone as a whole the parts say nothing more
        let whole: Vec<String> =
            keys.iter().filter(|key| key.item && before.contains_key(key) != after.contains_key(key)).map(|key| format!("{}.", key.path)).collect();
        for key in keys {
            let (was, is) = (before.get(key), after.get(key));
            if was != is && !whole.iter().any(|item| key.path.starts_with(item)) {
                changes.push(change(file, key, was.cloned(), is.cloned()));
            }
        }
    }
    changes
}

/// A file's value; of one that is not there, nothing.
fn read(snapshot: &Snapshot, file: &str) -> Plain {
    let path = SourcePath::new(file);
    let tree = path.as_ref().and_then(|path| match snapshot.files.get(path) {
        Some(File::Bytes(bytes)) => document::yaml_file(path, bytes).tree,
        _ => None,
    });
    tree.map_or(Plain::Nothing, |tree| Plain::read(tree.root()))
}

/// The path to a value, and whether it stands for a whole item of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    item: bool,
}

fn leaves(value: &Plain) -> BTreeMap<Key, String> {
    let mut found = BTreeMap::new();
    walk(value, String::new(), &mut found);
    found
}

fn walk(value: &Plain, path: String, found: &mut BTreeMap<Key, String>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Plain::Nothing => {}
        Plain::Map(entries) => entries.iter().for_each(|(key, value)| walk(value, join(key), found)),
        Plain::List(items) if items.iter().any(|item| !item.text("id").is_empty()) => {
            for item in items {
                let id = item.text("id");
                let named = ["name", "label", "text"].into_iter().map(|key| item.text(key)).find(|text| !text.is_empty()).unwrap_or(id);
                found.insert(Key { path: join(id), item: true }, named.to_owned());
                walk(item, join(id), found);
            }
        }
        Plain::List(items) if items.iter().any(|item| !item.entries().is_empty()) => {
            items.iter().enumerate().for_each(|(number, item)| walk(item, join(&(number + 1).to_string()), found));
        }
        _ => {
            found.insert(Key { path, item: false }, value.shown());
        }
    }
}

fn change(file: &str, key: &Key, before: Option<String>, after: Option<String>) -> PolicyChange {
    let text = match (&before, &after) {
        (None, Some(name)) if key.item => format!("{} is new", starred(name)),
        (Some(name), None) if key.item => format!("{} is gone", starred(name)),
        _ => {
            let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not set".to_owned(), cut);
            format!("{} {} → {}", words(&key.path), value(&before), value(&after))
        }
    };
    PolicyChange { place: format!("{file} {}", key.path), before, after, text }
}

fn words(path: &str) -> String {
    if let Some((_, words)) = WORDS.iter().find(|(key, _)| *key == path) {
        return (*words).to_owned();
    }
    let parts: Vec<&str> = path.split('.').filter(|part| *part != "policy").collect();
    spelled(&parts.join(" "))
}

/// Long texts are cut: the file holds the rest.
fn cut(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::source::fixture;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let snapshot = |text: &str| fixture::snapshot(text, Date::parse("2026-11-22").unwrap());
        let found = between(&snapshot(old), &snapshot(new));
        assert_eq!(found.iter().map(|it| format!("{} | {}", it.text, it.place)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn settings_are_told_in_words() {
        let file = |text: &str| format!("=== quarterdeck.yaml\n{text}");
        let policy = |text: &str| file(&format!("policy: {{qualification: {{{text}}}}}\n"));
        check(&policy("pass: 4"), &policy("pass: 3"), &["pass mark 4 → 3 | quarterdeck.yaml policy.qualification.pass"]);
        check(&policy("pass: 4"), &file("policy:\n  qualification: # so many\n    pass: 4.0\n"), &[]);
        check(&file("policy: {}\n"), &policy("pass: 3"), &["pass mark not set → 3 | quarterdeck.yaml policy.qualification.pass"]);
        check(
            &file("rules: {single-threaded: warn}\n"),
            &file("rules: {single-threaded: off}\n"),
            &["rules single threaded warn → off | quarterdeck.yaml rules.single-threaded"],
        );
        check(&file("policy: {cliches: [a, b]}\n"), &file("policy: {cliches: [a]}\n"), &["cliches a, b → a | quarterdeck.yaml policy.cliches"]);
    }

    #[test]
    fn people_and_criteria_are_told_by_name() {
        let people = |text: &str| format!("=== people.yaml\n- {{id: ana-ruiz, name: Ana Ruiz, function: sales}}\n{text}");
        check(&people(""), &people("- {id: ben-holt, name: Ben Holt}\n"), &["*Ben Holt* is new | people.yaml ben-holt"]);
        check(&people("- {id: ben-holt, name: Ben Holt}\n"), &people(""), &["*Ben Holt* is gone | people.yaml ben-holt"]);
        let ben = |function: &str| people(&format!("- {{id: ben-holt, name: Ben Holt, function: {function}}}\n"));
        check(&ben("sales"), &ben("finance"), &["ben holt function sales → finance | people.yaml ben-holt.function"]);
    }
}
