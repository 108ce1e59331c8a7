//! Which top-level keys a plan owes because of its stance and its status, and how it stands with them (`plan-format.md`, *Required*).
//!
//! What every plan owes, and what one field of an item asks of another, the schema knows. Here is the half that knows drafts. A key that
//! has a rule of its own (`asks`, `commitment`, the lists behind the horizons) is left to that rule, so that one gap is one finding.

use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::parse::node::{Kind, Node};
use crate::rules::rule::PlanCx;
use crate::schema::check::meant_key;

/// How a plan stands with a key that it owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Missing,
    /// There, but `null`, `[]` or `{}`.
    Empty,
}

/// A key that is owed and not given.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The pointer without its first slash, for example `icp/scores`.
    pub key: &'static str,
    pub standing: Standing,
    /// Who asks for it, for example "a plan to grow an account".
    pub by: String,
    /// What the plan lacks without it.
    pub so: &'static str,
}

impl Gap {
    pub fn pointer(&self) -> String {
        format!("/{}", self.key)
    }
}

/// What the plan owes and does not give, in the order of `plan-format.md`.
pub fn gaps(cx: &PlanCx<'_>) -> Vec<Gap> {
    let Some(tree) = cx.unit.file.tree() else { return Vec::new() };
    let Some(status) = cx.plan.status else { return Vec::new() };
    let mut owed: Vec<(&'static str, String)> = Vec::new();
    // an empty list of these is the one finding of a rule of its own while the plan lives
    let lists: &[&'static str] = match (cx.plan.is_live() || cx.plan.is_draft(), cx.plan.objectives.is_empty()) {
        (true, true) => &["actions", "people"],
        (true, false) => &["people"],
        (false, _) => &["objectives", "actions", "benchmarks", "people"],
    };
    owed.extend(lists.iter().map(|key| (*key, "every plan".to_owned())));
    if let Some(stance) = cx.plan.stance.filter(|stance| stance.is_full()) {
        owed.extend(Plan::REQUIRED_FULL.map(|key| (key, format!("a plan to {stance} an account"))));
        owed.push(("icp/scores", format!("a plan to {stance} an account")));
    }
    if cx.plan.is_live() || cx.plan.is_draft() {
        let by = if cx.plan.is_draft() { "a plan that is to become active".to_owned() } else { format!("a plan whose status is {status}") };
        owed.extend(Plan::REQUIRED_LIVE.iter().filter(|key| **key != "asks").map(|key| (*key, by.clone())));
    } else {
        owed.push(("outcome", "a closed plan".to_owned()));
    }
    owed.into_iter()
        .filter(|(key, _)| !cx.unit.file.tainted.contains(*key))
        .filter_map(|(key, by)| Some(Gap { key, standing: standing(tree.root(), key)?, by, so: so(key) }))
        .filter(|gap| gap.standing != Standing::Missing || !misspelt(cx, gap.key))
        .collect()
}

/// How the plan stands with a key; `None` where there is nothing to say.
fn standing(root: Node<'_>, key: &str) -> Option<Standing> {
    let (parent, key) = match key.rsplit_once('/') {
        Some((parent, key)) => (root.get(parent)?, key),
        None => (root, key),
    };
    let always = parent.parent().is_some() || Plan::REQUIRED.contains(&key);
    match parent.get(key) {
        None => (!always).then_some(Standing::Missing),
        Some(node) => match node.kind() {
            Kind::Null => (!always).then_some(Standing::Empty),
            // a list where a group belongs is a mistake of the schema's; a top-level key that has one is tainted
            Kind::Seq if parent.parent().is_some() => None,
            Kind::Seq | Kind::Map => node.children().next().is_none().then_some(Standing::Empty),
            _ => None,
        },
    }
}

/// Is there a finding that the plan lacks a list: misspelt, owed and not given, or empty where every plan has one?
pub fn lacks(cx: &PlanCx<'_>, key: &str) -> bool {
    let empty = || cx.unit.file.tree().and_then(|tree| tree.root().get(key)).is_some_and(|list| list.children().next().is_none());
    misspelt(cx, key) || gaps(cx).iter().any(|gap| gap.key == key) || Plan::REQUIRED.contains(&key) && empty()
}

/// Is there an unknown key that was meant to be this one? Then that finding says it all.
pub fn misspelt(cx: &PlanCx<'_>, key: &str) -> bool {
    let top = |finding: &&Diagnostic| finding.pointer.matches('/').count() == 1;
    cx.unit.file.findings.iter().filter(top).any(|finding| meant_key(finding) == Some(key))
}

/// The level of a finding about a key that only stance or status asks for: one milder in a draft.
pub fn level(cx: &PlanCx<'_>) -> Level {
    if cx.plan.is_draft() { cx.code.level.milder() } else { cx.code.level }
}

/// What the plan lacks without the key.
fn so(key: &str) -> &'static str {
    match key {
        "posture" => "nothing says which play is played, penetrate, grow-share or defend",
        "qualification" => "nothing says that the account deserves it",
        "icp" | "icp/scores" => "the account is not held against the ideal customer",
        "growth_target" => "nobody knows what it is to add",
        "opportunities" => "nothing says where the growth is to come from",
        "selection" => "nothing says how the account came to deserve it",
        "obstacles" => "nobody is warned of what stands in the way",
        "team" => "nobody but the owner works on the account",
        "outcome" => "nobody learns what it achieved",
        "people" => "there is nobody on the customer's side to win",
        "objectives" => "nothing says what it wanted to reach",
        "actions" => "nothing is to be done",
        "benchmarks" => "nobody can tell whether it worked",
        _ => "it is not complete",
    }
}
