//! Changes of YAML in place: a value, a new key, items taken out of a list. Comments, quotes, order and line ends that are not concerned stay.
//!
//! Every function returns `None` where the layout is one that it does not know; nothing is guessed. A caller reads the result again and
//! compares values, so that a mistake here is a refusal, never a broken plan.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::span::ByteSpan;
use crate::edit::change::Change;
use crate::parse::node::{Kind, Node};

/// A scalar's new content, in the quotes of the old. Only for content that no style of quoting has to escape: numbers, words, periods.
pub fn set(text: &str, node: Node<'_>, content: &str) -> Option<Change> {
    if matches!(node.kind(), Kind::Seq | Kind::Map) {
        return None;
    }
    let span = node.span().range();
    let old = text.get(span.clone())?;
    if old.is_empty() {
        let at = colon(text, node)?;
        return Some(Change::new(at, at, format!(" {content}")));
    }
    match old.chars().next().filter(|_| node.quoted()) {
        Some(quote @ ('"' | '\'')) => Some(Change::new(span.start, span.end, format!("{quote}{content}{quote}"))),
        // a block scalar
        Some(_) => None,
        None => Some(Change::new(span.start, span.end, content)),
    }
}

/// A new key behind another entry of the same group, which must be a scalar on one line.
pub fn add_behind(text: &str, entry: Node<'_>, key: &str, content: &str) -> Option<Change> {
    let group = entry.parent().filter(|parent| parent.kind() == Kind::Map)?;
    let end = end_of(text, entry)?;
    if is_flow(text, group)? {
        return Some(Change::new(end, end, format!(", {key}: {content}")));
    }
    line_behind(text, entry, &format!("{key}: {content}"))
}

/// A line behind those of an entry of a group, indented like its key.
fn line_behind(text: &str, entry: Node<'_>, line: &str) -> Option<Change> {
    let end = end_of(text, entry)?;
    let start = entry.key_span().range().start;
    let indent = text.get(line_start(text, start)..start)?.chars().count();
    let stop = line_stop(text, end);
    let ending = if text.get(..stop)?.ends_with('\r') { "\r\n" } else { "\n" };
    let stop = if ending == "\r\n" { stop - 1 } else { stop };
    Some(Change::new(stop, stop, format!("{ending}{}{line}", " ".repeat(indent))))
}

/// A new key in a group that is not empty or stands in brackets: behind the last of those that `order` names before it, else before all others. Without
/// content the key stands empty.
pub fn insert(text: &str, group: Node<'_>, order: &[&str], key: &str, content: &str) -> Option<Change> {
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let own = rank(key)?;
    let earlier = |entry: &Node<'_>| entry.key().and_then(rank).filter(|rank| *rank < own);
    let above = group.entries().filter(|entry| earlier(entry).is_some()).max_by_key(earlier);
    let flow = group.kind() == Kind::Map && is_flow(text, group)?;
    let line = match (content, flow) {
        ("", true) => format!("{key}: null"),
        ("", false) => format!("{key}:"),
        _ => format!("{key}: {content}"),
    };
    let first = group.entries().next();
    match (above, first, flow) {
        (Some(above), _, true) => end_of(text, above).map(|end| Change::new(end, end, format!(", {line}"))),
        (Some(above), ..) => line_behind(text, above, &line),
        (None, Some(first), flow) => {
            let start = first.key_span().range().start;
            let indent = text.get(line_start(text, start)..start)?.chars().count();
            let end = if flow { ", ".to_owned() } else { format!("\n{}", " ".repeat(indent)) };
            Some(Change::new(start, start, format!("{line}{end}")))
        }
        (None, None, true) => {
            // replaced whole, so that two keys are not put in without a comma between them
            let span = group.span().range();
            let inner = text.get(span.start + 1..span.end.checked_sub(1)?)?;
            inner.trim().is_empty().then(|| Change::new(span.start, span.end, format!("{{{line}}}")))
        }
        (None, None, false) => None,
    }
}

/// Takes items out of a list; when none is left, an empty list stays. Of the comments, which all stay, those that are `given` to what stands on one line
/// go with it: of an exception for an item that is gone nothing may be left for the next.
pub fn remove(text: &str, list: Node<'_>, gone: &BTreeSet<usize>, given: &[ByteSpan]) -> Option<Vec<Change>> {
    let items: Vec<Node<'_>> = list.items().collect();
    if items.is_empty() || gone.is_empty() {
        return Some(Vec::new());
    }
    let all = gone.len() == items.len();
    let flow = is_flow(text, list)?;
    let span = list.span().range();
    if flow && all {
        return Some(vec![Change::new(span.start, span.end, "[]")]);
    }
    let mut changes = Vec::with_capacity(gone.len() + 1);
    for comment in given {
        changes.extend(comment_of(text, &items, gone, flow, comment.range()));
    }
    if flow {
        changes.extend(remove_flow(text, &items, gone, span.end)?);
        return Some(changes);
    }
    if all {
        let at = colon(text, list)?;
        changes.push(Change::new(at, at, " []"));
    }
    for index in gone {
        let (start, end) = lines_of(text, *items.get(*index)?)?;
        changes.push(Change::new(start, end, ""));
    }
    Some(changes)
}

/// Takes out a comment, where all items are gone that begin on the line below it, or that it stands behind. One inside of an item goes with that anyway.
fn comment_of(text: &str, items: &[Node<'_>], gone: &BTreeSet<usize>, flow: bool, comment: Range<usize>) -> Option<Change> {
    let lost = || items.iter().enumerate().filter(|(index, _)| gone.contains(index)).map(|(_, item)| item.span().range());
    if lost().any(|item| item.start <= comment.start && comment.end <= item.end) {
        return None;
    }
    let (start, stop) = (line_start(text, comment.start), line_stop(text, comment.start));
    let before = text.get(start..comment.start)?;
    if before.trim().is_empty() {
        let passed = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        let below = (stop + 1).min(text.len());
        let above: usize = text.get(below..)?.split_inclusive('\n').take_while(|line| passed(line)).map(str::len).sum();
        let first = |item: &Node<'_>| if flow { Some(line_start(text, item.span().range().start)) } else { lines_of(text, *item).map(|lines| lines.0) };
        let mut there = items.iter().enumerate().filter(|(_, item)| first(item) == Some(below + above)).map(|(index, _)| gone.contains(&index)).peekable();
        return (there.peek().is_some() && there.all(|gone| gone)).then(|| Change::new(start, below, ""));
    }
    let stays = |(at, letter): (usize, char)| !(letter == ',' || letter.is_whitespace() || lost().any(|item| item.contains(&(start + at))));
    let behind = lost().any(|item| item.start < comment.start && start < item.end);
    (flow && behind && !before.char_indices().any(stays)).then(|| Change::new(comment.start, comment.end, ""))
}

/// Items of `[a, b, c]`, each with one comma: the one behind it, of the last the one before.
fn remove_flow(text: &str, items: &[Node<'_>], gone: &BTreeSet<usize>, list_end: usize) -> Option<Vec<Change>> {
    let mut changes = Vec::with_capacity(2 * gone.len());
    // those at the end of the list, which have no kept item behind them
    let tail = (0..items.len()).rev().take_while(|index| gone.contains(index)).last().unwrap_or(items.len());
    for index in gone {
        let span = items.get(*index)?.span().range();
        let next = items.get(index + 1).map_or(list_end, |next| next.span().range().start);
        let behind = comma(text, span.end, next);
        if *index < tail {
            // with the blanks up to the next item, when that stands on the same line
            let comma = behind?;
            let blanks = text.get(comma + 1..next)?;
            let end = if blanks.bytes().all(|byte| byte == b' ') { next } else { comma + 1 };
            if text.get(span.end..comma)?.trim().is_empty() {
                changes.push(Change::new(span.start, end, ""));
            } else {
                // a comment stands between the item and its comma
                changes.push(Change::new(span.start, span.end, ""));
                changes.push(Change::new(comma, comma + 1, ""));
            }
            continue;
        }
        let before = items.get(index.checked_sub(1)?)?.span().range().end;
        let comma = comma(text, before, span.start)?;
        if text.get(comma..span.start)?.trim() == "," {
            changes.push(Change::new(comma, span.end, ""));
        } else {
            changes.push(Change::new(comma, comma + 1, ""));
            changes.push(Change::new(span.start, span.end, ""));
        }
    }
    Some(changes)
}

/// The comma between two places, outside of comments.
fn comma(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut comment = false;
    for (at, byte) in text.get(from..to)?.bytes().enumerate() {
        match byte {
            b'\n' => comment = false,
            b'#' => comment = true,
            b',' if !comment => return Some(from + at),
            _ => {}
        }
    }
    None
}

/// The lines of an item of a block list: from its dash to the end of its last line.
fn lines_of(text: &str, item: Node<'_>) -> Option<(usize, usize)> {
    let begin = item.span().range().start;
    let mut start = line_start(text, begin);
    let mut before = text.get(start..begin)?;
    while before.trim() != "-" {
        // the dash stands alone on a line above, with nothing but comments between
        let content = before.split('#').next().unwrap_or("").trim();
        if start == 0 || !(content.is_empty() || content == "-") {
            return None;
        }
        if content == "-" {
            break;
        }
        let above = line_start(text, start - 1);
        before = text.get(above..start)?.trim_end_matches(['\n', '\r']);
        start = above;
    }
    let stop = line_stop(text, end_of(text, item)?);
    Some((start, (stop + 1).min(text.len())))
}

/// The byte behind the last character that a value is written with.
fn end_of(text: &str, node: Node<'_>) -> Option<usize> {
    let span = node.span().range();
    let block = matches!(node.kind(), Kind::Seq | Kind::Map) && !is_flow(text, node)?;
    if block {
        let mut ends = node.children().map(|child| end_of(text, child));
        return ends.try_fold(0, |last, end| Some(last.max(end?)));
    }
    let written = text.get(..span.end)?.trim_end().len();
    // nothing is written behind the key
    if written <= span.start { Some(node.key_span().range().end) } else { Some(written) }
}

/// Is the list or group written in brackets?
fn is_flow(text: &str, node: Node<'_>) -> Option<bool> {
    let open = if node.kind() == Kind::Seq { '[' } else { '{' };
    text.get(node.span().range().start..).map(|rest| rest.starts_with(open))
}

/// The byte behind the colon of a value's key.
fn colon(text: &str, node: Node<'_>) -> Option<usize> {
    let key = node.key_span().range();
    let rest = text.get(key.end..)?;
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    (node.key().is_some() && rest.trim_start_matches(' ').starts_with(':')).then_some(key.end + blanks + 1)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The place of the line's end, or of the text's.
fn line_stop(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::edit::change::apply;
    use crate::parse::node::Tree;
    use crate::parse::yaml;

    fn tree(text: &str) -> Tree {
        let bytes: std::sync::Arc<[u8]> = text.as_bytes().into();
        yaml::read(&SourcePath::new("x.yaml").unwrap(), &bytes, ByteSpan::new(0, text.len()), yaml::TERRITORY).0.unwrap()
    }

    #[track_caller]
    fn removed(text: &str, gone: &[usize], expected: &str) {
        let tree = tree(text);
        let changes = remove(text, tree.at("/l").unwrap(), &gone.iter().copied().collect(), &[]).expect("a known layout");
        assert_eq!(apply(text, &changes).as_deref(), Some(expected));
    }

    #[test]
    fn items_go_and_comments_stay() {
        removed("l:\n  - a # one\n  # about b\n  - b # two\n  - c\nz: 1\n", &[1], "l:\n  - a # one\n  # about b\n  - c\nz: 1\n");
        removed("l: # why\n  - a\n\n  - {b: 1,\n     c: 2} # two\n  # last\nz: 1\n", &[0, 1], "l: [] # why\n\n  # last\nz: 1\n");
        removed("l:\r\n- a: 1\r\n  b: |\r\n    x\r\n\r\n    y\r\n\r\n# c\r\n- a: 2\r\n", &[0], "l:\r\n\r\n# c\r\n- a: 2\r\n");
        removed("l:\n  -\n    # in it\n    a: 1\n    b:\n  - a: 2\n", &[0], "l:\n  - a: 2\n");
        removed("l:\n  - a: 1\n    b: # nothing\n    # of the list\n  - a: 2\n", &[0], "l:\n    # of the list\n  - a: 2\n");
        removed("l: [a, b, c] # x\n", &[1], "l: [a, c] # x\n");
        removed("l: [a, b, c] # x\n", &[0], "l: [b, c] # x\n");
        removed("l: [a, b, c] # x\n", &[2], "l: [a, b] # x\n");
        removed("l: [a, b, c] # x\n", &[1, 2], "l: [a] # x\n");
        removed("l: [a, b, c] # x\n", &[0, 1, 2], "l: [] # x\n");
        removed("l: [ {a: 1, b: [2, 3]} , 'x, y',\n  c, # see\n]\n", &[1, 2], "l: [ {a: 1, b: [2, 3]} , # see\n]\n");
        removed("l: [\n  a, # one\n  b # two\n  ,\n  c\n]\n", &[0, 1], "l: [\n   # one\n   # two\n  \n  c\n]\n");
        removed("l: [\n  a # one\n  , b\n]\n", &[1], "l: [\n  a # one\n  \n]\n");
    }

    #[test]
    fn what_it_does_not_know_it_leaves() {
        let text = "l: [a]\nm: {x: 1}\nb: |\n  y\n";
        let tree = tree(text);
        assert_eq!(set(text, tree.at("/l").unwrap(), "1"), None);
        assert_eq!(set(text, tree.at("/b").unwrap(), "1"), None);
        assert_eq!(add_behind(text, tree.at("/l/0").unwrap(), "k", "1"), None);
    }

    #[track_caller]
    fn changed(text: &str, change: impl Fn(&str, &Tree) -> Option<Change>, expected: &str) {
        let tree = tree(text);
        assert_eq!(apply(text, &[change(text, &tree).expect("a known layout")]).as_deref(), Some(expected));
    }

    #[test]
    fn values_and_keys() {
        let set = |text: &str, tree: &Tree| super::set(text, tree.at("/a").unwrap(), "FY2027-Q2");
        changed("a: FY2027-Q1   # now\nb: 1\n", set, "a: FY2027-Q2   # now\nb: 1\n");
        changed("a: \"FY2027-Q1\"\n", set, "a: \"FY2027-Q2\"\n");
        changed("{b: 1, a: 'FY2027-Q1' }\n", set, "{b: 1, a: 'FY2027-Q2' }\n");
        changed("b: 1\na : # later\n", set, "b: 1\na : FY2027-Q2 # later\n");
        let add = |text: &str, tree: &Tree| add_behind(text, tree.at("/l/0/due").unwrap(), "slips", "1");
        changed(
            "l:\n  - id: a\n    due: 2026-01-01 # moved\n    # next\n    x: 1\n",
            add,
            "l:\n  - id: a\n    due: 2026-01-01 # moved\n    slips: 1\n    # next\n    x: 1\n",
        );
        changed("l:\n- due: '2026-01-01'\n  x: 1\n", add, "l:\n- due: '2026-01-01'\n  slips: 1\n  x: 1\n");
        changed("l:\r\n- due: 2026-01-01\r\n", add, "l:\r\n- due: 2026-01-01\r\n  slips: 1\r\n");
        changed("l:\n  - {id: a, due: 2026-01-01, x: 1}\n", add, "l:\n  - {id: a, due: 2026-01-01, slips: 1, x: 1}\n");
        changed("l: [{due: 2026-01-01 # moved\n}]\n", add, "l: [{due: 2026-01-01, slips: 1 # moved\n}]\n");
    }
}
