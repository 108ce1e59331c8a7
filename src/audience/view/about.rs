//! What the page about the site lists: scores, rules and thresholds in force, and files that have no page.

use serde::Serialize;

use crate::diag::code::{Code, Level};

/// A file that has no page, and why.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutView {
    pub path: String,
    pub reason: String,
}

/// A score that plans can have, for the about page.
#[derive(Clone, Copy, Debug)]
pub struct ScoreKind {
    pub key: &'static str,
    pub title: &'static str,
    pub question: &'static str,
    pub formula: &'static str,
}

/// A rule in force, for the about page.
#[derive(Clone, Debug)]
pub struct RuleView {
    pub code: &'static Code,
    pub level: Level,
}

/// A threshold or a row of weights in force: key in `quarterdeck.yaml`, value, default, what it decides.
#[derive(Clone, Debug)]
pub struct ThresholdView {
    pub key: String,
    pub value: String,
    pub default: String,
    pub decides: &'static str,
}
