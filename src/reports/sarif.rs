//! SARIF 2.1.0 (OASIS): one run with the rules and their manual pages, findings with places, safe fixes, and what is suppressed. Code hosts show
//! the first 5,000 results, so errors stand first and the rest is left out with a sentence that says so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::base::count::count;
use crate::base::path::SourcePath;
use crate::base::span::Position;
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::{Diagnostic, Label};
use crate::diag::reported::{Reported, State};
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "sarif", what: "SARIF 2.1.0 for code scanning", human: false, piecewise: false, write };

/// How many results a code host keeps.
const KEPT: usize = 5_000;

fn write(cx: &ReportCx<'_>) -> String {
    document(cx, true)
}

/// The whole document. `in_bytes` adds what counts bytes, fixes among it: a site is the same whatever ends the lines of its plans, and bytes are not.
pub fn document(cx: &ReportCx<'_>, in_bytes: bool) -> String {
    let mut results: Vec<&Reported<'_>> = cx.findings.iter().collect();
    // within a level the total order stays
    results.sort_by_key(|it| (it.state != State::Open, std::cmp::Reverse(it.finding.level)));
    let left_out = results.len().saturating_sub(KEPT);
    results.truncate(KEPT);
    let codes: Vec<&'static Code> = results.iter().map(|it| (it.finding.code.code, it.finding.code)).collect::<BTreeMap<_, _>>().into_values().collect();
    let places: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(index, code)| (code.code, index)).collect();
    let text = format!("{} left out: code hosts keep {KEPT}", count(left_out, "more finding is", "more findings are"));
    let told = (left_out > 0).then(|| json!({"level": "warning", "message": {"text": text}}));
    let artifacts: BTreeSet<String> = results.iter().map(|it| cx.host_path(&it.finding.path)).collect();
    let run = json!({
        "tool": {"driver": {
            "name": "quarterdeck",
            "semanticVersion": cx.version,
            "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
        }},
        "automationDetails": {"id": "quarterdeck/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the root of the repository"}}},
        "invocations": [{
            "executionSuccessful": true,
            "exitCode": i32::from(!cx.passes),
            "toolExecutionNotifications": told.into_iter().collect::<Vec<_>>(),
        }],
        "artifacts": artifacts.iter().map(|path| json!({"location": {"uri": uri(path), "uriBaseId": "SRCROOT"}})).collect::<Vec<_>>(),
        "results": results.iter().map(|it| result(cx, it, places.get(it.finding.code.code).copied().unwrap_or(0), in_bytes)).collect::<Vec<_>>(),
        "properties": {"asOf": cx.as_of, "territory": cx.territory},
    });
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn rule(code: &Code) -> Value {
    let docs = &code.docs;
    let markdown = format!("{}\n\n**How to fix it.** {}\n", docs.why, docs.fix);
    json!({
        "id": code.code,
        "name": code.name,
        "shortDescription": {"text": docs.what},
        "fullDescription": {"text": format!("{} {}", docs.what, docs.why)},
        "help": {"text": format!("{} {}", docs.why, docs.fix), "markdown": markdown},
        "defaultConfiguration": {"level": level(code.level), "enabled": code.level != Level::Off},
        "properties": {"tags": ([code.category.as_str()].into_iter().chain(code.ids.iter().copied()).take(10).collect::<Vec<_>>())},
    })
}

fn result(cx: &ReportCx<'_>, it: &Reported<'_>, index: usize, in_bytes: bool) -> Value {
    let finding = it.finding;
    let location = |path: &SourcePath, from: Position, to: Position, message: Option<&str>| location(cx, path, (from, to), message, in_bytes);
    let mut value = json!({
        "ruleId": finding.code.code,
        "ruleIndex": index,
        "level": level(finding.level),
        "message": {"text": plain(&told::sentence(finding))},
        "locations": [location(&finding.path, finding.start, finding.end, None)],
        "partialFingerprints": {"quarterdeck/v1": it.fingerprint},
    });
    let Some(map) = value.as_object_mut() else { return value };
    if !finding.labels.is_empty() {
        let related = |label: &Label| location(&label.path, label.start, label.end, Some(&label.message));
        map.insert("relatedLocations".to_owned(), finding.labels.iter().map(related).collect());
    }
    if let Some(fix) = fix(cx, finding).filter(|_| in_bytes) {
        map.insert("fixes".to_owned(), json!([fix]));
    }
    push_state(map, it);
    value
}

fn push_state(map: &mut Map<String, Value>, it: &Reported<'_>) {
    let kind = match it.state {
        State::Open => return,
        State::Suppressed => "inSource",
        State::Baselined => "external",
    };
    let suppression = match it.reason {
        Some(reason) => json!({"kind": kind, "status": "accepted", "justification": reason}),
        None => json!({"kind": kind, "status": "accepted"}),
    };
    map.insert("suppressions".to_owned(), json!([suppression]));
    if it.state == State::Baselined {
        map.insert("baselineState".to_owned(), json!("unchanged"));
    }
}

fn location(cx: &ReportCx<'_>, path: &SourcePath, (start, end): (Position, Position), message: Option<&str>, in_bytes: bool) -> Value {
    let mut region = json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column});
    if let Some(region) = region.as_object_mut().filter(|_| in_bytes) {
        region.insert("byteOffset".to_owned(), json!(start.byte));
        region.insert("byteLength".to_owned(), json!(end.byte.saturating_sub(start.byte)));
    }
    let physical = json!({"artifactLocation": {"uri": uri(&cx.host_path(path)), "uriBaseId": "SRCROOT"}, "region": region});
    match message {
        Some(message) => json!({"physicalLocation": physical, "message": {"text": plain(message)}}),
        None => json!({"physicalLocation": physical}),
    }
}

/// In a message of SARIF brackets make links and a backslash keeps them from it (§3.11.6).
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// A safe fix, as replacements of bytes.
fn fix(cx: &ReportCx<'_>, finding: &Diagnostic) -> Option<Value> {
    let fix = finding.fix.as_ref().filter(|fix| fix.safe)?;
    let mut files: BTreeMap<&SourcePath, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": {"byteOffset": edit.span.start, "byteLength": edit.span.end.saturating_sub(edit.span.start)},
            "insertedContent": {"text": edit.text},
        });
        files.entry(&edit.path).or_default().push(replacement);
    }
    let changes = files
        .iter()
        .map(|(path, replacements)| json!({"artifactLocation": {"uri": uri(&cx.host_path(path)), "uriBaseId": "SRCROOT"}, "replacements": replacements}));
    Some(json!({"description": {"text": fix.title}, "artifactChanges": changes.collect::<Vec<_>>()}))
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
