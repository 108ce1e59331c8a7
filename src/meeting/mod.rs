//! What a review meeting is made of besides the plan: its minutes and its questions. Knows scores by their keys alone.

pub mod agenda;
pub mod bank;
pub mod choice;
