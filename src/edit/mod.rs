//! Edits of a text by byte ranges: what is not concerned stays byte for byte. Knows how YAML is laid out, nothing of plans.

pub mod change;
pub mod yaml;
