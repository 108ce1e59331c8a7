//! What changed in the narrative, by heading. Knows Markdown only by its outline.

use std::collections::BTreeMap;

use crate::changes::item::Telling;
use crate::changes::rank;
use crate::changes::version::Part;
use crate::changes::words::starred;
use crate::model::past::ChangeKind;

const SECTION: &str = "narrative";

/// A part by its heading and its number among those of that heading.
type Mark<'a> = (&'a str, usize);

/// `narrative reworded under *Situation*`, `new section *Risks*`.
pub fn tell(telling: &mut Telling<'_>) {
    let (before, after) = (&telling.names.old.narrative, &telling.names.new.narrative);
    if before == after {
        return;
    }
    let (before, after) = (marked(before), marked(after));
    let known: BTreeMap<Mark<'_>, &Part> = before.iter().copied().collect();
    let still: BTreeMap<Mark<'_>, &Part> = after.iter().copied().collect();
    let mut told = false;
    let mut say = |kind: ChangeKind, part: &Part, text: String| {
        telling.say(SECTION, &part.anchor, kind, rank::WORDS, text);
        told = true;
    };
    for (mark, part) in &after {
        match known.get(mark) {
            Some(old) if old.text == part.text && old.level == part.level => {}
            _ if part.level == 0 => say(ChangeKind::Changed, part, "narrative reworded at the beginning".to_owned()),
            Some(_) => say(ChangeKind::Changed, part, format!("narrative reworded under {}", starred(&part.heading))),
            None => say(ChangeKind::Added, part, format!("new section {}", starred(&part.heading))),
        }
    }
    for (_, part) in before.iter().filter(|(mark, _)| !still.contains_key(mark)) {
        match part.level {
            0 => say(ChangeKind::Changed, part, "narrative reworded at the beginning".to_owned()),
            _ => say(ChangeKind::Removed, part, format!("section {} removed", starred(&part.heading))),
        }
    }
    if !told {
        telling.say(SECTION, "", ChangeKind::Changed, rank::WORDS, "sections of the narrative in another order".to_owned());
    }
}

fn marked(parts: &[Part]) -> Vec<(Mark<'_>, &Part)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    parts
        .iter()
        .map(|part| {
            let number = seen.entry(&part.heading).or_default();
            // what stands before the first heading is not a part whose heading is empty
            *number += usize::from(part.level > 0);
            ((part.heading.as_str(), *number), part)
        })
        .collect()
}
