//! quarterdeck: strategic account plans as code.

pub mod base;
pub mod diag;
pub mod model;
pub mod parse;
pub mod source;
