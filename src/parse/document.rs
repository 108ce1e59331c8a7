//! stub
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::markdown::Outline;
use crate::parse::node::Tree;
use std::sync::Arc;
#[derive(Clone, Debug)]
pub struct Document {
    pub path: SourcePath,
    pub bytes: Arc<[u8]>,
    pub tree: Option<Tree>,
    pub front: Option<ByteSpan>,
    pub body: Option<ByteSpan>,
    pub outline: Outline,
    pub findings: Vec<Diagnostic>,
}
pub fn markdown_file(path: &SourcePath, bytes: &Arc<[u8]>) -> Document {
    Document { path: path.clone(), bytes: bytes.clone(), tree: None, front: None, body: None, outline: Outline::default(), findings: Vec::new() }
}
