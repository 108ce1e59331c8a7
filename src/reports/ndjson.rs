//! The findings alone, one JSON object a line.

use crate::reports::json;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "ndjson", what: "one JSON object a line", human: false, piecewise: true, write };

fn write(cx: &ReportCx<'_>) -> String {
    cx.findings.iter().map(json::Line).fold(String::new(), |mut out, finding| {
        out.push_str(&serde_json::to_string(&finding).unwrap_or_default());
        out.push('\n');
        out
    })
}
