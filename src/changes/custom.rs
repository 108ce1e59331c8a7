//! What changed in the company's own fields. Knows nothing of what they mean.

use crate::changes::item::Telling;
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{clean, starred};
use crate::model::past::ChangeKind;

const SECTION: &str = "custom";

/// `custom *contract_end* 2026-12-31 → 2027-12-31`.
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    let keys = new.entries().iter().chain(old.entries().iter().filter(|(key, _)| new.get(key).is_none())).map(|(key, _)| key.as_str());
    for key in keys {
        let (before, after) = (old.get(key), new.get(key));
        let name = starred(key);
        let short = |value: &Plain| value.is_short().then(|| clean(&value.shown()));
        let (kind, text) = match (before, after) {
            (Some(before), Some(after)) if before.same(after) => continue,
            (Some(before), Some(after)) => {
                let both = short(before).zip(short(after)).filter(|(before, after)| before != after);
                (ChangeKind::Changed, both.map_or_else(|| format!("custom {name} changed"), |(before, after)| format!("custom {name} {before} → {after}")))
            }
            (None, Some(after)) => {
                (ChangeKind::Added, short(after).map_or_else(|| format!("custom {name} is new"), |after| format!("custom {name} is new: {after}")))
            }
            (Some(before), None) => (
                ChangeKind::Removed,
                short(before).map_or_else(|| format!("custom {name} removed"), |before| format!("custom {name} removed, {before} before")),
            ),
            (None, None) => continue,
        };
        telling.say(SECTION, key, kind, rank::FACTS, text);
    }
}
