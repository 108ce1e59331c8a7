//! The territory's own files: as written, as meant, and the way from one to the other. Knows nothing of plans.

pub mod baseline;
pub mod defaults;
pub mod glob;
pub mod icp;
pub mod raw;
pub mod read;
pub mod references;
pub mod schemas;
pub mod settings;
#[cfg(test)]
mod tests;
