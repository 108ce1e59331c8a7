//! What no schema can say of the territory files: ids that occur twice, people, rules and scores that do not exist, dates out of order.
//! Each is a `config-error` at its place. Knows nothing of settings.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::locale;
use crate::base::near::{self, Guesses};
use crate::base::path::SourcePath;
use crate::config::glob::Glob;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::codes::CONFIG_ERROR;

/// The names that a territory may use.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    pub rules: &'a [&'a str],
    /// The code of each rule, in the same order.
    pub codes: &'a [&'a str],
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
/// People of a circle that are named.
const CIRCLE: usize = 8;

/// One file under the hand, and what was found in it.
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a SourcePath,
    tree: &'a Tree,
    pub findings: Vec<Diagnostic>,
    /// Findings beyond [`MANY`], and the top-level keys that they lie under.
    pub dropped: usize,
    pub dropped_under: BTreeSet<String>,
    guesses: Guesses,
}

impl<'a> Reader<'a> {
    pub fn new(path: &'a SourcePath, tree: &'a Tree) -> Self {
        Reader { path, tree, findings: Vec::new(), dropped: 0, dropped_under: BTreeSet::new(), guesses: Guesses::default() }
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

    fn say(&mut self, node: Node<'_>, key: bool, message: String) -> Diagnostic {
        let span = if key { node.key_span() } else { node.span() };
        Diagnostic::new(&CONFIG_ERROR, self.path, span, message).pointer(node.pointer())
    }

    /// A name that is none of the known ones, with the nearest as help.
    fn unknown(&mut self, node: Node<'_>, key: bool, message: String, name: &str, known: &[&str]) {
        if !self.counted(node) {
            self.meant(node, key, message, near::nearest(name, known));
        }
    }

    /// A name that is none, with the one that was meant as help.
    fn meant(&mut self, node: Node<'_>, key: bool, message: String, near: Option<&str>) {
        let found = self.say(node, key, message);
        let found = match near {
            Some(meant) => {
                let edits = vec![Edit { path: self.path.clone(), span: found.span, text: meant.to_owned() }];
                found.help(format!("did you mean `{meant}`?")).fix(Fix { title: format!("replace with `{meant}`"), safe: false, room: None, edits })
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
                    let found = self.say(id, false, format!("{what} `{}` is defined twice", id.text()));
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
            self.meant(node, false, format!("{what} `{id}` is not a person in people.yaml"), near.as_deref());
        }
    }

    fn levels(&mut self, rules: Option<Node<'_>>, known: &Known<'_>) {
        for entry in rules.into_iter().flat_map(Node::entries) {
            let name = entry.key().unwrap_or("");
            let rule = known.rule(name);
            if !known.rules.is_empty() && rule.is_none() {
                self.unknown(entry, true, format!("there is no rule `{name}`"), name, known.rules);
            }
            if entry.text() == "off" && rule.is_some_and(|rule| known.fixed.contains(&rule)) && !self.counted(entry) {
                let found = self.say(entry, false, format!("`{name}` cannot be switched off: what it reports would leave the rest unread or unjudged"));
                self.findings.push(found.help("take the line out, and mend what the rule reports"));
            }
        }
    }

    /// `quarterdeck.yaml`.
    pub fn territory(&mut self, tree: &Tree, known: &Known<'_>, people: Option<&Ids<'_>>) {
        let root = tree.root();
        let brands = || root.get("brands").into_iter().flat_map(Node::items);
        self.unique(brands(), "id", "brand");
        self.unique(brands().filter_map(|brand| brand.get("products")).flat_map(Node::items), "id", "product");
        self.levels(root.get("rules"), known);
        for entry in root.get("overrides").into_iter().flat_map(Node::items) {
            self.levels(entry.get("rules"), known);
            if let Some((node, fault)) = entry.get("files").and_then(|node| Some((node, Glob::fault(node.text())?)))
                && !self.counted(node)
            {
                let found = self.say(node, false, format!("the pattern `{}` covers no file: {fault}", node.text()));
                self.findings.push(found.help("write a path from the territory's folder, for example accounts/legacy-*/**"));
            }
        }
        for score in root.get("scores").into_iter().flat_map(Node::entries) {
            let name = score.key().unwrap_or("");
            if !known.scores.is_empty() && !known.scores.contains(&name) {
                self.unknown(score, true, format!("there is no score `{name}`"), name, known.scores);
            }
            match known.weighed.iter().find(|weighed| weighed.score == name) {
                Some(weighed) => self.weights(score, weighed),
                None if !known.weighed.is_empty() && known.scores.contains(&name) && score.entries().next().is_some() && !self.counted(score) => {
                    let found = self.say(score, true, format!("the parts of the score `{name}` follow from the plan and have no weights"));
                    let names: Vec<&str> = known.weighed.iter().map(|weighed| weighed.score).collect();
                    self.findings.push(found.help(format!("take `{name}` out; weights have the parts of {}", names.join(", "))));
                }
                None => {}
            }
        }
        let at = |pointer: &str| tree.at(pointer);
        self.locale(at("/site/locale"));
        if let Some(node) = at("/site/rooted_404").filter(|node| node.as_bool() == Some(true) && root.get("base_url").is_none()) {
            let found = self.say(node, false, "`rooted_404` has no `base_url` to begin at".to_owned());
            self.findings.push(found.help("add `base_url` with the address at which the site will stand, or take `rooted_404` out"));
        }
        self.person(at("/program/sponsors/sales"), people, "the sponsor");
        self.person(at("/program/sponsors/marketing"), people, "the sponsor");
        self.person(at("/policy/compliance/escalate_to"), people, "the escalation to");
        self.ordered(at("/policy/key_accounts/min_share"), at("/policy/key_accounts/max_share"), "min_share", "max_share");
        self.ordered(at("/policy/compliance/warn_after_days"), at("/policy/compliance/escalate_after_days"), "warn_after_days", "escalate_after_days");
    }

    /// Weights of parts that a score does not have, or of rows.
    fn weights(&mut self, score: Node<'_>, weighed: &Weighed) {
        let part = |reader: &mut Self, entry: Node<'_>| {
            let name = entry.key().unwrap_or("");
            if !weighed.parts.contains(&name) {
                reader.unknown(entry, true, format!("the score `{}` has no part `{name}`", weighed.score), name, &weighed.parts);
            }
        };
        for entry in score.entries() {
            let name = entry.key().unwrap_or("");
            if entry.kind() != Kind::Map {
                part(self, entry);
            } else if weighed.rows.contains(&name) {
                entry.entries().for_each(|entry| part(self, entry));
            } else {
                self.unknown(entry, true, format!("the score `{}` has no row `{name}`", weighed.score), name, &weighed.rows);
            }
        }
        self.weightless(score, weighed);
    }

    /// Weights that are all 0, for all plans or for those of a row: then there is nothing to work the score out of.
    fn weightless(&mut self, score: Node<'_>, weighed: &Weighed) {
        let zero = |node: Node<'_>| node.kind() != Kind::Map && Amount::parse(node.text()).is_some_and(|weight| weight.is_zero());
        let none = |row: Option<Node<'_>>| weighed.parts.iter().all(|part| row.and_then(|row| row.get(part)).or_else(|| score.get(part)).is_some_and(zero));
        let rows = score.entries().filter(|row| row.kind() == Kind::Map && row.key().is_some_and(|name| weighed.rows.contains(&name)));
        let places: Vec<(Node<'_>, String)> = if none(None) {
            vec![(score, format!("every part of the score `{}` has weight 0", weighed.score))]
        } else {
            rows.filter(|row| none(Some(*row)))
                .map(|row| (row, format!("every part of the score `{}` has weight 0 in the row `{}`", weighed.score, row.key().unwrap_or(""))))
                .collect()
        };
        for (node, message) in places {
            if !self.counted(node) {
                let found = self.say(node, true, format!("{message}, so nothing is left to work it out of"));
                self.findings.push(found.help("give at least one part a weight above 0"));
            }
        }
    }

    /// A locale whose patterns are not known, with the near ones as help.
    fn locale(&mut self, node: Option<Node<'_>>) {
        let Some(node) = node.filter(|node| node.kind() == Kind::Text && locale::exact(node.text()).is_none()) else { return };
        let known: Vec<&str> = locale::all().map(|locale| locale.tag).collect();
        let near = near::closest(node.text(), &known, 3).join("`, `");
        let message = format!("there is no locale `{}`; numbers and days are written as in {}", node.text(), locale::nearest(node.text()).tag);
        let found = self.say(node, false, message).help(format!("near ones are `{near}`"));
        self.findings.push(found);
    }

    /// Of two numbers that belong together the first may not exceed the second.
    fn ordered(&mut self, low: Option<Node<'_>>, high: Option<Node<'_>>, low_name: &str, high_name: &str) {
        let number = |node: Node<'_>| if matches!(node.kind(), Kind::Int | Kind::Float) { Amount::parse(node.text()) } else { None };
        let (Some(low), Some(high)) = (low, high) else { return };
        if let (Some(a), Some(b)) = (number(low), number(high))
            && a > b
        {
            let found = self.say(low, false, format!("`{low_name}` is {a} and `{high_name}` is {b}: it must not be more"));
            self.findings.push(found);
        }
    }

    /// `people.yaml`: the ids are unique, a manager is one of them.
    pub fn people(&mut self, tree: &Tree, ids: Option<&Ids<'_>>) {
        self.unique(tree.root().items(), "id", "person");
        if matches!(tree.root().kind(), Kind::Null | Kind::Seq) && tree.root().items().next().is_none() {
            let found = self.say(tree.root(), false, "people.yaml names nobody, so nobody can own a plan".to_owned());
            self.findings.push(found.help("list your people as `- {id: …, name: …}`, or take the file away"));
        }
        for person in tree.root().items() {
            let own = person.get("id").map_or("", Node::text);
            let Some(manager) = person.get("manager").filter(|manager| manager.kind() == Kind::Text) else { continue };
            self.person(Some(manager), ids, "the manager");
            if manager.text() == own && !self.counted(manager) {
                let found = self.say(manager, false, format!("`{own}` is their own manager"));
                self.findings.push(found.help("take `manager` out for whoever has none here"));
            }
        }
        self.circles(tree);
        self.addresses(tree);
    }

    /// Git author addresses: each is one, and is one person's.
    fn addresses(&mut self, tree: &Tree) {
        let mut seen: BTreeMap<String, (usize, Node<'_>)> = BTreeMap::new();
        for (number, person) in tree.root().items().enumerate() {
            for address in person.get("emails").into_iter().flat_map(Node::items).filter(|address| address.kind() == Kind::Text) {
                let text = address.text().trim();
                let parts = text.rsplit_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace));
                if parts.is_none() && !text.is_empty() && !self.counted(address) {
                    let found = self.say(address, false, format!("`{text}` is not an address, so no commit can be theirs"));
                    self.findings.push(found.help("write the address that `git log` shows, for example maya.chen@example.com"));
                }
                match seen.get(&text.to_lowercase()) {
                    Some((other, _)) if *other != number && self.counted(address) => {}
                    Some((other, first)) if *other != number => {
                        let found = self.say(address, false, format!("`{text}` is the address of two people, so nobody knows whose commits are theirs"));
                        self.findings.push(found.label(self.path, first.span(), "first given here"));
                    }
                    Some(_) => {}
                    None => drop(seen.insert(text.to_lowercase(), (number, address))),
                }
            }
        }
    }

    /// People of whom each is managed by the next and the last by the first: one finding for each circle, at its first person.
    fn circles(&mut self, tree: &Tree) {
        let text = |person: Node<'_>, key: &str| person.get(key).filter(|value| value.kind() == Kind::Text).map(|value| value.text().to_owned());
        let mut managers: BTreeMap<String, (String, Node<'_>)> = BTreeMap::new();
        for person in tree.root().items() {
            if let (Some(id), Some(manager), Some(node)) = (text(person, "id"), text(person, "manager"), person.get("manager"))
                && id != manager
            {
                managers.entry(id).or_insert((manager, node));
            }
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for person in tree.root().items() {
            let Some(start) = text(person, "id") else { continue };
            let (mut path, mut at) = (Vec::new(), start);
            while let Some((manager, _)) = managers.get(&at).filter(|_| seen.insert(at.clone())) {
                path.push(std::mem::replace(&mut at, manager.clone()));
            }
            let Some(from) = path.iter().position(|id| *id == at) else { continue };
            let circle = || path.iter().skip(from).map(|id| format!("`{id}`"));
            let more = circle().count().saturating_sub(CIRCLE);
            let mut circle: Vec<String> = circle().take(CIRCLE).collect();
            circle.extend((more > 0).then(|| format!("{more} more")));
            circle.push(format!("`{at}`"));
            if let Some((_, node)) = managers.get(&at)
                && !self.counted(*node)
            {
                let found = self.say(*node, false, format!("{}: these people manage each other", circle.join(" → ")));
                self.findings.push(found.help("take `manager` out for whoever leads the others"));
            }
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
            let found = self.say(list, true, "every criterion has weight 0, so no account can be held against the matrix".to_owned());
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
                let found = self.say(on, false, format!("step `{name}` is on {date}, before the step above it ({earlier})"));
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
            self.unknown(key, false, message, key.text(), &names);
        }
    }
}
