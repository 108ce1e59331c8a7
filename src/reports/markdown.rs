//! A comment under a pull request and a job's summary: the verdict in one line, a line for each plan that has something to say, the first
//! findings, and what changed in account words. Cut at whole lines, because hosts drop what is too long as a whole.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::base::console::escape;
use crate::base::count::count;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::reports::report::{Before, Part, PlanLine, Report, ReportCx};

pub static REPORT: Report = Report { key: "markdown", what: "a comment for a pull request", human: false, write };

/// Stands first, so that a later run finds the comment and updates it.
const MARKER: &str = "<!-- quarterdeck-report -->";
/// Findings that are told; the rest is counted by rule.
const FINDINGS: usize = 20;
/// Characters of each part of a comment, which holds both: GitHub takes 65,536.
const CHECK: usize = 45_000;
const GATE: usize = 15_000;
/// Bytes of a job's summary: GitHub drops one over 1 MiB.
const SUMMARY: usize = 900_000;

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(comment(cx).as_bytes())
}

fn comment(cx: &ReportCx<'_>) -> String {
    let most = match cx.part {
        Part::Check => CHECK,
        Part::Gate => GATE,
    };
    cut(cx, most, |text| text.chars().count())
}

/// The same for the summary of a job, which may be longer.
pub fn summary(cx: &ReportCx<'_>) -> String {
    cut(cx, SUMMARY, str::len)
}

fn whole(cx: &ReportCx<'_>) -> String {
    // only who has seen both parts can say that nothing blocks
    let verdict = if cx.passes { "Passes." } else { "Blocks." };
    let mut out = format!("{MARKER}\n## {}\n\n**{verdict}** {}\n", heading(cx.part), quoted(&plain_counts(cx)));
    if let Some(affected) = cx.affected {
        out.push_str(&format!("\n{}\n", quoted(affected)));
    }
    push_plans(cx, &mut out);
    push_findings(cx, &mut out);
    if let Some(changes) = cx.changes {
        out.push('\n');
        out.push_str(changes.trim_end());
        out.push('\n');
    }
    out
}

fn heading(part: Part) -> &'static str {
    match part {
        Part::Check => "Check",
        Part::Gate => "Score gate",
    }
}

fn plain_counts(cx: &ReportCx<'_>) -> String {
    let mut plain = ReportCx { style: crate::base::console::Style::PLAIN, affected: None, ..*cx }.summary();
    plain.truncate(plain.trim_end().len());
    plain
}

/// Plans with findings, and plans whose score is another one.
fn push_plans(cx: &ReportCx<'_>, out: &mut String) {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for finding in cx.open() {
        let entry = counts.entry(finding.account.as_deref().unwrap_or("")).or_default();
        match finding.level {
            Level::Error => entry.error += 1,
            Level::Warn => entry.warn += 1,
            _ => entry.info += 1,
        }
    }
    let moved = |plan: &PlanLine| matches!(plan.before, Before::Readiness(before) if before != plan.readiness);
    let shown: Vec<(&PlanLine, Counts)> = cx
        .plans
        .iter()
        .map(|plan| (plan, counts.get(plan.account.as_str()).copied().unwrap_or_default()))
        .filter(|(plan, counts)| counts.total() > 0 || moved(plan))
        .collect();
    if shown.is_empty() {
        return;
    }
    out.push_str("\n| Account | Readiness | Errors | Warnings |\n| :-- | --: | --: | --: |\n");
    for (plan, counts) in shown {
        let value = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
        let readiness = match plan.before {
            Before::Readiness(before) if before != plan.readiness => format!("{} → {}", value(before), value(plan.readiness)),
            _ => value(plan.readiness),
        };
        out.push_str(&format!("| {} | {readiness} | {} | {} |\n", quoted(&plan.title), counts.error, counts.warn));
    }
}

fn push_findings(cx: &ReportCx<'_>, out: &mut String) {
    let mut open: Vec<&Diagnostic> = cx.open().collect();
    open.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    if open.is_empty() {
        return;
    }
    out.push('\n');
    for finding in open.iter().take(FINDINGS) {
        let sign = match finding.level {
            Level::Error => "✕",
            Level::Warn => "!",
            _ => "·",
        };
        let help = finding.help.as_ref().map_or_else(String::new, |help| format!(" → {}", quoted(help)));
        let (path, line) = (quoted(finding.path.as_str()), finding.start.line);
        out.push_str(&format!("- {sign} {path}:{line} {}{help} ({})\n", quoted(&finding.message), finding.code.name));
    }
    let rest = open.get(FINDINGS..).unwrap_or(&[]);
    if rest.is_empty() {
        return;
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    rest.iter().for_each(|finding| *rules.entry(finding.code.name).or_default() += 1);
    out.push_str(&format!("\n<details><summary>and {} more</summary>\n\n", count(rest.len(), "finding", "findings")));
    rules.iter().for_each(|(rule, n)| out.push_str(&format!("- {n} × {rule}\n")));
    out.push_str("\n</details>\n");
}

/// Text of an author inside Markdown: on one line, with nothing that formats, links or mentions.
pub fn quoted(text: &str) -> String {
    escaped(text, "")
}

/// The same, but letters of `kept` stay as they are.
pub fn escaped(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for letter in escape(text).chars() {
        match letter {
            letter if kept.contains(letter) => out.push(letter),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '&' => out.extend(['\\', letter]),
            // a backslash does not keep a host from notifying somebody, a comment between the two does
            '@' => out.push_str("@<!-- -->"),
            letter => out.push(letter),
        }
    }
    out
}

/// At most `most`, by whole lines, with a last line that says how many were left out; an open `<details>` is closed.
fn cut(cx: &ReportCx<'_>, most: usize, size: impl Fn(&str) -> usize) -> String {
    let text = whole(cx);
    if size(&text) <= most {
        return text;
    }
    let room = most.saturating_sub(200);
    let mut out = String::new();
    let (mut used, mut inside, mut kept) = (0, false, 0);
    for line in text.split_inclusive('\n') {
        used += size(line);
        if used > room {
            break;
        }
        inside = (inside || line.starts_with("<details>")) && !line.starts_with("</details>");
        out.push_str(line);
        kept += 1;
    }
    let left = text.split_inclusive('\n').count() - kept;
    if inside {
        out.push_str("\n</details>\n");
    }
    let command = match cx.part {
        Part::Check => "check",
        Part::Gate => "gate",
    };
    out.push_str(&format!("\n{} left out: this text has a limit. `quarterdeck {command}` says it all.\n", count(left, "line is", "lines are")));
    out
}
