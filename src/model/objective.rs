//! What the plan wants to reach (K9, S9).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// What an objective or action moves
    ObjectiveKind { Revenue = "revenue", Relationship = "relationship", Position = "position", CustomerOutcome = "customer-outcome", Defence = "defence" }
}

words! {
    /// Short-term or long-term (K9)
    Horizon { Short = "short", Long = "long" }
}

/// One penetration objective
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Objective {
    /// The name of the objective within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// What is to be reached, in one sentence
    #[schemars(length(min = 1))]
    pub text: String,
    /// revenue, relationship, position, customer-outcome or defence
    pub kind: ObjectiveKind,
    /// short or long; a plan needs one of each (K9)
    pub horizon: Horizon,
    /// The day by which it is reached
    pub by: Date,
    /// Why it matters
    pub why: Option<String>,
    /// The benchmark that proves it
    pub benchmark: Option<String>,
}
