//! Items of a list beside their other version. Knows no section.

use std::collections::BTreeMap;

use crate::changes::plain::Plain;

/// An item in both versions, or in one.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub key: &'a str,
    pub old: Option<&'a Plain>,
    pub new: Option<&'a Plain>,
}

/// The items of both lists in the new list's order, then those that are gone. Of several with one key the first belongs to the first.
pub fn pairs<'a>(old: &'a Plain, new: &'a Plain, key: &'static str) -> Vec<Pair<'a>> {
    let before = numbered(old, key);
    let after = numbered(new, key);
    let known: BTreeMap<(&str, usize), &Plain> = before.iter().copied().collect();
    let still: BTreeMap<(&str, usize), &Plain> = after.iter().copied().collect();
    let here = after.iter().map(|(mark, item)| Pair { key: mark.0, old: known.get(mark).copied(), new: Some(*item) });
    let gone = before.iter().filter(|(mark, _)| !still.contains_key(mark)).map(|(mark, item)| Pair { key: mark.0, old: Some(*item), new: None });
    here.chain(gone).collect()
}

/// Every item with its key and its number among those of that key.
fn numbered<'a>(list: &'a Plain, key: &str) -> Vec<((&'a str, usize), &'a Plain)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    list.items()
        .iter()
        .map(|item| {
            let text = item.text(key);
            let number = seen.entry(text).or_default();
            *number += 1;
            ((text, *number), item)
        })
        .collect()
}
