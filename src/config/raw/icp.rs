//! `icp.yaml` as written: the ideal-customer matrix (R10–R13).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;

/// icp.yaml: the ideal-customer matrix (R10–R13)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "quarterdeck ideal-customer matrix")]
pub struct Icp {
    /// A number or a word that changes when the matrix does
    pub version: Option<Version>,
    /// The customer that we want
    pub about: Option<String>,
    /// Why such a customer values us (R10)
    pub why_they_value_us: Option<String>,
    /// What makes a customer ideal; default: the thirteen that are shipped (R11)
    #[schemars(length(min = 1))]
    pub criteria: Option<Vec<Criterion>>,
    /// From which score a fit is high or moderate (R16)
    pub bands: Option<Bands>,
}

/// A number or a word
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Version {
    Number(Amount),
    Text(String),
}

/// One criterion of the matrix
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Criterion {
    /// A word of a-z, 0-9 and underscores
    #[schemars(regex(pattern = "^[a-z0-9]+([_-][a-z0-9]+)*$"), length(max = 64))]
    pub id: String,
    /// The criterion as pages show it; default: the id
    pub label: Option<String>,
    /// Default 1
    #[schemars(range(min = 0, max = 1000))]
    pub weight: Option<Amount>,
    /// Default 0, 1 and 2
    #[serde(default)]
    pub levels: Vec<CriterionLevel>,
}

/// A level of a criterion
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CriterionLevel {
    /// The number that a plan gives the account
    #[schemars(range(min = 0, max = 1000))]
    pub value: i64,
    /// What an account at this level looks like
    pub meaning: Option<String>,
}

/// From which score on a band begins (R16)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Bands {
    /// The fit from which it is high, 0 to 100; default 70
    #[schemars(range(min = 0, max = 100))]
    pub high: Option<Amount>,
    /// The fit from which it is moderate, 0 to 100; default 40
    #[schemars(range(min = 0, max = 100))]
    pub moderate: Option<Amount>,
}
