//! The one place that decides who sees what. Nothing behind it can name a plan.

mod plan_view;
pub mod project;
pub mod view;
