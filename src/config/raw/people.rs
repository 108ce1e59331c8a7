//! `people.yaml` as written: our side of the table.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::commitment::Function;

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
