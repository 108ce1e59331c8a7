//! One step of the ordered list of actions (K3, K10, K15).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::model::objective::ObjectiveKind;
use crate::model::words;

words! {
    /// Where the action stands
    ActionStatus { Planned = "planned", Doing = "doing", Done = "done", Blocked = "blocked", Dropped = "dropped" }
}

/// One step towards an objective
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Action {
    /// The name of the action within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The id of the objective that it serves
    pub objective: String,
    /// What is to be done, in one sentence
    #[schemars(length(min = 1))]
    pub text: String,
    /// What the action moves: revenue, relationship, position, customer-outcome or defence
    pub kind: Option<ObjectiveKind>,
    /// Exactly one person of ours
    #[schemars(length(min = 1))]
    pub owner: String,
    /// The day by which it is done
    pub due: Date,
    /// planned, doing, done, blocked or dropped
    pub status: ActionStatus,
    /// Required when done
    pub done_on: Option<Date>,
    /// Ids of the actions that come first
    #[serde(default)]
    pub after: Vec<String>,
    /// Hours of selling time
    #[schemars(range(min = 0))]
    pub hours: Option<Amount>,
    /// What it is worth when it works
    #[schemars(range(min = 0))]
    pub expected_value: Option<Amount>,
    /// The id of the ask that would unblock it
    pub needs: Option<String>,
    /// How often `roll` carried it into a new period
    #[serde(default)]
    #[schemars(range(min = 0))]
    pub slips: i64,
}

impl Action {
    /// Neither done nor dropped.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, ActionStatus::Done | ActionStatus::Dropped)
    }
}
