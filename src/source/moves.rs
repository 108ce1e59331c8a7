//! Which plans stand in another folder than before, told from two states of the files by what the plans say.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// The share of lines that two plans have in common when one is the other moved; a Git that looks for renames wants as much.
const ALIKE: f64 = 0.5;
/// Pairs that are compared line by line; beyond them only plans that are the same to the byte are told.
const PAIRS: usize = 10_000;

/// The folders that plans stand in now, with the folders that they stood in before. A plan that never moved is not among them.
pub fn moved(before: &Snapshot, after: &Snapshot) -> BTreeMap<String, String> {
    let (old, new) = (plans(before), plans(after));
    let mut gone: Vec<(&str, &[u8])> = old.iter().filter(|(folder, _)| !new.contains_key(*folder)).map(|(folder, bytes)| (&**folder, *bytes)).collect();
    let mut come: Vec<(&str, &[u8])> = new.iter().filter(|(folder, _)| !old.contains_key(*folder)).map(|(folder, bytes)| (&**folder, *bytes)).collect();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    same(&mut gone, &mut come, &mut found);
    if gone.len().saturating_mul(come.len()) <= PAIRS {
        alike(&gone, &come, &mut found);
    }
    found
}

/// Pairs those that are the same to the byte, of several the first by name with the first, and takes them out of both sides.
fn same(gone: &mut Vec<(&str, &[u8])>, come: &mut Vec<(&str, &[u8])>, found: &mut BTreeMap<String, String>) {
    let mut waiting: HashMap<&[u8], VecDeque<&str>> = HashMap::new();
    gone.iter().for_each(|(from, bytes)| waiting.entry(bytes).or_default().push_back(from));
    let mut taken: HashSet<&str> = HashSet::new();
    come.retain(|(to, bytes)| {
        let Some(from) = waiting.get_mut(bytes).and_then(VecDeque::pop_front) else { return true };
        taken.insert(from);
        found.insert((*to).to_owned(), from.to_owned());
        false
    });
    gone.retain(|(from, _)| !taken.contains(from));
}

/// Pairs the rest by their lines: the most alike first; of those that are equally alike the first by name.
fn alike(gone: &[(&str, &[u8])], come: &[(&str, &[u8])], found: &mut BTreeMap<String, String>) {
    let counts: Vec<HashMap<&[u8], usize>> = gone.iter().map(|(_, bytes)| counted(bytes)).collect();
    let mut pairs: Vec<(f64, &str, &str)> = Vec::new();
    for (to, bytes) in come {
        for ((from, _), lines) in gone.iter().zip(&counts) {
            let alike = likeness(lines, bytes);
            if alike >= ALIKE {
                pairs.push((alike, to, from));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken: HashSet<&str> = HashSet::new();
    for (_, to, from) in pairs {
        if !found.contains_key(to) && taken.insert(from) {
            found.insert(to.to_owned(), from.to_owned());
        }
    }
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

    #[test]
    fn equal_plans_are_paired_in_the_order_of_their_names() {
        let plan = "---\ntier: A\nowner: x\n---\n\n## Purpose\n";
        check(&[("a", plan), ("b", plan)], &[("c", plan), ("d", plan)], &[("a", "c"), ("b", "d")]);
        // one that is the same is taken before any that is alike
        let near = plan.replace("tier: A", "tier: B");
        check(&[("a", &near), ("b", plan)], &[("c", plan), ("d", &near)], &[("b", "c"), ("a", "d")]);
        check(&[("a", plan)], &[("c", plan), ("d", plan)], &[("a", "c")]);
    }

    #[test]
    fn thousands_of_equal_plans_are_soon_paired() {
        let plans = |prefix: &str| -> String { (0..4_000).map(|i| format!("=== accounts/{prefix}-{i:04}/plan.md\n---\ntier: A\n---\n")).collect() };
        let state = |text: &str| snapshot(text, Date::parse("2026-11-22").unwrap());
        let (before, after) = (state(&plans("old")), state(&plans("new")));
        let start = std::time::Instant::now();
        let found = moved(&before, &after);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
        assert!(found.len() == 4_000 && found.iter().all(|(to, from)| to[4..] == from[4..]));
    }
}
