//! Text to trees with places. Never fails: returns what it could read, and findings. Knows nothing of plans.

pub mod codes;
pub mod csv;
pub mod document;
pub mod front_matter;
pub mod markdown;
pub mod node;
pub mod yaml;
