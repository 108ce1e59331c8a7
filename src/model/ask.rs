//! What is needed from the manager and the organisation (M13, M28).

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

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
#[derive(Clone, Debug, serde::Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Ask {
    /// The name of the ask within the plan: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// What is needed, in one sentence
    #[schemars(length(min = 1))]
    pub what: String,
    /// The person who must answer
    pub from: String,
    /// The day by which it is needed
    pub by: Date,
    /// access, money, people, product, price or decision
    pub kind: AskKind,
    /// open, granted, refused or done
    pub status: AskStatus,
}

impl Ask {
    /// Is it still to be answered?
    pub fn is_open(&self) -> bool {
        self.status == AskStatus::Open
    }
}

/// Nothing is needed, and why: an answer, where silence is not
#[derive(Clone, Debug, serde::Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NoAsks {
    /// Why nothing is needed
    pub none: String,
}

/// A list of asks, or `{none: "reason"}`
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Asks {
    List(Vec<Ask>),
    None(NoAsks),
}

impl<'de> Deserialize<'de> for Asks {
    /// By the form of the value, so that a mistake inside an ask keeps its place instead of making neither form fit.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = Asks;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of asks, or `none` with a reason")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Asks, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Asks::List)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Asks, A::Error> {
                NoAsks::deserialize(MapAccessDeserializer::new(map)).map(Asks::None)
            }
        }
        deserializer.deserialize_any(Forms)
    }
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
