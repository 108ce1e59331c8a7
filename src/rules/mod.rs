//! The shelf of rules, by code. To add one: its file, its `mod`, its line in `ALL`.

pub mod rule;

use crate::rules::rule::Rule;

/// All rules, in the order of their codes.
pub const ALL: &[&Rule] = &[];
