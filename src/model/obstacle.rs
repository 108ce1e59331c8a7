//! Strategic issues, rivals, and the four SWOT lists (M8, M26, M27, S12, R19).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// Where an obstacle is going, worst first (M26)
    Trend { Emerged = "emerged", Grown = "grown", Steady = "steady", Easing = "easing" }
}

words! {
    /// How much it matters
    Impact { High = "high", Medium = "medium", Low = "low" }
}

/// A strategic issue (M8)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Obstacle {
    /// The name of the obstacle within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// What stands in the way, said so that it fits this account alone
    #[schemars(length(min = 1))]
    pub what: String,
    /// The day from which it stands in the way
    pub since: Option<Date>,
    /// emerged, grown, steady or easing
    pub trend: Trend,
    /// high, medium or low
    pub impact: Impact,
    /// What would help next quarter
    pub support_needed: Option<String>,
    /// Who of ours looks after it: a person in people.yaml
    pub owner: Option<String>,
}

/// A rival in the account (S12)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Competitor {
    /// The rival's name
    #[schemars(length(min = 1))]
    pub name: String,
    /// The customer's division or site
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// 1 (weak) to 5 (holds it)
    #[schemars(range(min = 1, max = 5))]
    pub strength: Option<i64>,
    /// Where the rival is weak in this account
    pub weakness: Option<String>,
    /// What we set against it
    pub our_counter: Option<String>,
}

/// Strengths, weaknesses, opportunities, threats (R19)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Swot {
    /// Where we are strong in this account
    #[serde(default)]
    pub strengths: Vec<String>,
    /// Where we are weak in this account
    #[serde(default)]
    pub weaknesses: Vec<String>,
    /// What we could use
    #[serde(default)]
    pub opportunities: Vec<String>,
    /// What could harm us
    #[serde(default)]
    pub threats: Vec<String>,
}
