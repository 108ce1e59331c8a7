//! Places become meanings: value trees to plans, rows to accounts, names to people. Knows nothing of scores and rules.

pub mod attachments;
pub mod codes;
pub mod data;
pub mod decode;
pub mod figures;
pub mod ground;
pub mod links;
pub mod names;
pub mod own_page;
mod places;
pub mod plan_unit;
pub mod portfolio;
pub mod projection;
pub mod sections;
pub mod sentences;
pub mod told;
pub mod unit;
pub mod vague;
pub mod wording;
