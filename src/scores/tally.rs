//! Counting the valid items of a list, unsound ones included. Knows no score.

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::parse::node::Node;
use crate::scores::score::ScoreCx;

/// How many items are valid, and where the first other one stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub valid: usize,
    pub total: usize,
    /// The pointer of the first item that is not valid; else of the section.
    pub pointer: String,
}

impl Tally {
    /// Counts the items of `section` that `counts`; of those that did not decode, the ones that `lost` recognises, as not valid.
    pub fn of<T>(
        cx: &ScoreCx<'_>,
        section: &str,
        items: &[T],
        counts: impl Fn(&T) -> bool,
        lost: impl Fn(Node<'_>) -> bool,
        valid: impl Fn(&T) -> bool,
    ) -> Self {
        let mut tally = Tally { valid: 0, total: 0, pointer: format!("/{section}") };
        let mut first: Option<usize> = None;
        for (index, item) in items.iter().enumerate().filter(|(_, item)| counts(item)) {
            tally.total += 1;
            if valid(item) {
                tally.valid += 1;
            } else if first.is_none() {
                first = Some(index);
            }
        }
        let unsound = cx.lost(section, items.len()).into_iter().filter(|(_, node)| lost(*node)).map(|(index, _)| index);
        let unsound: Vec<usize> = unsound.collect();
        tally.total += unsound.len();
        let sound = first.map(|index| cx.item(section, index));
        match (sound, unsound.first()) {
            (Some(sound), Some(unsound)) if crate::scores::score::position(&sound) > Some(*unsound) => tally.pointer = format!("/{section}/{unsound}"),
            (Some(sound), _) => tally.pointer = sound,
            (None, Some(unsound)) => tally.pointer = format!("/{section}/{unsound}"),
            (None, None) => {}
        }
        tally
    }

    /// Valid items over all; `None` for an empty list.
    pub fn share(&self) -> Option<Decimal> {
        share(self.valid, self.total)
    }

    pub fn all_valid(&self) -> bool {
        self.valid == self.total
    }

    /// "3 of 5 actions have owner and date".
    pub fn sentence(&self, one: &str, many: &str, have: &str) -> String {
        let verb = if self.total == 1 || self.valid == 1 { "has" } else { "have" };
        format!("{} of {} {verb} {have}", self.valid, count(self.total, one, many))
    }
}

/// `part / whole`; `None` when there is no whole.
pub fn share(part: usize, whole: usize) -> Option<Decimal> {
    Decimal::from(part).checked_div(Decimal::from(whole))
}

/// "a", "a and b", "a, b and c".
pub fn listed<S: AsRef<str>>(parts: &[S]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => format!("{} and {}", first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref()),
    }
}
