//! The one place that decides who sees what. Nothing behind it can name a plan.

pub mod project;
pub mod view;
