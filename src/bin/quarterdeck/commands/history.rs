//! Earlier versions for a command: opens the repository around a territory, and says once, with the way out, when there is no history.

use std::path::Path;
use std::sync::Arc;

use super::territory::Territory;
use super::{Common, exit};
use quarterdeck::engine::past;
use quarterdeck::host::git::Repository;
use quarterdeck::host::memo::Memo;
use quarterdeck::model::past::History;
use quarterdeck::source::history::Unknown;

/// The repository, or why there is none; `None` when nobody wants it and no program is started.
pub type Found = Option<Result<Repository, Unknown>>;

pub fn open(common: &Common, root: &Path) -> Found {
    (!common.no_history).then(|| Repository::open(root))
}

/// What the history is told by: two runs with the same one read the same history.
pub fn identity(found: &Found) -> String {
    match found {
        None => "not read".to_owned(),
        Some(Err(unknown)) => unknown.reason.clone(),
        Some(Ok(repository)) => repository.head.to_string(),
    }
}

/// Reads the history into the territory's snapshot.
pub fn fill(common: &Common, territory: &mut Territory, found: Found) {
    territory.snapshot.history = match found {
        None => History::NotRead,
        Some(found) => {
            let past = found.and_then(|mut repository| {
                let log = repository.log()?;
                let memo = Memo::open(&territory.root);
                past::read(&territory.snapshot, &log, &mut repository, &memo)
            });
            past.map_or_else(|unknown| told(common, unknown), |past| History::Known(Arc::new(past)))
        }
    };
    territory.times.stage("history");
}

/// One warning, with the exact way out.
fn told(common: &Common, Unknown { reason, way_out }: Unknown) -> History {
    if !common.quiet {
        let style = common.stderr();
        let escape = quarterdeck::base::console::escape;
        exit::say(&format!("{}warning{}: no history: {}; {}\n", style.yellow, style.reset, escape(&reason), escape(&way_out)));
    }
    History::Unknown { reason, way_out }
}
