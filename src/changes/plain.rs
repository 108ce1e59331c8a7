//! The values of a plan without their spelling: quotes, order of keys, line breaks and number forms are gone. Knows no field's meaning.

use std::cmp::Ordering;

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::parse::node::{Kind, Node};

/// A value as it is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    Nothing,
    Flag(bool),
    /// In one spelling: `1.0` is `1`, `0x10` is `16`.
    Number(String),
    /// White space collapsed, for a text that is wrapped elsewhere says the same.
    Text(String),
    List(Vec<Plain>),
    /// Keys in the order of the file, nulls left out: they mean absent (`plan-format.md` §2).
    Map(Vec<(String, Plain)>),
}

/// What an item without a value is compared with.
pub static ABSENT: Plain = Plain::Map(Vec::new());

impl Plain {
    /// The value of a node: keys without a value are left out, and of a duplicate key the first counts.
    pub fn read(node: Node<'_>) -> Plain {
        match node.kind() {
            Kind::Null => Plain::Nothing,
            Kind::Bool => Plain::Flag(node.as_bool() == Some(true)),
            Kind::Int | Kind::Float => Plain::Number(number(node)),
            Kind::Text => Plain::Text(collapsed(node.text())),
            Kind::Seq => Plain::List(node.items().map(Plain::read).collect()),
            Kind::Map => {
                let mut entries: Vec<(String, Plain)> = Vec::new();
                for entry in node.entries().filter(|entry| entry.kind() != Kind::Null) {
                    let Some(key) = entry.key() else { continue };
                    // of a duplicate key the first counts, as everywhere
                    if !entries.iter().any(|(known, _)| known == key) {
                        entries.push((key.to_owned(), Plain::read(entry)));
                    }
                }
                Plain::Map(entries)
            }
        }
    }

    /// Do both mean the same? Items of a list that have ids may stand in any order.
    pub fn same(&self, other: &Plain) -> bool {
        match (self, other) {
            (Plain::List(a), Plain::List(b)) => a.len() == b.len() && ordered(a).into_iter().zip(ordered(b)).all(|(a, b)| a.same(b)),
            (Plain::Map(a), Plain::Map(b)) => a.len() == b.len() && a.iter().all(|(key, value)| other.get(key).is_some_and(|its| value.same(its))),
            _ => self == other,
        }
    }

    /// Nothing at all, or a list or group without anything in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Plain::Nothing => true,
            Plain::List(items) => items.is_empty(),
            Plain::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }

    /// The value under a key of a group.
    pub fn get(&self, key: &str) -> Option<&Plain> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value under a key, or an empty group.
    pub fn part(&self, key: &str) -> &Plain {
        self.get(key).unwrap_or(&ABSENT)
    }

    /// The entries of a group; nothing of any other value.
    pub fn entries(&self) -> &[(String, Plain)] {
        match self {
            Plain::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; nothing of any other value.
    pub fn items(&self) -> &[Plain] {
        match self {
            Plain::List(items) => items,
            _ => &[],
        }
    }

    /// The text under a key; empty when there is none.
    pub fn text(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Plain::Text(text)) => text,
            _ => "",
        }
    }

    /// The texts of a list under a key.
    pub fn texts(&self, key: &str) -> Vec<&str> {
        let text = |item: &'_ Plain| matches!(item, Plain::Text(_));
        self.part(key).items().iter().filter(|item| text(item)).map(Plain::own_text).collect()
    }

    fn own_text(&self) -> &str {
        match self {
            Plain::Text(text) | Plain::Number(text) => text,
            _ => "",
        }
    }

    /// The day under a key; `None` where there is none that exists.
    pub fn date(&self, key: &str) -> Option<Date> {
        Date::parse(self.text(key))
    }

    /// The number under a key.
    pub fn amount(&self, key: &str) -> Option<Amount> {
        self.get(key).and_then(Plain::as_amount)
    }

    /// The number that it is.
    pub fn as_amount(&self) -> Option<Amount> {
        match self {
            Plain::Number(text) => Amount::parse(text),
            _ => None,
        }
    }

    /// Is `true` written under a key?
    pub fn flag(&self, key: &str) -> bool {
        self.get(key) == Some(&Plain::Flag(true))
    }

    /// A scalar as a sentence quotes it; of a list its scalars.
    pub fn shown(&self) -> String {
        match self {
            Plain::Nothing => "nothing".to_owned(),
            Plain::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Plain::Number(text) | Plain::Text(text) => text.clone(),
            Plain::List(items) => items.iter().map(Plain::shown).collect::<Vec<_>>().join(", "),
            Plain::Map(_) => "…".to_owned(),
        }
    }

    /// A short scalar, or a list of such: something that a sentence can quote.
    pub fn is_short(&self) -> bool {
        match self {
            Plain::List(items) if items.is_empty() => false,
            Plain::List(items) => {
                items.iter().all(|item| matches!(item, Plain::Text(_) | Plain::Number(_) | Plain::Flag(_))) && self.shown().chars().count() <= 60
            }
            Plain::Map(_) | Plain::Nothing => false,
            _ => self.shown().chars().count() <= 60,
        }
    }
}

/// The items of a list, by their ids when all have one.
fn ordered(items: &[Plain]) -> Vec<&Plain> {
    let mut sorted: Vec<&Plain> = items.iter().collect();
    if items.iter().all(|item| !item.text("id").is_empty()) {
        sorted.sort_by(|a, b| a.text("id").cmp(b.text("id")));
    }
    sorted
}

/// Do two lists hold the same items in another order?
pub fn reordered(a: &Plain, b: &Plain) -> bool {
    let sorted = |list: &Plain| {
        let mut spelled: Vec<String> = list.items().iter().map(|item| format!("{item:?}")).collect();
        spelled.sort();
        spelled
    };
    !a.items().is_empty() && sorted(a).cmp(&sorted(b)) == Ordering::Equal
}

/// A number in one spelling.
fn number(node: Node<'_>) -> String {
    if let Some(amount) = Amount::parse(node.text()) {
        return if amount.is_zero() { "0".to_owned() } else { amount.to_string() };
    }
    match node.to_json() {
        serde_json::Value::Number(number) => number.to_string(),
        _ => node.text().to_lowercase(),
    }
}

/// White space collapsed to single spaces, none at the ends.
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
