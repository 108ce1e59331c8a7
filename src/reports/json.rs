//! `quarterdeck-report/1`: everything about every finding, for programs (contract §3).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::fingerprint::fingerprint;
use crate::base::span::Position;
use crate::diag::code::Category;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "json", what: "one document for programs (quarterdeck-report/1)", human: false, write };

/// One finding after the other, so that a report on ten thousand plans is never a tree in memory.
fn write(cx: &ReportCx<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&head(cx)).unwrap_or_default();
    if !cx.findings.is_empty() {
        text.truncate(text.len().saturating_sub("[]\n}".len()));
        let mut opening = "[\n";
        for finding in findings(cx.findings) {
            text.push_str(opening);
            opening = ",\n";
            let lines = serde_json::to_string_pretty(&finding).unwrap_or_default();
            for (index, line) in lines.lines().enumerate() {
                text.push_str(if index == 0 { "    " } else { "\n    " });
                text.push_str(line);
            }
        }
        text.push_str("\n  ]\n}");
    }
    text.push('\n');
    text
}

/// The report without its findings.
fn head(cx: &ReportCx<'_>) -> Value {
    json!({
        "schema": "quarterdeck-report/1",
        "tool": {"name": "quarterdeck", "version": cx.version},
        "as_of": cx.as_of,
        "territory": cx.territory,
        "counts": {"plans": cx.plans, "error": cx.counts.error, "warn": cx.counts.warn, "info": cx.counts.info, "suppressed": 0, "baselined": 0},
        "findings": [],
    })
}

/// Every finding as a value, in order.
pub fn findings<'f>(findings: &'f [&Diagnostic]) -> impl Iterator<Item = Value> + use<'f> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    findings.iter().map(move |finding| {
        let identity = identity(finding);
        let occurrence = seen.entry(identity.clone()).or_insert(0);
        *occurrence += 1;
        let number = occurrence.to_string();
        value(finding, &fingerprint([identity.as_bytes(), number.as_bytes()]))
    })
}

/// What stays the same when lines move: rule, path and the pointer by ids; where there is no pointer, or where the value itself is
/// what is wrong, the message too (`diagnostics.md` §4).
fn identity(finding: &Diagnostic) -> String {
    let place = if finding.identity.is_empty() { &finding.pointer } else { &finding.identity };
    let message = if place.is_empty() || finding.code.category == Category::Reference { finding.message.as_str() } else { "" };
    format!("{}\n{}\n{place}\n{message}", finding.code.name, finding.path)
}

fn value(finding: &Diagnostic, fingerprint: &str) -> Value {
    let mut value = json!({
        "rule": finding.code.name,
        "code": finding.code.code,
        "category": finding.code.category.as_str(),
        "severity": finding.level.as_str(),
        "path": finding.path.as_str(),
        "account": finding.account,
        "start": place(finding.start),
        "end": place(finding.end),
        "pointer": finding.pointer,
        "message": finding.message,
    });
    let Some(map) = value.as_object_mut() else { return value };
    map.insert("help".to_owned(), json!(finding.help));
    let labels: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| json!({"path": label.path.as_str(), "start": place(label.start), "end": place(label.end), "message": label.message}))
        .collect();
    map.insert("labels".to_owned(), json!(labels));
    if let Some(fix) = &finding.fix {
        let edits: Vec<Value> =
            fix.edits.iter().map(|edit| json!({"path": edit.path.as_str(), "start": edit.span.start, "end": edit.span.end, "text": edit.text})).collect();
        map.insert("fix".to_owned(), json!({"title": fix.title, "safe": fix.safe, "edits": edits}));
    }
    map.insert("fingerprint".to_owned(), json!(fingerprint));
    map.insert("state".to_owned(), json!("open"));
    value
}

fn place(position: Position) -> Value {
    json!({"line": position.line, "column": position.column, "byte": position.byte})
}
