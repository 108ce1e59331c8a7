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
    pub division: Option<String>,
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
    pub status: Option<Status>,
    /// A person in people.yaml
    #[schemars(length(min = 1))]
    pub owner: Option<String>,
    /// Default: the owner's manager
    pub manager: Option<String>,
    pub exec_sponsor: Option<String>,
    /// The fiscal period that the plan is for, for example FY2027-Q1; FY2027 for a yearly plan
    pub period: Option<FiscalPeriod>,
    pub stance: Option<Stance>,
    pub tier: Option<Tier>,
    pub posture: Option<Posture>,
    pub cadence: Option<Cadence>,
    /// Who may see the page; default team
    pub visibility: Option<Visibility>,
    /// Default: the territory's
    #[schemars(with = "Option<CurrencyCode>")]
    pub currency: Option<String>,
    pub selection: Option<Selection>,
    pub waiver: Option<Waiver>,
    pub qualification: Option<Qualification>,
    pub icp: Option<Icp>,
    /// What this plan is to add (R17)
    #[schemars(range(min = 0))]
    pub growth_target: Option<Amount>,
    #[serde(default)]
    pub projection_90d: Vec<Projection>,
    #[serde(default)]
    pub opportunities: Vec<Opportunity>,
    #[serde(default)]
    pub people: Vec<Person>,
    #[serde(default)]
    pub objectives: Vec<Objective>,
    /// Ordered steps (K3)
    #[serde(default)]
    pub actions: Vec<Action>,
    #[serde(default)]
    pub benchmarks: Vec<Benchmark>,
    #[serde(default)]
    pub obstacles: Vec<Obstacle>,
    pub asks: Option<Asks>,
    #[serde(default)]
    pub competition: Vec<Competitor>,
    pub swot: Option<Swot>,
    #[serde(default)]
    pub team: Vec<TeamMember>,
    #[serde(default)]
    pub homework: Vec<Homework>,
    #[serde(default)]
    pub motivation: Vec<Motivation>,
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
