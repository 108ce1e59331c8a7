//! The shelf of site formats, besides pages: data files and what a site is made of. Knows only the view.

pub mod artifact;
pub mod format;
pub mod html;

mod accounts;
mod actions;
mod asks;
mod attachments;
mod benchmarks;
mod build_info;
mod calendar;
pub mod cell;
pub mod data;
pub mod feed;
mod findings;
mod findings_sarif;
mod opportunities;
mod people;
mod plan_schema;
mod robots;
pub mod score_list;
pub mod scores;
mod search_index;
pub mod sheet;

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

/// The data files that exist as CSV and as JSON.
pub const SHEETS: &[&Sheet] = &[&accounts::SHEET, &actions::SHEET, &opportunities::SHEET, &benchmarks::SHEET, &people::SHEET, &asks::SHEET, &findings::SHEET];
