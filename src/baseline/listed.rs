//! The entries as a list for programs: `baseline show --format json`.

use serde_json::{Value, json};

use super::Baseline;
use super::matching::{Matched, Standing};
use crate::base::date::Date;

/// Every entry in the order of the file, with what became of it and how many there are of each kind.
pub fn json(baseline: &Baseline, matched: &Matched, as_of: Date) -> Value {
    let key = |standing: Standing| standing.as_str().replace(' ', "_");
    let entries = baseline.entries.iter().zip(&matched.standing).map(|(entry, standing)| {
        let line = &entry.line;
        json!({
            "rule": entry.rule.code.name, "code": entry.rule.code.code, "path": line.path, "at": line.at, "message": line.message,
            "added": line.added.to_string(), "reason": line.reason, "until": line.until.map(|day| day.to_string()), "state": key(*standing),
        })
    });
    let all = [Standing::Matches, Standing::Expired, Standing::Unused, Standing::Unknown];
    let counts = all.into_iter().map(|it| (key(it), matched.standing.iter().filter(|standing| **standing == it).count().into()));
    json!({
        "schema": "quarterdeck-baseline-list/1", "as_of": as_of.to_string(),
        "counts": counts.collect::<serde_json::Map<String, Value>>(), "entries": entries.collect::<Vec<_>>(),
    })
}
