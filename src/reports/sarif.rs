//! SARIF 2.1.0 (OASIS): one run with the rules and their manual pages, findings with places, safe fixes, and what is suppressed. Code hosts show
//! the first 5,000 results, so errors stand first and the rest is left out with a sentence that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::base::count::count;
use crate::base::path::SourcePath;
use crate::base::span::Position;
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::reported::{Reported, State};
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "sarif", what: "SARIF 2.1.0 for code scanning", human: false, write };

/// How many results a code host keeps.
const KEPT: usize = 5_000;

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    document(cx, Regions::WithBytes, out)
}

/// How places are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regions {
    /// Lines and columns alone, and no fixes: a site is the same whatever ends the lines of its plans, and bytes are not.
    LinesAlone,
    WithBytes,
}

/// The whole document.
///
/// # Errors
/// When `out` cannot be written to.
pub fn document(cx: &ReportCx<'_>, regions: Regions, out: &mut dyn Write) -> io::Result<()> {
    let mut results: Vec<&Reported<'_>> = cx.findings.iter().collect();
    // within a level the total order stays
    results.sort_by_key(|it| (it.state != State::Open, std::cmp::Reverse(it.finding.level)));
    let left_out = results.len().saturating_sub(KEPT);
    results.truncate(KEPT);
    let codes: Vec<&'static Code> = results.iter().map(|it| (it.finding.code.code, it.finding.code)).collect::<BTreeMap<_, _>>().into_values().collect();
    let places: BTreeMap<&'static str, usize> = codes.iter().enumerate().map(|(index, code)| (code.code, index)).collect();
    let text = format!("{} left out: code hosts keep {KEPT}", count(left_out, "more finding is", "more findings are"));
    let told = (left_out > 0).then(|| json!({"level": "warning", "message": {"text": text}}));
    let artifacts: BTreeSet<String> = results.iter().map(|it| cx.host_path(&it.finding.path)).collect();
    let run = Run {
        tool: json!({"driver": {
            "name": "quarterdeck",
            "semanticVersion": cx.version,
            "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
        }}),
        automation_details: json!({"id": "quarterdeck/check/"}),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({"SRCROOT": {"description": {"text": "the root of the repository"}}}),
        invocations: json!([{
            "executionSuccessful": true,
            "exitCode": i32::from(!cx.passes),
            "toolExecutionNotifications": told.into_iter().collect::<Vec<_>>(),
        }]),
        artifacts: artifacts.iter().map(|path| json!({"location": {"uri": uri(path), "uriBaseId": "SRCROOT"}})).collect(),
        results: Outcomes { cx, results: &results, places: &places, regions },
        properties: json!({"asOf": cx.as_of, "territory": cx.territory}),
    };
    let document =
        Document { schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a, 'f> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a, 'f>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a, 'f> {
    tool: Value,
    automation_details: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: Value,
    artifacts: Vec<Value>,
    results: Outcomes<'a, 'f>,
    properties: Value,
}

/// The results, each made when it is written.
struct Outcomes<'a, 'f> {
    cx: &'a ReportCx<'f>,
    results: &'a [&'a Reported<'f>],
    /// The number of each rule, by its code.
    places: &'a BTreeMap<&'static str, usize>,
    regions: Regions,
}

impl Serialize for Outcomes<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = |code: &str| self.places.get(code).copied().unwrap_or(0);
        serializer.collect_seq(self.results.iter().map(|it| Outcome::of(self.cx, it, place(it.finding.code.code), self.regions)))
    }
}

/// One of thousands of results: written as it stands, where a tree of values took most of the time.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Value; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "quarterdeck/v1")]
    first: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Place,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u32>,
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

impl<'a> Outcome<'a> {
    fn of(cx: &ReportCx<'_>, it: &'a Reported<'_>, rule_index: usize, regions: Regions) -> Self {
        let finding = it.finding;
        let location = |path: &SourcePath, from: Position, to: Position, message: Option<&str>| Location::of(cx, path, (from, to), message, regions);
        Outcome {
            rule_id: finding.code.code,
            rule_index,
            level: level(finding.level),
            message: Message { text: plain(&told::sentence(finding)) },
            locations: [location(&finding.path, finding.start, finding.end, None)],
            partial_fingerprints: Fingerprints { first: it.fingerprint },
            related_locations: finding.labels.iter().map(|label| location(&label.path, label.start, label.end, Some(&label.message))).collect(),
            fixes: fix(cx, finding).filter(|_| regions == Regions::WithBytes).map(|fix| [fix]),
            suppressions: match it.state {
                State::Open => None,
                State::Suppressed => Some([Suppression { kind: "inSource", status: "accepted", justification: it.reason }]),
                State::Baselined => Some([Suppression { kind: "external", status: "accepted", justification: it.reason }]),
            },
            baseline_state: (it.state == State::Baselined).then_some("unchanged"),
        }
    }
}

impl Location {
    fn of(cx: &ReportCx<'_>, path: &SourcePath, (start, end): (Position, Position), message: Option<&str>, regions: Regions) -> Self {
        let region = Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            byte_offset: (regions == Regions::WithBytes).then_some(start.byte),
            byte_length: (regions == Regions::WithBytes).then_some(end.byte.saturating_sub(start.byte)),
        };
        let place = Place { uri: uri(&cx.host_path(path)), uri_base_id: "SRCROOT" };
        Location { physical_location: Physical { artifact_location: place, region }, message: message.map(|message| Message { text: plain(message) }) }
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
