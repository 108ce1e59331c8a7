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
pub mod model;
pub mod pages;
pub mod parse;
pub mod resolve;
pub mod rules;
pub mod schema;
pub mod scores;
pub mod source;
pub mod theme;
