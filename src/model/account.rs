//! Who the account is to us: stance, tier, posture, how it came to deserve a plan.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::base::language;
use crate::model::words;

words! {
    /// Which of the five options holds for the account (R2)
    Stance { Acquire = "acquire", Grow = "grow", Reactivate = "reactivate", Retain = "retain", Retire = "retire" }
}

impl Stance {
    /// Acquire and grow accounts are the ones that get a full development plan (R3).
    pub fn is_full(self) -> bool {
        matches!(self, Stance::Acquire | Stance::Grow)
    }
}

words! {
    /// How much the account matters; declared here, computed beside it (M16)
    Tier { A = "A", B = "B", C = "C" }
}

words! {
    /// Where the plan stands
    Status { Draft = "draft", Active = "active", InReview = "in-review", Closed = "closed" }
}

impl Status {
    /// Active and in-review plans must be complete.
    pub fn is_live(self) -> bool {
        matches!(self, Status::Active | Status::InReview)
    }
}

words! {
    /// The play: penetrating, growing share, or fighting off a competitor (S12)
    Posture { Penetrate = "penetrate", GrowShare = "grow-share", Defend = "defend" }
}

words! {
    /// The rhythm in which the plan is reviewed (K2)
    Cadence { Monthly = "monthly", Quarterly = "quarterly", Annual = "annual" }
}

impl Cadence {
    /// The length in days that freshness counts with (`domain.md` §4).
    pub fn days(self) -> i64 {
        match self {
            Cadence::Monthly => 31,
            Cadence::Quarterly => 92,
            Cadence::Annual => 366,
        }
    }
}

words! {
    /// The widest circle that may see the page
    Visibility { Team = "team", Leadership = "leadership", All = "all" }
}

words! {
    /// An answer to one of the six questions
    Answer { Yes = "yes", No = "no", Unknown = "unknown", NotApplicable = "n/a" }
}

/// How the account came to deserve a plan (K4)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Selection {
    /// The day of the decision
    pub on: Date,
    /// Who decided: a person in people.yaml
    pub by: String,
    /// Why this account and not another
    #[schemars(length(min = 1))]
    pub rationale: String,
}

/// A dated exception, shown wherever it applies (R16, D14)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Waiver {
    /// Rule names. not-qualified and icp-low-band are lifted, score-regression passes the gate; what else a waiver does, and that other findings stay, says `quarterdeck rule expired-suppression`
    #[serde(rename = "for")]
    #[schemars(length(min = 1))]
    pub rules: Vec<String>,
    /// Who granted it: a person in people.yaml
    pub by: String,
    /// Why
    #[schemars(length(min = 1))]
    pub reason: String,
    /// The last day on which it holds
    pub until: Date,
}

impl Waiver {
    /// Does it still hold on that day?
    pub fn is_in_force(&self, today: Date) -> bool {
        self.until >= today
    }

    /// Does it hold on that day for one of the rules that `wanted` knows?
    pub fn covers(&self, today: Date, wanted: impl Fn(&str) -> bool) -> bool {
        self.is_in_force(today) && self.rules.iter().any(|rule| wanted(rule))
    }
}

/// One of the six qualification questions, answered (R6)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Question {
    /// yes, no or unknown; n/a for share_below_limit of a plan to acquire alone
    pub answer: Answer,
    /// What the answer rests on
    pub evidence: Option<String>,
}

/// The six questions that decide whether an account warrants a plan (R6–R9)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Qualification {
    /// Is it a market that we have experience in?
    pub market_experience: Option<Question>,
    /// Does our offer solve a problem that they have?
    pub solves_problem: Option<Question>,
    /// Is the growth in money above the territory's threshold?
    pub growth_above_threshold: Option<Question>,
    /// Are our sales under the limit of what they buy of such things? (`n/a` for stance acquire alone)
    pub share_below_limit: Option<Question>,
    /// Is it a strategic market that diversifies the portfolio?
    pub strategic_market: Option<Question>,
    /// Does it match the ideal customer profile?
    pub icp_match: Option<Question>,
}

impl Qualification {
    /// The keys of the six questions, in their order.
    pub const KEYS: [&'static str; 6] = ["market_experience", "solves_problem", "growth_above_threshold", "share_below_limit", "strategic_market", "icp_match"];

    /// What the question behind a key asks, as everybody reads it.
    pub fn asks(key: &str) -> &'static str {
        match key {
            "market_experience" => language::key("Do we know this market?"),
            "solves_problem" => language::key("Do we solve a problem of theirs?"),
            "growth_above_threshold" => language::key("Is the growth worth it?"),
            "share_below_limit" => language::key("Is there room to grow?"),
            "strategic_market" => language::key("Is it a market we chose?"),
            _ => language::key("Does it match our ideal customer?"),
        }
    }

    /// The six answers beside their keys; a question that is not there is not answered.
    pub fn questions(&self) -> [(&'static str, Option<&Question>); 6] {
        [
            ("market_experience", self.market_experience.as_ref()),
            ("solves_problem", self.solves_problem.as_ref()),
            ("growth_above_threshold", self.growth_above_threshold.as_ref()),
            ("share_below_limit", self.share_below_limit.as_ref()),
            ("strategic_market", self.strategic_market.as_ref()),
            ("icp_match", self.icp_match.as_ref()),
        ]
    }
}

/// A level of an ICP criterion, or the honest word `unknown` (R13)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum IcpScore {
    Level(i64),
    Unknown(Unknown),
}

impl IcpScore {
    /// The level; `None` where it is not known.
    pub fn level(&self) -> Option<i64> {
        match self {
            IcpScore::Level(level) => Some(*level),
            IcpScore::Unknown(_) => None,
        }
    }
}

words! {
    /// Not known
    Unknown { Unknown = "unknown" }
}

words! {
    /// The band of an ICP score (R16)
    Band { High = "high", Moderate = "moderate", Low = "low" }
}

/// The manager's confirmation of the ICP result (R15)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct IcpConfirmed {
    /// The manager who confirmed the levels: a person in people.yaml
    pub by: String,
    /// The day of the confirmation
    pub on: Date,
    /// The band that the manager expected: high, moderate or low
    pub expected_band: Option<Band>,
}

/// Levels by criterion, in one list of its own size: every plan has a dozen, and a map would be three times as large.
#[derive(Clone, Debug, Default)]
pub struct IcpLevels(Box<[(Box<str>, IcpScore)]>);

impl IcpLevels {
    /// The level of a criterion, by its id.
    pub fn get(&self, criterion: &str) -> Option<&IcpScore> {
        self.0.iter().find(|(id, _)| &**id == criterion).map(|(_, level)| level)
    }

    /// All levels, by criterion.
    pub fn values(&self) -> impl Iterator<Item = &IcpScore> {
        self.0.iter().map(|(_, level)| level)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for IcpLevels {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels = BTreeMap::<Box<str>, IcpScore>::deserialize(deserializer)?;
        Ok(IcpLevels(levels.into_iter().collect()))
    }
}

/// The account against the ideal-customer matrix (R10–R15)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Icp {
    /// Criterion id to level, or unknown
    #[schemars(with = "BTreeMap<String, IcpScore>")]
    pub scores: IcpLevels,
    /// The manager's confirmation of the levels (R15)
    pub confirmed: Option<IcpConfirmed>,
}
