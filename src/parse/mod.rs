//! Text to trees with places. Never fails: returns what it could read, and findings. Knows nothing of plans.

pub mod codes;
pub mod front_matter;
pub mod hidden;
pub mod node;
pub mod scalar;
mod suspects;
mod syntax;
pub mod url;
pub mod yaml;
