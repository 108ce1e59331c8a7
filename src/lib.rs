//! quarterdeck: strategic account plans as code.

pub mod base;
pub mod diag;
pub mod formats;
pub mod host;
pub mod model;
pub mod source;
