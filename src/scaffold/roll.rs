//! The next period of a plan (K14, M5): edits on its front matter, everything that is not concerned byte for byte as it was.
//!
//! Open actions are carried over; one that was due before the new period slips once more. Done and dropped actions leave the front matter,
//! because Git keeps them, and an exception that was given to one of them alone goes with it; but an objective keeps its last action, or nobody could see what it was reached by, and `check` would call it idle.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::date::{Date, FiscalCalendar, FiscalPeriod, PeriodPart};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::edit::change::{Change, apply};
use crate::edit::yaml;
use crate::parse::document::{self, Document};
use crate::parse::node::{Kind, Node, Tree};
use crate::parse::suppression;

/// What rolling a plan comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roll {
    Rolled(Box<Rolled>),
    /// It is in that period already.
    Already,
    /// Its period lies behind the one asked for.
    Ahead(FiscalPeriod),
    /// Its period is of another length: a plan for a year does not roll into a quarter.
    OtherLength(FiscalPeriod),
    /// It is left alone; the reason goes on after "its plan".
    LeftAlone(String),
}

/// A plan in its new period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rolled {
    pub from: FiscalPeriod,
    /// The whole file.
    pub text: String,
    pub carried: Vec<Carried>,
    /// Id and status of the actions that left.
    pub removed: Vec<(String, String)>,
    /// Id, status and objective of those that stayed as the last of their objective.
    pub kept: Vec<(String, String, String)>,
    /// Actions that no longer wait for one that left.
    pub freed: Vec<String>,
}

/// An open action in the new period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub id: String,
    /// How often it has slipped now, when it slipped this time.
    pub slips: Option<i64>,
}

/// Rolls one plan file into `to`.
pub fn roll(path: &SourcePath, bytes: &[u8], to: FiscalPeriod, calendar: FiscalCalendar) -> Roll {
    let document = document::markdown_file(path, &bytes.into());
    let (Some(tree), Ok(text)) = (&document.tree, std::str::from_utf8(bytes)) else {
        return Roll::LeftAlone("cannot be read".to_owned());
    };
    let Some(period) = tree.at("/period") else { return Roll::LeftAlone("has no `period`".to_owned()) };
    let Some(from) = FiscalPeriod::parse(period.text()) else {
        return Roll::LeftAlone(format!("has the period `{}`, which is none", period.text()));
    };
    let length = |period: FiscalPeriod| match period.part {
        PeriodPart::Year => 0,
        PeriodPart::Quarter(_) => 1,
        PeriodPart::Month(_) => 2,
    };
    match from.cmp(&to) {
        _ if length(from) != length(to) => Roll::OtherLength(from),
        std::cmp::Ordering::Equal => Roll::Already,
        std::cmp::Ordering::Greater => Roll::Ahead(from),
        std::cmp::Ordering::Less => match rolled(&document, text, tree, period, from, to, calendar.span(to).0) {
            Some(rolled) => Roll::Rolled(Box::new(rolled)),
            None => Roll::LeftAlone("is laid out in a way that cannot be edited safely; change its period by hand".to_owned()),
        },
    }
}

/// One action as the file has it.
struct Item<'t> {
    node: Node<'t>,
    id: &'t str,
    objective: &'t str,
    status: &'t str,
    /// Neither done nor dropped, or of a status that is none.
    open: bool,
}

impl<'t> Item<'t> {
    fn of(node: Node<'t>) -> Self {
        let text = |key: &str| node.get(key).map_or("", Node::text);
        let status = text("status");
        Item { node, id: text("id"), objective: text("objective"), status, open: !matches!(status, "done" | "dropped") }
    }
}

fn rolled(document: &Document, text: &str, tree: &Tree, period: Node<'_>, from: FiscalPeriod, to: FiscalPeriod, start: Date) -> Option<Rolled> {
    let mut changes = vec![yaml::set(text, period, &to.to_string())?];
    let mut value = tree.root().to_json();
    *value.get_mut("period")? = Value::String(to.to_string());
    let list = tree.at("/actions").filter(|list| list.kind() == Kind::Seq);
    let items: Vec<Item<'_>> = list.map(|list| list.items().map(Item::of).collect()).unwrap_or_default();
    let gone = leaving(&items);
    let ids = |stays: bool| items.iter().enumerate().filter(|(index, _)| gone.contains(index) != stays).map(|(_, item)| item.id).collect();
    let (left, stayed): (BTreeSet<&str>, BTreeSet<&str>) = (ids(false), ids(true));
    let exceptions = exceptions(document);
    let mut done = Rolled { from, text: String::new(), carried: Vec::new(), removed: Vec::new(), kept: Vec::new(), freed: Vec::new() };
    for (index, item) in items.iter().enumerate() {
        if gone.contains(&index) {
            done.removed.push((item.id.to_owned(), item.status.to_owned()));
            continue;
        }
        let json = value.pointer_mut(&format!("/actions/{index}"))?;
        if item.open {
            let slips = match slipped_before(item.node, start) {
                Some(before) => Some(add_slip(text, item.node, json, before, &mut changes)?),
                None => None,
            };
            done.carried.push(Carried { id: item.id.to_owned(), slips });
        } else {
            done.kept.push((item.id.to_owned(), item.status.to_owned(), item.objective.to_owned()));
        }
        let after = item.node.get("after").filter(|after| after.kind() == Kind::Seq);
        let first = after.into_iter().flat_map(Node::items).enumerate();
        let freed: BTreeSet<usize> = first.filter(|(_, id)| left.contains(id.text()) && !stayed.contains(id.text())).map(|(index, _)| index).collect();
        if let Some(after) = after.filter(|_| !freed.is_empty()) {
            changes.extend(yaml::remove(text, after, &freed, &exceptions)?);
            without(json.get_mut("after")?, &freed);
            done.freed.push(item.id.to_owned());
        }
    }
    if let Some(list) = list {
        changes.extend(yaml::remove(text, list, &gone, &exceptions)?);
        without(value.get_mut("actions")?, &gone);
    }
    done.text = apply(text, &changes)?;
    // read again: what the file says now is exactly what it should say
    let again = document::markdown_file(&document.path, &done.text.as_bytes().into());
    (again.tree?.root().to_json() == value).then_some(done)
}

/// The comments that accept a finding in one place. One for the whole file is given to no item, and one that nobody can read accepts nothing.
fn exceptions(document: &Document) -> Vec<ByteSpan> {
    let mut reader = suppression::Reader::new(&document.bytes);
    let mut in_one_place = |comment: &ByteSpan| reader.read(*comment).is_ok_and(|exception| exception.lines.1 != u32::MAX);
    document.comments.iter().copied().filter(|comment| in_one_place(comment)).collect()
}

/// The actions that leave the front matter: done and dropped ones, but of an objective without an open action the last stays, done rather than
/// dropped. A list never becomes empty.
fn leaving(items: &[Item<'_>]) -> BTreeSet<usize> {
    let mut gone: BTreeSet<usize> = items.iter().enumerate().filter(|(_, item)| !item.open).map(|(index, _)| index).collect();
    let rank = |index: &usize| items.get(*index).map(|item| (item.status == "done", item.node.get("done_on").map_or("", Node::text), *index));
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let best = last.entry(item.objective).or_insert(index);
        if rank(best) < rank(&index) {
            *best = index;
        }
    }
    for (objective, best) in &last {
        if !items.iter().any(|item| item.open && item.objective == *objective) {
            gone.remove(best);
        }
    }
    gone
}

/// How often an open action has slipped so far, when it slips now: it was due before the new period.
fn slipped_before(item: Node<'_>, start: Date) -> Option<i64> {
    Date::parse(item.get("due")?.text()).filter(|due| *due < start)?;
    match item.get("slips") {
        None => Some(0),
        Some(slips) if slips.kind() == Kind::Null => Some(0),
        // `check` says what is wrong with any other
        Some(slips) => slips.text().parse().ok().filter(|_| slips.kind() == Kind::Int),
    }
}

/// Writes a further slip down, in the text and in its value; `None` where the text cannot be edited so.
fn add_slip(text: &str, item: Node<'_>, json: &mut Value, before: i64, changes: &mut Vec<Change>) -> Option<i64> {
    let now = before.checked_add(1)?;
    changes.push(match item.get("slips") {
        Some(slips) => yaml::set(text, slips, &now.to_string())?,
        None => yaml::add_behind(text, item.get("due")?, "slips", &now.to_string())?,
    });
    json.as_object_mut()?.insert("slips".to_owned(), Value::from(now));
    Some(now)
}

/// A JSON list without some of its items.
fn without(list: &mut Value, gone: &BTreeSet<usize>) {
    if let Value::Array(list) = list {
        let mut index = 0;
        list.retain(|_| {
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
}

#[cfg(test)]
mod tests;
