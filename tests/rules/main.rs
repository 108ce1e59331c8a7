//! Every rule against its own examples, and the cases that examples do not show.

mod advice;
mod dates;
mod examples;
mod files;
mod owed;
mod references;
mod shelf;
mod single;
mod territory;
mod words;

use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::baseline::Baseline;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::rules::example;
use quarterdeck::source::snapshot::{File, Snapshot};
use quarterdeck::source::{fixture, layout};

/// Two people who stand by us, as the first lines of a list of people, so that no rule misses them.
pub const SUPPORTERS: &str =
    "  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Buyer, buying_role: economic, influence: 5, disposition: supporter, last_met: 2026-11-02}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatres, buying_role: user, influence: 5, disposition: champion, last_met: 2026-11-05}
";

/// The findings of the standard territory after an example, in order, as `rule@line`; in front of a line of another file than the plan
/// stands its name, as in `placeholder@2026-12-16.md:7`. Milder levels stand in brackets behind.
pub fn findings(example: &str) -> Vec<String> {
    let snapshot = fixture::snapshot(&example::territory(example), Date::parse(example::TODAY).unwrap());
    let shown = all(&snapshot);
    let shown = shown.iter().map(|finding| {
        let file = if finding.path.as_str() == example::PLAN_PATH { String::new() } else { format!("{}:", finding.path.name()) };
        let level = if finding.level == finding.code.level { String::new() } else { format!(" ({})", finding.level.as_str()) };
        format!("{}@{file}{}{level}", finding.code.name, finding.start.line)
    });
    shown.collect()
}

/// What `check` counts: the findings without those that a baseline accepts, and what is said of its lines.
fn all(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut analysis = quarterdeck::engine::check(snapshot);
    let path = SourcePath::new(layout::BASELINE).unwrap();
    let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else { return analysis.findings };
    let baseline = Baseline::read(&path, bytes);
    let matched = baseline.matched(&analysis.findings, &analysis.portfolio);
    let findings = std::mem::take(&mut analysis.findings).into_iter().enumerate().filter(|(number, _)| matched.accepting(*number).is_none());
    findings.map(|(_, finding)| finding).chain(baseline.complaints(&matched, &analysis.portfolio)).collect()
}

/// The messages of the findings, each with its help and its notes.
pub fn messages(example: &str) -> Vec<String> {
    let snapshot = fixture::snapshot(&example::territory(example), Date::parse(example::TODAY).unwrap());
    let shown = all(&snapshot);
    let shown = shown.iter().map(|finding| {
        let rest =
            finding.help.iter().map(AsRef::as_ref).chain(finding.notes.iter().map(String::as_str)).fold(String::new(), |all, text| format!("{all} | {text}"));
        format!("{}{rest}", finding.message)
    });
    shown.collect()
}

/// Where the findings stand, as `name:line:column`.
pub fn places(example: &str) -> Vec<String> {
    let snapshot = fixture::snapshot(&example::territory(example), Date::parse(example::TODAY).unwrap());
    let shown = all(&snapshot);
    shown.iter().map(|finding| format!("{}:{}:{}", finding.path.name(), finding.start.line, finding.start.column)).collect()
}

/// Checks the rules and lines that an example reports. Write `name@` for a finding whose line does not matter.
#[track_caller]
pub fn check(example: &str, expected: &[&str]) {
    let found = findings(example);
    let same = |found: &String, expected: &&str| found == expected || expected.ends_with('@') && found.starts_with(expected);
    let fits = found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| same(found, expected));
    let start: String = example.chars().take(2000).collect();
    assert!(fits, "found    {found:#?}\nexpected {expected:#?}\n{:#?}\n{start}", messages(example));
}

/// The 1-based line of the patched plan that holds a text.
#[track_caller]
pub fn line(example: &str, text: &str) -> usize {
    let patch = example.split("\n=== ").next().unwrap_or("");
    example::plan(patch).lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("no line with {text}")) + 1
}

/// One finding of that rule, at the line that holds the text.
#[track_caller]
pub fn one(example: &str, rule: &str, text: &str) {
    check(example, &[&format!("{rule}@{}", line(example, text))]);
}
