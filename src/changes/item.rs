//! One item in two versions, and what is still to be told of it: whoever tells a value takes its key, and the keys that nobody took have
//! a plain sentence. So no value changes in silence.

use crate::base::date::Date;
use crate::changes::names::Names;
use crate::changes::plain::Plain;
use crate::changes::rank;
use crate::changes::words::{amounts, clean, moved, spelled};
use crate::model::past::{Change, ChangeKind};

/// The sentences so far, and the names for them.
#[derive(Debug)]
pub struct Telling<'a> {
    pub names: Names<'a>,
    pub changes: Vec<Change>,
}

impl<'a> Telling<'a> {
    pub fn say(&mut self, section: &str, id: &str, kind: ChangeKind, rank: u8, text: String) {
        self.changes.push(Change { section: section.to_owned(), id: id.to_owned(), kind, rank, text });
    }

    /// Both values of a section.
    pub fn section(&self, key: &str) -> (&'a Plain, &'a Plain) {
        (self.names.old.section(key), self.names.new.section(key))
    }

    /// An item of a section in both versions.
    pub fn item<'t>(&'t mut self, section: &'a str, id: &'a str, label: String, old: &'a Plain, new: &'a Plain) -> Item<'t, 'a> {
        let mut open: Vec<&'a str> = Vec::new();
        for (key, value) in new.entries() {
            if !old.get(key).is_some_and(|before| before.same(value)) {
                open.push(key);
            }
        }
        open.extend(old.entries().iter().filter(|(key, _)| new.get(key).is_none()).map(|(key, _)| key.as_str()));
        Item { names: self.names, telling: self, section, id, label, old, new, open }
    }
}

/// One item in two versions.
#[derive(Debug)]
pub struct Item<'t, 'a> {
    pub names: Names<'a>,
    telling: &'t mut Telling<'a>,
    section: &'a str,
    id: &'a str,
    /// What the item is called; empty for the plan itself.
    pub label: String,
    pub old: &'a Plain,
    pub new: &'a Plain,
    /// The keys whose values differ and that nobody has told yet.
    open: Vec<&'a str>,
}

impl<'a> Item<'_, 'a> {
    /// Does the value differ? Whoever asks tells it.
    pub fn takes(&mut self, key: &str) -> bool {
        let before = self.open.len();
        self.open.retain(|open| *open != key);
        self.open.len() < before
    }

    pub fn say(&mut self, kind: ChangeKind, rank: u8, text: String) {
        self.telling.say(self.section, self.id, kind, rank, text);
    }

    /// `*Theatre pilot*: `, or nothing for the plan itself.
    fn intro(&self) -> String {
        if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) }
    }

    /// `Karl Brandt: title COO → CEO`; the value as `show` words it.
    pub fn value(&mut self, key: &str, words: &str, rank: u8, show: impl Fn(&Plain) -> String) {
        if !self.takes(key) {
            return;
        }
        let words = if words.is_empty() { String::new() } else { format!("{words} ") };
        let intro = self.intro();
        let (kind, text) = match (self.old.get(key), self.new.get(key)) {
            (Some(old), Some(new)) => {
                let (old, new) = (show(old), show(new));
                // two values that are said alike, as amounts that differ by a thousandth
                let both = if old == new { "changed".to_owned() } else { format!("{old} → {new}") };
                (ChangeKind::Changed, format!("{intro}{words}{both}"))
            }
            (None, Some(new)) => (ChangeKind::Added, format!("{intro}{words}{}, none before", show(new))),
            (Some(old), None) => (ChangeKind::Removed, format!("{intro}{words}removed, {} before", show(old))),
            (None, None) => return,
        };
        self.say(kind, rank, text);
    }

    /// A value of the format: a word, a number, a day.
    pub fn word(&mut self, key: &str, words: &str, rank: u8) {
        let cx = self.names.cx;
        self.value(key, words, rank, |value| cx.value(value));
    }

    /// A short text as its author wrote it.
    pub fn quoted(&mut self, key: &str, words: &str, rank: u8) {
        self.value(key, words, rank, |value| clean(&value.shown()));
    }

    /// `Karl Brandt: evidence reworded`.
    pub fn prose(&mut self, key: &str, words: &str, rank: u8) {
        if !self.takes(key) {
            return;
        }
        let (kind, verb) = match (self.old.get(key), self.new.get(key)) {
            (None, _) => (ChangeKind::Added, "added"),
            (_, None) => (ChangeKind::Removed, "removed"),
            _ => (ChangeKind::Changed, "reworded"),
        };
        let text = format!("{}{words} {verb}", self.intro());
        self.say(kind, rank, text);
    }

    /// `growth target +25 %, $800,000 → $1,000,000`.
    pub fn amount(&mut self, key: &str, subject: &str, rank: u8) {
        if !self.takes(key) {
            return;
        }
        let (names, cx) = (self.names, self.names.cx);
        let (kind, text) = match (self.old.amount(key), self.new.amount(key)) {
            (Some(old), Some(new)) => (ChangeKind::Changed, amounts((old, cx.currency(names.old)), (new, cx.currency(names.new)))),
            // an item is not withdrawn with its amount
            _ if subject == self.label => return self.plainly(key),
            (None, Some(new)) => (ChangeKind::Added, format!("{}, none before", names.money(new))),
            (Some(old), None) if self.new.get(key).is_none() => (ChangeKind::Removed, format!("withdrawn, {} before", names.old_money(old))),
            _ => return self.plainly(key),
        };
        self.say(kind, rank, format!("{subject} {text}"));
    }

    /// `close of *Theatre pilot* slipped 41 days to 12 March`.
    pub fn deadline(&mut self, key: &str, subject: &str, rank: u8) {
        if !self.takes(key) {
            return;
        }
        let gone = self.new.get(key).is_none();
        let (kind, text) = match (self.old.date(key), self.new.date(key)) {
            // what stands there now is no day
            (Some(_), None) if !gone => self.shift(None, None),
            (old, new) => self.shift(old, new),
        };
        self.say(kind, rank, format!("{subject} {text}"));
    }

    /// How a day moved, appeared or went.
    pub fn shift(&self, old: Option<Date>, new: Option<Date>) -> (ChangeKind, String) {
        let cx = self.names.cx;
        match (old, new) {
            (Some(old), Some(new)) if old != new => moved(old, new, cx.today),
            (None, Some(new)) => (ChangeKind::Added, format!("is set to {}", cx.day(new))),
            (Some(old), None) => (ChangeKind::Removed, format!("has no day any more, {} before", cx.day(old))),
            _ => (ChangeKind::Changed, "has another day".to_owned()),
        }
    }

    /// What joined a list of ids and what left it, each in a sentence of its own.
    pub fn members(&mut self, key: &str, rank: u8, joined: impl Fn(&Names<'a>, &str) -> String, left: impl Fn(&Names<'a>, &str) -> String) {
        if !self.takes(key) {
            return;
        }
        let (old, new) = (self.old.texts(key), self.new.texts(key));
        let label = self.label.clone();
        let intro = if label.is_empty() { String::new() } else { format!("{label} ") };
        let mut told = false;
        for id in new.iter().filter(|id| !old.contains(id)) {
            let text = format!("{intro}{}", joined(&self.names, id));
            self.say(ChangeKind::Added, rank, text);
            told = true;
        }
        for id in old.iter().filter(|id| !new.contains(id)) {
            let text = format!("{intro}{}", left(&self.names, id));
            self.say(ChangeKind::Removed, rank, text);
            told = true;
        }
        if !told {
            self.plainly(key);
        }
    }

    /// The sentence for what has no better one.
    pub fn plainly(&mut self, key: &str) {
        let kind = match (self.old.get(key), self.new.get(key)) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let text = if self.label.is_empty() { format!("*{}* changed", clean(key)) } else { format!("{}{} changed", self.intro(), spelled(key)) };
        self.say(kind, rank::WORDS, text);
    }

    /// Tells the keys that nobody took.
    pub fn rest(mut self) {
        for key in std::mem::take(&mut self.open) {
            self.plainly(key);
        }
    }
}
