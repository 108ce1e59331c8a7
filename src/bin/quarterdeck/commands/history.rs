//! Earlier versions for a command: opens the repository around a territory, and says once, with the way out, when there is no history.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{anyhow, bail};

use super::territory::Territory;
use super::{Common, exit};
use quarterdeck::base::date::Date;
use quarterdeck::engine::past::{self, Committed};
use quarterdeck::host::clock;
use quarterdeck::host::git::Repository;
use quarterdeck::host::memo::Memo;
use quarterdeck::model::past::{History, Past};
use quarterdeck::source::history::{Log, Oid, Unknown, Versions};
use quarterdeck::source::snapshot::Snapshot;

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
    read(common, territory, found, false);
}

/// The same for a site, which says whether its files are those of the commit that it names.
pub fn fill_and_compare(common: &Common, territory: &mut Territory, found: Found) {
    read(common, territory, found, true);
}

fn read(common: &Common, territory: &mut Territory, found: Found, compare: bool) {
    territory.snapshot.history = match found {
        None => History::NotRead,
        Some(found) => {
            let past = found.and_then(|mut repository| {
                let log = repository.log()?;
                let memo = Memo::open(&territory.root);
                let mut past = past::read(&territory.snapshot, &log, &mut repository, &memo)?;
                if compare {
                    past.uncommitted = Committed::of(log.head, &mut repository)?.differ(&territory.snapshot, &mut repository)?;
                }
                Ok(past)
            });
            past.map_or_else(|unknown| told(common, unknown), |past| History::Known(Arc::new(past)))
        }
    };
    territory.times.stage("history");
}

/// The history of earlier files, as it was when they were committed. What is kept for the next run stays as it is.
///
/// # Errors
/// When the repository is broken.
pub fn until(commit: Oid, snapshot: &Snapshot, repository: &mut Repository, root: &Path) -> anyhow::Result<History> {
    let head = std::mem::replace(&mut repository.head, commit);
    let log = repository.log();
    repository.head = head;
    let past = log.and_then(|log| past::read(snapshot, &log, repository, &Kept(Memo::open(root))));
    past.map(|past| History::Known(Arc::new(past))).map_err(failure)
}

/// The history of a territory that is served: folded anew for every state of its files, but read from Git only when its head has moved. What is
/// worked out is kept in memory, and nothing is written.
pub struct Followed {
    root: PathBuf,
    open: Option<(Repository, Log, Committed)>,
    memo: Held,
    /// The last warning, which is said once.
    said: String,
}

impl Followed {
    pub fn new(root: &Path) -> Self {
        Followed { root: root.to_owned(), open: None, memo: Held { disk: Memo::standing(root), kept: Mutex::default() }, said: String::new() }
    }

    /// The history as these files stand in it.
    pub fn of(&mut self, common: &Common, snapshot: &Snapshot) -> History {
        if common.no_history {
            return History::NotRead;
        }
        if self.open.as_ref().is_some_and(|(repository, ..)| !repository.is_current()) {
            self.open = None;
        }
        match self.read(snapshot) {
            Ok(past) => History::Known(Arc::new(past)),
            Err(unknown) => {
                self.open = None;
                let again = std::mem::replace(&mut self.said, unknown.reason.clone()) == unknown.reason;
                if again { History::Unknown { reason: unknown.reason, way_out: unknown.way_out } } else { told(common, unknown) }
            }
        }
    }

    fn read(&mut self, snapshot: &Snapshot) -> Result<Past, Unknown> {
        let (mut repository, log, mut committed) = match self.open.take() {
            Some(open) => open,
            None => {
                let mut repository = Repository::open(&self.root)?;
                let (log, committed) = (repository.log()?, Committed::of(repository.head, &mut repository)?);
                (repository, log, committed)
            }
        };
        let past = past::read(snapshot, &log, &mut repository, &self.memo);
        let uncommitted = committed.differ(snapshot, &mut repository);
        self.open = Some((repository, log, committed));
        Ok(Past { uncommitted: uncommitted?, ..past? })
    }
}

/// A memory of this run alone, which begins with what earlier runs left.
struct Held {
    disk: Memo,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl quarterdeck::source::history::Memo for Held {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let kept = self.kept.lock().ok().and_then(|kept| kept.get(key).cloned());
        kept.or_else(|| self.disk.get(key))
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(key.to_owned(), bytes.to_vec());
        }
    }
}

/// A memory that is only read.
struct Kept(Memo);

impl quarterdeck::source::history::Memo for Kept {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.0.get(key)
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// Puts the territory as a commit left it, with the history until then, in the place of the files that lie there now.
///
/// # Errors
/// When there is no repository, or no such revision.
pub fn go_back(common: &Common, territory: &mut Territory, words: &str) -> anyhow::Result<()> {
    let mut repository = Repository::open(&territory.root).map_err(failure)?;
    let commit = revision(&mut repository, words)?;
    let own_day = repository.day(commit).map_err(failure)?;
    let today = territory.snapshot.today;
    let day = if clock::is_given(common.as_of.as_deref()) { today } else { own_day.unwrap_or(today) };
    repository.head = commit;
    territory.snapshot = past::snapshot_at(commit, day, None, &mut repository).map_err(failure)?;
    if territory.snapshot.files.is_empty() {
        bail!("the territory did not exist yet at `{words}`");
    }
    fill(common, territory, (!common.no_history).then_some(Ok(repository)));
    Ok(())
}

/// The commit that a person's words name: a revision, or a day, at whose end it was the newest.
///
/// # Errors
/// When there is none, or the repository is broken.
pub fn revision(repository: &mut Repository, words: &str) -> anyhow::Result<Oid> {
    let named = repository.revision(words).map_err(failure)?;
    let dated = match (named, Date::parse(words)) {
        (None, Some(day)) => repository.at(day).map_err(failure)?,
        _ => None,
    };
    match named.or(dated) {
        Some(commit) => Ok(commit),
        None if Date::parse(words).is_some() => bail!("nothing was committed until {words}"),
        None => bail!("there is no revision `{words}`; `git log --oneline` lists them, and in a CI job everything must be fetched first (`fetch-depth: 0`)"),
    }
}

/// What a command that cannot do without history ends with.
pub fn failure(unknown: Unknown) -> anyhow::Error {
    // what the command was asked for is in the history
    match unknown.way_out.trim_end_matches("pass --no-history").trim_end_matches(", or ") {
        "" => anyhow!("{}", unknown.reason),
        way_out => anyhow!("{}; {way_out}", unknown.reason),
    }
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
