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
    /// When an account warrants a plan (R6–R9)
    pub qualification: Option<QualificationPolicy>,
    /// What a tier brings
    pub tiers: Option<Tiers>,
    /// How long a review is, when its questions go out, and from which score a plan is ready (S4, S6, S10)
    pub review: Option<ReviewPolicy>,
    /// How much of a plan may be about the next days (S7)
    pub near_term: Option<NearTerm>,
    /// How many objectives a plan can carry
    #[schemars(range(min = 1, max = 100))]
    pub objectives_max: Option<i64>,
    /// How many times the goal must be covered by open opportunities
    #[schemars(range(min = 0.1, max = 100))]
    pub goal_coverage: Option<Amount>,
    /// How many days late a plan is warned and escalated, and to whom (D14)
    pub compliance: Option<Compliance>,
    /// Added to the built-in list of clichés (M27)
    #[serde(default)]
    pub cliches: Vec<String>,
    /// The headings of a full plan (R19)
    pub sections: Option<Vec<String>>,
    /// What a pull request may cost a plan, in points of readiness
    pub gate: Option<Gate>,
    /// Below it a score is undetermined
    #[schemars(range(min = 0, max = 1))]
    pub confidence_min: Option<Amount>,
    /// Typed against computed 90-day projection
    #[schemars(range(min = 0, max = 1))]
    pub projection_max_difference: Option<Amount>,
    /// The age in days from which the data of a table is stale (M4)
    #[schemars(range(min = 0, max = 3660))]
    pub data_stale_days: Option<i64>,
    /// Fewer is single-threaded
    #[schemars(range(min = 0, max = 100))]
    pub supporters_min: Option<i64>,
    /// Full plans that one owner builds at a time (D8)
    #[schemars(range(min = 1, max = 1000))]
    pub owner_load: Option<i64>,
    /// The index of concentration of sales, 0 to 10000, from which they read as concentrated
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
    /// The share of accounts with a plan, 0 to 1, under which key accounts are missed
    #[schemars(range(min = 0, max = 1))]
    pub min_share: Option<Amount>,
    /// The share of accounts with a plan, 0 to 1, over which none of them is a key account
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
    /// How often a plan of each tier is reviewed, where it says nothing (K2)
    pub cadence: Option<Cadences>,
}

/// The cadence of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Cadences {
    /// How often a tier A plan is reviewed
    pub A: Option<Cadence>,
    /// How often a tier B plan is reviewed
    pub B: Option<Cadence>,
    /// How often a tier C plan is reviewed
    pub C: Option<Cadence>,
}

/// Reviews (S4, S6, S10)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReviewPolicy {
    /// How long a review is, in minutes, where it says nothing (S10)
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: Option<i64>,
    /// How many days before the review the questions go out (S4)
    #[schemars(range(min = 0, max = 366))]
    pub pre_read_days: Option<i64>,
    /// The readiness, 0 to 100, under which the verdict is prepare-first (S6)
    #[schemars(range(min = 0, max = 100))]
    pub ready_at: Option<i64>,
}

/// How much of a plan may be about the next days (S7)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NearTerm {
    /// What counts as near: due within so many days
    #[schemars(range(min = 1, max = 3660))]
    pub days: Option<i64>,
    /// The share of what is near, 0 to 1, over which a plan lacks the long view
    #[schemars(range(min = 0, max = 1))]
    pub max_share: Option<Amount>,
}

/// What happens to a plan that is not in order (D14)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Compliance {
    /// How many days late a plan is warned
    #[schemars(range(min = 0, max = 3660))]
    pub warn_after_days: Option<i64>,
    /// How many days late a plan is escalated
    #[schemars(range(min = 0, max = 3660))]
    pub escalate_after_days: Option<i64>,
    /// A person in people.yaml
    pub escalate_to: Option<String>,
}

/// The score ratchet of pull requests, in points of readiness
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Gate {
    /// How many points of readiness a change may cost a plan
    #[schemars(range(min = 0, max = 100))]
    pub tolerance: Option<Amount>,
    /// The readiness under which no plan of a tier may fall
    pub floors: Option<Floors>,
}

/// The floor of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Floors {
    /// The floor of tier A plans, 0 to 100
    #[schemars(range(min = 0, max = 100))]
    pub A: Option<Amount>,
    /// The floor of tier B plans, 0 to 100
    #[schemars(range(min = 0, max = 100))]
    pub B: Option<Amount>,
    /// The floor of tier C plans, 0 to 100
    #[schemars(range(min = 0, max = 100))]
    pub C: Option<Amount>,
}
