//! The findings alone, one JSON object a line.

use std::io::{self, Write};

use crate::reports::json;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "ndjson", what: "one JSON object a line", human: false, write };

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    cx.findings.iter().map(json::Line).try_for_each(|finding| {
        serde_json::to_writer(&mut *out, &finding)?;
        writeln!(out)
    })
}
