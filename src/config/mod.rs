//! The territory files.
