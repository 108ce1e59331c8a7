//! The shelf of site formats, besides pages: data files and what a site is made of. Knows only the view.

pub mod artifact;
pub mod format;
pub mod html;

mod accountability;
mod accounts;
mod actions;
mod asks;
mod attachments;
mod benchmarks;
mod build_info;
mod calendar;
pub mod cell;
mod changes;
mod cycle;
pub mod data;
mod dates;
pub mod feed;
mod findings;
mod findings_sarif;
mod growth;
mod opportunities;
mod people;
mod plan_schema;
mod ranking;
mod results;
mod robots;
pub mod score_list;
pub mod scores;
mod search_index;
pub mod sheet;
mod whitespace;
#[cfg(feature = "xlsx")]
pub mod workbook;

use crate::formats::format::Format;
use crate::formats::sheet::Sheet;

/// All formats. The account of the build comes last, since it counts what the others made.
pub const ALL: &[&Format] = &[
    &attachments::FORMAT,
    &data::FORMAT,
    &scores::FORMAT,
    &findings_sarif::FORMAT,
    &plan_schema::FORMAT,
    &feed::FORMAT,
    &calendar::FORMAT,
    &search_index::FORMAT,
    &robots::FORMAT,
    &build_info::FORMAT,
];

/// The data files that exist as CSV and as JSON: the lists of plans first, then the tables of single pages.
pub const SHEETS: &[&Sheet] = &[
    &accounts::SHEET,
    &actions::SHEET,
    &opportunities::SHEET,
    &benchmarks::SHEET,
    &people::SHEET,
    &asks::SHEET,
    &findings::SHEET,
    &dates::SHEET,
    &whitespace::SHEET,
    &changes::SHEET,
    &cycle::STEPS,
    &cycle::PROGRESS,
    &cycle::PROPOSALS,
    &accountability::PLANS,
    &accountability::OVER_QUOTA,
    &accountability::PEOPLE,
    &accountability::FUNCTIONS,
    &ranking::RANKING,
    &ranking::LEVELS,
    &ranking::CALIBRATION,
    &ranking::QUESTIONS,
    &ranking::CRITERIA,
    &growth::MOVES,
    &growth::CLOSING,
    &growth::TIME,
    &growth::ORIGINS,
    &results::MET,
    &results::WINS,
    &results::LESSONS,
    &results::PROJECTIONS,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::artifact::{Group, Site};
    use super::format::Extra;
    use crate::base::date::Date;
    use crate::rules::example;
    use crate::source::fixture;

    #[test]
    fn a_pass_makes_the_bytes_that_each_of_its_files_makes_alone() {
        let snapshot = fixture::snapshot(&example::territory(""), Date::parse(example::TODAY).unwrap());
        let analysis = crate::engine::check(&snapshot);
        let view = crate::engine::view(&analysis);
        let site = Site { artifacts: super::ALL.iter().flat_map(|format| (format.artifacts)(&view, &Extra::default())).collect() };
        let mut made: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for group in site.groups() {
            let Group::Pass(pass, members) = group else { continue };
            pass(&mut |number, part| made.entry(members[number].1.path.as_str()).or_default().extend_from_slice(part));
        }
        for path in ["calendar.ics", "data/actions.csv", "data/findings.json", "data/findings.sarif", "data/scores.json"] {
            assert!(made.contains_key(path), "{path}");
        }
        for artifact in site.artifacts.iter().filter(|artifact| made.contains_key(artifact.path.as_str())) {
            assert!(made[artifact.path.as_str()] == (artifact.bytes)(), "{}", artifact.path.as_str());
        }
    }
}
