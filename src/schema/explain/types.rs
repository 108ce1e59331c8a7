//! A value of the wrong kind: text for a number, a group for a list, and the like.

use serde_json::Value;

use super::{IN_FULL, Subject};
use crate::base::amount::{Amount, two_readings, undoubted};
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::node::Kind;
use crate::parse::{dashes, reason};
use crate::schema::codes::{VALUE_FORMAT, VALUE_TYPE};
use crate::schema::compose::Document;
use crate::schema::core::texts;
use crate::schema::money::is_money;
use crate::schema::{misspelt, noun};

impl Subject<'_> {
    fn words(&self) -> Vec<String> {
        texts(self.holder.get("enum"))
    }

    pub(super) fn wrong_type(&self, kinds: &[String]) -> Diagnostic {
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
            (true, _) if self.field == "asks" => match reason::in_braces(self.node.text()).filter(|_| self.node.kind() == Kind::Text) {
                Some(group) => found.help(format!("write `{group}`")).fix(self.replace(format!("write `{group}`"), group)),
                None => found.help("write a list, or `{none: \"the reason\"}`"),
            },
            (true, _) if self.node.kind() == Kind::Text => self.list_of_text(found),
            (true, _) => {
                found.help(if self.node.kind() == Kind::Map { "begin each item with `- `" } else { "write a list: [a, b], or one item a line after `- `" })
            }
            (false, false) => found.help(format!("its keys are {}", noun_list(&keys))),
            _ if wants("string") && self.node.kind() == Kind::Seq => {
                found.help("brackets make a list: write the text without them, or in quotes where a `[…]` is to stand until somebody knows")
            }
            _ => found,
        }
    }

    /// A text where a list belongs: mostly one whose items have another sign than a dash.
    fn list_of_text(&self, found: Diagnostic) -> Diagnostic {
        let (source, start) = (self.scene.tree.source(), self.node.span().start as usize);
        let other = source.get(start..).and_then(dashes::sign).zip(dashes::mended(source, start)).filter(|_| !self.node.quoted());
        let Some(((sign, _), (end, dashed))) = other else { return found.help("write a list: [a, b], or one item a line after `- `") };
        let mut found = found.help(dashes::HELP);
        found.message = dashes::message(sign).into();
        let edits = vec![Edit { path: self.scene.path.clone(), span: ByteSpan::new(start, end), text: dashed }];
        found.fix(Fix { title: "write dashes before the items".to_owned(), safe: true, room: None, edits })
    }

    fn bare_for_text(&self) -> Diagnostic {
        let what = if self.node.kind() == Kind::Bool { "true or false" } else { "a number" };
        let quoted = format!("\"{}\"", self.node.text());
        let title = format!("put it in quotes: {quoted}");
        self.of(&VALUE_TYPE, format!("`{}` is {what}, but {} is text", self.shown, self.named()))
            .help(title.clone())
            .fix(Fix { safe: true, ..self.replace(title, quoted) })
    }

    fn text_for_boolean(&self) -> Diagnostic {
        let meant = match self.node.text().trim().to_ascii_lowercase().as_str() {
            "yes" | "y" | "on" | "true" => Some("true"),
            "no" | "n" | "off" | "false" => Some("false"),
            _ => None,
        };
        let found = self.of(&VALUE_TYPE, format!("`{}` is text, but {} is true or false", self.shown, self.named()));
        match meant {
            Some(word) => found.help(format!("write `{word}`")).fix(self.replace(format!("replace with `{word}`"), word.to_owned())),
            None => found.help("write `true` or `false`"),
        }
    }

    fn text_for_number(&self, fraction: bool) -> Diagnostic {
        let text = self.node.text().trim();
        // an amount with `_` between its figures is text without quotes
        let grouped = text.contains('_').then(|| text.replace('_', "")).and_then(|text| Amount::parse(&text));
        if let Some([read, meant]) = two_readings(text).filter(|_| is_money(self.node)) {
            let found = self.of(&VALUE_TYPE, format!("`\"{}\"` is text, but {} is a number", self.shown, self.named()));
            return found.help(format!("without quotes, write {meant}, or {} if that is meant", undoubted(text, read)));
        }
        if let Some(number) = Amount::parse(text).filter(|_| grouped.is_none()) {
            let title = format!("remove the quotes: {number}");
            let found = self.of(&VALUE_TYPE, format!("`\"{}\"` is text, but {} is a number", self.shown, self.named())).help(title.clone());
            return found.fix(Fix { safe: true, ..self.replace(title, number.to_string()) });
        }
        let is_share = self.holder.get("maximum") == Some(&Value::from(1));
        let is_time = matches!(self.field.as_str(), "hours" | "minutes");
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return self.of(&VALUE_TYPE, format!("`{}` is text, but {} is a number", self.shown, self.named())).help("write a plain number");
        }
        let figure = misspelt::number(text).filter(|_| !is_time || !text.contains(char::is_alphabetic));
        let home = figure.filter(|figure| !figure.is_foreign(self.scene.currency));
        let meant = grouped
            .or_else(|| self.time(text))
            .or(home.map(|figure| figure.number))
            .or_else(|| self.percent(text, is_share))
            .filter(|number| fraction || number.0.is_integer());
        let what = if is_share {
            "a number from 0 to 1"
        } else if is_money(self.node) {
            "an amount"
        } else {
            "a number"
        };
        let what = if fraction { what } else { "a whole number" };
        let found = self.of(&VALUE_FORMAT, format!("`{}` is not {what}: write a plain number", self.shown));
        match meant {
            Some(number) => found.help(format!("write {number}")).fix(self.replace(format!("replace with {number}"), number.to_string())),
            None if figure.is_some() && is_money(self.node) => found.help(self.in_home()),
            None if is_time => {
                let example = if self.field == "minutes" { "90" } else { "60 or 1.5" };
                found.help(format!("write the {} with digits alone, for example {example}", self.field))
            }
            None if fraction => found.help("write digits alone, with a point before decimals, for example 250000 or 1250.50"),
            None => found.help("write digits alone, without decimals"),
        }
    }

    /// What to do with an amount in another currency than that of the amounts around it.
    fn in_home(&self) -> String {
        let digits = "with digits alone";
        match (self.scene.currency, self.scene.schema.document) {
            (Some(home), Document::Plan) => {
                format!("this plan counts in {home}: write the amount in {home}, {digits}, or give the whole plan another `currency:`")
            }
            (Some(home), _) => format!("money is counted in {home} here: write the amount in {home}, {digits}"),
            (None, _) => format!("write the amount in the plan's currency, {digits}"),
        }
    }
}

/// Units of time, and how many minutes each of them is.
const TIMES: [(&str, &[&str]); 2] = [("60", &["h", "hr", "hrs", "hour", "hours", "std"]), ("1", &["m", "min", "mins", "minute", "minutes"])];

impl Subject<'_> {
    /// A time with its unit, in the unit of its field: 60 of `60h`, 90 of `90 min` and of `1.5h`; nothing where hundredths do not tell it exactly.
    fn time(&self, text: &str) -> Option<Amount> {
        let own = match self.field.as_str() {
            "hours" => "60",
            "minutes" => "1",
            _ => return None,
        };
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let figure = misspelt::number(text.strip_suffix(unit)?)?.number;
        let unit = unit.trim().trim_end_matches('.').to_lowercase();
        let (minutes, _) = TIMES.iter().find(|(_, words)| words.contains(&unit.as_str()))?;
        let [minutes, own] = [Amount::parse(minutes)?, Amount::parse(own)?];
        let time = figure.times(minutes.0);
        let meant = Amount(time.ratio(own)?).rounded(2);
        (meant.times(own.0) == time).then_some(meant)
    }

    /// The number that a text with a percent sign was meant to be: of a share a hundredth, of a benchmark, whose unit is its own, the figure as it stands;
    /// of money nothing.
    fn percent(&self, text: &str, is_share: bool) -> Option<Amount> {
        let figure = misspelt::percent(text)?;
        match is_share {
            true => Amount::parse("0.01").map(|hundredth| figure.times(hundredth.0)),
            false => self.at.starts_with("/benchmarks/").then_some(figure),
        }
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
