//! Trees and plans for tests: flow-style text (JSON, or YAML's flow style with bare words) to a [`Tree`] with places. Not a YAML reader.

use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::parse::node::{Key, Kind, Tree, TreeBuilder};

pub fn path(text: &str) -> SourcePath {
    SourcePath::new(text).unwrap()
}

/// Reads flow-style text. A bare word is resolved as YAML's core schema does it.
pub fn tree(text: &str) -> Tree {
    let mut reader = Reader { text, at: 0, builder: TreeBuilder::new(Arc::from(text.as_bytes())) };
    reader.blanks();
    if reader.at < text.len() {
        reader.value(None);
    }
    reader.builder.finish()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    builder: TreeBuilder,
}

impl Reader<'_> {
    fn peek(&self) -> char {
        self.text[self.at..].chars().next().unwrap_or('\0')
    }

    fn blanks(&mut self) {
        while self.peek().is_whitespace() {
            self.at += self.peek().len_utf8();
        }
    }

    fn token(&mut self) -> (bool, ByteSpan, String) {
        let start = self.at;
        if self.peek() == '"' {
            let end = start + 1 + self.text[start + 1..].find('"').unwrap();
            let mut end = end;
            while self.text[..end].ends_with('\\') {
                end += 1 + self.text[end + 1..].find('"').unwrap();
            }
            self.at = end + 1;
            let text = serde_json::from_str(&self.text[start..end + 1]).unwrap();
            return (true, ByteSpan::new(start, self.at), text);
        }
        let rest = &self.text[start..];
        let mut end = rest.len();
        for (index, c) in rest.char_indices() {
            let colon = c == ':' && rest[index + 1..].chars().next().is_none_or(char::is_whitespace);
            if matches!(c, ',' | ']' | '}' | '\n') || colon {
                end = index;
                break;
            }
        }
        let text = rest[..end].trim_end().to_owned();
        self.at = start + text.len();
        (false, ByteSpan::new(start, self.at), text)
    }

    fn value(&mut self, key: Option<&Key>) {
        self.blanks();
        let open = self.peek();
        if !matches!(open, '[' | '{') {
            let (quoted, span, text) = self.token();
            let kind = if quoted { Kind::Text } else { kind(&text) };
            return self.builder.scalar(kind, quoted, key, span, &text);
        }
        let (kind, close) = if open == '[' { (Kind::Seq, ']') } else { (Kind::Map, '}') };
        self.builder.open(kind, key, self.at);
        self.at += 1;
        loop {
            self.blanks();
            if self.peek() == close {
                break;
            }
            if self.peek() == ',' {
                self.at += 1;
                continue;
            }
            assert!(self.at < self.text.len(), "unclosed: {}", self.text);
            if kind == Kind::Seq {
                self.value(None);
                continue;
            }
            let (_, span, text) = self.token();
            self.blanks();
            assert_eq!(self.peek(), ':', "at {}", &self.text[self.at..]);
            self.at += 1;
            self.value(Some(&Key { span, text: text.into() }));
        }
        self.at += 1;
        self.builder.close(self.at);
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "" | "null" | "~" => Kind::Null,
        "true" | "false" => Kind::Bool,
        _ if text.parse::<i64>().is_ok() || text.starts_with("0x") => Kind::Int,
        ".inf" | ".nan" => Kind::Float,
        _ if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse::<f64>().is_ok() => Kind::Float,
        _ => Kind::Text,
    }
}

const PLAN: &[(&str, &str)] = &[
    ("schema", "quarterdeck/1"),
    ("account", "northwind-health"),
    ("title", "Northwind Health Group"),
    ("status", "active"),
    ("owner", "maya-chen"),
    ("manager", "tomas-rivera"),
    ("period", "FY2027-Q1"),
    ("stance", "grow"),
    ("tier", "A"),
    ("posture", "grow-share"),
    ("selection", "{on: 2026-09-04, by: tomas-rivera, rationale: Second-largest network}"),
    ("qualification", "{market_experience: {answer: yes, evidence: Four groups}, share_below_limit: {answer: n/a}}"),
    ("icp", "{scores: {opportunity_size: 2, confirmed_budget: unknown}}"),
    ("growth_target", "900000"),
    ("opportunities", "[{id: theatre-pilot, name: Pilot, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, closed_on: null}]"),
    ("people", "[{id: ruth-adeyemi, name: Ruth, title: CPO, buying_role: economic, kdm: true, in_power: yes, influence: 5, disposition: supporter}]"),
    ("objectives", "[{id: standardise, text: Become the standard, kind: position, horizon: long, by: 2028-03-31}]"),
    ("actions", "[{id: pilot-terms, objective: standardise, text: Agree terms, owner: maya-chen, due: \"2026-12-09\", status: doing, hours: 6}]"),
    (
        "benchmarks",
        "[{id: share, text: Share, unit: \"%\", direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-09-30, value: 2.6e1}]}]",
    ),
    ("obstacles", "[{id: policy, what: Two suppliers, trend: emerged, impact: high}]"),
    ("asks", "[{id: cpo-dinner, what: Host Ruth, from: tomas-rivera, by: 2026-12-04, kind: access, status: open}]"),
    ("team", "[{person: maya-chen, function: sales}]"),
    ("motivation", "[earnings, trusted-adviser]"),
    ("commitment", "{statement: We will, by: [maya-chen], on: 2026-10-02}"),
];

/// The standard plan with sections replaced, added (`key: …`) or removed (`~key`), a line each.
pub fn plan(patch: &str) -> String {
    let mut lines: Vec<(String, String)> = PLAN.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    for line in patch.lines() {
        if let Some(key) = line.strip_prefix('~') {
            lines.retain(|(known, _)| known != key.trim());
            continue;
        }
        let (key, value) = line.split_once(": ").unwrap();
        match lines.iter_mut().find(|(known, _)| known == key) {
            Some(known) => known.1 = value.to_owned(),
            None => lines.push((key.to_owned(), value.to_owned())),
        }
    }
    let body: Vec<String> = lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", body.join(",\n"))
}
