//! What changed between two versions of a plan, in the words of the account. Knows no history: whoever asks brings both versions.
//!
//! Values are compared as the file means them (`plain`), so that a reformatting says nothing, and every value that differs has a sentence.

mod account;
mod actions;
mod asks;
mod benchmarks;
mod commitment;
mod custom;
mod decisions;
mod facts;
mod item;
mod names;
mod objectives;
mod obstacles;
mod opportunities;
mod pairs;
mod people;
mod person_facts;
mod plain;
pub mod plan_diff;
pub mod policy;
mod projection;
mod prose;
mod rank;
pub mod review_diff;
mod team;
pub mod touched;
mod version;
mod words;

pub use names::Wording;
pub use plan_diff::between;
pub use touched::{moves, sections};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
