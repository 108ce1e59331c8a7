//! `quarterdeck.yaml`: rules, scores, people and locales that do not exist, weights that leave nothing, numbers out of order.

use super::{Ids, Known, Reader, Weighed};
use crate::base::amount::Amount;
use crate::base::{locale, near};
use crate::config::glob::Glob;
use crate::diag::code::Level;
use crate::diag::fix::did_you_mean;
use crate::parse::node::{Kind, Node, Part, Tree};

impl Reader<'_> {
    /// The whole file.
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
                let found = self.say(node, Part::Value, format!("the pattern `{}` covers no file: {fault}", node.text()));
                self.findings.push(found.help("write a path from the territory's folder, for example accounts/legacy-*/**"));
            }
        }
        for score in root.get("scores").into_iter().flat_map(Node::entries) {
            let name = score.key().unwrap_or("");
            if !known.scores.is_empty() && !known.scores.contains(&name) {
                self.unknown(score, Part::Key, format!("there is no score `{name}`"), name, known.scores);
            }
            match known.weighed.iter().find(|weighed| weighed.score == name) {
                Some(weighed) => self.weights(score, weighed),
                None if !known.weighed.is_empty() && known.scores.contains(&name) && score.entries().next().is_some() && !self.counted(score) => {
                    let found = self.say(score, Part::Key, format!("the parts of the score `{name}` follow from the plan and have no weights"));
                    let names: Vec<&str> = known.weighed.iter().map(|weighed| weighed.score).collect();
                    self.findings.push(found.help(format!("take `{name}` out; weights have the parts of {}", names.join(", "))));
                }
                None => {}
            }
        }
        let at = |pointer: &str| tree.at(pointer);
        self.locale(at("/site/locale"));
        if let Some(node) = at("/site/rooted_404").filter(|node| node.as_bool() == Some(true) && root.get("base_url").is_none()) {
            let found = self.say(node, Part::Value, "`rooted_404` has no `base_url` to begin at".to_owned());
            self.findings.push(found.help("add `base_url` with the address at which the site will stand, or take `rooted_404` out"));
        }
        // whoever writes it down believes that somebody will see less
        if let Some(node) = root.get("audiences").filter(|node| node.entries().next().is_some()) {
            let found = self.say(node, Part::Key, "this version publishes for the team alone, so `audiences` changes nothing yet".to_owned());
            self.findings.push(found.level(Level::Info).help("keep it for a later version, or take it out; do not publish to others what the team sees"));
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
                reader.unknown(entry, Part::Key, format!("the score `{}` has no part `{name}`", weighed.score), name, &weighed.parts);
            }
        };
        for entry in score.entries() {
            let name = entry.key().unwrap_or("");
            if entry.kind() != Kind::Map {
                part(self, entry);
            } else if weighed.rows.contains(&name) {
                entry.entries().for_each(|entry| part(self, entry));
            } else {
                self.unknown(entry, Part::Key, format!("the score `{}` has no row `{name}`", weighed.score), name, &weighed.rows);
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
                let found = self.say(node, Part::Key, format!("{message}, so nothing is left to work it out of"));
                self.findings.push(found.help("give at least one part a weight above 0"));
            }
        }
    }

    /// A locale whose patterns are not known, with the near ones as help.
    fn locale(&mut self, node: Option<Node<'_>>) {
        let Some(node) = node.filter(|node| node.kind() == Kind::Text && locale::exact(node.text()).is_none()) else { return };
        let known: Vec<&str> = locale::all().map(|locale| locale.tag).collect();
        // a language alone is none of its locales; those are near to it, whatever the letters say
        let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_lowercase();
        let of_language: Vec<&str> = known.iter().copied().filter(|tag| language(tag) == language(node.text())).collect();
        // in one language letters tell near from far; in another they tell nothing, unless the name is nearly one of ours
        let help = match (of_language.is_empty(), near::nearest(node.text(), &known)) {
            (false, _) => format!("near ones are `{}`", near::closest(locale::nearest(node.text()).tag, &of_language, 3).join("`, `")),
            (true, Some(near)) => did_you_mean(near),
            (true, None) => format!("there is none of that language; the locales are {}", known.join(", ")),
        };
        let message = format!("there is no locale `{}`; numbers and days are written as in {}", node.text(), locale::nearest(node.text()).tag);
        let found = self.say(node, Part::Value, message).help(help);
        self.findings.push(found);
    }

    /// Levels of rules that do not exist, and those that no level may silence.
    fn levels(&mut self, rules: Option<Node<'_>>, known: &Known<'_>) {
        for entry in rules.into_iter().flat_map(Node::entries) {
            let name = entry.key().unwrap_or("");
            let rule = known.rule(name);
            if !known.rules.is_empty() && rule.is_none() {
                let message = format!("there is no rule `{name}`");
                match known.former.iter().find(|(former, _)| *former == name) {
                    Some((_, rule)) if !self.counted(entry) => self.meant(entry, Part::Key, message, Some(rule)),
                    Some(_) => {}
                    None => self.unknown(entry, Part::Key, message, name, known.rules),
                }
            }
            if entry.text() == "off" && rule.is_some_and(|rule| known.fixed.contains(&rule)) && !self.counted(entry) {
                let found = self.say(entry, Part::Value, format!("`{name}` cannot be switched off: what it reports would leave the rest unread or unjudged"));
                self.findings.push(found.help("take the line out, and mend what the rule reports"));
            }
        }
    }
}
