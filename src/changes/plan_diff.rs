//! What changed between two versions of one plan, as sentences ordered by what matters. Knows no history.

use crate::changes::facts;
use crate::changes::item::Telling;
use crate::changes::names::{Names, Wording};
use crate::changes::rank;
use crate::changes::version::Version;
use crate::changes::words::spelled;
use crate::model::past::{Change, ChangeKind};
use crate::model::plan::Plan;
use crate::resolve::unit::Unit;

/// The section of what concerns the plan as a whole.
const WHOLE: &str = "plan";

/// Every change of value has a sentence, and a reformatting has none: by rank, then in the plan's order.
pub fn between(cx: &Wording<'_>, old: Option<&Unit<Plan>>, new: Option<&Unit<Plan>>) -> Vec<Change> {
    let whole = |kind: ChangeKind, text: String| vec![Change { section: WHOLE.to_owned(), id: String::new(), kind, rank: rank::STANDING, text }];
    match (old, new) {
        (None, None) => Vec::new(),
        (None, Some(new)) => whole(ChangeKind::Added, format!("plan is new{}", facts(cx, new))),
        (Some(old), None) => whole(ChangeKind::Removed, format!("plan removed{}", facts(cx, old))),
        (Some(old), Some(new)) if old.bytes == new.bytes => Vec::new(),
        (Some(old), Some(new)) => match (read(old), read(new)) {
            (Some(old), Some(new)) => told(*cx, &old, &new),
            (None, Some(_)) => whole(ChangeKind::Changed, "plan could not be read before".to_owned()),
            (Some(_), None) => whole(ChangeKind::Changed, "plan cannot be read now".to_owned()),
            (None, None) => whole(ChangeKind::Changed, "plan changed and still cannot be read".to_owned()),
        },
    }
}

/// The folder of a plan is another one.
pub fn moved_folder(old: &str, new: &str) -> Change {
    let text = format!("folder {old} → {new}");
    Change { section: WHOLE.to_owned(), id: String::new(), kind: ChangeKind::Changed, rank: rank::STANDING, text }
}

/// A version whose front matter says something.
fn read(unit: &Unit<Plan>) -> Option<Version> {
    unit.value.as_ref().and_then(|_| Version::read(unit))
}

fn told(cx: Wording<'_>, old: &Version, new: &Version) -> Vec<Change> {
    let mut telling = Telling { names: Names { cx, old, new }, changes: Vec::new() };
    facts::tell(&mut telling);
    let mut changes = telling.changes;
    changes.sort_by_key(|change| change.rank);
    changes
}

/// `: grow, tier A, Ana Ruiz`.
fn facts(cx: &Wording<'_>, unit: &Unit<Plan>) -> String {
    let Some(plan) = &unit.value else { return ", and cannot be read".to_owned() };
    let stance = plan.stance.map(|stance| spelled(stance.as_str()));
    let tier = plan.tier.map(|tier| format!("tier {tier}"));
    let owner = plan.owner.as_deref().map(|owner| cx.person(owner));
    let facts: Vec<String> = [stance, tier, owner].into_iter().flatten().collect();
    if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) }
}
