//! The shelf of reports: one file a format. They know findings and sources, nothing of plans.

pub mod concise;
pub mod diff;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod ndjson;
pub mod rdjson;
pub mod report;
pub mod review;
pub mod sarif;
pub mod score_table;
pub mod scores;
pub mod told;
pub mod unified;

use crate::reports::report::Report;

/// All formats, in the order of the help text.
pub const ALL: &[&Report] = &[
    &full::REPORT,
    &concise::REPORT,
    &json::REPORT,
    &ndjson::REPORT,
    &sarif::REPORT,
    &github::REPORT,
    &gitlab::REPORT,
    &junit::REPORT,
    &rdjson::REPORT,
    &markdown::REPORT,
];
