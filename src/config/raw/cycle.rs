//! `cycle.yaml` as written: the planning calendar (D6–D9).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::{Date, FiscalPeriod};
use crate::model::words;

words! {
    /// A step of the planning calendar (D9)
    StepId { Team = "team", Kickoff = "kickoff", Homework = "homework", Meeting = "meeting", Finalise = "finalise" }
}

/// cycle.yaml: the planning calendar (D6–D9)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "quarterdeck planning calendar")]
pub struct Cycle {
    /// The period that the cycle plans
    pub period: Option<FiscalPeriod>,
    /// The steps with their days, in order
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One step of the calendar
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// team, kickoff, homework, meeting or finalise
    pub id: StepId,
    /// The day of the step
    pub on: Date,
    /// A person in people.yaml
    pub owner: Option<String>,
    /// How many days must lie between the step before and this one; default 0
    #[schemars(range(min = 0, max = 3660))]
    pub min_days_after_previous: Option<i64>,
}
