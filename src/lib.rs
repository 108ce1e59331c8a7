//! quarterdeck: strategic account plans as code.
//!
//! Everything that a build depends on is one value, the [`source::snapshot::Snapshot`]; [`engine::check`] turns it into an
//! [`analysis::Analysis`]; [`audience::project`] narrows that to a view; [`engine::site`] makes a site of it; `host` reads the first
//! and writes the last.

// a mistake in a plan is a value with a place, never a panic
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]
// and asks the world for nothing, `host` apart: clippy.toml has the list
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

pub mod affected;
pub mod analysis;
pub mod audience;
pub mod base;
pub mod baseline;
pub mod cards;
pub mod changes;
pub mod charts;
pub mod comparison;
pub mod config;
pub mod diag;
pub mod draw;
pub mod edit;
pub mod engine;
pub mod formats;
pub mod host;
pub mod meeting;
pub mod mending;
pub mod model;
pub mod pages;
pub mod parse;
pub mod ratchet;
pub mod reports;
pub mod requirements;
pub mod resolve;
pub mod rules;
pub mod scaffold;
pub mod schema;
pub mod scores;
pub mod serve;
pub mod source;
pub mod theme;
