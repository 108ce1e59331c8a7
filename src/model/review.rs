//! One record per review meeting (S1–S14).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// Only an account-plan review satisfies the cadence (S3)
    ReviewType { AccountPlan = "account-plan", Opportunity = "opportunity" }
}

words! {
    /// Is it still to come?
    ReviewStatus { Planned = "planned", Held = "held" }
}

words! {
    /// What the review is for (S2)
    Purpose { Strategy = "strategy", Execution = "execution", Problem = "problem" }
}

words! {
    /// Where a decision stands
    DecisionStatus { Open = "open", Done = "done", Dropped = "dropped" }
}

/// What a review decided
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Decision {
    #[schemars(length(min = 1))]
    pub what: String,
    pub owner: Option<String>,
    pub by: Option<Date>,
    pub status: Option<DecisionStatus>,
}

/// One review: the front matter of `accounts/<slug>/reviews/<name>.md`
#[derive(Clone, Debug, Deserialize, JsonSchema)]
// `purpose` is required and decodes as empty all the same: a review whose purpose is a mistake is still a planned one
#[schemars(deny_unknown_fields, title = "quarterdeck review", extend("required" = ["schema", "type", "date", "status", "purpose"]))]
pub struct Review {
    /// Always quarterdeck-review/1
    #[schemars(extend("const" = "quarterdeck-review/1"))]
    pub schema: String,
    #[serde(rename = "type")]
    pub kind: ReviewType,
    pub date: Date,
    pub status: ReviewStatus,
    #[serde(default)]
    #[schemars(!default, length(min = 1))]
    pub purpose: Vec<Purpose>,
    /// Required when the purpose has problem
    pub problem_statement: Option<String>,
    #[schemars(range(min = 1))]
    pub minutes: Option<i64>,
    #[serde(default)]
    pub attendees: Vec<String>,
    /// When the questions went out (S4)
    pub pre_read_sent_on: Option<Date>,
    /// Extra pre-read questions
    #[serde(default)]
    pub questions: Vec<String>,
    #[serde(default)]
    pub working: Vec<String>,
    #[serde(default)]
    pub not_working: Vec<String>,
    #[serde(default)]
    pub help: Vec<String>,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    pub next_review: Option<Date>,
}
