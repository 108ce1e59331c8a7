//! What `git log` writes, as a [`Log`]. Knows the form of the output, and not the program.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::host::git::Place;
use crate::host::git::line::Line;
use crate::source::history::{Commit, Edit, Log, Oid};

/// The arguments; commits and paths follow on standard input. A commit's fields are closed by zero bytes, which no name can hold.
pub const ARGUMENTS: &[&str] = &[
    "log",
    "--stdin",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-show-signature",
    "--topo-order",
    "--root",
    "--find-renames=50%",
    "-l1000",
    "--diff-merges=combined",
    "--date=short",
    "--format=tformat:%x00C%x00%H%x00%ad%x00%an%x00%ae",
];

/// The arguments for what one commit renamed; its name follows on standard input.
pub const MOVES: &[&str] =
    &["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--find-renames=50%", "-l1000", "--diff-filter=R"];

/// The folder, empty or closed by a slash, out of which a commit moved a file without another name. Reads what [`MOVES`] ask for.
pub fn moved_from(output: &[u8], to: &str) -> Option<String> {
    let mut parts = output.split(|byte| *byte == 0);
    while let Some(part) = parts.next() {
        // `:100644 100644 ⟨old⟩ ⟨new⟩ R100`; the line before all of them is the commit's name
        if part.starts_with(b":") {
            let (from, new) = (parts.next()?, parts.next()?);
            if new == to.as_bytes() {
                let name = to.rsplit_once('/').map_or(to, |(_, name)| name);
                let folder = std::str::from_utf8(from).ok()?.strip_suffix(name)?;
                return (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned());
            }
        }
    }
    None
}

/// Reads the output; `line` tells from which day the main line had each commit. `places` are where the territory lies in its
/// repository, and lay before; other files are left out. A commit that moved the whole territory renamed no plan.
pub fn parse(head: Oid, line: &Line, places: &[Place], output: &[u8]) -> Log {
    let mut log = Log { head, commits: Vec::new(), edits: Vec::new() };
    // authors repeat from commit to commit
    let mut words: HashMap<String, Arc<str>> = HashMap::new();
    let mut word = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        words.entry(text.into_owned()).or_insert_with_key(|text| Arc::from(text.as_str())).clone()
    };
    // newest first: a folder that the territory was moved out of is its own in the commit that did it and before
    let mut reached = places.iter().take_while(|place| place.until.is_none()).count();
    let mut parts = output.split(|byte| *byte == 0).peekable();
    while let Some(part) = parts.next() {
        if part == b"C" {
            let mut text = || parts.next().unwrap_or_default();
            let (id, day, author, email) = (text(), text(), text(), text());
            let read = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(|text| text.trim().to_owned());
            let (Some(id), Some(day)) = (read(id).and_then(|id| Oid::parse(&id)), read(day).and_then(|day| Date::parse(&day))) else { continue };
            if places.get(reached).is_some_and(|place| place.until == Some(id)) {
                reached += 1;
            }
            log.commits.push(Commit { id, day, landed: line.landed(id).unwrap_or(day), author: word(author), email: word(email) });
            continue;
        }
        let part = part.strip_prefix(b"\n").unwrap_or(part);
        let Some(entry) = part.starts_with(b":").then_some(part).and_then(|part| std::str::from_utf8(part).ok()).and_then(Entry::parse) else { continue };
        let from = if entry.two_paths { parts.next() } else { None };
        let path = |bytes: Option<&[u8]>| -> Option<Arc<str>> {
            let path = std::str::from_utf8(bytes?).ok()?;
            let below = places.iter().take(reached).filter_map(|place| path.strip_prefix(&*place.prefix));
            below.min_by_key(|below| below.len()).map(Arc::from)
        };
        let moved_from = path(from);
        let Some(path) = path(parts.next()) else { continue };
        let moved_from = moved_from.filter(|from| *from != path);
        let Some(commit) = log.commits.len().checked_sub(1) else { continue };
        log.edits.push(Edit { commit, path, moved_from, old: entry.old, other: entry.other, new: entry.new });
    }
    log
}

/// One line of the raw form: modes, versions, and what happened.
struct Entry {
    old: Option<Oid>,
    other: Option<Oid>,
    new: Option<Oid>,
    two_paths: bool,
}

impl Entry {
    /// `:100644 100644 ⟨old⟩ ⟨new⟩ M`, and for a merge `::100644 100644 100644 ⟨one⟩ ⟨two⟩ ⟨new⟩ MM`.
    fn parse(text: &str) -> Option<Self> {
        let parents = text.bytes().take_while(|byte| *byte == b':').count();
        let words: Vec<&str> = text.get(parents..)?.split_whitespace().collect();
        let modes = words.get(..=parents)?;
        let ids = words.get(parents + 1..2 * parents + 2)?;
        let happened = words.get(2 * parents + 2)?;
        // a link or another repository is no file of ours
        let version = |index: usize| modes.get(index).filter(|mode| mode.starts_with("100")).and(ids.get(index)).and_then(|id| Oid::parse(id));
        let two_paths = parents == 1 && happened.starts_with(['R', 'C']);
        Some(Entry { old: version(0), other: if parents > 1 { version(1) } else { None }, new: version(parents), two_paths })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oid(digit: char) -> String {
        digit.to_string().repeat(40)
    }

    /// What the log says, a line an edit: author, day, what became what.
    fn check(output: &str, prefix: &str, expected: &[&str]) {
        let head = Oid::parse(&oid('a')).unwrap();
        let places = [Place { prefix: prefix.to_owned(), until: None }];
        let log = parse(head, &Line::default(), &places, output.replace('~', "\0").as_bytes());
        let short = |oid: Option<Oid>| oid.map_or("-".to_owned(), |oid| oid.to_string()[..1].to_owned());
        let lines = log.edits.iter().map(|edit| {
            let commit = &log.commits[edit.commit];
            let moved = edit.moved_from.as_deref().map_or(String::new(), |from| format!("{from} > "));
            let other = edit.other.map_or(String::new(), |other| format!("+{}", short(Some(other))));
            format!("{} {} {moved}{} {}{other} {}", commit.author, commit.day, edit.path, short(edit.old), short(edit.new))
        });
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn edits_stand_with_their_commit() {
        let (zero, b, c, d) = (oid('0'), oid('b'), oid('c'), oid('d'));
        let head = |id: char, name: &str| format!("~C~{}~2026-11-02~{name}~x@example.com~\n", oid(id));
        check(&format!("{}:000000 100644 {zero} {b} A~accounts/x/plan.md~", head('1', "Ana")), "", &["Ana 2026-11-02 accounts/x/plan.md - b"]);
        check(&format!("{}:100644 000000 {b} {zero} D~t/accounts/x/plan.md~", head('1', "Ana")), "t/", &["Ana 2026-11-02 accounts/x/plan.md b -"]);
        check(&format!("{}:100644 100644 {b} {c} R086~x.md~y.md~", head('1', "Ana")), "", &["Ana 2026-11-02 x.md > y.md b c"]);
        check(&format!("{}::100644 100644 100644 {b} {c} {d} MM~x.md~", head('1', "Ana")), "", &["Ana 2026-11-02 x.md b+c d"]);
        check(&format!("{}:100644 120000 {b} {c} T~x.md~", head('1', "Ana")), "", &["Ana 2026-11-02 x.md b -"]);
        // names that look like our own marks, and files outside the territory
        check(
            &format!("{}:100644 100644 {b} {c} M~C~~{}:100644 100644 {c} {d} M~t/C~", head('1', "C"), head('2', ":100644")),
            "t/",
            &[":100644 2026-11-02 C c d"],
        );
        check("", "", &[]);
        let found =
            moved_from(format!("{}\0:100644 100644 {b} {b} R100\0old ä/quarterdeck.yaml\0t/quarterdeck.yaml\0", oid('1')).as_bytes(), "t/quarterdeck.yaml");
        assert_eq!(found.as_deref(), Some("old ä/"));
        check("garbage~C~nope~nope~x~y~:1 2", "", &[]);
    }
}
