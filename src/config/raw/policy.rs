//! `policy` of `quarterdeck.yaml` as written: every threshold that a requirement names.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::model::account::Cadence;

/// Every threshold that a requirement names
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Policy {
    /// The share of accounts that get a plan (K5)
    pub key_accounts: Option<KeyAccounts>,
    pub qualification: Option<QualificationPolicy>,
    pub tiers: Option<Tiers>,
    pub review: Option<ReviewPolicy>,
    pub near_term: Option<NearTerm>,
    #[schemars(range(min = 1, max = 100))]
    pub objectives_max: Option<i64>,
    /// How many times the goal must be covered by open opportunities
    #[schemars(range(min = 0.1, max = 100))]
    pub goal_coverage: Option<Amount>,
    pub compliance: Option<Compliance>,
    /// Added to the built-in list of clichés (M27)
    #[serde(default)]
    pub cliches: Vec<String>,
    /// The headings of a full plan (R19)
    pub sections: Option<Vec<String>>,
    pub gate: Option<Gate>,
    /// Below it a score is undetermined
    #[schemars(range(min = 0, max = 1))]
    pub confidence_min: Option<Amount>,
    /// Typed against computed 90-day projection
    #[schemars(range(min = 0, max = 1))]
    pub projection_max_difference: Option<Amount>,
    #[schemars(range(min = 0, max = 3660))]
    pub data_stale_days: Option<i64>,
    /// Fewer is single-threaded
    #[schemars(range(min = 0, max = 100))]
    pub supporters_min: Option<i64>,
    /// Full plans that one owner builds at a time (D8)
    #[schemars(range(min = 1, max = 1000))]
    pub owner_load: Option<i64>,
    #[schemars(range(min = 0, max = 10000))]
    pub concentration_hhi: Option<i64>,
    /// The last days before a deadline (D7)
    #[schemars(range(min = 0, max = 366))]
    pub fire_drill_days: Option<i64>,
}

/// Between these shares the number of plans is right
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct KeyAccounts {
    #[schemars(range(min = 0, max = 1))]
    pub min_share: Option<Amount>,
    #[schemars(range(min = 0, max = 1))]
    pub max_share: Option<Amount>,
}

/// When an account warrants a plan (R6–R9)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct QualificationPolicy {
    /// Yes to so many of the six questions
    #[schemars(range(min = 0, max = 6))]
    pub pass: Option<i64>,
    /// Our share of what they buy must lie under it
    #[schemars(range(min = 0, max = 1))]
    pub share_limit: Option<Amount>,
    /// The growth in money that is worth a plan; it has no default
    #[schemars(range(min = 0))]
    pub min_growth_value: Option<Amount>,
}

/// What a tier brings
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tiers {
    pub cadence: Option<Cadences>,
}

/// The cadence of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Cadences {
    pub A: Option<Cadence>,
    pub B: Option<Cadence>,
    pub C: Option<Cadence>,
}

/// Reviews (S4, S6, S10)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReviewPolicy {
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: Option<i64>,
    #[schemars(range(min = 0, max = 366))]
    pub pre_read_days: Option<i64>,
    #[schemars(range(min = 0, max = 100))]
    pub ready_at: Option<i64>,
}

/// How much of a plan may be about the next days (S7)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NearTerm {
    #[schemars(range(min = 1, max = 3660))]
    pub days: Option<i64>,
    #[schemars(range(min = 0, max = 1))]
    pub max_share: Option<Amount>,
}

/// What happens to a plan that is not in order (D14)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Compliance {
    #[schemars(range(min = 0, max = 3660))]
    pub warn_after_days: Option<i64>,
    #[schemars(range(min = 0, max = 3660))]
    pub escalate_after_days: Option<i64>,
    /// A person in people.yaml
    pub escalate_to: Option<String>,
}

/// The score ratchet of pull requests, in points of readiness
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Gate {
    #[schemars(range(min = 0, max = 100))]
    pub tolerance: Option<Amount>,
    pub floors: Option<Floors>,
}

/// The floor of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Floors {
    #[schemars(range(min = 0, max = 100))]
    pub A: Option<Amount>,
    #[schemars(range(min = 0, max = 100))]
    pub B: Option<Amount>,
    #[schemars(range(min = 0, max = 100))]
    pub C: Option<Amount>,
}
