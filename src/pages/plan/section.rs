//! The shelf of sections: title, which findings stand there, how it is written. To add one: its line in `ALL` and in `plan.html`.

use crate::base::language::key;
use std::cmp::Reverse;

use crate::base::html::Html;
use crate::cards::nav::TocEntry;
use crate::cards::state::{self, State};
use crate::cards::{empty, finding};
use crate::diag::code::Level;
use crate::pages::plan::sheet::Sheet;
use crate::pages::plan::{
    commitment, competition, history, issues, objectives, opportunities, people, prose, qualification, quarter, readiness, revenue, scores, team,
};

/// How much a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Something,
    /// Only its empty state.
    Nothing,
    /// It is left out, unless a finding belongs there.
    NotEvenThat,
}

/// One section of the page.
pub struct Section {
    /// The anchor and the block's name in the template: a key of the format, where there is one.
    pub key: &'static str,
    pub title: &'static str,
    /// The keys whose findings stand here. The section with `*` takes all others.
    takes: &'static [&'static str],
    write: fn(&Sheet<'_>, &mut Html) -> Holds,
    /// Stands on paper too: a plan is three sheets at most (`site.md` §7).
    pub printed: bool,
}

const fn section(key: &'static str, title: &'static str, takes: &'static [&'static str], write: fn(&Sheet<'_>, &mut Html) -> Holds) -> Section {
    Section { key, title, takes, write, printed: true }
}

const fn on_screen(key: &'static str, title: &'static str, takes: &'static [&'static str], write: fn(&Sheet<'_>, &mut Html) -> Holds) -> Section {
    Section { key, title, takes, write, printed: false }
}

/// In the order of the page.
pub static ALL: &[Section] = &[
    section("quarter", "This quarter", &[], quarter::quarter),
    section("readiness", "Where we stand", &["*"], readiness::readiness),
    section("revenue", "Revenue", &["growth_target", "projection_90d", "currency", "data"], revenue::revenue),
    section("opportunities", "Opportunities", &["opportunities"], opportunities::opportunities),
    section("people", "People", &["people"], people::people),
    section("objectives", "Objectives and actions", &["objectives", "actions"], objectives::objectives),
    section("benchmarks", "Benchmarks", &["benchmarks"], objectives::benchmarks),
    section("obstacles", "Obstacles", &["obstacles"], issues::obstacles),
    section("asks", "Asks", &["asks"], issues::asks),
    on_screen("competition", "Competition", &["competition", "swot"], competition::competition),
    on_screen("team", "Team and homework", &["team", "homework", "motivation"], team::team),
    section("commitment", "Commitment", &["commitment"], commitment::commitment),
    on_screen("reviews", "Reviews", &["reviews"], commitment::reviews),
    on_screen("history", "History", &[], history::history),
    on_screen("qualification", "Qualification", &["qualification", "icp"], qualification::qualification),
    on_screen("custom", "Own fields", &["custom"], prose::custom),
    on_screen("narrative", "Narrative", &["body"], prose::narrative),
    on_screen("scores", "Scores and their reasons", &[], scores::scores),
];

impl Section {
    /// Does a finding about that key stand here?
    fn has(&self, key: &str) -> bool {
        self.takes.contains(&key) || (self.takes.contains(&"*") && !ALL.iter().any(|section| section.takes.contains(&key)))
    }

    /// The section with its heading and findings, and its line in the table of contents; `None` when it is left out.
    pub fn write(&self, sheet: &Sheet<'_>) -> Option<(Html, TocEntry)> {
        let heading = format!("h-{}", self.key);
        let mut html = Html::with_capacity(8 * 1024);
        html.open("section", &[("class", if self.printed { "block" } else { "block noprint" }), ("id", self.key), ("aria-labelledby", &heading)]).label(
            "h2",
            &[("id", &heading)],
            self.title,
        );
        let mut findings: Vec<_> = sheet.findings(|key| self.has(key)).collect();
        findings.sort_by_key(|(view, _)| Reverse(view.level));
        let worst = findings.first().map(|(view, _)| view.level);
        let damaged = sheet.plan.damaged.iter().any(|key| self.takes.contains(&key.as_str()));
        for (view, anchor) in findings {
            finding::finding(&mut html, &sheet.here, view, Some(anchor));
            if damaged && view.level == Level::Error {
                finding::source(&mut html, view);
            }
        }
        let mut content = Html::with_capacity(8 * 1024);
        let mut holds = (self.write)(sheet, &mut content);
        if damaged && holds != Holds::Something {
            // something is written here, so that it is not empty
            holds = Holds::Something;
            html.open("p", &[("class", "damaged")]).word("What is written here is shown when that is put right.").close("p");
        } else {
            html.push(&content);
            empty::left_out(&mut html, self.takes.iter().filter_map(|key| sheet.plan.lost.get(*key)).sum());
        }
        if holds == Holds::NotEvenThat && worst.is_none() {
            return None;
        }
        html.close("section");
        Some((html, TocEntry { anchor: self.key, title: self.title, mark: if self.takes.is_empty() { None } else { mark(holds, worst) } }))
    }
}

/// How a section stands, for the table of contents.
fn mark(holds: Holds, worst: Option<Level>) -> Option<(State, &'static str)> {
    Some(match (worst, holds) {
        (Some(Level::Error), _) => (state::ERROR, key("has errors")),
        (Some(Level::Warn), _) => (state::WARNING, key("has warnings")),
        (Some(Level::Info | Level::Off), Holds::Something) => (state::NOTE, key("has notes")),
        (None, Holds::Something) => (state::MET, key("no finding")),
        (_, Holds::Nothing | Holds::NotEvenThat) => (state::UNKNOWN, key("empty")),
    })
}
