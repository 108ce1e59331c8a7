//! The written commitment, the team, homework and what a closed plan taught (K12, D10–D13, R18).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::date::Date;
use crate::model::words;

words! {
    /// A function of the company (D11)
    Function { Sales = "sales", Marketing = "marketing", Operations = "operations", Finance = "finance", Product = "product", Service = "service", Legal = "legal", Executive = "executive" }
}

words! {
    /// What makes the plan worth the owner's while (D3)
    Motivation { Earnings = "earnings", Recognition = "recognition", Winning = "winning", TrustedAdviser = "trusted-adviser" }
}

words! {
    /// Did the plan add value (R18)
    ValueAdded { Yes = "yes", No = "no", Unknown = "unknown" }
}

/// The written commitment (K12); a draft may leave it empty
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Commitment {
    /// What is promised, written down
    pub statement: Option<String>,
    /// Who commits: people of the team, the owner or the manager
    #[serde(default)]
    pub by: Vec<String>,
    /// The day of the commitment
    pub on: Option<Date>,
}

/// One of ours who works on the account
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TeamMember {
    /// A person in people.yaml
    pub person: String,
    /// The function that the person brings: sales, marketing, operations, finance, product, service, legal or executive
    pub function: Function,
    /// What the person does for this account, for example lead
    pub role: Option<String>,
}

/// A question that somebody is to answer before the planning meeting (D10)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Homework {
    /// What is to be found out
    #[schemars(length(min = 1))]
    pub question: String,
    /// Who finds it out: a person in people.yaml
    pub assignee: String,
    /// The day by which the answer is there
    pub due: Date,
    /// The day on which it was answered
    pub done_on: Option<Date>,
    /// What was found out
    pub answer: Option<String>,
}

/// What a closed plan achieved (R18)
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Outcome {
    /// Did the plan add value for the customer and for us: yes, no or unknown
    pub value_added: ValueAdded,
    /// What the next plan should know
    #[schemars(length(min = 1))]
    pub lesson: String,
}
