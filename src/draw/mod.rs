//! Drawing without a domain: numbers, scales, labels, SVG. Knows nothing of plans and pages.

pub mod label;
pub mod months;
pub mod number;
pub mod scale;
pub mod svg;
