//! The overlay.

/// stub
pub fn read(_: &crate::base::path::SourcePath, _: &crate::parse::node::Tree) -> (Option<serde_json::Value>, Vec<crate::diag::diagnostic::Diagnostic>) {
    (None, Vec::new())
}
