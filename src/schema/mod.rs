//! What a document may say: the schemas printed from the types, the company's overlay, and values checked against both.
//!
//! Knows nothing of rules, of other files, and of what the fields are good for.

pub mod address;
pub mod audience;
pub mod check;
pub mod codes;
pub mod compose;
pub mod core;
pub mod explain;
pub mod missing;
pub mod misspelt;
pub mod money;
pub mod noun;
pub mod nulls;
pub mod overlay;
pub mod pattern;
pub mod weight;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
