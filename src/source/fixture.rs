//! A territory from one string, for tests and for the examples in the manual.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::model::past::{History, Past, PlanPast, SectionPast, Touch};
use crate::source::snapshot::{File, Snapshot};

/// The heading of what Git tells, one commit a line: `2026-10-02 northwind-health actions, asks by Maya Chen <maya.chen@example.com>`.
const HISTORY: &str = ".history";

/// Reads `=== path` headings, each followed by that file's text; what stands before the first heading is left out.
pub fn snapshot(text: &str, today: Date) -> Snapshot {
    let mut files = BTreeMap::new();
    let mut history = History::NotRead;
    let mut add = |name: &str, body: String| {
        if name == HISTORY {
            history = History::Known(Arc::new(past(&body)));
        } else if let Some(path) = SourcePath::new(name) {
            files.insert(path, File::Bytes(body.into_bytes().into()));
        }
    };
    let mut current: Option<(&str, String)> = None;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            if let Some((name, body)) = current.replace((name.trim(), String::new())) {
                add(name, body);
            }
        } else if let Some((_, body)) = &mut current {
            body.push_str(line);
        }
    }
    if let Some((name, body)) = current {
        add(name, body);
    }
    Snapshot { files, today, history }
}

/// Commits in any order; a line that is none is left out.
fn past(text: &str) -> Past {
    let mut past = Past::default();
    for (number, line) in text.lines().enumerate() {
        let Some((day, account, sections, author)) = commit(line) else { continue };
        let (name, email) = author.split_once(" <").unwrap_or((author, ""));
        let touch = Touch { day, commit: format!("{:07x}", number + 1).into(), author: name.into(), email: email.trim_end_matches('>').into() };
        let plan: &mut PlanPast = past.plans.entry(account.to_owned()).or_default();
        plan.edited_on.push(day);
        plan.edited_on.sort_unstable();
        for section in sections.split(", ") {
            let mut days = plan.sections.get(section).map_or_else(Vec::new, |section| section.days.to_vec());
            let newest = days.iter().all(|known| *known <= day);
            days.push(day);
            days.sort_unstable();
            let last = plan.sections.get(section).filter(|_| !newest).map_or_else(|| touch.clone(), |section| section.last.clone());
            plan.sections.insert(section.to_owned(), SectionPast { last, days: days.into() });
        }
        plan.commitment = plan.sections.get("commitment").map(|section| section.last.clone());
    }
    past
}

fn commit(line: &str) -> Option<(Date, &str, &str, &str)> {
    let (day, rest) = line.split_once(' ')?;
    let (account, rest) = rest.split_once(' ')?;
    let (sections, author) = rest.split_once(" by ")?;
    Some((Date::parse(day)?, account, sections, author))
}
