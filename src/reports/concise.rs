//! One line a finding: `path:line:column: level[rule] message (help)`.

use std::io::{self, Write};

use crate::base::console::escape;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "concise", what: "one line a finding", human: true, write };

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in cx.open() {
        let help = finding.help.as_ref().map_or_else(String::new, |help| format!(" ({})", escape(help)));
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}{help}",
            escape(finding.path.as_str()),
            finding.start.line,
            finding.start.column,
            finding.level.as_str(),
            finding.code.name,
            escape(&finding.message)
        )?;
    }
    Ok(())
}
