//! stub
pub mod check;
pub mod compose;
