//! quarterdeck: strategic account plans as code.

pub mod analysis;
pub mod audience;
pub mod base;
pub mod cards;
pub mod charts;
pub mod config;
pub mod diag;
pub mod draw;
pub mod formats;
pub mod host;
pub mod model;
pub mod parse;
pub mod source;
pub mod theme;
