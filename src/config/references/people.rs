//! `people.yaml`: managers who are not there or manage each other, addresses that are nobody's or two people's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ids, Reader};
use crate::parse::node::{Kind, Node, Part, Tree};

/// People of a circle that are named.
const CIRCLE: usize = 8;

impl Reader<'_> {
    /// `people.yaml`: the ids are unique, a manager is one of them.
    pub fn people(&mut self, tree: &Tree, ids: Option<&Ids<'_>>) {
        self.unique(tree.root().items(), "id", "person");
        if matches!(tree.root().kind(), Kind::Null | Kind::Seq) && tree.root().items().next().is_none() {
            let found = self.say(tree.root(), Part::Value, "people.yaml names nobody, so nobody can own a plan".to_owned());
            self.findings.push(found.help("list your people as `- {id: …, name: …}`, or take the file away"));
        }
        for person in tree.root().items() {
            let own = person.get("id").map_or("", Node::text);
            let Some(manager) = person.get("manager").filter(|manager| manager.kind() == Kind::Text) else { continue };
            self.person(Some(manager), ids, "the manager");
            if manager.text() == own && !self.counted(manager) {
                let found = self.say(manager, Part::Value, format!("`{own}` is their own manager"));
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
                    let found = self.say(address, Part::Value, format!("`{text}` is not an address, so no commit can be theirs"));
                    self.findings.push(found.help("write the address that `git log` shows, for example maya.chen@example.com"));
                }
                match seen.get(&text.to_lowercase()) {
                    Some((other, _)) if *other != number && self.counted(address) => {}
                    Some((other, first)) if *other != number => {
                        let found = self.say(address, Part::Value, format!("`{text}` is the address of two people, so nobody knows whose commits are theirs"));
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
                let found = self.say(*node, Part::Value, format!("{}: these people manage each other", circle.join(" → ")));
                self.findings.push(found.help("take `manager` out for whoever leads the others"));
            }
        }
    }
}
