//! Text to trees with places. Never fails: returns what it could read, and findings. Knows nothing of plans.

mod blanks;
pub mod codes;
pub mod conflicts;
pub mod csv;
pub mod dashes;
pub mod document;
mod expand;
pub mod figure;
mod frames;
pub mod front_matter;
pub mod hidden;
mod html;
mod keys;
mod margin;
pub mod markdown;
pub mod node;
pub mod outline;
mod raw_html;
pub mod reason;
pub mod scalar;
pub mod secrets;
pub mod suppression;
mod suspects;
mod syntax;
mod tangle;
mod unseen;
pub mod url;
pub mod yaml;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
