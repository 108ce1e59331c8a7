//! Which plans stand in another folder than before, told from two states of the files by what the plans say.

use std::collections::{BTreeMap, HashMap};

use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// The share of lines that two plans have in common when one is the other moved; a Git that looks for renames wants as much.
const ALIKE: f64 = 0.5;
/// Pairs that are compared line by line; beyond them only plans that are the same to the byte are told.
const PAIRS: usize = 10_000;

/// The folders that plans stand in now, with the folders that they stood in before. A plan that never moved is not among them.
pub fn moved(before: &Snapshot, after: &Snapshot) -> BTreeMap<String, String> {
    let (old, new) = (plans(before), plans(after));
    let gone: Vec<(&str, &[u8])> = old.iter().filter(|(folder, _)| !new.contains_key(*folder)).map(|(folder, bytes)| (&**folder, *bytes)).collect();
    let come: Vec<(&str, &[u8])> = new.iter().filter(|(folder, _)| !old.contains_key(*folder)).map(|(folder, bytes)| (&**folder, *bytes)).collect();
    let all = gone.len().saturating_mul(come.len()) <= PAIRS;
    let lines: Vec<HashMap<&[u8], usize>> = if all { gone.iter().map(|(_, bytes)| counted(bytes)).collect() } else { Vec::new() };
    let mut pairs: Vec<(f64, &str, &str)> = Vec::new();
    for (to, bytes) in &come {
        for (index, (from, earlier)) in gone.iter().enumerate() {
            let alike = if bytes == earlier { 1.0 } else { lines.get(index).map_or(0.0, |lines| likeness(lines, bytes)) };
            if alike >= ALIKE {
                pairs.push((alike, to, from));
            }
        }
    }
    // the most alike first; of those that are equally alike the first by name
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (_, to, from) in pairs {
        if !found.contains_key(to) && !found.values().any(|taken| taken == from) {
            found.insert(to.to_owned(), from.to_owned());
        }
    }
    found
}

/// The plans of a snapshot by folder.
fn plans(snapshot: &Snapshot) -> BTreeMap<String, &[u8]> {
    let mut found = BTreeMap::new();
    for (path, file) in &snapshot.files {
        if let (Role::Plan { folder }, File::Bytes(bytes)) = (layout::role(path), file) {
            found.insert(folder, &**bytes);
        }
    }
    found
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty() && *line != b"---")
}

/// How often each line stands in a text, blank ones aside.
fn counted(bytes: &[u8]) -> HashMap<&[u8], usize> {
    let mut counts = HashMap::new();
    lines(bytes).for_each(|line| *counts.entry(line).or_default() += 1);
    counts
}

/// The share of the lines of both texts that both have (Dice's coefficient), 0 to 1.
fn likeness(earlier: &HashMap<&[u8], usize>, later: &[u8]) -> f64 {
    let mut left = earlier.clone();
    let (mut common, mut total) = (0, earlier.values().sum::<usize>());
    for line in lines(later) {
        total += 1;
        if let Some(count) = left.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            common += 2;
        }
    }
    if total == 0 { 0.0 } else { f64::from(common) / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::source::fixture::snapshot;

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], expected: &[(&str, &str)]) {
        let state = |plans: &[(&str, &str)]| {
            let text: String = plans.iter().map(|(folder, text)| format!("=== accounts/{folder}/plan.md\n{text}")).collect();
            snapshot(&text, Date::parse("2026-11-22").unwrap())
        };
        let found = moved(&state(before), &state(after));
        let found: Vec<(&str, &str)> = found.iter().map(|(to, from)| (from.as_str(), to.as_str())).collect();
        assert_eq!(found, expected, "{before:?} → {after:?}");
    }

    #[test]
    fn tells_a_moved_plan_from_a_new_one() {
        let plan = "---\naccount: a\ntitle: A\nowner: x\ntier: A\n---\n\n## Purpose\n\nGrow.\n";
        let edited = plan.replace("account: a", "account: b").replace("tier: A", "tier: B");
        check(&[("a", plan)], &[("a", plan)], &[]);
        check(&[("a", plan)], &[("b", plan)], &[("a", "b")]);
        check(&[("a", plan)], &[("b", &edited)], &[("a", "b")]);
        check(&[("a", plan)], &[("a", plan), ("b", &edited)], &[]);
        check(&[("a", plan)], &[("b", "---\naccount: b\ntitle: B\n---\n\n## Risks\n\nNone.\n")], &[]);
        // the one that is more alike is the one that moved
        check(&[("a", plan)], &[("b", &edited), ("c", plan)], &[("a", "c")]);
        check(&[("a", plan)], &[], &[]);
        check(&[("a", "")], &[("b", "")], &[("a", "b")]);
    }
}
