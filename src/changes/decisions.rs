//! What became of the decisions of one review. Knows no other part of it.

use crate::base::date::Date;
use crate::changes::Wording;
use crate::changes::rank;
use crate::changes::words::{moved, starred};
use crate::model::past::ChangeKind;
use crate::model::review::{Decision, DecisionStatus};

/// A decision in both versions, or in one.
type Pair<'a> = (Option<&'a Decision>, Option<&'a Decision>);

/// One sentence: its kind, its rank, its words.
pub type Said = (ChangeKind, u8, String);

/// What differs between the decisions of two versions of the review of a day.
pub fn between(cx: &Wording<'_>, date: Date, old: &[Decision], new: &[Decision]) -> Vec<Said> {
    let on = cx.day(date);
    let mut said = Vec::new();
    for pair in pairs(old, new) {
        match pair {
            (Some(old), Some(new)) => changed(cx, &on, old, new, &mut said),
            (None, Some(new)) => said.push((ChangeKind::Added, rank::RESULTS, format!("new decision {} of {on}{}", starred(&new.what), facts(cx, new)))),
            (Some(old), None) => {
                said.push((ChangeKind::Removed, rank::RESULTS, format!("decision {} of {on} removed{}", starred(&old.what), facts(cx, old))));
            }
            (None, None) => {}
        }
    }
    said
}

/// Decisions have no ids: one is the same by its text, or, when that was reworded, by its owner and its day.
fn pairs<'a>(old: &'a [Decision], new: &'a [Decision]) -> Vec<Pair<'a>> {
    let mut left: Vec<&Decision> = old.iter().collect();
    let mut pairs: Vec<Pair<'a>> = new.iter().map(|decision| (None, Some(decision))).collect();
    let by_text = |a: &Decision, b: &Decision| starred(&a.what) == starred(&b.what);
    let by_promise = |a: &Decision, b: &Decision| a.owner.is_some() && a.by.is_some() && (&a.owner, a.by) == (&b.owner, b.by);
    for same in [by_text, by_promise] {
        for (before, after) in pairs.iter_mut().filter(|(before, _)| before.is_none()) {
            let place = after.and_then(|after| left.iter().position(|decision| same(decision, after)));
            *before = place.map(|place| left.remove(place));
        }
    }
    pairs.extend(left.into_iter().map(|gone| (Some(gone), None)));
    pairs
}

/// Of a decision without a status nobody has said yet that it is carried out.
pub fn status(decision: &Decision) -> DecisionStatus {
    decision.status.unwrap_or(DecisionStatus::Open)
}

/// `: Maya Chen by 9 December`, with the status where it is not open.
fn facts(cx: &Wording<'_>, decision: &Decision) -> String {
    let who = decision.owner.as_ref().map(|owner| cx.person(owner));
    let by = decision.by.map(|by| format!("by {}", cx.day(by)));
    let promise: Vec<String> = who.into_iter().chain(by).collect();
    let status = status(decision);
    let closed = (status != DecisionStatus::Open).then(|| status.as_str().to_owned());
    let facts: Vec<String> = Some(promise.join(" ")).filter(|promise| !promise.is_empty()).into_iter().chain(closed).collect();
    if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) }
}

fn changed(cx: &Wording<'_>, on: &str, old: &Decision, new: &Decision, said: &mut Vec<Said>) {
    let (before, after) = (starred(&old.what), starred(&new.what));
    let label = format!("decision {after} of {on}");
    if before != after {
        said.push((ChangeKind::Changed, rank::WORDS, format!("decision of {on} reworded: {before} → {after}")));
    }
    if status(old) != status(new) {
        let (kind, what) = match status(new) {
            DecisionStatus::Done => (ChangeKind::Done, "done"),
            DecisionStatus::Dropped => (ChangeKind::Changed, "dropped"),
            DecisionStatus::Open => (ChangeKind::Changed, "reopened"),
        };
        said.push((kind, rank::PACE, format!("{label} {what}")));
    }
    let day = match (old.by, new.by) {
        (Some(old), Some(new)) if old != new => Some(moved(old, new, cx.today)),
        (None, Some(new)) => Some((ChangeKind::Added, format!("is set to {}", cx.day(new)))),
        (Some(old), None) => Some((ChangeKind::Removed, format!("has no day any more, {} before", cx.day(old)))),
        _ => None,
    };
    said.extend(day.map(|(kind, words)| (kind, rank::PACE, format!("{label} {words}"))));
    if old.owner != new.owner {
        let name = |owner: &Option<String>| owner.as_ref().map_or_else(|| "nobody".to_owned(), |owner| cx.person(owner));
        said.push((ChangeKind::Changed, rank::FACTS, format!("{label}: owner {} → {}", name(&old.owner), name(&new.owner))));
    }
}
