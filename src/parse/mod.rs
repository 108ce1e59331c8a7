//! stub
pub mod document;
pub mod markdown;
pub mod node;
