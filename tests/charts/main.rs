//! The figures: fixed inputs against golden files, edge cases, and properties over random data.

mod golden;
mod properties;
mod sample;
mod xml;
