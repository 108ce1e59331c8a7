//! GitLab's Code Quality report: findings beside the changed lines of a merge request.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::diag::code::{Category, Level};
use crate::diag::reported::{Reported, State};
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "gitlab", what: "a Code Quality report", human: false, write };

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Issues(cx))?;
    writeln!(out)
}

/// The list, of which one issue stands in memory at a time.
struct Issues<'a, 'b>(&'a ReportCx<'b>);

impl Serialize for Issues<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Issues(cx) = self;
        serializer.collect_seq(cx.findings.iter().filter(|it| it.state == State::Open).map(|it| issue(cx, it)))
    }
}

fn issue(cx: &ReportCx<'_>, reported: &Reported<'_>) -> Value {
    let finding = reported.finding;
    let severity = match finding.level {
        Level::Error if finding.code.category == Category::Syntax => "critical",
        Level::Error => "major",
        Level::Warn => "minor",
        _ => "info",
    };
    let place = |position: crate::base::span::Position| json!({"line": position.line, "column": position.column});
    json!({
        "description": told::with_labels(cx, finding),
        "check_name": finding.code.name,
        "fingerprint": reported.fingerprint,
        "severity": severity,
        "location": {"path": cx.host_path(&finding.path), "positions": {"begin": place(finding.start), "end": place(finding.end)}},
    })
}
