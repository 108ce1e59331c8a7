//! What the territory files mean: every value present. Knows nothing of how they were written but in `from_raw`.

mod from_raw;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalCalendar, FiscalPeriod};
use crate::config::glob::Glob;
use crate::config::raw::{FieldClass, QuestionCategory, StepId, Weight};
use crate::diag::code::Level;
use crate::model::account::{Band, Cadence, Posture, Tier, Visibility};
use crate::model::commitment::Function;

/// Everything that the territory has decided.
#[derive(Clone, Debug)]
pub struct Settings {
    pub name: String,
    pub currency: String,
    pub calendar: FiscalCalendar,
    pub base_url: Option<String>,
    pub program: Program,
    pub brands: Vec<Brand>,
    pub policy: Policy,
    /// Where the data files come from, by table name.
    pub data: BTreeMap<&'static str, DataSource>,
    pub score_weights: ScoreWeights,
    pub rule_levels: BTreeMap<String, Level>,
    /// Levels per folder, in their order; later ones win.
    pub overrides: Vec<Override>,
    /// As the territory writes them; the built-in ones are `audience`'s.
    pub audiences: BTreeMap<String, Audience>,
    pub site: SiteOptions,
    pub people: Vec<OurPerson>,
    /// Without the file, and with one that names not everybody, nobody is unknown.
    pub has_people: bool,
    /// The top-level keys of `quarterdeck.yaml` that hold a mistake; "" where the file could not be read.
    pub faulty: BTreeSet<String>,
    /// The lists that lost an entry to a mistake in it, `brands` or `icp`: nobody can say what is not on them.
    pub lost: BTreeSet<&'static str>,
    pub icp: IcpMatrix,
    pub cycle: Option<Cycle>,
    /// `None`: the built-in bank.
    pub questions: Option<Vec<BankQuestion>>,
}

/// The planning program (D4, K13, R17).
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub sales_sponsor: Option<String>,
    pub marketing_sponsor: Option<String>,
    pub key_list_reviewed_on: Option<Date>,
    pub growth_target: Option<Amount>,
}

/// A brand that we sell, with its divisions and products.
#[derive(Clone, Debug)]
pub struct Brand {
    pub id: String,
    /// Default: the id.
    pub name: String,
    pub divisions: Vec<String>,
    pub products: Vec<Product>,
}

/// A product of a brand; the name is the id where none is given.
#[derive(Clone, Debug)]
pub struct Product {
    pub id: String,
    pub name: String,
}

/// Every threshold.
#[derive(Clone, Debug)]
pub struct Policy {
    pub key_accounts_min: Decimal,
    pub key_accounts_max: Decimal,
    pub qualification_pass: u32,
    pub share_limit: Decimal,
    /// Has no default (R8).
    pub min_growth_value: Option<Amount>,
    pub cadence: BTreeMap<Tier, Cadence>,
    pub review_minutes: i64,
    pub pre_read_days: i64,
    /// In points of readiness.
    pub ready_at: Decimal,
    pub near_term_days: i64,
    pub near_term_max_share: Decimal,
    pub objectives_max: usize,
    pub goal_coverage: Decimal,
    pub warn_after_days: i64,
    pub escalate_after_days: i64,
    pub escalate_to: Option<String>,
    /// Added to the built-in list.
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

/// Where a table comes from, and how old it is (M4).
#[derive(Clone, Debug, Default)]
pub struct DataSource {
    pub source: Option<String>,
    pub as_of: Option<Date>,
}

/// Weight overrides: `scores: {health: {grow-share: {execution: 30}}, completeness: {actions: 20}}`.
#[derive(Clone, Debug, Default)]
pub struct ScoreWeights(BTreeMap<String, BTreeMap<String, Weight>>);

impl ScoreWeights {
    /// The weight of a part: the territory's, else the default.
    pub fn of(&self, score: &str, part: &str, default: i64) -> Decimal {
        self.in_row(score, None, part, Decimal::from(default))
    }

    /// The weight of a part in a row (a posture or a stance) where the score has rows.
    pub fn in_row(&self, score: &str, row: Option<&str>, part: &str, default: Decimal) -> Decimal {
        let weights = self.0.get(score);
        let own = row.and_then(|row| match weights.and_then(|weights| weights.get(row)) {
            Some(Weight::Row(parts)) => parts.get(part).copied(),
            _ => None,
        });
        let plain = || match weights.and_then(|weights| weights.get(part)) {
            Some(Weight::One(weight)) => Some(*weight),
            _ => None,
        };
        own.or_else(plain).map_or(default, |weight| weight.0)
    }
}

/// Levels for the files that a pattern covers.
#[derive(Clone, Debug)]
pub struct Override {
    pub files: Glob,
    pub rules: BTreeMap<String, Level>,
}

/// An audience as the territory writes it: what is absent is as built in.
#[derive(Clone, Debug, Default)]
pub struct Audience {
    pub sees: Option<Vec<Visibility>>,
    pub shows: Option<Vec<FieldClass>>,
    pub min_group: Option<usize>,
}

/// The site's look, and where its links lead.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    pub title: String,
    pub logo: Option<String>,
    /// `#rrggbb`.
    pub accent: Option<String>,
    pub classification: Option<String>,
    pub locale: String,
    pub theme: String,
    pub strings: Option<String>,
    pub edit_url: Option<String>,
    /// Do the links of `404.html` begin at the path of `base_url`?
    pub rooted_404: bool,
    pub issues_url: Option<String>,
}

/// A person of our side.
#[derive(Clone, Debug)]
pub struct OurPerson {
    pub id: String,
    pub name: String,
    pub function: Option<Function>,
    pub manager: Option<String>,
    /// Git author addresses.
    pub emails: Vec<String>,
}

/// The ideal-customer matrix in force.
#[derive(Clone, Debug)]
pub struct IcpMatrix {
    pub version: String,
    pub about: Option<String>,
    pub why_they_value_us: Option<String>,
    pub criteria: Vec<Criterion>,
    pub high: Decimal,
    pub moderate: Decimal,
    /// No `icp.yaml`.
    pub is_default: bool,
}

/// One criterion of the ideal-customer matrix.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub id: String,
    pub label: String,
    pub weight: Decimal,
    /// Value and meaning, ascending by value, at least one.
    pub levels: Vec<(i64, String)>,
}

/// The planning calendar (D6–D9).
#[derive(Clone, Debug)]
pub struct Cycle {
    pub period: Option<FiscalPeriod>,
    pub steps: Vec<Step>,
}

/// One step of the planning calendar.
#[derive(Clone, Debug)]
pub struct Step {
    pub id: StepId,
    pub on: Date,
    pub owner: Option<String>,
    pub min_days_after_previous: i64,
}

/// A question of the pre-read bank (S14).
#[derive(Clone, Debug)]
pub struct BankQuestion {
    pub id: String,
    pub text: String,
    pub category: QuestionCategory,
    /// Empty: all.
    pub postures: Vec<Posture>,
    pub when: Vec<String>,
}

impl Settings {
    /// The level that the territory gives to a rule in a file: the last override that covers it, else the level for all.
    pub fn level_for(&self, rule: &str, path: &str) -> Option<Level> {
        let special = self.overrides.iter().rev().filter(|entry| entry.files.matches(path)).find_map(|entry| entry.rules.get(rule));
        special.or_else(|| self.rule_levels.get(rule)).copied()
    }

    /// May what stands under this key be a default in the place of a mistake? Then nothing follows from it.
    pub fn doubts(&self, key: &str) -> bool {
        self.faulty.contains(key) || self.faulty.contains("")
    }

    /// One of ours, by id.
    pub fn person(&self, id: &str) -> Option<&OurPerson> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The product's name, or the id itself.
    pub fn product_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.brands.iter().flat_map(|brand| &brand.products).find(|product| product.id == id).map_or(id, |product| product.name.as_str())
    }

    /// The brand with an id.
    pub fn brand(&self, id: &str) -> Option<&Brand> {
        self.brands.iter().find(|brand| brand.id == id)
    }

    /// The rhythm of a tier where the plan names none.
    pub fn cadence(&self, tier: Tier) -> Cadence {
        self.policy.cadence.get(&tier).copied().unwrap_or(Cadence::Quarterly)
    }
}

impl IcpMatrix {
    /// The criterion with an id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The band of a score as shown: high from `high`, moderate from `moderate`, else low (R16).
    pub fn band(&self, score: Decimal) -> Band {
        if score >= self.high {
            Band::High
        } else if score >= self.moderate {
            Band::Moderate
        } else {
            Band::Low
        }
    }
}

impl Criterion {
    /// The highest level: a match.
    pub fn max(&self) -> i64 {
        self.levels.iter().map(|(value, _)| *value).max().unwrap_or(0)
    }

    /// The level next to the highest, whatever the distance (R17).
    pub fn one_short(&self) -> Option<i64> {
        self.levels.iter().map(|(value, _)| *value).filter(|value| *value < self.max()).max()
    }
}
