//! quarterdeck: strategic account plans as code.

pub mod analysis;
pub mod base;
pub mod config;
pub mod diag;
pub mod model;
pub mod parse;
pub mod resolve;
pub mod rules;
pub mod schema;
pub mod scores;
pub mod source;
