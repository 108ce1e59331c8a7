//! The territory files, as written and as meant. Knows nothing of plans.

pub mod settings;

pub mod read;
