//! What the territory files *mean*: every value present, levels resolved. Knows nothing of how they were written.
// NOTE TO THE OWNER OF THIS ROOM: the lead fixed these types because other rooms are being written against them. Keep names and types; add what is missing
// (fields, methods, defaults, tests), put the glob matcher in its own file, and delete this note.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalCalendar, FiscalPeriod};
use crate::diag::code::Level;
use crate::model::account::{Cadence, Posture, Tier};
use crate::model::commitment::Function;

/// Everything that a territory decides, with the defaults of `plan-format.md` §4 where it is silent.
#[derive(Clone, Debug)]
pub struct Settings {
    pub name: String,
    pub currency: String,
    pub calendar: FiscalCalendar,
    pub base_url: Option<String>,
    pub program: Program,
    pub brands: Vec<Brand>,
    pub policy: Policy,
    /// Where the data files come from, by table name (`revenue`, `quota`, …).
    pub data: BTreeMap<String, DataSource>,
    /// Weight overrides as written: score key, then (posture or part), then weight.
    pub score_weights: ScoreWeights,
    pub rule_levels: BTreeMap<String, Level>,
    pub overrides: Vec<LevelOverride>,
    pub site: SiteOptions,
    /// Our side. Empty without `people.yaml`.
    pub people: Vec<OurPerson>,
    /// Is there a readable `people.yaml`? Without one nobody is unknown.
    pub has_people: bool,
    pub icp: IcpMatrix,
    pub cycle: Option<Cycle>,
    pub questions: Vec<PreReadQuestion>,
}

#[derive(Clone, Debug, Default)]
pub struct Program {
    pub sales_sponsor: Option<String>,
    pub marketing_sponsor: Option<String>,
    pub key_list_reviewed_on: Option<Date>,
    pub growth_target: Option<Amount>,
}

#[derive(Clone, Debug)]
pub struct Brand {
    pub id: String,
    pub name: String,
    pub divisions: Vec<String>,
    pub products: Vec<Product>,
}

#[derive(Clone, Debug)]
pub struct Product {
    pub id: String,
    pub name: String,
}

/// Every threshold that the requirements name.
#[derive(Clone, Debug)]
pub struct Policy {
    pub key_accounts_min: Decimal,
    pub key_accounts_max: Decimal,
    pub qualification_pass: u32,
    pub share_limit: Decimal,
    /// No default on purpose (R8).
    pub min_growth_value: Option<Amount>,
    pub cadence: BTreeMap<Tier, Cadence>,
    pub review_minutes: i64,
    pub pre_read_days: i64,
    pub ready_at: Decimal,
    pub near_term_days: i64,
    pub near_term_max_share: Decimal,
    pub objectives_max: usize,
    pub goal_coverage: Decimal,
    pub warn_after_days: i64,
    pub escalate_after_days: i64,
    pub escalate_to: Option<String>,
    pub cliches: Vec<String>,
    pub sections: Vec<String>,
    pub gate_tolerance: Decimal,
    pub gate_floors: BTreeMap<Tier, Decimal>,
    pub confidence_min: Decimal,
    pub projection_max_difference: Decimal,
    pub data_stale_days: i64,
    pub supporters_min: usize,
    pub owner_load: usize,
    pub concentration_hhi: Decimal,
    pub fire_drill_days: i64,
}

#[derive(Clone, Debug, Default)]
pub struct DataSource {
    pub source: Option<String>,
    pub as_of: Option<Date>,
}

/// `scores: {health: {grow-share: {execution: 30}}, completeness: {actions: 20}}`.
#[derive(Clone, Debug, Default)]
pub struct ScoreWeights {
    /// score key → part → weight
    pub parts: BTreeMap<String, BTreeMap<String, Decimal>>,
    /// score key → posture or stance row → part → weight
    pub rows: BTreeMap<String, BTreeMap<String, BTreeMap<String, Decimal>>>,
}

impl ScoreWeights {
    /// The weight of a part: the territory's, else the default.
    pub fn of(&self, score: &str, part: &str, default: i64) -> Decimal {
        self.parts.get(score).and_then(|parts| parts.get(part)).copied().unwrap_or_else(|| Decimal::from(default))
    }
}

/// Levels for one glob of files.
#[derive(Clone, Debug)]
pub struct LevelOverride {
    pub files: String,
    pub rules: BTreeMap<String, Level>,
}

#[derive(Clone, Debug)]
pub struct SiteOptions {
    pub title: String,
    pub accent: Option<String>,
    pub classification: Option<String>,
    pub locale: String,
    pub logo: Option<String>,
    pub edit_url: Option<String>,
    pub issues_url: Option<String>,
}

#[derive(Clone, Debug)]
pub struct OurPerson {
    pub id: String,
    pub name: String,
    pub function: Function,
    pub manager: Option<String>,
    pub emails: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct IcpMatrix {
    pub version: String,
    pub about: Option<String>,
    pub why_they_value_us: Option<String>,
    pub criteria: Vec<Criterion>,
    pub high: Decimal,
    pub moderate: Decimal,
    /// The shipped thirteen criteria, because there is no `icp.yaml`.
    pub is_default: bool,
}

#[derive(Clone, Debug)]
pub struct Criterion {
    pub id: String,
    pub label: String,
    pub weight: Decimal,
    /// Value and meaning, ascending by value.
    pub levels: Vec<(i64, String)>,
}

impl Criterion {
    /// The highest level: a match.
    pub fn max(&self) -> i64 {
        self.levels.iter().map(|(value, _)| *value).max().unwrap_or(0)
    }
}

#[derive(Clone, Debug)]
pub struct Cycle {
    pub period: Option<FiscalPeriod>,
    pub steps: Vec<CycleStep>,
}

#[derive(Clone, Debug)]
pub struct CycleStep {
    pub id: String,
    pub on: Date,
    pub owner: Option<String>,
    pub min_days_after_previous: i64,
}

#[derive(Clone, Debug)]
pub struct PreReadQuestion {
    pub id: String,
    pub text: String,
    pub category: String,
    pub postures: Vec<Posture>,
    pub when: Vec<String>,
}

impl Settings {
    pub fn person(&self, id: &str) -> Option<&OurPerson> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A person's name, or the id itself.
    pub fn person_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.person(id).map_or(id, |person| person.name.as_str())
    }

    pub fn brand(&self, id: &str) -> Option<&Brand> {
        self.brands.iter().find(|brand| brand.id == id)
    }

    /// The product's name, or the id itself.
    pub fn product_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.brands.iter().flat_map(|brand| &brand.products).find(|product| product.id == id).map_or(id, |product| product.name.as_str())
    }
}
