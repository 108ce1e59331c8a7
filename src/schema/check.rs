//! stub
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Tree;
use crate::schema::compose::EffectiveSchema;
pub fn check(_: &SourcePath, _: &Tree, _: &EffectiveSchema, _: Option<&str>) -> Vec<Diagnostic> {
    Vec::new()
}
