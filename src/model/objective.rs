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
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    #[schemars(length(min = 1))]
    pub text: String,
    pub kind: ObjectiveKind,
    pub horizon: Horizon,
    /// The day by which it is reached
    pub by: Date,
    /// Why it matters
    pub why: Option<String>,
    /// The benchmark that proves it
    pub benchmark: Option<String>,
}
