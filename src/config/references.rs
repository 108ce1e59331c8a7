//! What no schema can say of the territory files: ids that occur twice, people, rules and scores that do not exist, dates out of order.
//! Each is a `config-error` at its place. Knows nothing of settings.

mod people;
mod territory;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::near::{self, Guesses};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Fix, did_you_mean};
use crate::parse::node::{Kind, Node, Part, Tree};
use crate::schema::codes::CONFIG_ERROR;

/// The names that a territory may use.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    pub rules: &'a [&'a str],
    /// The code of each rule, in the same order.
    pub codes: &'a [&'a str],
    /// Names that rules had, with those that they have.
    pub former: &'a [(&'a str, &'a str)],
    /// Those of the rules that cannot be switched off.
    pub fixed: &'a [&'a str],
    pub scores: &'a [&'a str],
    /// The scores whose parts have weights.
    pub weighed: &'a [Weighed],
    /// Keys of the readiness blocks.
    pub blocks: &'a [&'a str],
}

/// A score whose parts have weights that a territory may set.
#[derive(Clone, Debug)]
pub struct Weighed {
    pub score: &'static str,
    /// The postures or stances that have weights of their own; empty for most scores.
    pub rows: Vec<&'static str>,
    pub parts: Vec<&'static str>,
}

impl<'a> Known<'a> {
    /// The name of the rule that a name or a code stands for.
    pub fn rule(&self, name: &str) -> Option<&'a str> {
        let place = self.rules.iter().position(|rule| *rule == name).or_else(|| self.codes.iter().position(|code| code.eq_ignore_ascii_case(name)));
        place.and_then(|place| self.rules.get(place).copied())
    }
}

/// The ids of `people.yaml`, in its order and for look-ups.
#[derive(Debug, Default)]
pub struct Ids<'a> {
    list: Vec<&'a str>,
    known: HashSet<&'a str>,
}

impl<'a> FromIterator<&'a str> for Ids<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(ids: I) -> Self {
        let list: Vec<&str> = ids.into_iter().collect();
        Ids { known: list.iter().copied().collect(), list }
    }
}

impl<'a> Ids<'a> {
    /// The ids in the order of the file.
    pub fn all(&self) -> &[&'a str] {
        &self.list
    }
}

/// Findings of one file beyond which only their number is told.
pub const MANY: usize = 1_000;

/// One file under the hand, and what was found in it.
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a SourcePath,
    tree: &'a Tree,
    /// The places of values that are wrong by themselves, of which nothing follows.
    wrong: HashSet<ByteSpan>,
    pub findings: Vec<Diagnostic>,
    /// Findings beyond [`MANY`], and the top-level keys that they lie under.
    pub dropped: usize,
    pub dropped_under: BTreeSet<String>,
    guesses: Guesses,
}

impl<'a> Reader<'a> {
    /// Looks at one file, of which the schema has said what is `wrong`.
    pub fn new(path: &'a SourcePath, tree: &'a Tree, wrong: &[Diagnostic]) -> Self {
        let wrong = wrong.iter().map(|finding| finding.span).collect();
        Reader { path, tree, wrong, findings: Vec::new(), dropped: 0, dropped_under: BTreeSet::new(), guesses: Guesses::default() }
    }

    /// Has so much been found that what is wrong here is only counted? Asked before each finding of which a file may hold any number.
    fn counted(&mut self, node: Node<'_>) -> bool {
        if self.findings.len() < MANY {
            return false;
        }
        self.dropped += 1;
        let above = self.tree.root().entries().take_while(|entry| entry.key_span().start <= node.key_span().start).last();
        self.dropped_under.extend(above.and_then(Node::key).map(str::to_owned));
        true
    }

    fn say(&mut self, node: Node<'_>, part: Part, message: String) -> Diagnostic {
        Diagnostic::new(&CONFIG_ERROR, self.path, node.part(part), message).pointer(node.pointer())
    }

    /// A name that is none of the known ones, with the nearest as help.
    fn unknown(&mut self, node: Node<'_>, part: Part, message: String, name: &str, known: &[&str]) {
        if !self.counted(node) {
            self.meant(node, part, message, near::nearest(name, known));
        }
    }

    /// A name that is none, with the one that was meant as help.
    fn meant(&mut self, node: Node<'_>, part: Part, message: String, near: Option<&str>) {
        let found = self.say(node, part, message);
        let found = match near {
            Some(meant) => {
                let fix = Fix::replacement(self.path, found.span, meant, meant.to_owned());
                found.help(did_you_mean(meant)).fix(fix)
            }
            None => found,
        };
        self.findings.push(found);
    }

    /// Ids that occur twice in a list of groups.
    fn unique<'t>(&mut self, items: impl Iterator<Item = Node<'t>>, key: &str, what: &str) {
        let mut seen: BTreeMap<&str, Node<'t>> = BTreeMap::new();
        for id in items.filter_map(|item| item.get(key)).filter(|id| !matches!(id.kind(), Kind::Seq | Kind::Map | Kind::Null)) {
            match seen.get(id.text()) {
                Some(_) if self.counted(id) => {}
                Some(first) => {
                    let found = self.say(id, Part::Value, format!("{what} `{}` is defined twice", id.text()));
                    self.findings.push(found.label(self.path, first.span(), "first defined here"));
                }
                None => {
                    seen.insert(id.text(), id);
                }
            }
        }
    }

    /// A person who is not in `people.yaml`; nothing is said where there is no such file.
    fn person(&mut self, node: Option<Node<'_>>, people: Option<&Ids<'_>>, what: &str) {
        let (Some(node), Some(people)) = (node.filter(|node| node.kind() == Kind::Text), people) else { return };
        let id = node.text();
        if !people.known.contains(id) && !self.counted(node) {
            let near = self.guesses.near("people", id, people.list.len(), || people.list.iter().copied());
            self.meant(node, Part::Value, format!("{what} `{id}` is not a person in people.yaml"), near.as_deref());
        }
    }

    /// Of two numbers that belong together the first may not exceed the second.
    fn ordered(&mut self, low: Option<Node<'_>>, high: Option<Node<'_>>, low_name: &str, high_name: &str) {
        let number = |node: Node<'_>| if matches!(node.kind(), Kind::Int | Kind::Float) { Amount::parse(node.text()) } else { None };
        let (Some(low), Some(high)) = (low, high) else { return };
        if [low, high].iter().any(|node| self.wrong.contains(&node.span())) {
            return;
        }
        if let (Some(a), Some(b)) = (number(low), number(high))
            && a > b
        {
            let found = self.say(low, Part::Value, format!("`{low_name}` is {a} and `{high_name}` is {b}: it must not be more"));
            self.findings.push(found);
        }
    }

    /// `icp.yaml`: ids and levels are unique, some criterion counts, the bands in order.
    pub fn icp(&mut self, tree: &Tree) {
        let criteria = || tree.root().get("criteria").into_iter().flat_map(Node::items);
        self.unique(criteria(), "id", "criterion");
        for criterion in criteria() {
            self.unique(criterion.get("levels").into_iter().flat_map(Node::items), "value", "level");
        }
        let weightless = |criterion: Node<'_>| criterion.get("weight").is_some_and(|weight| Amount::parse(weight.text()).is_some_and(|it| it.is_zero()));
        if let Some(list) = tree.root().get("criteria").filter(|_| criteria().next().is_some() && criteria().all(weightless)) {
            let found = self.say(list, Part::Key, "every criterion has weight 0, so no account can be held against the matrix".to_owned());
            self.findings.push(found.help("give at least one criterion a `weight` above 0; without `weight` it has 1"));
        }
        self.ordered(tree.at("/bands/moderate"), tree.at("/bands/high"), "moderate", "high");
    }

    /// `cycle.yaml`: each step once, dates in order, owners known.
    pub fn cycle(&mut self, tree: &Tree, people: Option<&Ids<'_>>) {
        let steps = || tree.root().get("steps").into_iter().flat_map(Node::items);
        self.unique(steps(), "id", "step");
        let mut before: Option<(Date, Node<'_>)> = None;
        for step in steps() {
            self.person(step.get("owner"), people, "the owner");
            let Some(on) = step.get("on") else { continue };
            let Some(date) = Date::parse(on.text()) else { continue };
            if let Some((earlier, place)) = before
                && date < earlier
                && !self.counted(on)
            {
                let name = step.get("id").map_or("", Node::text);
                let found = self.say(on, Part::Value, format!("step `{name}` is on {date}, before the step above it ({earlier})"));
                self.findings.push(found.label(self.path, place.span(), "the step above"));
            }
            before = Some((date, on));
        }
    }

    /// `questions.yaml`: ids are unique, and what calls for a question is a score or a readiness block.
    pub fn questions(&mut self, tree: &Tree, known: &Known<'_>) {
        self.unique(tree.root().items(), "id", "question");
        let names: Vec<&str> = known.scores.iter().chain(known.blocks).copied().collect();
        let when = tree.root().items().filter_map(|question| question.get("when")).flat_map(Node::items);
        for key in when.filter(|key| key.kind() == Kind::Text && !names.is_empty() && !names.contains(&key.text())) {
            let message = format!("`{}` is neither a score nor a readiness block", key.text());
            self.unknown(key, Part::Value, message, key.text(), &names);
        }
    }
}
