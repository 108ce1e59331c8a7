//! Text to trees with places. Never fails: returns what it could read, and findings. Knows nothing of plans.

pub mod node;
