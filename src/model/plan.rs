//! The whole of one account plan.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::FiscalPeriod;
use crate::model::account::{Cadence, Icp, Posture, Qualification, Selection, Stance, Status, Tier, Visibility, Waiver};
use crate::model::action::{Action, ActionStatus};
use crate::model::ask::{Ask, Asks};
use crate::model::benchmark::Benchmark;
use crate::model::commitment::{Commitment, Homework, Motivation, Outcome, TeamMember};
use crate::model::objective::Objective;
use crate::model::obstacle::{Competitor, Obstacle, Swot};
use crate::model::opportunity::Opportunity;
use crate::model::person::Person;

/// The schema of an id: a slug (`plan-format.md` §1). The type stands for it in the printed schemas.
#[derive(Debug)]
pub struct Id;

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "slug", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64})
    }
}

/// The schema of a currency: three capital letters.
#[derive(Debug)]
pub struct CurrencyCode;

impl JsonSchema for CurrencyCode {
    fn schema_name() -> Cow<'static, str> {
        "Currency".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD", "EUR"]})
    }
}

/// A typed 90-day projection for one brand and division (M22, M23)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Projection {
    /// A brand's id
    pub brand: String,
    /// A division of the brand
    pub division: Option<String>,
    /// What the next 90 days bring, in the plan's currency
    #[schemars(range(min = 0))]
    pub amount: Amount,
    /// What it rests on
    pub basis: Option<String>,
}

/// One account plan: the front matter of `accounts/<slug>/plan.md`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "quarterdeck plan")]
pub struct Plan {
    /// Always quarterdeck/1
    #[schemars(extend("const" = "quarterdeck/1"))]
    pub schema: Option<String>,
    /// The folder's name
    #[schemars(with = "Option<Id>")]
    pub account: Option<String>,
    /// Display name; default: the account's name in accounts.csv, else the slug
    #[schemars(length(min = 1))]
    pub title: Option<String>,
    /// draft, active, in-review or closed
    pub status: Option<Status>,
    /// A person in people.yaml
    #[schemars(length(min = 1))]
    pub owner: Option<String>,
    /// Default: the owner's manager
    pub manager: Option<String>,
    /// Who of our executives stands behind the plan: a person in people.yaml
    pub exec_sponsor: Option<String>,
    /// The fiscal period that the plan is for, for example FY2027-Q1; FY2027 for a yearly plan
    pub period: Option<FiscalPeriod>,
    /// What we want of the account: acquire, grow, reactivate, retain or retire (R2)
    pub stance: Option<Stance>,
    /// How much the account matters: A, B or C (M16)
    pub tier: Option<Tier>,
    /// How we play: penetrate, grow-share or defend (S12)
    pub posture: Option<Posture>,
    /// How often the plan is reviewed: monthly, quarterly or annual; default: that of the tier (K2)
    pub cadence: Option<Cadence>,
    /// Who may see the page; default team
    pub visibility: Option<Visibility>,
    /// Default: the territory's
    #[schemars(with = "Option<CurrencyCode>")]
    pub currency: Option<String>,
    /// How the account came to deserve a plan (K4)
    pub selection: Option<Selection>,
    /// A dated exception, shown wherever it applies (R16, D14)
    pub waiver: Option<Waiver>,
    /// The six questions that decide whether the account warrants a plan (R6–R9)
    pub qualification: Option<Qualification>,
    /// The account against the ideal-customer matrix (R10–R15)
    pub icp: Option<Icp>,
    /// What this plan is to add (R17)
    #[schemars(range(min = 0))]
    pub growth_target: Option<Amount>,
    /// What the next 90 days bring, typed, by brand and division (M22, M23)
    #[serde(default)]
    pub projection_90d: Vec<Projection>,
    /// The business inside the account (K7)
    #[serde(default)]
    pub opportunities: Vec<Opportunity>,
    /// The customer's people (K8, M9–M14)
    #[serde(default)]
    pub people: Vec<Person>,
    /// What the plan wants to reach, at least one short and one long (K9, S9)
    #[serde(default)]
    pub objectives: Vec<Objective>,
    /// Ordered steps (K3)
    #[serde(default)]
    pub actions: Vec<Action>,
    /// The measures that results are compared with (K11)
    #[serde(default)]
    pub benchmarks: Vec<Benchmark>,
    /// Strategic issues that stand in the way (M8, M26)
    #[serde(default)]
    pub obstacles: Vec<Obstacle>,
    /// What is needed from the manager and the organisation, or {none: "reason"} (M13, M28)
    pub asks: Option<Asks>,
    /// Rivals in the account (S12, R19)
    #[serde(default)]
    pub competition: Vec<Competitor>,
    /// Strengths, weaknesses, opportunities and threats (R19)
    pub swot: Option<Swot>,
    /// Who of ours works on the account (D11–D13)
    #[serde(default)]
    pub team: Vec<TeamMember>,
    /// Questions that somebody is to answer before the planning meeting (D10)
    #[serde(default)]
    pub homework: Vec<Homework>,
    /// What makes the plan worth the owner's while: earnings, recognition, winning, trusted-adviser (D3)
    #[serde(default)]
    pub motivation: Vec<Motivation>,
    /// Who promises what, written down and dated (K12); a draft may leave it empty
    pub commitment: Option<Commitment>,
    /// Only when status is closed
    pub outcome: Option<Outcome>,
    /// The company's own fields, described by the overlay schema
    #[serde(default)]
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub custom: serde_json::Map<String, serde_json::Value>,
}

impl Plan {
    /// The keys that every plan must have (`plan-format.md`, *Required*).
    pub const REQUIRED: [&'static str; 12] =
        ["schema", "account", "status", "owner", "period", "stance", "tier", "objectives", "actions", "benchmarks", "people", "commitment"];
    /// What stance acquire or grow asks for besides.
    pub const REQUIRED_FULL: [&'static str; 5] = ["posture", "qualification", "icp", "growth_target", "opportunities"];
    /// What status active or in-review asks for besides.
    pub const REQUIRED_LIVE: [&'static str; 4] = ["selection", "obstacles", "asks", "team"];

    /// The asks; none for the explicit none.
    pub fn asks(&self) -> &[Ask] {
        self.asks.as_ref().map_or(&[], Asks::list)
    }

    /// Active or in review; an unreadable status is treated as a draft, so that no finding follows from another.
    pub fn is_live(&self) -> bool {
        self.status.is_some_and(Status::is_live)
    }

    /// Is it a draft?
    pub fn is_draft(&self) -> bool {
        self.status == Some(Status::Draft)
    }

    /// The objectives, by id, that an action serves: one that is open or done. Nobody works on what was dropped (K10).
    pub fn served(&self) -> BTreeSet<&str> {
        // one that says both that it was dropped and when it was done was perhaps done
        let counts = |action: &&Action| action.status != ActionStatus::Dropped || action.done_on.is_some();
        self.actions.iter().filter(counts).map(|action| action.objective.as_str()).collect()
    }

    /// Acquire or grow.
    pub fn is_full(&self) -> bool {
        self.stance.is_some_and(Stance::is_full)
    }
}
