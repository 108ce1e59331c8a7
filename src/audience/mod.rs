//! The one place that decides who sees what. Nothing behind it can name a plan.

pub mod pack;
mod packing;
mod plan_view;
pub mod project;
pub mod view;
