//! The territory files exactly as written (`plan-format.md` §4): nothing has a default here. Doc comments are the descriptions in the
//! printed schemas. Knows nothing of what the values mean.

mod cycle;
mod icp;
mod people;
mod policy;
mod questions;
mod territory;

pub use cycle::{Cycle, Step, StepId};
pub use icp::{Bands, Criterion, CriterionLevel, Icp, Version};
pub use people::OurPerson;
pub use policy::{Cadences, Compliance, Floors, Gate, KeyAccounts, NearTerm, Policy, QualificationPolicy, ReviewPolicy, Tiers};
pub use questions::{BankQuestion, QuestionCategory};
pub use territory::{AccountCount, Audience, Brand, Data, FieldClass, Override, Product, Program, RuleLevel, Site, Source, Sponsors, Territory, Weight};
