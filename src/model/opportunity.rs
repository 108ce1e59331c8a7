//! A business opportunity inside the account (K7, M17–M20).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalCalendar, FiscalPeriod};
use crate::model::words;

words! {
    /// Where the opportunity stands
    OpportunityStatus { Open = "open", Won = "won", Lost = "lost", Parked = "parked" }
}

words! {
    /// Did it come from the plan, or did it come by? (K1)
    Origin { Planned = "planned", Reactive = "reactive" }
}

/// One business opportunity inside the account (K7)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Opportunity {
    /// The name of the opportunity within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// What would be bought, and where
    #[schemars(length(min = 1))]
    pub name: String,
    /// A product's id from quarterdeck.yaml
    pub product: Option<String>,
    /// The customer's division or site
    pub unit: Option<String>,
    /// Worth in the plan's currency
    #[schemars(range(min = 0))]
    pub amount: Amount,
    /// Chance of winning, 0 to 1
    #[schemars(range(min = 0, max = 1))]
    pub probability: Amount,
    /// When it should close
    pub close_by: Date,
    /// open, won, lost or parked
    pub status: OpportunityStatus,
    /// When it was won or lost
    pub closed_on: Option<Date>,
    /// planned when it came from the plan, reactive when it came by (K1)
    pub origin: Option<Origin>,
    /// Who holds the business today
    pub incumbent: Option<String>,
    /// Deserves an opportunity review of its own (S8)
    #[serde(default)]
    pub needs_review: bool,
    /// When amount and need were last confirmed (M18)
    pub requalified_on: Option<Date>,
    /// When the buyer last confirmed the timing (M20)
    pub timing_confirmed_on: Option<Date>,
    /// Capability or criterion ids that stand in the way (R17)
    #[serde(default)]
    pub blocked_by: Vec<String>,
}

impl Opportunity {
    /// Is it still to be decided?
    pub fn is_open(&self) -> bool {
        self.status == OpportunityStatus::Open
    }

    /// Was it won in that period? One that does not say when counts as won just now: the missing day is a finding of its own.
    pub fn is_won_in(&self, calendar: FiscalCalendar, period: FiscalPeriod) -> bool {
        self.status == OpportunityStatus::Won && self.closed_on.is_none_or(|on| calendar.contains(period, on))
    }

    /// Amount times probability.
    pub fn weighted(&self) -> Amount {
        self.amount.times(self.probability.0)
    }

    /// The probability as an exact decimal.
    pub fn chance(&self) -> Decimal {
        self.probability.0
    }
}
