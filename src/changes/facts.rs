//! The parts of a plan in its order, and who tells each. Tells itself what nobody else does, so that no section changes in silence.

use crate::changes::item::Telling;
use crate::changes::plain::reordered;
use crate::changes::words::clean;
use crate::changes::{account, actions, asks, benchmarks, commitment, custom, objectives, obstacles, opportunities, people, projection, prose, rank, team};
use crate::model::past::ChangeKind;

/// The sections that have a teller of their own, in the order of `plan-format.md`.
const SECTIONS: [(&str, fn(&mut Telling<'_>)); 19] = [
    ("selection", account::selection),
    ("waiver", account::waiver),
    ("qualification", account::qualification),
    ("icp", account::icp),
    ("projection_90d", projection::tell),
    ("opportunities", opportunities::tell),
    ("people", people::tell),
    ("objectives", objectives::tell),
    ("actions", actions::tell),
    ("benchmarks", benchmarks::tell),
    ("obstacles", obstacles::obstacles),
    ("asks", asks::tell),
    ("competition", obstacles::competition),
    ("swot", obstacles::swot),
    ("team", team::team),
    ("homework", team::homework),
    ("commitment", commitment::tell),
    ("outcome", commitment::outcome),
    ("custom", custom::tell),
];

/// The single facts at the top of a plan, in the order of `plan-format.md`.
const FACTS: [&str; 14] = [
    "title",
    "status",
    "owner",
    "manager",
    "exec_sponsor",
    "period",
    "stance",
    "tier",
    "posture",
    "cadence",
    "visibility",
    "currency",
    "growth_target",
    "motivation",
];

/// Tells everything, in the plan's order.
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = (&telling.names.old.fields, &telling.names.new.fields);
    for key in FACTS {
        let mut item = telling.item(key, "", String::new(), old, new);
        account::fact(&mut item, key);
    }
    for (key, teller) in SECTIONS {
        if !telling.section(key).0.same(telling.section(key).1) {
            teller(telling);
        }
    }
    prose::tell(telling);
    let keys = new.entries().iter().chain(old.entries().iter().filter(|(key, _)| new.get(key).is_none())).map(|(key, _)| key.as_str());
    for key in keys {
        let differs = !old.part(key).same(new.part(key)) || old.get(key).is_some() != new.get(key).is_some();
        if differs && !telling.changes.iter().any(|change| change.section == key) {
            let text = if reordered(old.part(key), new.part(key)) { format!("*{}* in another order", clean(key)) } else { format!("*{}* changed", clean(key)) };
            telling.say(key, "", ChangeKind::Changed, rank::WORDS, text);
        }
    }
}
