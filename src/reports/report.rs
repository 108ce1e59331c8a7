//! What a report is: findings in, text out. Knows no format.

use crate::base::console::Style;
use crate::base::count::count;
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;

/// One entry of the shelf.
pub struct Report {
    /// The name in `--format`.
    pub key: &'static str,
    /// For the help text.
    pub what: &'static str,
    /// Does a person read it? Then a summary line follows.
    pub human: bool,
    pub write: fn(&ReportCx<'_>) -> String,
}

/// What a report may look at.
pub struct ReportCx<'a> {
    /// In total order; only those that are to be shown.
    pub findings: &'a [&'a Diagnostic],
    pub counts: Counts,
    pub plans: usize,
    pub territory: &'a str,
    pub as_of: Date,
    pub version: &'a str,
    pub style: Style,
    /// The bytes of a source file.
    pub source: &'a dyn Fn(&SourcePath) -> Option<&'a [u8]>,
}

impl ReportCx<'_> {
    /// `12 plans as of 2026-11-22: 1 error, 4 warnings, 2 notes`.
    pub fn summary(&self) -> String {
        let Style { red, yellow, green, reset, .. } = self.style;
        let plans = count(self.plans, "plan", "plans");
        let Counts { error, warn, info } = self.counts;
        let mut parts = Vec::new();
        if error > 0 {
            parts.push(format!("{red}{}{reset}", count(error, "error", "errors")));
        }
        if warn > 0 {
            parts.push(format!("{yellow}{}{reset}", count(warn, "warning", "warnings")));
        }
        if info > 0 {
            parts.push(count(info, "note", "notes"));
        }
        let found = if parts.is_empty() { format!("{green}nothing to clear{reset}") } else { parts.join(", ") };
        format!("{plans} as of {}: {found}\n", self.as_of)
    }
}
