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
    /// What was decided, in one sentence
    #[schemars(length(min = 1))]
    pub what: String,
    /// Who carries it out: a person in people.yaml
    pub owner: Option<String>,
    /// The day by which it is carried out
    pub by: Option<Date>,
    /// open, done or dropped
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
    /// account-plan or opportunity; only the first satisfies the cadence (S3)
    #[serde(rename = "type")]
    pub kind: ReviewType,
    /// The day of the meeting
    pub date: Date,
    /// planned or held
    pub status: ReviewStatus,
    /// What the meeting is for: strategy, execution, problem, one or several (S2)
    #[serde(default)]
    #[schemars(!default, length(min = 1))]
    pub purpose: Vec<Purpose>,
    /// Required when the purpose has problem
    pub problem_statement: Option<String>,
    /// How long the meeting is, in minutes; default: policy.review.minutes
    #[schemars(range(min = 1))]
    pub minutes: Option<i64>,
    /// Who is to come or was there: people of people.yaml
    #[serde(default)]
    pub attendees: Vec<String>,
    /// When the questions went out (S4)
    pub pre_read_sent_on: Option<Date>,
    /// Extra pre-read questions
    #[serde(default)]
    pub questions: Vec<String>,
    /// What works, as the meeting saw it
    #[serde(default)]
    pub working: Vec<String>,
    /// What does not work, as the meeting saw it
    #[serde(default)]
    pub not_working: Vec<String>,
    /// What help the meeting asked for
    #[serde(default)]
    pub help: Vec<String>,
    /// What the meeting decided
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// The day of the next review
    pub next_review: Option<Date>,
}
