//! A finding in one or two sentences, for programs that show text and have no place for the parts of it.

use crate::base::console::escape;
use crate::diag::diagnostic::Diagnostic;
use crate::reports::report::ReportCx;

/// What is wrong and what to do: `` `retian` is not a stance; did you mean `retain`? ``
pub fn sentence(finding: &Diagnostic) -> String {
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("; {}", escape(help)));
    format!("{}{help}", escape(&finding.message))
}

/// The same, with the other places that explain it, each on a line of its own.
pub fn with_labels(cx: &ReportCx<'_>, finding: &Diagnostic) -> String {
    finding.labels.iter().fold(sentence(finding), |mut text, label| {
        text.push_str(&format!("\n{}:{}: {}", escape(&cx.host_path(&label.path)), label.start.line, escape(&label.message)));
        text
    })
}
