//! A mistake as a value with a place. Knows nothing of plans or schemas.

pub mod code;
pub mod diagnostic;
pub mod findings;
pub mod fix;
pub mod reported;
