//! `questions.yaml` as written: the bank of questions for a pre-read (S14).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::account::Posture;
use crate::model::words;

words! {
    /// What a question is about (S14)
    QuestionCategory { Account = "account", Industry = "industry", Relationship = "relationship", Whitespace = "whitespace", Competition = "competition", Execution = "execution", Help = "help" }
}

/// A question of the pre-read bank
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BankQuestion {
    /// The name of the question: lower-case letters, digits and single hyphens
    #[schemars(with = "crate::model::plan::Id")]
    pub id: String,
    /// The question as it is sent
    pub text: String,
    /// account, industry, relationship, whitespace, competition, execution or help
    pub category: QuestionCategory,
    /// The postures that it is for; none: all
    #[serde(default)]
    pub postures: Vec<Posture>,
    /// Score keys or readiness blocks whose weakness asks for it
    #[serde(default)]
    pub when: Vec<String>,
}
