//! `data/findings.sarif`: the findings for tools that read SARIF, as `check --format sarif` writes them, with paths from the territory's folder.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use crate::audience::project::View;
use crate::base::console::Style;
use crate::base::path::SitePath;
use crate::diag::findings::Counts;
use crate::diag::reported::{Reported, State, fingerprints};
use crate::formats::artifact::{Artifact, PART, Pass};
use crate::formats::format::{Extra, Format};
use crate::reports::report::{Part, ReportCx};
use crate::reports::sarif;

pub static FORMAT: Format = Format { key: "findings-sarif", late: None, artifacts };

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let pass: Arc<Pass<'a>> = Arc::new(move |out| {
        let mut parts = BufWriter::with_capacity(PART, Parts(out));
        // whoever takes the parts fails for himself
        let _ = write(view, &mut parts).and_then(|()| parts.flush());
    });
    vec![Artifact::new(SitePath::fixed("data/findings.sarif"), move || bytes(view)).in_pass(&pass, 0)]
}

/// Hands on what is written to it.
struct Parts<'o>(&'o mut dyn FnMut(usize, &[u8]));

impl Write for Parts<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        (self.0)(0, part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn bytes(view: &View<'_>) -> Vec<u8> {
    let mut whole = Vec::new();
    // memory takes everything
    let _ = write(view, &mut whole);
    whole
}

fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = view.diagnostics();
    let fingerprints = fingerprints(findings);
    let reported = |(finding, fingerprint)| Reported { finding, fingerprint, state: State::Open, reason: None };
    let reported: Vec<Reported<'_>> = findings.iter().zip(fingerprints.iter().map(String::as_str)).map(reported).collect();
    let counts = Counts::of(findings);
    let cx = ReportCx {
        part: Part::Check,
        findings: &reported,
        counts,
        suppressed: 0,
        baselined: 0,
        plans: &[],
        looked_at: None,
        territory: &view.frame.territory,
        prefix: "",
        as_of: view.frame.as_of,
        version: view.frame.version,
        style: Style::PLAIN,
        source: &|_| None,
        affected: None,
        changes: None,
        only_new: false,
        passes: counts.error == 0,
    };
    sarif::document(&cx, sarif::Regions::LinesAlone, out)
}
