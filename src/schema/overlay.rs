//! The company's own schema, `schemas/plan.schema.json`: read, and held to tightening and extending. What would loosen, or would be ignored
//! in silence, is a `config-error` at its place and left out; the rest is used. Knows nothing of plans.

mod keywords;
mod ours;

use serde_json::{Map, Value, json};

use crate::base::near;
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::did_you_mean;
use crate::parse::node::{Kind, Node, Part, Tree};
use crate::schema::codes::CONFIG_ERROR;
use crate::schema::compose::{compiles, resolved};
use crate::schema::core;
use crate::schema::explain::shown;
use crate::schema::{noun, pattern};
use keywords::{FORMATS, KEYWORDS, Shape, type_words};
use ours::{core_types, known_keys, list_items, names_only};

/// The largest overlay that is read, in bytes.
const MAX_BYTES: u32 = 1 << 20;
/// How deep schemas may lie in each other.
const MAX_DEPTH: usize = 32;
/// How many schemas there may be after references are followed.
const MAX_SCHEMAS: usize = 10_000;
/// How many words, keys and texts its lists may hold after references are followed: as many as a file may hold without any.
const MAX_WORDS: usize = 200_000;

/// An overlay that was read: what is right in it, for `compose::plan`, and what is wrong.
pub fn read(path: &SourcePath, tree: &Tree) -> (Option<Value>, Vec<Diagnostic>) {
    let core = core::plan().checking;
    let mut reader = Reader { path, tree, core: &core, findings: Vec::new(), schemas: 0, words: 0 };
    let root = tree.root();
    if root.span().end > MAX_BYTES {
        reader.say(root, Part::Key, "the overlay schema is larger than 1 MiB".to_owned());
        return (None, reader.findings);
    }
    if root.kind() != Kind::Map {
        reader.say(root, Part::Key, format!("an overlay schema is a group of keys, not {}", root.kind().word()));
        return (None, reader.findings);
    }
    // definitions are checked where they are used, by what they are used for
    let clean = reader.schema(root, Some(&core), "", 0);
    reader.findings.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    reader.findings.dedup();
    (clean, reader.findings)
}

struct Reader<'a> {
    path: &'a SourcePath,
    tree: &'a Tree,
    core: &'a Value,
    findings: Vec<Diagnostic>,
    schemas: usize,
    words: usize,
}

impl Reader<'_> {
    fn say(&mut self, node: Node<'_>, part: Part, message: String) {
        self.advise(node, part, message, None);
    }

    fn advise(&mut self, node: Node<'_>, part: Part, message: String, help: Option<String>) {
        let mut found = Diagnostic::new(&CONFIG_ERROR, self.path, node.part(part), message).pointer(node.pointer());
        found.help = help.map(Into::into);
        self.findings.push(found);
    }

    /// A schema of the overlay, without what is wrong in it. `core` is what we say of the same field; nothing for the company's own.
    fn schema(&mut self, node: Node<'_>, core: Option<&Value>, field: &str, depth: usize) -> Option<Value> {
        self.schemas += 1;
        if depth > MAX_DEPTH || self.schemas > MAX_SCHEMAS {
            if !self.findings.iter().any(|found| found.message.starts_with("schemas lie")) {
                self.say(node, Part::Key, format!("schemas lie more than {MAX_DEPTH} deep in each other, or a reference leads to itself"));
            }
            return None;
        }
        if node.kind() == Kind::Bool {
            let message = if node.text().eq_ignore_ascii_case("true") {
                None
            } else {
                Some(format!("`{field}` is forbidden altogether: an overlay tightens fields and does not remove them"))
            };
            if let (Some(message), Some(_)) = (message, core) {
                self.say(node, Part::Value, message);
                return None;
            }
            return Some(node.to_json());
        }
        if node.kind() != Kind::Map {
            self.say(node, Part::Value, format!("a schema is a group of keys, not {}", node.kind().word()));
            return None;
        }
        let root = self.core;
        let core = core.map(|core| resolved(root, core));
        let mut clean = Map::new();
        for entry in node.entries() {
            let keyword = entry.key().unwrap_or("").to_owned();
            let Some((_, shape)) = KEYWORDS.iter().find(|(known, _)| *known == keyword) else {
                let names: Vec<&str> = KEYWORDS.iter().map(|(name, _)| *name).collect();
                let help = near::nearest(&keyword, &names).map_or_else(|| "take it out; notes go into `$comment`".to_owned(), did_you_mean);
                self.advise(entry, Part::Key, format!("`{keyword}` is no keyword of an overlay schema and would be ignored"), Some(help));
                continue;
            };
            if !self.has_room(entry) || !self.fits(entry, *shape, &keyword) || !self.tightens(entry, core, &keyword, field) {
                continue;
            }
            match keyword.as_str() {
                "$defs" | "$schema" | "$id" | "$comment" => {}
                "$ref" => self.reference(entry, core, field, depth, &mut clean),
                _ => {
                    if let Some(value) = self.value(entry, *shape, core, &keyword, field, depth) {
                        clean.insert(keyword, value);
                    }
                }
            }
        }
        Some(Value::Object(clean))
    }

    /// May a list be taken in besides those before it? A reference takes one in again.
    fn has_room(&mut self, entry: Node<'_>) -> bool {
        if self.words <= MAX_WORDS && entry.kind() == Kind::Seq {
            self.words += entry.items().count();
        } else {
            return self.words <= MAX_WORDS;
        }
        if self.words > MAX_WORDS {
            self.say(entry, Part::Key, format!("the lists of the overlay schema hold more than {MAX_WORDS} words when references are followed"));
        }
        self.words <= MAX_WORDS
    }

    /// Is a keyword's value of the right kind?
    fn fits(&mut self, entry: Node<'_>, shape: Shape, keyword: &str) -> bool {
        let texts = |node: Node<'_>| node.kind() == Kind::Seq && node.items().all(|item| item.kind() == Kind::Text);
        let number = matches!(entry.kind(), Kind::Int | Kind::Float) && entry.to_json().is_number();
        let (good, wants) = match shape {
            Shape::Text => (entry.kind() == Kind::Text, "text"),
            Shape::Number => (number, "a number"),
            Shape::Count => (entry.kind() == Kind::Int && !entry.text().starts_with('-'), "a whole number from 0 on"),
            Shape::Bool => (entry.kind() == Kind::Bool, "true or false"),
            Shape::Any => (true, "a value"),
            Shape::Texts => (texts(entry), "a list of texts"),
            Shape::List => (entry.kind() == Kind::Seq, "a list"),
            Shape::Schemas => (entry.kind() == Kind::Seq && entry.items().next().is_some(), "a list of schemas"),
            Shape::Schema => (matches!(entry.kind(), Kind::Map | Kind::Bool), "a schema"),
            Shape::SchemaMap => (entry.kind() == Kind::Map, "a group of schemas"),
            Shape::TextsMap => (entry.kind() == Kind::Map && entry.entries().all(texts), "a group of lists of texts"),
            Shape::Types => (type_words(entry).is_some(), "a type: string, number, integer, boolean, array or object"),
        };
        let positive = keyword != "multipleOf" || entry.to_json().as_f64().is_some_and(|n| n > 0.0);
        if !(good && positive) {
            let wants = if positive { wants } else { "a number above 0" };
            self.say(entry, Part::Value, format!("`{keyword}` is {wants}"));
        }
        good && positive
    }

    /// Does a keyword ask for at least what we ask for?
    fn tightens(&mut self, entry: Node<'_>, core: Option<&Value>, keyword: &str, field: &str) -> bool {
        let named = if field.is_empty() { "the plan".to_owned() } else { format!("`{field}`") };
        let value = entry.to_json();
        let ours = core.and_then(|core| core.get(keyword));
        let limit = |value: &Value| value.as_f64();
        let looser = |higher: bool| match (ours.and_then(limit), limit(&value)) {
            (Some(ours), Some(theirs)) => (theirs > ours) == higher && theirs != ours,
            _ => false,
        };
        let message = match keyword {
            "type" => self.foreign_type(entry, core, &named),
            "enum" | "const" => foreign_word(&value, core, keyword, &named),
            "minimum" | "exclusiveMinimum" if looser(false) => {
                Some(format!("{named} is at least {} in quarterdeck, and {value} would allow less", plain(ours)))
            }
            "maximum" | "exclusiveMaximum" if looser(true) => Some(format!("{named} is at most {} in quarterdeck, and {value} would allow more", plain(ours))),
            "minLength" | "minItems" | "minProperties" if looser(false) => {
                Some(format!("{named} needs {} at least in quarterdeck, and {value} would allow less", plain(ours)))
            }
            "maxLength" | "maxItems" | "maxProperties" if looser(true) => {
                Some(format!("{named} may have {} at most in quarterdeck, and {value} would allow more", plain(ours)))
            }
            "additionalProperties" if core.is_some() && field != "custom" && ours != Some(&Value::Bool(true)) && value == Value::Bool(true) => {
                Some(format!("{named} has no keys but those that quarterdeck knows; fields of your own go under `custom`"))
            }
            "pattern" if !compiles(&json!({"pattern": value})) => {
                Some(format!("`{}` is no pattern that can be used: {}", shown(entry), pattern::fault(entry.text())))
            }
            "format" if !FORMATS.contains(&entry.text()) => Some(format!("`{}` is no format that is checked; known: {}", shown(entry), FORMATS.join(", "))),
            "$schema" if !entry.text().trim_end_matches('#').ends_with("draft/2020-12/schema") => {
                Some(format!("`{}` is not the dialect of overlay schemas, which is draft 2020-12", shown(entry)))
            }
            _ => None,
        };
        match message {
            Some(message) => {
                self.say(entry, Part::Value, message);
                false
            }
            None => true,
        }
    }

    /// What is wrong with a type that our field does not have.
    fn foreign_type(&self, entry: Node<'_>, core: Option<&Value>, named: &str) -> Option<String> {
        let words = type_words(entry).unwrap_or_default();
        let known: Vec<String> = core.map(|core| core_types(self.core, core)).unwrap_or_default();
        let is_ours = |word: &str| known.iter().any(|ours| ours == word || (word == "integer" && ours == "number"));
        let bad = words.iter().find(|word| !known.is_empty() && !is_ours(word))?;
        let ours: Vec<String> = known.iter().map(|kind| noun::of_type(kind).to_owned()).collect();
        Some(format!("{named} is {} in quarterdeck, and an overlay cannot make it {}", noun::either(&ours), noun::of_type(bad)))
    }

    /// A local reference is replaced by what it refers to.
    fn reference(&mut self, entry: Node<'_>, core: Option<&Value>, field: &str, depth: usize, clean: &mut Map<String, Value>) {
        let Some(pointer) = entry.text().strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/')) else {
            self.say(entry, Part::Value, format!("`{}` leads out of this file: a reference begins with `#/`", shown(entry)));
            return;
        };
        let Some(target) = self.tree.at(pointer) else {
            self.say(entry, Part::Value, format!("`{}` leads nowhere in this file", shown(entry)));
            return;
        };
        if let Some(Value::Object(target)) = self.schema(target, core, field, depth + 1) {
            for (key, value) in target {
                clean.entry(key).or_insert(value);
            }
        }
    }

    fn value(&mut self, entry: Node<'_>, shape: Shape, core: Option<&Value>, keyword: &str, field: &str, depth: usize) -> Option<Value> {
        let root = self.core;
        // inside conditions the overlay only asks; nothing can be loosened there, but names must be known
        match (shape, keyword) {
            (Shape::SchemaMap, "properties") => Some(self.properties(entry, core, field, depth)),
            (Shape::SchemaMap, _) => Some(self.parts(entry, keyword, depth)),
            (Shape::Schemas, _) => {
                let list: Vec<Value> = entry.items().filter_map(|part| self.schema(part, core.map(names_only).as_ref(), field, depth + 1)).collect();
                (!list.is_empty()).then_some(Value::Array(list))
            }
            (Shape::Schema, "items") => {
                let part = core.and_then(|core| list_items(root, core));
                self.schema(entry, part, field, depth + 1)
            }
            (Shape::Schema, "additionalProperties") => {
                let part = core.and_then(|core| core.get("additionalProperties")).filter(|part| part.is_object());
                self.schema(entry, part, if part.is_some() { field } else { "" }, depth + 1)
            }
            (Shape::Schema, "not" | "if" | "then" | "else") => self.schema(entry, core.map(names_only).as_ref(), field, depth + 1),
            (Shape::Schema, _) => self.schema(entry, None, field, depth + 1),
            (Shape::Texts, "required") => Some(self.required(entry, core)),
            (Shape::Types, _) => Some(match type_words(entry).unwrap_or_default().as_slice() {
                [only] => json!(only),
                words => json!(words),
            }),
            _ => Some(entry.to_json()),
        }
    }

    fn properties(&mut self, entry: Node<'_>, core: Option<&Value>, field: &str, depth: usize) -> Value {
        let mut map = Map::new();
        for property in entry.entries() {
            let name = property.key().unwrap_or("").to_owned();
            let Ok(part) = self.property(property, core, &name, field) else { continue };
            if let Some(schema) = self.schema(property, part.as_ref(), &name, depth + 1) {
                map.insert(name, schema);
            }
        }
        Value::Object(map)
    }

    /// Schemas under names that are no fields of ours, such as patterns.
    fn parts(&mut self, entry: Node<'_>, keyword: &str, depth: usize) -> Value {
        let mut map = Map::new();
        for part in entry.entries() {
            let name = part.key().unwrap_or("").to_owned();
            if keyword == "patternProperties" && !compiles(&json!({"pattern": name})) {
                self.say(part, Part::Key, format!("`{name}` is no pattern that can be used: {}", pattern::fault(&name)));
                continue;
            }
            if let Some(schema) = self.schema(part, None, &name, depth + 1) {
                map.insert(name, schema);
            }
        }
        Value::Object(map)
    }

    /// The keys that must be there, without those that no plan has.
    fn required(&mut self, entry: Node<'_>, core: Option<&Value>) -> Value {
        let known: Vec<&str> = known_keys(core).unwrap_or_default();
        let mut keys = Vec::new();
        for item in entry.items() {
            if known.is_empty() || known.contains(&item.text()) {
                keys.push(item.text().to_owned());
                continue;
            }
            let help = near::nearest(item.text(), &known).map(did_you_mean);
            self.advise(item, Part::Value, format!("`{}` is required here, but no plan has such a key", shown(item)), help);
        }
        json!(keys)
    }

    /// What we say of a property: nothing for the company's own, an error for one that plans do not have.
    fn property(&mut self, property: Node<'_>, core: Option<&Value>, name: &str, field: &str) -> Result<Option<Value>, ()> {
        let Some(core) = core else { return Ok(None) };
        if let Some(part) = core.get("properties").and_then(|properties| properties.get(name)) {
            return Ok(Some(part.clone()));
        }
        match core.get("additionalProperties") {
            Some(Value::Bool(false)) => {
                let known = known_keys(Some(core)).unwrap_or_default();
                let help = near::nearest(name, &known).map_or_else(|| "fields of your own go under `custom`".to_owned(), did_you_mean);
                let place = if field.is_empty() { "plans have".to_owned() } else { format!("`{field}` has") };
                self.advise(property, Part::Key, format!("{place} no key `{name}`, and an overlay cannot add one"), Some(help));
                Err(())
            }
            Some(part @ Value::Object(_)) => Ok(Some(part.clone())),
            _ => Ok(None),
        }
    }
}

/// What is wrong with allowed words: none at all, or one that our field does not have.
fn foreign_word(value: &Value, core: Option<&Value>, keyword: &str, named: &str) -> Option<String> {
    let words: Vec<Value> = if keyword == "enum" { value.as_array().cloned().unwrap_or_default() } else { vec![value.clone()] };
    if words.is_empty() {
        return Some(format!("`enum` of {named} allows nothing"));
    }
    let fixed = core.and_then(|core| core.get("const"));
    let known = core.and_then(|core| core.get("enum")).and_then(Value::as_array).cloned().or_else(|| fixed.map(|fixed| vec![fixed.clone()]))?;
    let odd = words.iter().find(|word| !known.contains(word))?;
    let shown = odd.as_str().map_or_else(|| odd.to_string(), str::to_owned);
    Some(format!("`{shown}` is no value that quarterdeck knows for {named}, and an overlay cannot add one"))
}

fn plain(value: Option<&Value>) -> String {
    value.map(Value::to_string).unwrap_or_default()
}
