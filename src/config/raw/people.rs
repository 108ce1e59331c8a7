//! `people.yaml` as written: our side of the table.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::commitment::Function;

/// One of our people
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OurPerson {
    /// The name that plans use: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The person's name, as pages show it
    pub name: String,
    /// sales, marketing, operations, finance, product, service, legal or executive
    pub function: Option<Function>,
    /// The id of the person's manager
    pub manager: Option<String>,
    /// Git author addresses
    #[serde(default)]
    pub emails: Vec<String>,
}
