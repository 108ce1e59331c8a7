//! Text for files that we create. Knows the fields of a plan, nothing of scores, rules and pages.

pub mod begin;
pub mod roll;
pub mod skeleton;
pub mod territory;
pub mod yaml;
