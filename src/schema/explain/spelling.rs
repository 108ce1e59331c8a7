//! A text that is not written as its field wants it: no word of the list, no day, no id, no address.

use serde_json::Value;

use super::{IN_FULL, Subject, allowed};
use crate::base::{locale, near, slug};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Fix, did_you_mean};
use crate::parse::node::Kind;
use crate::schema::codes::{DATE_VALUE, ENUM_VALUE, VALUE_FORMAT};
use crate::schema::{address, misspelt, noun};

impl Subject<'_> {
    pub(super) fn no_choice(&self, words: &[Value]) -> Diagnostic {
        let in_time = words.len() <= IN_FULL || self.scene.patience.takes(words.len());
        let count = words.len();
        // a list that there is no time for is not even made
        let words = if in_time { words } else { &[] };
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
        if !in_time {
            return found.note(format!("allowed: {count} words; `quarterdeck schema` prints them"));
        }
        let note = allowed("allowed", text, &words);
        let bare = text.trim().trim_end_matches([',', ';', '.', ':']).trim_end();
        let nearest = match (words.as_slice(), self.node.kind()) {
            ([only], _) => Some(*only),
            // what stands before a comma that nobody meant
            (words, Kind::Text) if words.contains(&bare) => Some(bare),
            (_, Kind::Bool) => words.iter().copied().find(|word| *word == if text.eq_ignore_ascii_case("true") { "yes" } else { "no" }),
            _ => near::nearest(text.trim(), &words),
        };
        let Some(word) = nearest else {
            // a report of one line shows no notes
            let shown: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            return if words.len() <= IN_FULL { found.help(format!("write {}", noun::either(&shown))) } else { found.note(note) };
        };
        let case_only = word.eq_ignore_ascii_case(text.trim());
        let help = if words.len() == 1 || self.node.kind() == Kind::Bool { format!("write `{word}`") } else { did_you_mean(word) };
        let found = if words.len() == 1 { found } else { found.note(note) };
        found.help(help).fix(Fix { safe: case_only, ..self.replace(format!("replace with `{word}`"), word.to_owned()) })
    }

    pub(super) fn wrong_format(&self, format: &str) -> Diagnostic {
        let text = self.node.text().trim();
        match format {
            "date" => {
                let fault = misspelt::date(text, &self.shown);
                let found = self.of(&DATE_VALUE, fault.message);
                match fault.proposals.as_slice() {
                    [] => found.help("write an existing day as YYYY-MM-DD"),
                    [day] => found.help(format!("write {day}")).fix(Fix { safe: fault.same, ..self.replace(format!("replace with {day}"), day.to_string()) }),
                    [first, second, ..] => found.help(format!("write {first} or {second}, whichever is meant")),
                }
            }
            "fiscal-period" => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not a fiscal period", self.shown));
                match misspelt::period(text) {
                    Some(period) => found.help(format!("write {period}")).fix(self.replace(format!("replace with {period}"), period.to_string())),
                    None => found.help("write FY2027, FY2027-Q1 or FY2027-01"),
                }
            }
            "slug" => {
                let reason = slug::Slug::new(self.node.text()).err().unwrap_or("is not written as ids are");
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not an id: it {reason}", self.shown));
                match slug::proposal(text) {
                    Some(id) if id != text => found.help(format!("write `{id}`")).fix(self.replace(format!("replace with `{id}`"), id)),
                    // written as ids are, and yet no name for a folder everywhere
                    _ if slug::is_reserved(text) => found.help("take another id: Windows keeps this name for a device"),
                    _ => found.help("write lower-case letters, digits and single hyphens"),
                }
            }
            other => self.of(&VALUE_FORMAT, format!("`{}` is not {}", self.shown, noun::with_article(other))),
        }
    }

    pub(super) fn wrong_pattern(&self) -> Diagnostic {
        let text = self.node.text().trim();
        match self.field.as_str() {
            "locale" => {
                let known: Vec<&str> = locale::all().map(|locale| locale.tag).collect();
                let found = self.of(&VALUE_FORMAT, format!("there is no locale `{}`", self.shown));
                found.help(near::nearest(text, &known).map_or_else(|| format!("write one of {}", known.join(", ")), did_you_mean))
            }
            "currency" => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not a currency code: three capital letters", self.shown));
                let code = text.to_ascii_uppercase();
                let good = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
                if good {
                    found.help(format!("write {code}")).fix(Fix { safe: true, ..self.replace(format!("replace with {code}"), code) })
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
                self.of(&VALUE_FORMAT, format!("`{}` is not a web address", self.shown)).help(match self.shown.contains("://") {
                    true => "write it as a browser shows it: no blanks (`%20` instead), and a host behind https://",
                    false => "begin it with https:// (or http://)",
                })
            }
            _ => {
                let found = self.of(&VALUE_FORMAT, format!("`{}` is not written as {} wants it", self.shown, self.named()));
                match self.holder.get("description").and_then(Value::as_str) {
                    Some(description) => found.help(description.to_owned()),
                    None => found,
                }
            }
        }
    }
}
