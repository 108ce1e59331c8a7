//! Reviewdog's diagnostics: places by UTF-8 bytes, ends exclusive, safe fixes as suggestions that a click applies.

use std::io::{self, Write};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::base::path::SourcePath;
use crate::base::span::{ByteSpan, LineIndex};
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "rdjson", what: "diagnostics for reviewdog", human: false, write };

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document(cx))?;
    writeln!(out)
}

struct Document<'a, 'b>(&'a ReportCx<'b>);

impl Serialize for Document<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Document", 2)?;
        document.serialize_field("source", &json!({"name": "quarterdeck", "url": ""}))?;
        document.serialize_field("diagnostics", &Diagnostics(self.0))?;
        document.end()
    }
}

/// The list, of which one diagnostic stands in memory at a time.
struct Diagnostics<'a, 'b>(&'a ReportCx<'b>);

impl Serialize for Diagnostics<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Diagnostics(cx) = self;
        let mut lines = Lines { cx, last: None };
        serializer.collect_seq(cx.open().map(|finding| diagnostic(cx, &mut lines, finding)))
    }
}

fn diagnostic(cx: &ReportCx<'_>, lines: &mut Lines<'_, '_>, finding: &Diagnostic) -> Value {
    let severity = match finding.level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        _ => "INFO",
    };
    let mut value = json!({
        "message": told::with_labels(cx, finding),
        "location": {"path": cx.host_path(&finding.path), "range": lines.range(&finding.path, finding.span)},
        "severity": severity,
        "code": {"value": finding.code.name},
    });
    // a suggestion is for this file alone
    let fix = finding.fix.as_ref().filter(|fix| fix.safe && fix.edits.iter().all(|edit| edit.path == finding.path));
    if let (Some(fix), Some(map), true) = (fix, value.as_object_mut(), (cx.source)(&finding.path).is_some()) {
        let suggestions = fix.edits.iter().map(|edit| json!({"range": lines.range(&finding.path, edit.span), "text": edit.text}));
        map.insert("suggestions".to_owned(), suggestions.collect());
    }
    value
}

/// The lines of the file that was asked for last: findings of one file stand together, and a file may have very many.
struct Lines<'a, 'b> {
    cx: &'a ReportCx<'b>,
    last: Option<(SourcePath, LineIndex)>,
}

impl Lines<'_, '_> {
    fn range(&mut self, path: &SourcePath, span: ByteSpan) -> Value {
        let index = match self.last.take() {
            Some((last, index)) if last == *path => index,
            // a file that was not read has its first line alone
            _ => LineIndex::new((self.cx.source)(path).unwrap_or(&[])),
        };
        // a position with its column counted in bytes of its line, from 1
        let place = |byte| json!({"line": index.line(byte).max(1), "column": index.byte_column(byte)});
        let range = json!({"start": place(span.start), "end": place(span.end)});
        self.last = Some((path.clone(), index));
        range
    }
}
