//! stub
/// m
pub const MARKER: &str = ".quarterdeck-site";
