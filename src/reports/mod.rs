//! The shelf of reports: one file a format. They know findings and sources, nothing of plans.

pub mod concise;
pub mod diff;
pub mod full;
pub mod json;
pub mod ndjson;
pub mod report;
pub mod review;
pub mod score_table;
pub mod scores;

use crate::reports::report::Report;

/// All formats, in the order of the help text.
pub const ALL: &[&Report] = &[&full::REPORT, &concise::REPORT, &json::REPORT, &ndjson::REPORT];
