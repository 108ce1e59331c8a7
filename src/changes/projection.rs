//! What changed in the typed 90-day projection: its sum, and its parts where the sum stays. Knows no computed projection.

use std::collections::BTreeMap;

use crate::base::amount::Amount;
use crate::changes::item::Telling;
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{amounts, clean};
use crate::model::past::ChangeKind;

const SECTION: &str = "projection_90d";

/// A line by brand, division and its number among those.
type Line<'a> = (&'a str, &'a str, usize);

/// `90-day projection −18 %, $144,000 → $118,000` (M22, M23).
pub fn tell(telling: &mut Telling<'_>) {
    let (old, new) = telling.section(SECTION);
    if old.same(new) {
        return;
    }
    let names = telling.names;
    let (before, after) = (sum(old), sum(new));
    let both = ((before, names.cx.currency(names.old)), (after, names.cx.currency(names.new)));
    let moved = before != after || both.0.1 != both.1.1;
    let whole = match (old.items().is_empty(), new.items().is_empty()) {
        (true, false) => Some((ChangeKind::Added, format!("{}, none before", names.money(after)))),
        (false, true) => Some((ChangeKind::Removed, format!("withdrawn, {} before", names.old_money(before)))),
        _ if moved => Some((ChangeKind::Changed, amounts(both.0, both.1))),
        _ => None,
    };
    let parts = whole.is_none();
    if let Some((kind, text)) = whole {
        telling.say(SECTION, "", kind, rank::MONEY, format!("90-day projection {text}"));
    }
    let (was, is) = (lines(old), lines(new));
    for (mark, line) in &is {
        let label = label(telling, mark);
        match was.get(mark) {
            Some(old) => {
                let mut item = telling.item(SECTION, mark.0, label.clone(), old, line);
                if parts {
                    item.amount("amount", &label, rank::MONEY);
                } else {
                    item.takes("amount");
                }
                item.prose("basis", "basis", rank::WORDS);
                item.rest();
            }
            None if parts => {
                let amount = telling.names.money(line.amount("amount").unwrap_or_default());
                telling.say(SECTION, mark.0, ChangeKind::Added, rank::MONEY, format!("{label} is new, {amount}"));
            }
            None => {}
        }
    }
    for (mark, line) in was.iter().filter(|(mark, _)| parts && !is.contains_key(mark)) {
        let (label, amount) = (label(telling, mark), telling.names.old_money(line.amount("amount").unwrap_or_default()));
        telling.say(SECTION, mark.0, ChangeKind::Removed, rank::MONEY, format!("{label} is gone, {amount} before"));
    }
}

fn label(telling: &Telling<'_>, (brand, division, _): &Line<'_>) -> String {
    let brand = telling.names.cx.brand(brand);
    if division.is_empty() { format!("90-day projection of {brand}") } else { format!("90-day projection of {brand} in {}", clean(division)) }
}

fn sum(list: &Plain) -> Amount {
    list.items().iter().filter_map(|line| line.amount("amount")).sum()
}

fn lines(list: &Plain) -> BTreeMap<Line<'_>, &Plain> {
    let mut found = BTreeMap::new();
    for line in list.items() {
        let (brand, division) = (line.text("brand"), line.text("division"));
        let number = found.keys().filter(|(b, d, _)| *b == brand && *d == division).count();
        found.insert((brand, division, number), line);
    }
    found
}
