//! What a report is: findings in, text out. Knows no format.

use std::io;

use rust_decimal::Decimal;

use crate::base::console::Style;
use crate::base::count::count;
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::diag::reported::{Reported, State};

/// Puts a report into what takes its bytes; fails as that does, and in no other way.
pub type Write = fn(&ReportCx<'_>, &mut dyn io::Write) -> io::Result<()>;

/// One entry of the shelf.
pub struct Report {
    /// The name in `--format`.
    pub key: &'static str,
    /// For the help text.
    pub what: &'static str,
    /// Does a person read it in a terminal? Then a summary line follows.
    pub human: bool,
    /// Writes it piece by piece: of ten thousand plans it is tens of megabytes, and need not stand in memory as a whole.
    pub write: Write,
}

/// Which command reports: a comment holds the parts of both, each under its own heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Check,
    Gate,
}

/// What a report may look at.
pub struct ReportCx<'a> {
    pub part: Part,
    /// In total order; only those that are to be shown.
    pub findings: &'a [Reported<'a>],
    /// Of all findings that count, shown or not.
    pub counts: Counts,
    pub suppressed: usize,
    pub baselined: usize,
    pub plans: &'a [PlanLine],
    /// How many of the plans the paths asked for touch; `None` when nobody named one and all are reported on.
    pub looked_at: Option<usize>,
    pub territory: &'a str,
    /// Where the territory lies in its repository: empty, or a folder closed by a slash. What code hosts read begins there.
    pub prefix: &'a str,
    pub as_of: Date,
    pub version: &'a str,
    pub style: Style,
    /// The bytes of a source file.
    pub source: &'a dyn Fn(&SourcePath) -> Option<&'a [u8]>,
    /// Which plans a change affects, as a sentence; `None` when all are reported.
    pub affected: Option<&'a str>,
    /// What changed, in account words and Markdown; `None` when nothing was compared.
    pub changes: Option<&'a str>,
    /// Is only what the earlier state does not have reported?
    pub only_new: bool,
    /// Whether the run ends well.
    pub passes: bool,
}

/// The readiness of a plan before a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    NotCompared,
    /// 0–100; `None` where it was undetermined, and where there was no such plan.
    Readiness(Option<Decimal>),
}

/// A plan as reports list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    pub path: SourcePath,
    pub account: String,
    pub title: String,
    /// Readiness on the other side of a comparison.
    pub before: Before,
    /// Readiness, 0–100; `None` where it is undetermined.
    pub readiness: Option<Decimal>,
}

impl<'a> ReportCx<'a> {
    /// The findings that count.
    pub fn open(&self) -> impl Iterator<Item = &'a Diagnostic> + use<'a, '_> {
        self.findings.iter().filter(|it| it.state == State::Open).map(|it| it.finding)
    }

    /// A path as the code host knows it.
    pub fn host_path(&self, path: &SourcePath) -> String {
        format!("{}{}", self.prefix, path.as_str())
    }

    /// `12 plans as of 2026-11-22: 1 error, 4 warnings, 2 notes`; `1 of 12 plans` where paths were named.
    pub fn summary(&self) -> String {
        let Style { red, yellow, green, reset, .. } = self.style;
        let part = self.looked_at.filter(|part| *part < self.plans.len()).map_or_else(String::new, |part| format!("{part} of "));
        let plans = format!("{part}{}", count(self.plans.len(), "plan", "plans"));
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
        if parts.is_empty() {
            parts.push(format!("{green}nothing {}to clear{reset}", if self.only_new { "new " } else { "" }));
        }
        for (n, state) in [(self.suppressed, "suppressed"), (self.baselined, "in the baseline")] {
            if n > 0 {
                parts.push(format!("{n} {state}"));
            }
        }
        let affected = self.affected.map_or_else(String::new, |affected| format!("{affected}\n"));
        format!("{affected}{plans} as of {}: {}\n", self.as_of, parts.join(", "))
    }
}
