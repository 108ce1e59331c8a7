//! What is needed from the manager and the organisation (M13, M28).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// What kind of help
    AskKind { Access = "access", Money = "money", People = "people", Product = "product", Price = "price", Decision = "decision" }
}

words! {
    /// Where the ask stands
    AskStatus { Open = "open", Granted = "granted", Refused = "refused", Done = "done" }
}

/// One thing that is needed
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Ask {
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    #[schemars(length(min = 1))]
    pub what: String,
    /// The person who must answer
    pub from: String,
    pub by: Date,
    pub kind: AskKind,
    pub status: AskStatus,
}

impl Ask {
    pub fn is_open(&self) -> bool {
        self.status == AskStatus::Open
    }
}

/// Nothing is needed, and why: an answer, where silence is not
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NoAsks {
    /// Why nothing is needed
    pub none: String,
}

/// A list of asks, or `{none: "reason"}`
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Asks {
    List(Vec<Ask>),
    None(NoAsks),
}

impl Asks {
    /// The asks; none for the explicit none.
    pub fn list(&self) -> &[Ask] {
        match self {
            Asks::List(list) => list,
            Asks::None(_) => &[],
        }
    }
}
