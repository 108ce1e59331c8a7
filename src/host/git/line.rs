//! From which day the main line had each commit. Authors' days are what people know their work by, and a rebase, a cherry-pick or a wrong clock leaves them
//! out of order: as few of them as possible are then taken for wrong. Knows the form of one output of `git log`, and not the program.

use std::collections::HashMap;

use crate::base::date::Date;
use crate::source::history::Oid;

/// The arguments for all commits, newest first, each with its author's day and its parents; where to begin follows on standard input.
pub const ARGUMENTS: &[&str] =
    &["log", "--stdin", "--topo-order", "--no-color", "--no-show-signature", "--no-ext-diff", "--no-patch", "--date=short", "--format=tformat:%H %ad %P"];

/// The commits along first parents, and the day of every commit.
#[derive(Debug, Default)]
pub struct Line {
    /// Newest first; no day is later than the one before it.
    main: Vec<(Oid, Date)>,
    landed: HashMap<Oid, Date>,
}

struct Entry {
    day: Option<Date>,
    parents: Vec<Oid>,
}

impl Line {
    /// Reads what [`ARGUMENTS`] ask for.
    pub fn parse(output: &[u8]) -> Self {
        let mut head = None;
        let mut commits: HashMap<Oid, Entry> = HashMap::new();
        for line in std::str::from_utf8(output).unwrap_or_default().lines() {
            let mut words = line.split(' ');
            let Some(id) = words.next().and_then(Oid::parse) else { continue };
            let day = words.next().and_then(Date::parse);
            head.get_or_insert(id);
            commits.insert(id, Entry { day, parents: words.filter_map(Oid::parse).collect() });
        }
        let first_parent = |id: &Oid| commits.get(id).and_then(|entry| entry.parents.first()).copied();
        let main: Vec<Oid> = std::iter::successors(head, first_parent).collect();
        let days: Vec<Option<Date>> = main.iter().map(|id| commits.get(id).and_then(|entry| entry.day)).collect();
        let main: Vec<(Oid, Date)> = main.into_iter().zip(in_order(&days)).filter_map(|(id, day)| Some((id, day?))).collect();
        let mut landed = HashMap::with_capacity(commits.len());
        for (id, day) in main.iter().rev() {
            // what an older commit of the line stands on was there before
            let mut reached = vec![*id];
            while let Some(id) = reached.pop() {
                if landed.contains_key(&id) {
                    continue;
                }
                landed.insert(id, *day);
                reached.extend(commits.get(&id).iter().flat_map(|entry| &entry.parents));
            }
        }
        Line { main, landed }
    }

    /// The commit of the line that was the newest at the end of a day.
    pub fn at(&self, day: Date) -> Option<Oid> {
        self.main.iter().find(|(_, on)| *on <= day).map(|(commit, _)| *commit)
    }

    /// The day from which the line had a commit.
    pub fn landed(&self, commit: Oid) -> Option<Date> {
        self.landed.get(&commit).copied()
    }
}

/// Days, newest first, so that none is later than the one before it. The largest number of them that are in order stay; of equally many, the older commits'.
/// Each other one becomes the day of the next older commit that stays.
fn in_order(days: &[Option<Date>]) -> Vec<Option<Date>> {
    // the longest run that never rises, by the last element of the best run of each length (Fredman 1975)
    let mut ends: Vec<(Date, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; days.len()];
    for (at, day) in days.iter().enumerate() {
        let Some(day) = *day else { continue };
        let length = ends.partition_point(|(end, _)| *end >= day);
        if let (Some(slot), Some((_, last))) = (before.get_mut(at), length.checked_sub(1).and_then(|shorter| ends.get(shorter))) {
            *slot = Some(*last);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (day, at),
            None => ends.push((day, at)),
        }
    }
    let mut stays = vec![false; days.len()];
    let mut next = ends.last().map(|(_, at)| *at);
    while let Some(at) = next {
        stays.get_mut(at).into_iter().for_each(|stays| *stays = true);
        next = before.get(at).copied().flatten();
    }
    // from the oldest on; what is older than all that stay is as old as the oldest of them
    let mut day = ends.last().map(|(day, _)| *day);
    let mut ordered: Vec<Option<Date>> = days
        .iter()
        .zip(stays)
        .rev()
        .map(|(own, stays)| {
            day = if stays { *own } else { day };
            day
        })
        .collect();
    ordered.reverse();
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of November, newest first.
    fn check(days: &[u8], expected: &[u8]) {
        let day = |day: &u8| Some(Date::parse(&format!("2026-11-{day:02}")).unwrap());
        let found: Vec<Option<Date>> = in_order(&days.iter().map(day).collect::<Vec<_>>());
        assert_eq!(found, expected.iter().map(day).collect::<Vec<_>>(), "{days:?}");
    }

    #[test]
    fn as_few_days_as_possible_are_taken_for_wrong() {
        check(&[], &[]);
        check(&[20, 14, 14, 1], &[20, 14, 14, 1]);
        // rebased onto what is newer
        check(&[3, 20, 14, 1], &[20, 20, 14, 1]);
        check(&[4, 3, 20, 14, 1], &[20, 20, 20, 14, 1]);
        check(&[3, 20], &[20, 20]);
        // a clock that was ahead
        check(&[20, 14, 29, 2, 1], &[20, 14, 2, 2, 1]);
        check(&[20, 14, 29], &[20, 14, 14]);
    }

    #[test]
    fn what_was_merged_late_was_there_late() {
        let id = |digit: char| digit.to_string().repeat(40);
        // d merges c, which was written on the second, into b
        let log = [('d', 20, "bc"), ('c', 2, "a"), ('b', 10, "a"), ('a', 1, "")];
        let line = |(commit, day, parents): &(char, u8, &str)| {
            let parents: Vec<String> = parents.chars().map(id).collect();
            format!("{} 2026-11-{day:02} {}\n", id(*commit), parents.join(" "))
        };
        let line = Line::parse(log.iter().map(line).collect::<String>().as_bytes());
        let day = |day: u8| Date::parse(&format!("2026-11-{day:02}")).unwrap();
        let landed: Vec<Option<Date>> = "abcdf".chars().map(|digit| line.landed(Oid::parse(&id(digit)).unwrap())).collect();
        assert_eq!(landed, [Some(day(1)), Some(day(10)), Some(day(20)), Some(day(20)), None]);
        let at = |on: u8| line.at(day(on)).map(|oid| oid.to_string()[..1].to_owned());
        assert_eq!([at(1), at(9), at(10), at(25)].map(Option::unwrap), ["a", "a", "b", "d"]);
        assert!(Line::parse(b"").at(day(1)).is_none());
    }
}
