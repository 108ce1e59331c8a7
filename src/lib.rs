//! quarterdeck: strategic account plans as code.

pub mod base;
pub mod config;
pub mod diag;
pub mod model;
pub mod parse;
pub mod schema;
pub mod source;
