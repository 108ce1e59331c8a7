//! The only input there is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::model::past::History;

/// One file of the territory: its bytes, or why they were not read.
#[derive(Clone, Debug)]
pub enum File {
    Bytes(Arc<[u8]>),
    /// A symbolic link, a special file, an unreadable or oversized one; the reason is a sentence without a full stop.
    Refused(String),
    /// There, and not read, because it has no role in a territory (`layout::Role::Other`).
    Present,
}

/// All files of a territory, and today. No stage behind it can ask for anything else.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub files: BTreeMap<SourcePath, File>,
    /// The as-of date of everything that is computed.
    pub today: Date,
    /// What the repository tells of earlier versions, as far as somebody asked.
    pub history: History,
}

impl Snapshot {
    /// The bytes of a file that was read.
    pub fn bytes(&self, path: &SourcePath) -> Option<&[u8]> {
        match self.files.get(path) {
            Some(File::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// Is there anything under that name, read or refused?
    pub fn contains(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }
}
