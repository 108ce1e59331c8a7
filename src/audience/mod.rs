//! The one place that decides who sees what. Nothing behind it can name a plan.

pub mod accountability;
pub mod asks;
mod backlinks;
pub mod before;
pub mod by_segment;
pub mod cycle;
pub mod events;
mod excerpt;
mod finding_lists;
pub mod growth;
pub mod history;
mod joins;
pub mod judged;
mod judging;
mod kept;
pub mod narrow;
pub mod orders;
pub mod own_page;
pub mod pack;
mod packing;
mod plan_view;
pub mod project;
pub mod ranking;
pub mod results;
mod row;
mod rows;
pub mod sales;
pub mod search;
#[cfg(test)]
mod tests;
mod thresholds;
pub mod view;
pub mod whitespace;
pub mod work;
