//! A change of a file as a unified diff, which `patch -p1` and `git apply` read. Bytes of the file are given as they are.

use std::fmt::Write;
use std::ops::Range;

use crate::base::path::SourcePath;

/// Lines around a change.
const CONTEXT: usize = 3;
/// With more lines to take out and put in than this, the whole region is replaced: nobody reads such a difference line by line.
const MOST: usize = 1_000;

/// A stretch of old lines and the new ones in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// The difference of two texts of one file; nothing when they are the same.
pub fn diff(path: &SourcePath, old: &str, new: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let hunks = hunks(&a, &b);
    let mut out = String::new();
    if hunks.is_empty() {
        return out;
    }
    let _ = write!(out, "--- a/{path}\n+++ b/{path}\n");
    let mut rest = hunks.as_slice();
    while let Some(first) = rest.first() {
        // hunks whose context meets are one
        let apart = |pair: &[Hunk]| matches!(pair, [a, b] if b.old.start - a.old.end > 2 * CONTEXT);
        let length = rest.windows(2).position(apart).map_or(rest.len(), |index| index + 1);
        let (group, next) = rest.split_at(length);
        let last = group.last().unwrap_or(first);
        let lead = first.old.start.min(CONTEXT);
        let trail = (a.len() - last.old.end).min(CONTEXT);
        let (from, to) = (first.old.start - lead, last.old.end + trail);
        let (new_from, new_to) = (first.new.start - lead, last.new.end + trail);
        let _ = writeln!(out, "@@ -{} +{} @@", range(from, to), range(new_from, new_to));
        let mut at = from;
        for hunk in group {
            lines(&mut out, ' ', a.get(at..hunk.old.start));
            lines(&mut out, '-', a.get(hunk.old.clone()));
            lines(&mut out, '+', b.get(hunk.new.clone()));
            at = hunk.old.end;
        }
        lines(&mut out, ' ', a.get(at..to));
        rest = next;
    }
    out
}

/// `first,count`, as the format counts: an empty range is named by the line before it.
fn range(from: usize, to: usize) -> String {
    match to - from {
        0 => format!("{from},0"),
        1 => format!("{}", from + 1),
        count => format!("{},{count}", from + 1),
    }
}

fn lines(out: &mut String, sign: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// What differs, in order.
fn hunks(a: &[&str], b: &[&str]) -> Vec<Hunk> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(..a.len() - tail).unwrap_or_default(), b.get(..b.len() - tail).unwrap_or_default());
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    let same = shortest(a, b).unwrap_or_default();
    let mut hunks = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in same.into_iter().chain([(a.len(), b.len())]) {
        if x > i || y > j {
            hunks.push(Hunk { old: head + i..head + x, new: head + j..head + y });
        }
        (i, j) = (x + 1, y + 1);
    }
    hunks
}

/// The pairs of lines that stay in a shortest edit script (Myers 1986, the greedy form); `None` when it would be longer than anybody reads.
fn shortest(a: &[&str], b: &[&str]) -> Option<Vec<(usize, usize)>> {
    let most = (a.len() + b.len()).min(MOST);
    // reach[k + most + 1]: how far down `a` the diagonal k = x − y was followed
    let mut reach = vec![0usize; 2 * most + 3];
    let mut steps: Vec<Vec<usize>> = Vec::new();
    let get = |reach: &[usize], k: i64| reach.get(usize::try_from(k + most as i64 + 1).unwrap_or(0)).copied().unwrap_or(0);
    let down = |reach: &[usize], k: i64, d: i64| k == -d || (k != d && get(reach, k - 1) < get(reach, k + 1));
    for d in 0..=most as i64 {
        steps.push(reach.clone());
        for k in (-d..=d).step_by(2) {
            let mut x = if down(&reach, k, d) { get(&reach, k + 1) } else { get(&reach, k - 1) + 1 };
            let y = |x: usize| usize::try_from(x as i64 - k).ok();
            while y(x).is_some_and(|y| x < a.len() && y < b.len() && a.get(x) == b.get(y)) {
                x += 1;
            }
            if let Some(slot) = usize::try_from(k + most as i64 + 1).ok().and_then(|index| reach.get_mut(index)) {
                *slot = x;
            }
            if x >= a.len() && y(x).is_some_and(|y| y >= b.len()) {
                return Some(back(&steps, a.len(), b.len(), &|reach, k, d| {
                    let before = if down(reach, k, d) { k + 1 } else { k - 1 };
                    (before, get(reach, before))
                }));
            }
        }
    }
    None
}

/// The way back from the end: every diagonal step is a line that stays.
fn back(steps: &[Vec<usize>], x: usize, y: usize, before: &dyn Fn(&[usize], i64, i64) -> (i64, usize)) -> Vec<(usize, usize)> {
    let mut same = Vec::new();
    let (mut x, mut y) = (x as i64, y as i64);
    for (d, reach) in steps.iter().enumerate().rev() {
        let (diagonal, start) = if d == 0 { (0, 0) } else { before(reach, x - y, d as i64) };
        let (from_x, from_y) = (start as i64, start as i64 - diagonal);
        while x > from_x && y > from_y && x > 0 && y > 0 {
            (x, y) = (x - 1, y - 1);
            same.extend(usize::try_from(x).ok().zip(usize::try_from(y).ok()));
        }
        (x, y) = (from_x, from_y);
    }
    same.reverse();
    same
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Carries a diff out, as `patch` does.
    fn patched(old: &str, diff: &str) -> String {
        let lines: Vec<&str> = old.split_inclusive('\n').collect();
        let mut out = String::new();
        let mut at = 0;
        let all: Vec<&str> = diff.split_inclusive('\n').skip(2).collect();
        for (index, line) in all.iter().enumerate() {
            let text = &line[1..];
            let text = if all.get(index + 1).is_some_and(|next| next.starts_with('\\')) { text.trim_end_matches('\n') } else { text };
            match &line[..1] {
                "@" => {
                    let (from, count) = text.split(' ').nth(1).unwrap().split_once(',').unwrap_or((text.split(' ').nth(1).unwrap(), "1"));
                    let from: usize = from.trim_start_matches('-').parse().unwrap();
                    let from = if count == "0" { from } else { from - 1 };
                    lines[at..from].iter().for_each(|line| out.push_str(line));
                    at = from;
                }
                " " | "-" => {
                    assert_eq!(lines[at], text);
                    at += 1;
                    out.push_str(if line.starts_with(' ') { text } else { "" });
                }
                "+" => out.push_str(text),
                _ => {}
            }
        }
        lines[at..].iter().for_each(|line| out.push_str(line));
        out
    }

    fn path() -> SourcePath {
        SourcePath::new("accounts/pine-valley/plan.md").unwrap()
    }

    #[test]
    fn shows_what_differs_with_its_surroundings() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n";
        let shown = diff(&path(), old, &old.replace("5\n", "five\n"));
        let expected = "--- a/accounts/pine-valley/plan.md\n+++ b/accounts/pine-valley/plan.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(shown, expected);
        assert_eq!(diff(&path(), old, old), "");
        assert!(diff(&path(), "a", "a\n").ends_with("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn carried_out_it_gives_the_new_text(old in "([ab]\n?){0,30}", new in "([ab]\n?){0,30}") {
            prop_assert_eq!(patched(&old, &diff(&path(), &old, &new)), new);
        }
    }
}
