//! `quarterdeck.yaml` as written: name, money, brands, data, levels, audiences, site; its thresholds stand in `policy`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::config::raw::policy::Policy;
use crate::model::account::Visibility;
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
    /// The planning program: who stands behind it, and what it is to add
    pub program: Option<Program>,
    /// What we sell, by brand, with divisions and products
    #[serde(default)]
    pub brands: Vec<Brand>,
    /// Every threshold that a requirement names
    pub policy: Option<Policy>,
    /// Where the tables in data/ come from, and how old they are (M4)
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
    /// The site's look, its language and where its links lead
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
    #[schemars(range(min = 0))]
    pub growth_target: Option<Amount>,
}

/// People of people.yaml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sponsors {
    /// The head of sales: a person in people.yaml
    pub sales: Option<String>,
    /// The head of marketing: a person in people.yaml
    pub marketing: Option<String>,
}

/// A brand, with its divisions and products
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Brand {
    /// The name that plans and tables use: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The brand as pages show it; default: the id
    pub name: Option<String>,
    /// The divisions that sales and projections of the brand are kept by
    #[serde(default)]
    pub divisions: Vec<String>,
    /// The products of the brand
    #[serde(default)]
    pub products: Vec<Product>,
}

/// A product of a brand
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Product {
    /// The name that plans and tables use: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The product as pages show it; default: the id
    pub name: Option<String>,
}

/// Where the data files come from, and how old they are (M4)
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Data {
    /// Of data/accounts.csv
    pub accounts: Option<Source>,
    /// Of data/revenue.csv
    pub revenue: Option<Source>,
    /// Of data/quota.csv
    pub quota: Option<Source>,
    /// Of data/wallet.csv
    pub wallet: Option<Source>,
}

/// Origin and date of one data file
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Where the table was exported from
    pub source: Option<String>,
    /// The day that the table stands for
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
    /// The level of each rule in those files
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
    /// The theme that the pages are made with; `default` is the built-in one
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
