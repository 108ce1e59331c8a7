//! A territory from one string, for tests and for the examples in the manual.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::model::past::History;
use crate::source::snapshot::{File, Snapshot};

/// Reads `=== path` headings, each followed by that file's text; what stands before the first heading is left out.
pub fn snapshot(text: &str, today: Date) -> Snapshot {
    let mut files = BTreeMap::new();
    let mut current: Option<(SourcePath, String)> = None;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            if let Some((path, body)) = current.take() {
                files.insert(path, File::Bytes(body.into_bytes().into()));
            }
            current = SourcePath::new(name.trim()).map(|path| (path, String::new()));
        } else if let Some((_, body)) = &mut current {
            body.push_str(line);
        }
    }
    if let Some((path, body)) = current {
        files.insert(path, File::Bytes(body.into_bytes().into()));
    }
    Snapshot { files, today, history: History::default() }
}
