//! A measure to compare results with (K11).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::model::words;

words! {
    /// Where the figure should go
    Direction { Up = "up", Down = "down", Hold = "hold" }
}

/// Where the figure stood at the start
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Baseline {
    /// The figure at the start, in the unit of the benchmark
    pub value: Amount,
    /// The day on which it was measured
    pub on: Date,
}

/// Where the figure should stand, and when
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Target {
    /// The figure to reach or to hold, in the unit of the benchmark
    pub value: Amount,
    /// The day by which it is reached, or until which it is held
    pub by: Date,
}

/// One measurement
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reading {
    /// The day of the measurement
    pub on: Date,
    /// The figure measured, in the unit of the benchmark
    pub value: Amount,
    /// Where the figure comes from
    pub source: Option<String>,
}

/// A measure to compare results with
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Benchmark {
    /// The name of the benchmark within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// What is measured, in one sentence
    #[schemars(length(min = 1))]
    pub text: String,
    /// What the figures count, for example '%', beds or orders
    #[schemars(length(min = 1))]
    pub unit: String,
    /// Whether the figure should go up, down, or hold
    pub direction: Direction,
    /// Where the figure stood at the start
    pub baseline: Baseline,
    /// Where the figure should stand, and when
    pub target: Target,
    /// How far a figure to hold may drift
    #[schemars(range(min = 0))]
    pub tolerance: Option<Amount>,
    /// The measurements so far
    #[serde(default)]
    pub readings: Vec<Reading>,
}

impl Benchmark {
    /// The newest reading that is not still to come; of two on one day the later in the file.
    pub fn latest(&self, today: Date) -> Option<&Reading> {
        self.readings.iter().enumerate().filter(|(_, reading)| reading.on <= today).max_by_key(|(index, reading)| (reading.on, *index)).map(|(_, it)| it)
    }

    /// Is a value at the target, or beyond it the way that the benchmark goes? One to hold is never reached, only kept.
    pub fn reaches(&self, value: Amount) -> bool {
        let way = self.target.value.minus(self.baseline.value);
        self.direction != Direction::Hold && value.minus(self.baseline.value).ratio(way).is_some_and(|share| share >= Decimal::ONE)
    }

    /// The reading with which the target was reached: the first from which on, up to that day, none lies short of it. `None` where the last one does.
    pub fn met_by(&self, day: Date) -> Option<&Reading> {
        let mut readings: Vec<&Reading> = self.readings.iter().filter(|reading| reading.on <= day).collect();
        // stable: of two on one day the later in the file counts
        readings.sort_by_key(|reading| reading.on);
        readings.into_iter().rev().take_while(|reading| self.reaches(reading.value)).last()
    }
}
