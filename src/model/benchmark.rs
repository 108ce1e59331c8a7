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
    pub value: Amount,
    pub on: Date,
}

/// Where the figure should stand, and when
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Target {
    pub value: Amount,
    pub by: Date,
}

/// One measurement
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reading {
    pub on: Date,
    pub value: Amount,
    pub source: Option<String>,
}

/// A measure to compare results with
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Benchmark {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    #[schemars(length(min = 1))]
    pub text: String,
    #[schemars(length(min = 1))]
    pub unit: String,
    pub direction: Direction,
    pub baseline: Baseline,
    pub target: Target,
    /// How far a figure to hold may drift
    #[schemars(range(min = 0))]
    pub tolerance: Option<Amount>,
    #[serde(default)]
    pub readings: Vec<Reading>,
}

impl Benchmark {
    /// The newest reading; of two on one day the later in the file.
    pub fn latest(&self) -> Option<(usize, &Reading)> {
        self.readings.iter().enumerate().max_by_key(|(index, reading)| (reading.on, *index))
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
