//! What may be shown of files that hold a secret, and which fixes may touch them. The reader has taken secrets out of everything that follows from
//! a file; here it is done for its bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::Edit;
use crate::parse::codes::SECRET_FOUND;
use crate::parse::secrets::{self, Secret};
use crate::source::snapshot::Snapshot;

/// The files with a secret, without it. A fix that would write a masked value over the real one goes.
pub fn keep_back(snapshot: &Snapshot, found: &mut [Diagnostic]) -> BTreeMap<SourcePath, Arc<[u8]>> {
    let paths: Vec<&SourcePath> = found.iter().filter(|finding| finding.code.name == SECRET_FOUND.name).map(|finding| &finding.path).collect();
    let mut secrets: BTreeMap<SourcePath, Vec<Secret>> = BTreeMap::new();
    for path in paths {
        if let (false, Some(bytes)) = (secrets.contains_key(path), snapshot.bytes(path)) {
            secrets.insert(path.clone(), secrets::find(path, bytes));
        }
    }
    if secrets.is_empty() {
        return BTreeMap::new();
    }
    let hit = |edit: &Edit| {
        let hit = |secret: &Secret| secret.span.start < edit.span.end && edit.span.start < secret.span.end;
        secrets.get(&edit.path).is_some_and(|secrets| secrets.iter().any(hit))
    };
    for finding in found {
        if finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(hit)) {
            finding.fix = None;
        }
    }
    let without = |(path, secrets): (SourcePath, Vec<Secret>)| {
        let bytes = secrets::masked(snapshot.bytes(&path)?, &secrets).into();
        Some((path, bytes))
    };
    secrets.into_iter().filter_map(without).collect()
}
