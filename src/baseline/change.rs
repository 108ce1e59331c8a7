//! How a baseline is written: made from findings, made smaller, made larger when somebody says so. Sorted, one entry a line, so that a change of
//! it reads like what it is.

use std::collections::BTreeMap;

use super::matching::{Matched, Standing};
use super::{Baseline, takes, visible};
use crate::base::count::count;
use crate::base::date::Date;
use crate::config::baseline::Line;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::reported::{Identity, identity};

/// What is written beside every entry that is taken in.
#[derive(Clone, Debug)]
pub struct Decision {
    pub today: Date,
    pub reason: Option<String>,
    pub until: Option<Date>,
}

impl Decision {
    fn line(&self, finding: &Diagnostic) -> Line {
        let Identity { rule, path, at, message } = identity(finding);
        let message = (!message.is_empty()).then(|| message.to_owned());
        let (rule, path, at) = (rule.to_owned(), path.to_owned(), at.to_owned());
        Line { rule, path, at, message, added: self.today, reason: self.reason.clone(), until: self.until }
    }
}

/// The entries for errors and warnings, but for syntax and for what is said of exceptions.
pub fn lines_of<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>, decision: &Decision) -> Vec<Line> {
    findings.into_iter().filter(|finding| takes(finding)).map(|finding| decision.line(finding)).collect()
}

/// The file: a list, sorted, one entry a line, with a final line break.
pub fn text(lines: &[Line]) -> String {
    let mut lines: Vec<String> = lines.iter().map(line).collect();
    lines.sort();
    if lines.is_empty() { "[\n]\n".to_owned() } else { format!("[\n  {}\n]\n", lines.join(",\n  ")) }
}

fn line(line: &Line) -> String {
    // serde_json writes no blanks, and a person reads these lines in a change
    let quoted = |text: &str| serde_json::Value::from(visible(text)).to_string();
    let Line { rule, path, at, message, added, reason, until } = line;
    let mut out = format!("{{\"rule\": {}, \"path\": {}, \"at\": {}", quoted(rule), quoted(path), quoted(at));
    let mut more = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!(", \"{key}\": {value}"));
        }
    };
    more("message", message.as_deref().map(quoted));
    more("added", Some(quoted(&added.to_string())));
    more("reason", reason.as_deref().map(quoted));
    more("until", until.map(|until| quoted(&until.to_string())));
    out.push('}');
    out
}

impl Baseline {
    /// The entries that stay: all but the unused ones that `concerns` says yes to. Second comes how many go.
    pub fn kept(&self, matched: &Matched, concerns: impl Fn(&str) -> bool) -> (Vec<Line>, usize) {
        let stays = |(line, standing): (&Line, &Standing)| (*standing != Standing::Unused || !concerns(&line.path)).then(|| line.clone());
        let kept: Vec<Line> = self.entries.iter().map(|entry| &entry.line).zip(&matched.standing).filter_map(stays).collect();
        let gone = self.entries.len() - kept.len();
        (kept, gone)
    }

    /// `the baseline grew by 2 entries`, when it holds what an earlier one does not; somebody who reviews the change should know.
    pub fn growth(&self, earlier: Option<&Baseline>) -> Option<String> {
        let mut known: BTreeMap<Identity<'_>, usize> = BTreeMap::new();
        for entry in earlier.iter().flat_map(|earlier| &earlier.entries) {
            *known.entry(entry.identity()).or_default() += 1;
        }
        let mut new = 0;
        for entry in &self.entries {
            match known.get_mut(&entry.identity()) {
                Some(left @ 1..) => *left -= 1,
                _ => new += 1,
            }
        }
        (new > 0).then(|| format!("the baseline grew by {}", count(new, "entry", "entries")))
    }
}
