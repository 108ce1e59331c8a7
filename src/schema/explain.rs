//! One violation to one sentence of ours: what is wrong, what is allowed, what to write. Knows trees and schemas, not the library that
//! found the violation, and chooses no order.

use serde_json::Value;

use crate::base::locale;
use crate::base::near;
use crate::base::path::SourcePath;
use crate::base::slug;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::codes::{DATE_VALUE, EMPTY_VALUE, ENUM_VALUE, NO_ALTERNATIVE_FITS, VALUE_FORMAT, VALUE_RANGE, VALUE_TYPE};
use crate::schema::compose::{EffectiveSchema, Flaw, Violation};
use crate::schema::core::texts;
use crate::schema::{address, misspelt, noun};

/// How many allowed words a note names in full.
const IN_FULL: usize = 8;

/// What an explanation needs to look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub path: &'a SourcePath,
    pub tree: &'a Tree,
    pub schema: &'a EffectiveSchema,
}

/// A value under discussion: its node, the field's name and the schema that it fails.
struct Subject<'a> {
    scene: Scene<'a>,
    node: Node<'a>,
    at: &'a str,
    /// The key that holds the value; of a list item the list's key.
    field: String,
    holder: &'a Value,
    shown: String,
}

/// The sentence for a violation of a value; missing and unknown keys are `check`'s own business.
pub fn explain(scene: Scene<'_>, violation: &Violation) -> Diagnostic {
    let node = scene.tree.nearest(&violation.at);
    let holder = scene.schema.holder(violation);
    let subject = Subject { scene, node, at: &violation.at, field: field(&violation.at, scene.schema), holder, shown: shown(node) };
    let found = if node.kind() == Kind::Null || (node.kind() == Kind::Text && node.text().trim().is_empty()) {
        subject.empty(is_required(scene.schema, violation))
    } else {
        match &violation.flaw {
            Flaw::Type(kinds) => subject.wrong_type(kinds),
            Flaw::Choice(words) => subject.no_choice(words),
            Flaw::Constant(word) => subject.no_choice(std::slice::from_ref(word)),
            Flaw::Format(format) => subject.wrong_format(format),
            Flaw::Pattern(_) => subject.wrong_pattern(),
            Flaw::Range => subject.out_of_range(),
            Flaw::Length => subject.wrong_length(),
            Flaw::Count => subject.wrong_count(),
            Flaw::Repeats => subject.owner(&VALUE_RANGE, format!("`{}` has the same value twice", subject.field)),
            Flaw::Alternatives(_) => subject.no_alternative(violation),
            Flaw::Missing(_) | Flaw::Unknown(_) | Flaw::Refused => {
                subject.of(&VALUE_FORMAT, format!("{} breaks a rule of the overlay schema", subject.named()))
            }
        }
    };
    let mut found = found;
    if let Some(message) = holder.get("x-message").and_then(Value::as_str) {
        message.clone_into(&mut found.message);
    }
    found
}

/// Must the group around a value hold its key?
fn is_required(schema: &EffectiveSchema, violation: &Violation) -> bool {
    let Some((group, property)) = violation.keyword.rsplit_once("/properties/") else { return false };
    let key = property.split('/').next().unwrap_or("");
    let required = texts(schema.checking().pointer(group).and_then(|group| group.get("required")));
    violation.at.ends_with(&format!("/{key}")) && required.contains(&unescaped(key))
}

/// The name of the field that a pointer leads to; a list item has its list's.
fn field(at: &str, schema: &EffectiveSchema) -> String {
    let named = at.rsplit('/').find(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit()));
    named.map_or_else(|| schema.document.noun().to_owned(), unescaped)
}

/// A pointer's part as the key it stands for.
pub fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// A node's value for a sentence: one line, not too long.
pub fn shown(node: Node<'_>) -> String {
    let mut text: String = node.text().chars().take(61).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > 60 {
        text.pop();
        text.push('…');
    }
    text
}

/// What an enumeration allows, for a note: all up to eight, else the five nearest.
pub fn allowed(label: &str, word: &str, words: &[&str]) -> String {
    if words.len() <= IN_FULL {
        return format!("{label}: {}", words.join(", "));
    }
    format!("{label}, the nearest of {}: {}", words.len(), near::closest(word, words, 5).join(", "))
}

impl Subject<'_> {
    fn place(&self) -> ByteSpan {
        let span = self.node.span();
        if span.start == span.end || self.node.kind() == Kind::Null { self.node.key_span() } else { span }
    }

    fn of(&self, code: &'static Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.scene.path, self.place(), message).pointer(self.at)
    }

    /// A list as a whole: its owner key is the place.
    fn owner(&self, code: &'static Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.scene.path, self.node.key_span(), message).pointer(self.at)
    }

    fn replace(&self, title: String, text: String, safe: bool) -> Fix {
        Fix { title, safe, room: None, edits: vec![Edit { path: self.scene.path.clone(), span: self.node.span(), text }] }
    }

    fn is_item(&self) -> bool {
        self.at.rsplit('/').next().is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    }

    fn named(&self) -> String {
        match (self.at.is_empty(), self.is_item()) {
            (true, _) => self.field.clone(),
            (_, true) => format!("{} of `{}`", noun::with_article(noun::of_item(&self.field)), self.field),
            _ => format!("`{}`", self.field),
        }
    }

    fn empty(&self, required: bool) -> Diagnostic {
        let message = if self.at.is_empty() { format!("{} is empty", self.field) } else { format!("{} is empty", self.named()) };
        self.of(&EMPTY_VALUE, message).help(if self.is_item() {
            "write a value, or take the line out"
        } else if required {
            "write a value: the key is required"
        } else {
            "write a value, or take the key out if it is optional"
        })
    }

    fn words(&self) -> Vec<String> {
        texts(self.holder.get("enum"))
    }

    fn wrong_type(&self, kinds: &[String]) -> Diagnostic {
        let wants = |kind: &str| kinds.iter().any(|k| k == kind);
        let kind = self.node.kind();
        let scalar = matches!(kind, Kind::Bool | Kind::Int | Kind::Float | Kind::Text);
        if scalar && wants("string") && !self.words().is_empty() {
            return self.no_choice(&self.words().into_iter().map(Value::from).collect::<Vec<_>>());
        }
        match self.holder.get("format").and_then(Value::as_str) {
            Some(format @ ("date" | "fiscal-period")) if matches!(kind, Kind::Int | Kind::Float) => return self.wrong_format(format),
            _ => {}
        }
        match kind {
            Kind::Text if wants("boolean") => self.text_for_boolean(),
            Kind::Text if wants("number") || wants("integer") => self.text_for_number(wants("number")),
            Kind::Float if wants("integer") => self.of(&VALUE_TYPE, format!("`{}` is not a whole number", self.shown)),
            Kind::Int | Kind::Float | Kind::Bool if kinds.len() == 1 && wants("string") => self.bare_for_text(),
            _ => self.wrong_shape(kinds),
        }
    }

    fn wrong_shape(&self, kinds: &[String]) -> Diagnostic {
        let have = match self.node.kind() {
            kind @ (Kind::Seq | Kind::Map) => kind.word().to_owned(),
            _ => format!("`{}`", self.shown),
        };
        let wants = |kind: &str| kinds.iter().any(|k| k == kind);
        let named = self.named();
        let message = if self.at.is_empty() {
            let (subject, what) = (&self.field, if wants("array") { "a list" } else { "a group of keys" });
            format!("{subject} is {what}, not {}", self.node.kind().word())
        } else if wants("array") {
            format!("{named} is a list of {}, not {have}", noun::of_items(&self.field))
        } else if wants("object") {
            format!("{named} is a group of keys, not {have}")
        } else {
            let words: Vec<String> = kinds.iter().map(|kind| noun::of_type(kind).to_owned()).collect();
            format!("{named} is {}, not {have}", noun::either(&words))
        };
        let found = self.of(&VALUE_TYPE, message);
        let keys: Vec<&str> = self.holder.get("properties").and_then(Value::as_object).map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default();
        match (wants("array"), keys.is_empty()) {
            (true, _) if self.field == "asks" => found.help("write a list, or `none:` with the reason"),
            (true, _) => {
                found.help(if self.node.kind() == Kind::Map { "begin each item with `- `" } else { "write a list: [a, b], or one item a line after `- `" })
            }
            (false, false) => found.help(format!("its keys are {}", noun_list(&keys))),
            _ => found,
        }
    }

    fn bare_for_text(&self) -> Diagnostic {
        let what = if self.node.kind() == Kind::Bool { "true or false" } else { "a number" };
        let quoted = format!("\"{}\"", self.node.text());
        let title = format!("put it in quotes: {quoted}");
        self.of(&VALUE_TYPE, format!("`{}` is {what}, but {} is text", self.shown, self.named())).help(title.clone()).fix(self.replace(title, quoted, true))
    }

    fn text_for_boolean(&self) -> Diagnostic {
        let meant = match self.node.text().trim().to_ascii_lowercase().as_str() {
            "yes" | "y" | "on" | "true" => Some("true"),
            "no" | "n" | "off" | "false" => Some("false"),
            _ => None,
        };
        let found = self.of(&VALUE_TYPE, format!("`{}` is text, but {} is true or false", self.shown, self.named()));
        match meant {
            Some(word) => found.help(format!("write `{word}`")).fix(self.replace(format!("replace with `{word}`"), word.to_owned(), false)),
            None => found.help("write `true` or `false`"),
        }
    }

    fn text_for_number(&self, fraction: bool) -> Diagnostic {
        let text = self.node.text().trim();
        // an amount with `_` between its figures is text without quotes
        let grouped = text.contains('_').then(|| text.replace('_', "")).and_then(|text| crate::base::amount::Amount::parse(&text));
        if let Some(number) = crate::base::amount::Amount::parse(text).filter(|_| grouped.is_none()) {
            let title = format!("remove the quotes: {number}");
            return self.of(&VALUE_TYPE, format!("`\"{}\"` is text, but {} is a number", self.shown, self.named())).help(title.clone()).fix(self.replace(
                title,
                number.to_string(),
                true,
            ));
        }
        let meant = grouped.or_else(|| misspelt::number(text)).filter(|number| fraction || number.0.is_integer());
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return self.of(&VALUE_TYPE, format!("`{}` is text, but {} is a number", self.shown, self.named())).help("write a plain number");
        }
        let what = if self.holder.get("maximum") == Some(&Value::from(1)) { "a number from 0 to 1" } else { "an amount" };
        let what = if fraction { what } else { "a whole number" };
        let found = self.of(&VALUE_FORMAT, format!("`{}` is not {what}: write a plain number", self.shown));
        match meant {
            Some(number) => found.help(format!("write {number}")).fix(self.replace(format!("replace with {number}"), number.to_string(), false)),
            None => found.help("write digits alone, with a point before decimals, for example 250000 or 1250.50"),
        }
    }

    fn no_choice(&self, words: &[Value]) -> Diagnostic {
        let words: Vec<String> = words.iter().map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let in_scores = self.at.starts_with("/icp/scores/");
        let kind = match self.at {
            _ if in_scores => "scores",
            at if at.starts_with("/rules/") || (at.starts_with("/overrides/") && at.contains("/rules/")) => "rules",
            at if at.starts_with("/policy/tiers/cadence/") => "cadence",
            _ => &self.field,
        };
        let what = noun::of_word(kind);
        let text = self.node.text();
        let found = self.of(&ENUM_VALUE, format!("`{}` is not {what}", self.shown));
        if in_scores {
            return found.help("write the level as a whole number, or `unknown`");
        }
        let note = allowed("allowed", text, &words);
        let nearest = match (words.as_slice(), self.node.kind()) {
            ([only], _) => Some(*only),
            (_, Kind::Bool) => words.iter().copied().find(|word| *word == if text.eq_ignore_ascii_case("true") { "yes" } else { "no" }),
            _ => near::nearest(text.trim(), &words),
        };
        let Some(word) = nearest else {
            // a report of one line shows no notes
            let shown: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            return if words.len() <= IN_FULL { found.help(format!("write {}", noun::either(&shown))) } else { found.note(note) };
        };
        let case_only = word.eq_ignore_ascii_case(text.trim());
        let help = if words.len() == 1 || self.node.kind() == Kind::Bool { format!("write `{word}`") } else { format!("did you mean `{word}`?") };
        let found = if words.len() == 1 { found } else { found.note(note) };
        found.help(help).fix(self.replace(format!("replace with `{word}`"), word.to_owned(), case_only))
    }

    fn wrong_format(&self, format: &str) -> Diagnostic {
        let text = self.node.text().trim();
        match format {
            "date" => {
                let fault = misspelt::date(text, &self.shown);
                let found = self.of(&DATE_VALUE, fault.message);
                match fault.proposals.as_slice() {
                    [] => found.help("write an existing day as YYYY-MM-DD"),
                    [day] => found.help(format!("write {day}")).fix(self.replace(format!("replace with {day}"), day.to_string(), fault.same)),
                    [first, second, ..] => found.help(format!("write {first} or {second}, whichever is meant")),
                }
            }
            "fiscal-period" => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not a fiscal period", self.shown));
                match misspelt::period(text) {
                    Some(period) => found.help(format!("write {period}")).fix(self.replace(format!("replace with {period}"), period.to_string(), false)),
                    None => found.help("write FY2027, FY2027-Q1 or FY2027-01"),
                }
            }
            "slug" => {
                let reason = slug::Slug::new(self.node.text()).err().unwrap_or("is not written as ids are");
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not an id: it {reason}", self.shown));
                match slug::proposal(text) {
                    Some(id) if id != text => found.help(format!("write `{id}`")).fix(self.replace(format!("replace with `{id}`"), id, false)),
                    // written as ids are, and yet no name for a folder everywhere
                    _ if slug::is_reserved(text) => found.help("take another id: Windows keeps this name for a device"),
                    _ => found.help("write lower-case letters, digits and single hyphens"),
                }
            }
            other => self.of(&VALUE_FORMAT, format!("`{}` is not {}", self.shown, noun::with_article(other))),
        }
    }

    fn wrong_pattern(&self) -> Diagnostic {
        let text = self.node.text().trim();
        match self.field.as_str() {
            "locale" => {
                let known: Vec<&str> = locale::all().map(|locale| locale.tag).collect();
                let found = self.of(&VALUE_FORMAT, format!("there is no locale `{}`", self.shown));
                found.help(near::nearest(text, &known).map_or_else(|| format!("write one of {}", known.join(", ")), |near| format!("did you mean `{near}`?")))
            }
            "currency" => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not a currency code: three capital letters", self.shown));
                let code = text.to_ascii_uppercase();
                let good = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
                if good {
                    found.help(format!("write {code}")).fix(self.replace(format!("replace with {code}"), code, true))
                } else {
                    found.help("for example USD or EUR")
                }
            }
            "accent" => {
                self.of(&VALUE_FORMAT, format!("`{}` is not a colour: write `#` and six hexadecimal digits", self.shown)).help("quotes are needed: \"#1f6feb\"")
            }
            "base_url" | "edit_url" | "issues_url" => {
                if let Some((message, help)) = address::fault(&self.field, text) {
                    return self.of(&VALUE_FORMAT, message).help(help);
                }
                self.of(&VALUE_FORMAT, format!("`{}` is not a web address", self.shown)).help("begin it with https:// (or http://)")
            }
            _ => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not written as {} wants it", self.shown, self.named()));
                match self.holder.get("description").and_then(Value::as_str) {
                    Some(description) => found.help(description),
                    None => found,
                }
            }
        }
    }

    fn limit(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.holder.get(*key)).map(Value::to_string)
    }

    fn out_of_range(&self) -> Diagnostic {
        let (low, high) = (self.limit(&["minimum", "exclusiveMinimum"]), self.limit(&["maximum", "exclusiveMaximum"]));
        let far = |limit: &Option<String>| limit.as_ref().is_none_or(|text| text.len() > 12);
        let message = match (&low, &high) {
            (Some(low), Some(high)) if !far(&Some(low.clone())) && !far(&Some(high.clone())) => format!("`{}` is not between {low} and {high}", self.shown),
            (Some(low), _) if !far(&Some(low.clone())) => format!("`{}` is less than {low}", self.shown),
            (_, Some(high)) if !far(&Some(high.clone())) => format!("`{}` is more than {high}", self.shown),
            _ => format!("`{}` is out of range", self.shown),
        };
        let found = self.of(&VALUE_RANGE, message);
        let amount = crate::base::amount::Amount::parse(self.node.text());
        let percent = crate::base::amount::Amount::parse("0.01").unwrap_or_default();
        match amount {
            // less than 2 is a share that is too large, and hardly a percentage
            Some(amount) if high.as_deref() == Some("1") && amount.0 >= 2.into() && amount.0 <= 100.into() => {
                let share = amount.times(percent.0);
                found.help(format!("write {share}: shares and probabilities are numbers from 0 to 1"))
            }
            _ if high.as_deref() == Some("1") && low.as_deref() == Some("0") => found.help("write a number between 0 and 1, for example 0.25 for 25 %"),
            _ => found,
        }
    }

    fn wrong_length(&self) -> Diagnostic {
        let length = self.node.text().chars().count();
        match (self.limit(&["maxLength"]), self.limit(&["minLength"])) {
            (Some(most), _) if most.parse().is_ok_and(|most: usize| length > most) => {
                self.of(&VALUE_RANGE, format!("{} has {length} characters, and {most} are allowed", self.named()))
            }
            (_, Some(least)) => self.of(&VALUE_RANGE, format!("{} has {length} characters, and needs {least} at least", self.named())),
            _ => self.of(&VALUE_RANGE, format!("{} is too long or too short", self.named())),
        }
    }

    fn wrong_count(&self) -> Diagnostic {
        let count = self.node.children().count();
        let what = if self.node.kind() == Kind::Seq { noun::of_items(&self.field) } else { "keys" };
        if count == 0 {
            return self.owner(&EMPTY_VALUE, format!("{} is empty", self.named())).help(format!("list at least one of its {what}"));
        }
        let most = self.limit(&["maxItems", "maxProperties"]).filter(|most| most.parse().is_ok_and(|most: usize| count > most));
        match (most, self.limit(&["minItems", "minProperties"])) {
            (Some(most), _) => self.owner(&VALUE_RANGE, format!("{} has {count} {what}, and {most} are allowed", self.named())),
            (None, Some(least)) => self.owner(&VALUE_RANGE, format!("{} has {count} {what}, and needs {least} at least", self.named())),
            _ => self.owner(&VALUE_RANGE, format!("{} has too many or too few {what}", self.named())),
        }
    }

    fn no_alternative(&self, violation: &Violation) -> Diagnostic {
        let branches = self.scene.schema.checking().pointer(&violation.keyword).and_then(Value::as_array);
        let titles: Vec<&str> = branches.into_iter().flatten().filter_map(|branch| branch.get("title").and_then(Value::as_str)).collect();
        let found = self.of(&NO_ALTERNATIVE_FITS, format!("{} fits none of the forms that it may have", self.named()));
        if titles.is_empty() { found } else { found.note(format!("it may be: {}", titles.join(", "))) }
    }
}

/// Up to eight names, then an ellipsis.
fn noun_list(names: &[&str]) -> String {
    let mut text = names.iter().take(IN_FULL).copied().collect::<Vec<_>>().join(", ");
    if names.len() > IN_FULL {
        text.push_str(", …");
    }
    text
}
