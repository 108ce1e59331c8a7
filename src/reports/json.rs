//! `quarterdeck-report/1`: everything about every finding, for programs (contract §3).

use serde_json::{Value, json};

use crate::base::span::Position;
use crate::diag::reported::Reported;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "json", what: "one document for programs (quarterdeck-report/1)", human: false, piecewise: false, write };

/// One finding after the other, so that a report on ten thousand plans is never a tree in memory.
fn write(cx: &ReportCx<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&head(cx)).unwrap_or_default();
    if !cx.findings.is_empty() {
        text.truncate(text.len().saturating_sub("[]\n}".len()));
        let mut opening = "[\n";
        for finding in cx.findings.iter().map(value) {
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
        "counts": {"plans": cx.plans.len(), "error": cx.counts.error, "warn": cx.counts.warn, "info": cx.counts.info, "suppressed": cx.suppressed, "baselined": cx.baselined},
        "findings": [],
    })
}

/// One finding as a value.
pub fn value(reported: &Reported<'_>) -> Value {
    let finding = reported.finding;
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
    let fix = finding.fix.as_ref().map(|fix| {
        let edits = fix.edits.iter().map(|edit| json!({"path": edit.path.as_str(), "start": edit.span.start, "end": edit.span.end, "text": edit.text}));
        json!({"title": fix.title, "safe": fix.safe, "edits": edits.collect::<Vec<Value>>()})
    });
    map.insert("fix".to_owned(), json!(fix));
    map.insert("fingerprint".to_owned(), json!(reported.fingerprint));
    map.insert("state".to_owned(), json!(reported.state.as_str()));
    value
}

fn place(position: Position) -> Value {
    json!({"line": position.line, "column": position.column, "byte": position.byte})
}
