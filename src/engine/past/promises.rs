//! The days that one date stood at, from its first promise on: how often it moved to a later day, and how far it is now. Knows no commits.

use std::collections::BTreeSet;

use crate::base::date::Date;

/// What was promised for one action or opportunity.
#[derive(Debug)]
pub struct Promises {
    first: Date,
    /// Every day that was ever named.
    known: BTreeSet<Date>,
    /// The days that still count, the one in force last: a move that was taken back leaves none.
    stand: BTreeSet<Date>,
}

impl Promises {
    pub fn new(first: Date) -> Self {
        Promises { first, known: BTreeSet::from([first]), stand: BTreeSet::from([first]) }
    }

    /// The next move, in the order of the commits; without a day before it, a merge settled on one.
    pub fn moved(&mut self, from: Option<Date>, to: Date) {
        if let Some(from) = from.filter(|from| !self.known.contains(from)) {
            // an item that was taken out and came back under its id promises anew
            *self = Promises::new(from);
        }
        self.known.insert(to);
        if from.is_none_or(|from| to < from) {
            self.stand.retain(|day| *day < to);
        }
        self.stand.insert(to);
    }

    /// How often it moved to a later day, and how far it is from the first one; nothing where it is no later now.
    pub fn slipped(&self) -> Option<(u32, i64)> {
        let days = self.stand.last()?.days_since(self.first);
        let times = u32::try_from(self.stand.len().saturating_sub(1)).unwrap_or(u32::MAX);
        (days > 0 && times > 0).then_some((times, days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves within December as `1>9`, or `>9` for what a merge settled on; how often and how many days it slipped.
    #[track_caller]
    fn check(moves: &str, expected: Option<(u32, i64)>) {
        let day = |text: &str| text.parse().ok().and_then(|day| Date::new(2026, 12, day));
        let mut promises = Promises::new(day("1").unwrap());
        for step in moves.split_whitespace() {
            let (from, to) = step.split_once('>').unwrap();
            promises.moved(day(from), day(to).unwrap());
        }
        assert_eq!(promises.slipped(), expected, "{moves}");
    }

    #[test]
    fn the_distance_from_the_first_promise() {
        check("", None);
        check("1>10", Some((1, 9)));
        check("1>10 10>12", Some((2, 11)));
        // taken back, to where it was or before; taken back and made again; taken back by a part
        check("1>31 31>1", None);
        check("1>10 10>12 12>10", Some((1, 9)));
        check("1>10 10>12 12>1", None);
        check("1>10 10>1 1>10", Some((1, 9)));
        check("1>10 10>8", Some((1, 7)));
        check("1>10 10>20 20>5", Some((1, 4)));
        // came forward first
        check("2>1 1>2", None);
        check("5>1 1>9", Some((1, 4)));
        // two branches and the merge that took neither, in either order; one that took the lower or the higher
        check("1>10 1>8 10>31", Some((3, 30)));
        check("1>8 1>10 10>31", Some((3, 30)));
        check("1>10 1>8 >8", Some((1, 7)));
        check("1>8 1>10 >10", Some((2, 9)));
        check("1>10 1>10", Some((1, 9)));
        // an id that was used again
        check("1>10 20>22", Some((1, 2)));
    }
}
