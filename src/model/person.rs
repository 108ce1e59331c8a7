//! One of the customer's people (K8, M9–M14, M24).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// The part in the decision to buy
    BuyingRole { Economic = "economic", Technical = "technical", User = "user", Coach = "coach", Sponsor = "sponsor", Procurement = "procurement" }
}

words! {
    /// Does the person still decide? (M9)
    InPower { Yes = "yes", No = "no", Unknown = "unknown" }
}

words! {
    /// How the person stands to us (M10)
    Disposition { Champion = "champion", Supporter = "supporter", Neutral = "neutral", Opponent = "opponent", Unknown = "unknown" }
}

/// The next meeting with a person (M14)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NextMeeting {
    /// The day of the meeting
    pub on: Date,
    /// What it is to achieve
    pub about: Option<String>,
}

/// One of the customer's people
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Person {
    /// The name of the person within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The person's name
    #[schemars(length(min = 1))]
    pub name: String,
    /// The person's job at the customer
    #[schemars(length(min = 1))]
    pub title: String,
    /// The customer's division or site
    pub unit: Option<String>,
    /// The part in the decision to buy: economic, technical, user, coach, sponsor or procurement
    pub buying_role: BuyingRole,
    /// Key decision maker
    #[serde(default)]
    pub kdm: bool,
    /// Required for a key decision maker
    pub in_power: Option<InPower>,
    /// When that was last checked
    pub verified_on: Option<Date>,
    /// 1 (little) to 5 (decides)
    #[schemars(range(min = 1, max = 5))]
    pub influence: i64,
    /// How the person stands to us: champion, supporter, neutral, opponent or unknown
    pub disposition: Disposition,
    /// Relationship equity, 0 to 5 (M14)
    #[schemars(range(min = 0, max = 5))]
    pub equity: Option<i64>,
    /// The day on which one of us last met the person
    pub last_met: Option<Date>,
    /// The next meeting that is set (M14)
    pub next_meeting: Option<NextMeeting>,
    /// The id of the person above
    pub reports_to: Option<String>,
    /// Ids of people who listen to this one
    #[serde(default)]
    pub influences: Vec<String>,
    /// Who on our side owns the relationship
    pub our_owner: Option<String>,
    /// Where we want the person to stand (K8)
    pub target_disposition: Option<Disposition>,
    /// When the person appeared on the buying side (M11)
    pub first_seen: Option<Date>,
    /// What makes the person hard to reach (M30)
    pub access_barrier: Option<String>,
    /// What the judgement rests on (M3)
    pub evidence: Option<String>,
}

impl Person {
    /// A key decision maker who is, as far as we know, in power.
    pub fn is_kdm_in_power(&self) -> bool {
        self.kdm && self.in_power == Some(InPower::Yes)
    }

    /// Champion or supporter who is not known to be out of power: what a thread hangs on (M9–M14).
    pub fn supports_in_power(&self) -> bool {
        self.supports() && self.in_power != Some(InPower::No)
    }

    /// Champion or supporter.
    pub fn supports(&self) -> bool {
        matches!(self.disposition, Disposition::Champion | Disposition::Supporter)
    }
}
