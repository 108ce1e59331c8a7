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
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    #[schemars(length(min = 1))]
    pub what: String,
    pub since: Option<Date>,
    pub trend: Trend,
    pub impact: Impact,
    /// What would help next quarter
    pub support_needed: Option<String>,
    pub owner: Option<String>,
}

/// A rival in the account (S12)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Competitor {
    #[schemars(length(min = 1))]
    pub name: String,
    /// The customer's division or site
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// 1 (weak) to 5 (holds it)
    #[schemars(range(min = 1, max = 5))]
    pub strength: Option<i64>,
    pub weakness: Option<String>,
    pub our_counter: Option<String>,
}

/// Strengths, weaknesses, opportunities, threats (R19)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Swot {
    #[serde(default)]
    pub strengths: Vec<String>,
    #[serde(default)]
    pub weaknesses: Vec<String>,
    #[serde(default)]
    pub opportunities: Vec<String>,
    #[serde(default)]
    pub threats: Vec<String>,
}
