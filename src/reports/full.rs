//! The finding with its source line and a caret, the way out, and where to read more.

use std::io::{self, Write};

use crate::base::console::{Style, escape, escape_behind};
use crate::base::path::SourcePath;
use crate::base::span::Position;
use crate::base::window::window;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::{Report, ReportCx};

pub static REPORT: Report = Report { key: "full", what: "the source line with a caret, the reason and the fix", human: true, write };

/// Columns of source that fit beside the gutter; longer lines are cut around the caret.
const WIDTH: usize = 120;

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    cx.open().try_for_each(|finding| out.write_all(shown(cx, finding).as_bytes()))
}

/// One finding.
fn shown(cx: &ReportCx<'_>, finding: &Diagnostic) -> String {
    let Style { bold, dim, red, yellow, blue, reset, .. } = cx.style;
    let mut out = String::new();
    let color = match finding.level {
        Level::Error => red,
        Level::Warn => yellow,
        _ => blue,
    };
    let level = if finding.level == Level::Warn { "warning" } else { finding.level.as_str() };
    out.push_str(&format!("{color}{level}[{}]{reset}{bold}: {}{reset}\n", finding.code.name, escape(&finding.message)));
    let gutter = finding.labels.iter().map(|label| label.start.line).chain([finding.start.line]).max().unwrap_or(1).to_string().len();
    let bar = " ".repeat(gutter);
    out.push_str(&format!("{bar} {dim}┌─{reset} {}:{}:{}\n", escape(finding.path.as_str()), finding.start.line, finding.start.column));
    let hint = finding.help.as_deref().unwrap_or("");
    snippet(cx, &mut out, gutter, color, &finding.path, (finding.start, finding.end), hint);
    for label in &finding.labels {
        if label.path != finding.path {
            out.push_str(&format!("{bar} {dim}├─{reset} {}:{}:{}\n", escape(label.path.as_str()), label.start.line, label.start.column));
        }
        snippet(cx, &mut out, gutter, blue, &label.path, (label.start, label.end), &label.message);
    }
    for note in &finding.notes {
        out.push_str(&format!("{bar} {dim}={reset} {}\n", escape(note)));
    }
    out.push_str(&format!("{bar} {dim}= help: quarterdeck rule {}{reset}\n\n", finding.code.name));
    out
}

/// One source line with carets under the place.
fn snippet(cx: &ReportCx<'_>, out: &mut String, gutter: usize, color: &str, path: &SourcePath, (start, end): (Position, Position), message: &str) {
    let Style { dim, reset, .. } = cx.style;
    let bar = " ".repeat(gutter);
    let line = (cx.source)(path).map(|bytes| window(bytes, start, end, WIDTH));
    let Some(line) = line.filter(|line| !line.text.is_empty() || !message.is_empty()) else {
        if !message.is_empty() {
            out.push_str(&format!("{bar} {dim}={reset} {}\n", escape(message)));
        }
        return;
    };
    out.push_str(&format!("{dim}{:>gutter$} │{reset} {}\n", start.line, escape_behind(&line.shown())));
    // what is spelled out takes more columns than it has in the file
    let columns = |from: usize, n: usize| escape_behind(&line.text.chars().skip(from).take(n).collect::<String>()).chars().count();
    let pad = columns(0, line.marked.start) + line.lead().chars().count();
    let carets = columns(line.marked.start, line.marked.len()).max(1);
    out.push_str(&format!("{bar} {dim}│{reset} {}{color}{}{reset}", " ".repeat(pad), "^".repeat(carets)));
    if !message.is_empty() {
        out.push_str(&format!(" {color}{}{reset}", escape(message)));
    }
    out.push('\n');
}
