//! The language of the page at hand: its locale, and what its words are instead of English. The English phrase is the key.
//!
//! A page is made by some hundred small writers; that none of them has to be handed the language, and none can forget it, it is set for the
//! time in which one page is made ([`Language::while_making`]), on the thread that makes it, and by `engine/site` alone. Outside of that, as in
//! messages, reports and data files, everything is English.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::Arc;

use crate::base::locale::{self, Direction, Locale};

/// What stands in the place of one English phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    One(String),
    /// By the form that goes with a number, one of [`locale::FORMS`]; `other` is always there.
    Forms(BTreeMap<String, String>),
}

/// A locale and the words of a strings file.
#[derive(Clone, Debug)]
pub struct Language {
    pub locale: &'static Locale,
    /// By the English phrase; what is absent stays English.
    pub words: BTreeMap<String, Entry>,
}

thread_local! {
    static LOCALE: Cell<Option<&'static Locale>> = const { Cell::new(None) };
    static WORDS: RefCell<Option<Arc<Language>>> = const { RefCell::new(None) };
}

/// Gives the thread its language back, also when a writer gives up half-way.
struct Before(Option<&'static Locale>, Option<Arc<Language>>);

impl Drop for Before {
    fn drop(&mut self) {
        LOCALE.set(self.0);
        WORDS.set(self.1.take());
    }
}

impl Language {
    /// Makes something in this language.
    pub fn while_making<T>(self: &Arc<Self>, make: impl FnOnce() -> T) -> T {
        let words = (!self.words.is_empty()).then(|| self.clone());
        let _before = Before(LOCALE.replace(Some(self.locale)), WORDS.replace(words));
        make()
    }

    /// The entry for a phrase.
    fn entry(&self, english: &str) -> Option<&Entry> {
        self.words.get(english)
    }
}

/// The locale of the page at hand.
pub fn locale() -> &'static Locale {
    LOCALE.get().unwrap_or_else(locale::default)
}

/// What marks words that stay English on a page in another language: messages, rule texts, reasons, changes. Nothing on an English page.
pub fn english() -> &'static [(&'static str, &'static str)] {
    let locale = locale();
    match (locale.tag.starts_with("en"), locale.direction) {
        (true, _) => &[],
        (false, Direction::Rtl) => &[("lang", "en"), ("dir", "ltr")],
        (false, Direction::Ltr) => &[("lang", "en")],
    }
}

/// What a phrase is without the blanks and the commas that join it to its neighbours: the key, with what stands before and after it.
pub fn core(english: &str) -> (&str, &str, &str) {
    const EDGES: [char; 6] = [' ', '\n', '\u{a0}', ',', ';', '·'];
    let key = english.trim_matches(EDGES);
    let start = english.find(key).unwrap_or(0);
    (english.get(..start).unwrap_or(""), key, english.get(start + key.len()..).unwrap_or(""))
}

fn with_entry<T>(key: &str, read: impl FnOnce(&Entry, &'static Locale) -> T) -> Option<T> {
    WORDS.with_borrow(|words| words.as_ref().and_then(|language| language.entry(key).map(|entry| read(entry, language.locale))))
}

fn translates() -> bool {
    WORDS.with_borrow(Option::is_some)
}

/// A word, a heading, a sentence without places to fill.
pub fn word(english: &'static str) -> Cow<'static, str> {
    if translates() { Cow::Owned(word_of(english)) } else { Cow::Borrowed(english) }
}

/// Marks a phrase that is said elsewhere, so that the shipped strings hold it.
pub const fn key(english: &'static str) -> &'static str {
    english
}

/// The same for text that a template holds.
pub fn word_of(english: &str) -> String {
    let (before, key, after) = core(english);
    match with_entry(key, |entry, _| entry.plain().to_owned()) {
        Some(own) => format!("{before}{own}{after}"),
        None => english.to_owned(),
    }
}

/// What is called by a text that the thread does not borrow from the program: a title, or a value as files spell it, `in-review`, whose key has
/// blanks instead of hyphens. The text itself where there is no word for it.
pub fn value_word(value: &str) -> Cow<'_, str> {
    if !translates() {
        return Cow::Borrowed(value);
    }
    let own = |key: &str| with_entry(key, |entry, _| entry.plain().to_owned());
    own(value).or_else(|| own(&value.replace(['-', '_'], " "))).map_or(Cow::Borrowed(value), Cow::Owned)
}

/// A list of such values, with commas.
pub fn value_words(values: &[&str]) -> String {
    values.iter().map(|value| value_word(value)).collect::<Vec<_>>().join(", ")
}

/// A phrase with places in braces, `{}` or `{name}`: one value for each name and for each `{}`, in the order in which they first stand there.
pub fn phrase(english: &'static str, values: &[&dyn Display]) -> String {
    phrase_of(english, values)
}

/// The same for text that a template holds.
pub fn phrase_of(english: &str, values: &[&dyn Display]) -> String {
    let mut out = String::with_capacity(english.len() + 16);
    let (before, key, after) = core(english);
    let own = if translates() { with_entry(key, |entry, _| entry.plain().to_owned()) } else { None };
    out.push_str(before);
    fill(&mut out, own.as_deref().unwrap_or(key), key, |out, index| {
        if let Some(value) = values.get(index) {
            let _ = write!(out, "{value}");
        }
    });
    out.push_str(after);
    out
}

/// `1 account`, `12 accounts`, the number written already; the key is `{} accounts`.
pub fn counted(n: u64, figures: &str, one: &'static str, many: &'static str) -> String {
    let own = if translates() { with_entry(&format!("{{}} {many}"), |entry, locale| entry.form(locale.plural.form(n)).to_owned()) } else { None };
    match own {
        Some(own) => {
            let mut out = String::new();
            fill(&mut out, &own, "{}", |out, _| out.push_str(figures));
            out
        }
        None => format!("{figures}\u{a0}{}", if n == 1 { one } else { many }),
    }
}

/// Fills the places of `text`, whose names are those of `key`.
pub fn fill(out: &mut String, text: &str, key: &str, mut put: impl FnMut(&mut String, usize)) {
    let names = places(key);
    let mut next = 0;
    for part in split(text) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Place(name) => {
                if let Some(index) = index(&names, name, &mut next) {
                    put(out, index);
                }
            }
        }
    }
}

/// A piece of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    /// What stands in the braces.
    Place(&'a str),
}

fn split(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    let mut place = None;
    std::iter::from_fn(move || {
        if let Some(name) = place.take() {
            return Some(Part::Place(name));
        }
        if rest.is_empty() {
            return None;
        }
        let found = rest.split_once('{').and_then(|(before, after)| after.split_once('}').map(|(name, after)| (before, name, after)));
        match found {
            Some((before, name, after)) => {
                rest = after;
                place = Some(name);
                Some(Part::Text(before))
            }
            None => Some(Part::Text(std::mem::take(&mut rest))),
        }
    })
}

/// The places of a phrase in their order, each name once; a place without a name is one of its own.
pub fn places(key: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in split(key) {
        if let Part::Place(name) = part
            && (name.is_empty() || !names.contains(&name))
        {
            names.push(name);
        }
    }
    names
}

/// Which value a place takes: by its name, by its number from 1 on, or the next one.
pub fn index(names: &[&str], name: &str, next: &mut usize) -> Option<usize> {
    if name.is_empty() {
        let free = names.iter().enumerate().filter(|(_, name)| name.is_empty()).nth(*next).map(|(at, _)| at);
        *next += 1;
        return free;
    }
    let by_name = names.iter().position(|known| *known == name);
    by_name.or_else(|| name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < names.len()))
}

impl Entry {
    /// The text that stands where no number is near.
    pub fn plain(&self) -> &str {
        self.form("other")
    }

    fn form(&self, form: &str) -> &str {
        match self {
            Entry::One(text) => text,
            Entry::Forms(forms) => forms.get(form).or_else(|| forms.get("other")).map_or("", String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german() -> Arc<Language> {
        let forms = |one: &str, other: &str| Entry::Forms([("one".to_owned(), one.to_owned()), ("other".to_owned(), other.to_owned())].into());
        let words = [
            ("Actions", Entry::One("Maßnahmen".to_owned())),
            ("Kick-off", Entry::One("Auftakt".to_owned())),
            ("key account", Entry::One("Schlüsselkunde".to_owned())),
            ("{count} of them with {owner}", Entry::One("{owner} hat {count} davon".to_owned())),
            ("{} of {}", Entry::One("{2} zu {1}".to_owned())),
            ("{} accounts", forms("{} Kunde", "{} Kunden")),
        ];
        Arc::new(Language { locale: locale::nearest("de"), words: words.map(|(key, entry)| (key.to_owned(), entry)).into() })
    }

    #[test]
    fn phrases_are_english_until_a_language_is_set() {
        assert_eq!(word("Actions"), "Actions");
        assert_eq!(value_word("key-account"), "key-account");
        assert_eq!(phrase(", {count} of them with {owner}", &[&3, &"Maya"]), ", 3 of them with Maya");
        assert_eq!(phrase("{n} of {n} parts, {}", &[&3, &"x"]), "3 of 3 parts, x");
        assert_eq!(counted(1, "1", "account", "accounts"), "1\u{a0}account");
        assert_eq!(locale().tag, "en-US");
        german().while_making(|| {
            assert_eq!(word("Actions"), "Maßnahmen");
            assert_eq!(word(" Actions, "), " Maßnahmen, ");
            assert_eq!(word("Asks"), "Asks");
            assert_eq!(phrase(", {count} of them with {owner}", &[&3, &"Maya"]), ", Maya hat 3 davon");
            assert_eq!(phrase("{} of {}", &[&1, &2]), "2 zu 1");
            assert_eq!(counted(1, "1", "account", "accounts"), "1 Kunde");
            assert_eq!(counted(1200, "1.200", "account", "accounts"), "1.200 Kunden");
            assert_eq!(value_words(&["key-account", "own_deal", "Kick-off"]), "Schlüsselkunde, own_deal, Auftakt");
            assert_eq!(locale().tag, "de-DE");
        });
        assert_eq!(word("Actions"), "Actions");
        assert_eq!(locale().tag, "en-US");
    }

    #[test]
    fn odd_braces_are_text() {
        assert_eq!(phrase("a } b { c", &[]), "a } b { c");
        assert_eq!(places("{a} {} {a} {}"), ["a", "", ""]);
        let mut next = 0;
        assert_eq!(index(&["a", ""], "7", &mut next), None);
        assert_eq!(core(", "), ("", "", ", "));
    }
}
