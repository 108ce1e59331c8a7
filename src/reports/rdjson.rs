//! Reviewdog's diagnostics: places by UTF-8 bytes, ends exclusive, safe fixes as suggestions that a click applies.

use serde_json::{Value, json};

use crate::base::path::SourcePath;
use crate::base::span::{LineIndex, Position};
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "rdjson", what: "diagnostics for reviewdog", human: false, piecewise: false, write };

fn write(cx: &ReportCx<'_>) -> String {
    let document = json!({
        "source": {"name": "quarterdeck", "url": ""},
        "diagnostics": cx.open().map(|finding| diagnostic(cx, finding)).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn diagnostic(cx: &ReportCx<'_>, finding: &Diagnostic) -> Value {
    let severity = match finding.level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        _ => "INFO",
    };
    let mut value = json!({
        "message": told::with_labels(cx, finding),
        "location": {"path": cx.host_path(&finding.path), "range": range(cx, &finding.path, finding.start, finding.end)},
        "severity": severity,
        "code": {"value": finding.code.name},
    });
    // a suggestion is for this file alone
    let fix = finding.fix.as_ref().filter(|fix| fix.safe && fix.edits.iter().all(|edit| edit.path == finding.path));
    if let (Some(fix), Some(map), Some(bytes)) = (fix, value.as_object_mut(), (cx.source)(&finding.path)) {
        let index = LineIndex::new(bytes);
        let suggestions = fix.edits.iter().map(|edit| {
            let at = |byte| index.position(bytes, byte);
            json!({"range": range(cx, &finding.path, at(edit.span.start), at(edit.span.end)), "text": edit.text})
        });
        map.insert("suggestions".to_owned(), suggestions.collect());
    }
    value
}

fn range(cx: &ReportCx<'_>, path: &SourcePath, start: Position, end: Position) -> Value {
    json!({"start": place(cx, path, start), "end": place(cx, path, end)})
}

/// A position with its column counted in bytes of its line, from 1.
fn place(cx: &ReportCx<'_>, path: &SourcePath, position: Position) -> Value {
    let column = (cx.source)(path).and_then(|bytes| {
        let line = crate::base::span::line_around(bytes, position.byte);
        (position.byte as usize).checked_sub(line.start).map(|before| before + 1)
    });
    json!({"line": position.line, "column": column.unwrap_or(position.column as usize)})
}
