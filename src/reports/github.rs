//! Workflow commands that GitHub turns into annotations on the changed lines; ten a level, because more are dropped without a word.

use std::io::{self, Write};

use crate::base::console::escape;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "github", what: "annotations on a pull request", human: false, write };

/// How many annotations of each level GitHub keeps for one step.
const KEPT: usize = 10;

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(annotations(cx).as_bytes())
}

fn annotations(cx: &ReportCx<'_>) -> String {
    let mut out = String::new();
    let mut left_out = 0;
    for (level, command) in [(Level::Error, "error"), (Level::Warn, "warning"), (Level::Info, "notice")] {
        let mut of_level = cx.open().filter(|finding| finding.level == level);
        of_level.by_ref().take(kept(level, cx)).for_each(|finding| out.push_str(&annotation(cx, command, finding)));
        left_out += of_level.count();
    }
    if left_out > 0 {
        out.push_str(&format!("::notice title=quarterdeck::and {left_out} more: see the summary\n"));
    }
    out
}

/// The line that says how many more there are is a notice too, so the notes leave it its place.
fn kept(level: Level, cx: &ReportCx<'_>) -> usize {
    let more = [Level::Error, Level::Warn, Level::Info].into_iter().any(|level| cx.open().filter(|finding| finding.level == level).count() > KEPT);
    if level == Level::Info && more { KEPT - 1 } else { KEPT }
}

fn annotation(cx: &ReportCx<'_>, command: &str, finding: &Diagnostic) -> String {
    let (start, end) = (finding.start, finding.end);
    // columns are read as those of one line
    let columns = if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    let title = property(&format!("{} ({})", finding.code.name, finding.code.code));
    let file = property(&escape(&cx.host_path(&finding.path)));
    let text = data(&told::with_labels(cx, finding));
    format!("::{command} file={file},line={},endLine={}{columns},title={title}::{text}\n", start.line, end.line.max(start.line))
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands in a property: a colon would end the properties, a comma the value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
