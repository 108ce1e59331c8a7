//! `quarterdeck-report/1`: everything about every finding, for programs (contract §3).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::{Value, json};

use crate::base::date::Date;
use crate::base::span::Position;
use crate::diag::diagnostic::Label;
use crate::diag::fix::{Edit, Fix};
use crate::diag::reported::Reported;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "json", what: "one document for programs (quarterdeck-report/1)", human: false, write };

/// One finding after the other, so that a report on ten thousand plans is never a tree in memory, nor a text.
fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema: "quarterdeck-report/1",
        tool: json!({"name": "quarterdeck", "version": cx.version}),
        as_of: cx.as_of,
        territory: cx.territory,
        counts: json!({"plans": cx.plans.len(), "error": cx.counts.error, "warn": cx.counts.warn, "info": cx.counts.info, "suppressed": cx.suppressed, "baselined": cx.baselined}),
        findings: Lines(cx.findings),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    tool: Value,
    as_of: Date,
    territory: &'a str,
    counts: Value,
    findings: Lines<'a>,
}

struct Lines<'a>(&'a [Reported<'a>]);

impl Serialize for Lines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Line))
    }
}

/// One finding, with the keys of `contract.md` §3.
pub struct Line<'a>(pub &'a Reported<'a>);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.0.finding;
        let mut line = serializer.serialize_struct("Finding", 15)?;
        line.serialize_field("rule", finding.code.name)?;
        line.serialize_field("code", finding.code.code)?;
        line.serialize_field("category", finding.code.category.as_str())?;
        line.serialize_field("severity", finding.level.as_str())?;
        line.serialize_field("path", finding.path.as_str())?;
        line.serialize_field("account", &finding.account.as_deref())?;
        line.serialize_field("start", &finding.start)?;
        line.serialize_field("end", &finding.end)?;
        line.serialize_field("pointer", &finding.pointer)?;
        line.serialize_field("message", &finding.message)?;
        line.serialize_field("help", &finding.help)?;
        line.serialize_field("labels", &finding.labels.iter().map(LabelOf::of).collect::<Vec<_>>())?;
        line.serialize_field("fix", &finding.fix.as_deref().map(FixOf::of))?;
        line.serialize_field("fingerprint", &self.0.fingerprint)?;
        line.serialize_field("state", self.0.state.as_str())?;
        line.end()
    }
}

#[derive(Serialize)]
struct LabelOf<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    message: &'a str,
}

impl<'a> LabelOf<'a> {
    fn of(label: &'a Label) -> Self {
        LabelOf { path: label.path.as_str(), start: label.start, end: label.end, message: &label.message }
    }
}

#[derive(Serialize)]
struct FixOf<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditOf<'a>>,
}

#[derive(Serialize)]
struct EditOf<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

impl<'a> FixOf<'a> {
    fn of(fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| EditOf { path: edit.path.as_str(), start: edit.span.start, end: edit.span.end, text: &edit.text };
        FixOf { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
    }
}
