//! The territory files exactly as written (`plan-format.md` §4): nothing has a default here. Doc comments are the descriptions in the
//! printed schemas. Knows nothing of what the values mean.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::model::account::{Cadence, Posture, Visibility};
use crate::model::commitment::Function;
use crate::model::words;

/// quarterdeck.yaml: the territory's name, money, fiscal year, policy and thresholds
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "quarterdeck territory")]
pub struct Territory {
    /// Always quarterdeck-territory/1
    #[schemars(extend("const" = "quarterdeck-territory/1"))]
    pub schema: Option<String>,
    /// The territory's name, as pages show it
    #[schemars(length(min = 1))]
    pub name: Option<String>,
    /// Three capital letters, for example USD
    #[schemars(with = "Option<crate::model::plan::CurrencyCode>")]
    pub currency: Option<String>,
    /// The month in which the fiscal year starts, 1 to 12; 10 lets FY2027 start in October 2026
    #[schemars(range(min = 1, max = 12))]
    pub fiscal_year_start: Option<i64>,
    /// Where the site will stand, without ? and #; only feeds need it
    #[schemars(regex(pattern = r"^https?://[^\s/?#]+(/[^\s?#]*)?$"))]
    pub base_url: Option<String>,
    pub program: Option<Program>,
    #[serde(default)]
    pub brands: Vec<Brand>,
    pub policy: Option<Policy>,
    pub data: Option<Data>,
    /// Weight overrides: score, then part or row, for example {completeness: {actions: 20}}
    #[serde(default)]
    pub scores: BTreeMap<String, BTreeMap<String, Weight>>,
    /// Level per rule
    #[serde(default)]
    pub rules: BTreeMap<String, RuleLevel>,
    /// Levels per folder; later ones win
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// What each audience may see
    #[serde(default)]
    pub audiences: BTreeMap<String, Audience>,
    pub site: Option<Site>,
}

/// The planning program
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Program {
    /// The heads of sales and marketing who stand behind it (D4)
    pub sponsors: Option<Sponsors>,
    /// When the key-account list was last reviewed (K13)
    pub key_list_reviewed_on: Option<Date>,
    /// What the territory is to add (R17)
    pub growth_target: Option<Amount>,
}

/// People of people.yaml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sponsors {
    pub sales: Option<String>,
    pub marketing: Option<String>,
}

/// A brand, with its divisions and products
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Brand {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    pub name: Option<String>,
    #[serde(default)]
    pub divisions: Vec<String>,
    #[serde(default)]
    pub products: Vec<Product>,
}

/// A product of a brand
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Product {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    pub name: Option<String>,
}

/// Every threshold that a requirement names
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Policy {
    /// The share of accounts that get a plan (K5)
    pub key_accounts: Option<KeyAccounts>,
    pub qualification: Option<QualificationPolicy>,
    pub tiers: Option<Tiers>,
    pub review: Option<ReviewPolicy>,
    pub near_term: Option<NearTerm>,
    #[schemars(range(min = 1, max = 100))]
    pub objectives_max: Option<i64>,
    /// How many times the goal must be covered by open opportunities
    #[schemars(range(min = 0.1, max = 100))]
    pub goal_coverage: Option<Amount>,
    pub compliance: Option<Compliance>,
    /// Added to the built-in list of clichés (M27)
    #[serde(default)]
    pub cliches: Vec<String>,
    /// The headings of a full plan (R19)
    pub sections: Option<Vec<String>>,
    pub gate: Option<Gate>,
    /// Below it a score is undetermined
    #[schemars(range(min = 0, max = 1))]
    pub confidence_min: Option<Amount>,
    /// Typed against computed 90-day projection
    #[schemars(range(min = 0, max = 1))]
    pub projection_max_difference: Option<Amount>,
    #[schemars(range(min = 0, max = 3660))]
    pub data_stale_days: Option<i64>,
    /// Fewer is single-threaded
    #[schemars(range(min = 0, max = 100))]
    pub supporters_min: Option<i64>,
    /// Full plans that one owner builds at a time (D8)
    #[schemars(range(min = 1, max = 1000))]
    pub owner_load: Option<i64>,
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
    #[schemars(range(min = 0, max = 1))]
    pub min_share: Option<Amount>,
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
    pub cadence: Option<Cadences>,
}

/// The cadence of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Cadences {
    pub A: Option<Cadence>,
    pub B: Option<Cadence>,
    pub C: Option<Cadence>,
}

/// Reviews (S4, S6, S10)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReviewPolicy {
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: Option<i64>,
    #[schemars(range(min = 0, max = 366))]
    pub pre_read_days: Option<i64>,
    #[schemars(range(min = 0, max = 100))]
    pub ready_at: Option<i64>,
}

/// How much of a plan may be about the next days (S7)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NearTerm {
    #[schemars(range(min = 1, max = 3660))]
    pub days: Option<i64>,
    #[schemars(range(min = 0, max = 1))]
    pub max_share: Option<Amount>,
}

/// What happens to a plan that is not in order (D14)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Compliance {
    #[schemars(range(min = 0, max = 3660))]
    pub warn_after_days: Option<i64>,
    #[schemars(range(min = 0, max = 3660))]
    pub escalate_after_days: Option<i64>,
    /// A person in people.yaml
    pub escalate_to: Option<String>,
}

/// The score ratchet of pull requests, in points of readiness
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Gate {
    #[schemars(range(min = 0, max = 100))]
    pub tolerance: Option<Amount>,
    pub floors: Option<Floors>,
}

/// The floor of each tier
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the tiers")]
pub struct Floors {
    #[schemars(range(min = 0, max = 100))]
    pub A: Option<Amount>,
    #[schemars(range(min = 0, max = 100))]
    pub B: Option<Amount>,
    #[schemars(range(min = 0, max = 100))]
    pub C: Option<Amount>,
}

/// Where the data files come from, and how old they are (M4)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Data {
    pub accounts: Option<Source>,
    pub revenue: Option<Source>,
    pub quota: Option<Source>,
    pub wallet: Option<Source>,
}

/// Origin and date of one data file
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    pub source: Option<String>,
    pub as_of: Option<Date>,
}

/// A weight, or the weights of one row
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Weight {
    One(#[schemars(range(min = 0, max = 1000))] Amount),
    Row(#[schemars(extend("additionalProperties" = {"type": "number", "minimum": 0, "maximum": 1000}))] BTreeMap<String, Amount>),
}

words! {
    /// How much a finding of a rule weighs
    RuleLevel { Off = "off", Info = "info", Warn = "warn", Error = "error" }
}

/// Levels for the files of a folder
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Override {
    /// A pattern of paths, for example accounts/legacy-*/**
    #[schemars(length(min = 1))]
    pub files: String,
    pub rules: BTreeMap<String, RuleLevel>,
}

words! {
    /// A class of fields
    FieldClass { Basic = "basic", Rank = "rank", Plan = "plan", Money = "money", People = "people", Judgement = "judgement", Narrative = "narrative", Internal = "internal" }
}

words! {
    /// How many accounts a build holds
    AccountCount { One = "one", Many = "many" }
}

/// What one audience may see
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Audience {
    /// The visibilities that are admitted
    pub sees: Option<Vec<Visibility>>,
    /// The classes of fields that are shown
    pub shows: Option<Vec<FieldClass>>,
    /// one: a build for exactly one account
    pub accounts: Option<AccountCount>,
    /// Sums over fewer accounts are withheld
    #[schemars(range(min = 1, max = 1000))]
    pub min_group: Option<i64>,
}

/// The site's look
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Site {
    /// Default: the territory's name
    pub title: Option<String>,
    /// A picture below theme/, for example theme/logo.svg
    #[schemars(length(min = 1))]
    pub logo: Option<String>,
    /// A colour, # and six hexadecimal digits
    #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
    pub accent: Option<String>,
    /// A line on every page, for example Confidential
    pub classification: Option<String>,
    /// How numbers, days and money are written, for example en-US
    #[schemars(regex(pattern = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))]
    pub locale: Option<String>,
    pub theme: Option<String>,
    /// The file with the words of the pages, beside this one or below theme/; default: strings.yaml, where it is there
    #[schemars(length(min = 1))]
    pub strings: Option<String>,
    /// Where a file can be edited; {path} and {line} in it are filled in
    #[schemars(regex(pattern = r"^https?://([^\s{}]|\{path\}|\{line\})+$"))]
    pub edit_url: Option<String>,
    /// Links of 404.html begin at the path of base_url, so that a host can show it at any depth; nowhere else does the page work then
    pub rooted_404: Option<bool>,
    /// Where a question can be asked
    #[schemars(regex(pattern = r"^https?://\S+$"))]
    pub issues_url: Option<String>,
}

/// One of our people
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OurPerson {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    pub name: String,
    pub function: Option<Function>,
    /// The id of the person's manager
    pub manager: Option<String>,
    /// Git author addresses
    #[serde(default)]
    pub emails: Vec<String>,
}

/// icp.yaml: the ideal-customer matrix (R10–R13)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "quarterdeck ideal-customer matrix")]
pub struct Icp {
    /// A number or a word that changes when the matrix does
    pub version: Option<Version>,
    /// The customer that we want
    pub about: Option<String>,
    /// Why such a customer values us (R10)
    pub why_they_value_us: Option<String>,
    #[schemars(length(min = 1))]
    pub criteria: Option<Vec<Criterion>>,
    pub bands: Option<Bands>,
}

/// A number or a word
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Version {
    Number(Amount),
    Text(String),
}

/// One criterion of the matrix
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Criterion {
    /// A word of a-z, 0-9 and underscores
    #[schemars(regex(pattern = "^[a-z0-9]+([_-][a-z0-9]+)*$"), length(max = 64))]
    pub id: String,
    pub label: Option<String>,
    /// Default 1
    #[schemars(range(min = 0, max = 1000))]
    pub weight: Option<Amount>,
    /// Default 0, 1 and 2
    #[serde(default)]
    pub levels: Vec<CriterionLevel>,
}

/// A level of a criterion
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CriterionLevel {
    #[schemars(range(min = 0, max = 1000))]
    pub value: i64,
    /// What an account at this level looks like
    pub meaning: Option<String>,
}

/// From which score on a band begins (R16)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Bands {
    #[schemars(range(min = 0, max = 100))]
    pub high: Option<Amount>,
    #[schemars(range(min = 0, max = 100))]
    pub moderate: Option<Amount>,
}

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
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One step of the calendar
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    pub id: StepId,
    pub on: Date,
    /// A person in people.yaml
    pub owner: Option<String>,
    #[schemars(range(min = 0, max = 3660))]
    pub min_days_after_previous: Option<i64>,
}

words! {
    /// What a question is about (S14)
    QuestionCategory { Account = "account", Industry = "industry", Relationship = "relationship", Whitespace = "whitespace", Competition = "competition", Execution = "execution", Help = "help" }
}

/// A question of the pre-read bank
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BankQuestion {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    pub text: String,
    pub category: QuestionCategory,
    /// The postures that it is for; none: all
    #[serde(default)]
    pub postures: Vec<Posture>,
    /// Score keys or readiness blocks whose weakness asks for it
    #[serde(default)]
    pub when: Vec<String>,
}
