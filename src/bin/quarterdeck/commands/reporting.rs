//! Reports for a command: which formats are wanted, and where each of them goes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rust_decimal::Decimal;

use super::{Common, exit};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::console::Style;
use quarterdeck::base::near::nearest;
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::diag::reported::{Reported, State};
use quarterdeck::host::ci::{self, Job};
use quarterdeck::host::write;
use quarterdeck::reports::report::{Before, PlanLine, Report, ReportCx};
use quarterdeck::reports::{self, markdown};

/// The formats of a run, each with its file; without one it goes to standard output.
pub struct Formats {
    wanted: Vec<(&'static Report, Option<PathBuf>)>,
    job: Job,
}

impl Formats {
    /// Reads `FORMAT[=FILE]`. Nothing asked for is `full`, and in a job of GitHub its annotations too.
    ///
    /// # Errors
    /// For an unknown format, and when two want standard output.
    pub fn parse(texts: &[String]) -> anyhow::Result<Self> {
        let job = Job::read();
        let known: Vec<&str> = reports::ALL.iter().map(|report| report.key).collect();
        let mut wanted = Vec::new();
        for text in texts {
            let (name, file) = text.split_once('=').map_or((text.as_str(), None), |(name, file)| (name, Some(PathBuf::from(file))));
            let Some(report) = reports::ALL.iter().find(|report| report.key == name) else {
                let near = nearest(name, known.iter().copied()).map_or_else(String::new, |near| format!("; {}", did_you_mean(near)));
                bail!("`{name}` is not a format{near} (formats: {})", known.join(", "));
            };
            if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) {
                bail!("--format {name}= names no file; write --format {name}=report.txt");
            }
            wanted.push((*report, file));
        }
        if wanted.iter().filter(|(_, file)| file.is_none()).count() > 1 {
            bail!("only one format can go to standard output; write the others to files, for example --format json=report.json");
        }
        let files: Vec<&PathBuf> = wanted.iter().filter_map(|(_, file)| file.as_ref()).collect();
        if let Some(file) = files.iter().enumerate().find_map(|(at, file)| files.iter().take(at).any(|it| it == file).then_some(file)) {
            bail!("two formats cannot go to one file: give one of them another name than `{}`", file.display());
        }
        if wanted.is_empty() {
            wanted.push((&reports::full::REPORT, None));
            if job.github {
                wanted.push((&reports::github::REPORT, None));
            }
        }
        Ok(Formats { wanted, job })
    }

    /// Does any of them say what changed?
    pub fn tell_changes(&self) -> bool {
        self.summary().is_some() || self.wanted.iter().any(|(report, _)| report.key == markdown::REPORT.key)
    }

    /// Where the summary of the job goes: annotations and it belong together.
    fn summary(&self) -> Option<&PathBuf> {
        let annotates = self.wanted.iter().any(|(report, _)| report.key == reports::github::REPORT.key);
        self.job.summary.as_ref().filter(|_| annotates)
    }

    /// Writes all of them, none of them over a file of the territory in `root`. `most` limits what is shown to a person. `cx.style` is set here.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, common: &Common, root: &Path, cx: &ReportCx<'_>, most: Option<usize>) -> anyhow::Result<()> {
        for (report, file) in &self.wanted {
            let style = if file.is_some() { Style::PLAIN } else { common.stdout() };
            let shown = if report.human { first(cx.findings, most.unwrap_or(usize::MAX)) } else { cx.findings };
            let own = ReportCx { style, findings: shown, ..*cx };
            let mut out = Out::to(root, file.as_deref())?;
            out.write(|sink| (report.write)(&own, sink))?;
            let others_are_told = self.wanted.iter().any(|(report, file)| report.human && file.is_none());
            if report.human {
                let (n, all) = (own.open().count(), cx.open().count());
                if n < all {
                    out.write(|sink| writeln!(sink, "{n} of {all} findings shown"))?;
                }
                if !common.quiet {
                    out.write(|sink| sink.write_all(own.summary().as_bytes()))?;
                }
            }
            if !report.human && file.is_none() && !common.quiet && !others_are_told {
                tell(&ReportCx { style: common.stderr(), ..*cx }, most);
            }
        }
        match self.summary() {
            Some(summary) => ci::append(root, summary, &markdown::summary(cx)),
            None => Ok(()),
        }
    }
}

/// The form for people beside one for programs, which has standard output. Silence is accepted.
fn tell(cx: &ReportCx<'_>, most: Option<usize>) {
    let shown = ReportCx { findings: first(cx.findings, most.unwrap_or(usize::MAX)), ..*cx };
    let _ = exit::buffered(&mut io::stderr().lock(), |out| {
        (reports::full::REPORT.write)(&shown, out)?;
        out.write_all(cx.summary().as_bytes())
    });
}

/// Where one report goes.
enum Out<'a> {
    Standard,
    File(&'a Path, File),
}

impl<'a> Out<'a> {
    fn to(root: &Path, path: Option<&'a Path>) -> anyhow::Result<Self> {
        path.map_or(Ok(Out::Standard), |path| Ok(Out::File(path, write::product(root, path).with_context(|| unwritten(path))?)))
    }

    /// Everything that `put` writes, in large pieces. A reader of standard output that went away is no failure.
    fn write(&mut self, put: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        match self {
            Out::Standard => exit::print_with(put),
            Out::File(path, file) => exit::buffered(file, put).with_context(|| unwritten(path)),
        }
    }
}

fn unwritten(path: &Path) -> String {
    format!("the report could not be written to `{}`", path.display())
}

/// The findings up to the `most`-th that counts.
fn first<'s, 'a>(findings: &'s [Reported<'a>], most: usize) -> &'s [Reported<'a>] {
    let mut open = findings.iter().enumerate().filter(|(_, it)| it.state == State::Open);
    let end = open.nth(most).map_or(findings.len(), |(index, _)| index);
    findings.get(..end).unwrap_or(findings)
}

/// The plans of an analysis, as reports list them; with their readiness in an earlier state, when there is one.
pub fn plan_lines(analysis: &Analysis<'_>, before: Option<&Analysis<'_>>) -> Vec<PlanLine> {
    let portfolio = &analysis.portfolio;
    let earlier: Option<BTreeMap<&str, Option<Decimal>>> = before.map(|before| {
        let cards = before.portfolio.plans.iter().zip(&before.cards);
        cards.map(|(unit, card)| (unit.slug.as_str(), card.readiness.score.value)).collect()
    });
    let cards = portfolio.plans.iter().zip(&analysis.cards);
    cards
        .map(|(unit, card)| PlanLine {
            path: unit.file.path.clone(),
            account: unit.slug.to_string(),
            title: portfolio.title(unit).to_owned(),
            before: earlier.as_ref().map_or(Before::NotCompared, |earlier| Before::Readiness(earlier.get(unit.slug.as_str()).copied().flatten())),
            readiness: card.readiness.score.value,
        })
        .collect()
}
