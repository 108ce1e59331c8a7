//! What a change brought, for `check` and `gate`: finds the commit that a branch left, and hands over the territory as it was there.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use clap::Args;

use super::history::{self, failure};
use super::territory::Territory;
use quarterdeck::affected::Affected;
use quarterdeck::analysis::Analysis;
use quarterdeck::comparison::{self, Sides};
use quarterdeck::engine::past;
use quarterdeck::host::git::Repository;
use quarterdeck::host::git::index::Index;
use quarterdeck::model::past::History;
use quarterdeck::reports::diff::{self, Label};
use quarterdeck::source::history::Oid;
use quarterdeck::source::layout::{self, Role};
use quarterdeck::source::snapshot::Snapshot;

#[derive(Args)]
pub struct Change {
    /// Report only what concerns plans that differ from where this branch left REV: changed ones, and those that refer to them
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    since: Option<String>,
    /// Check what is staged for the next commit, and report on what differs from HEAD or from --since
    #[arg(long)]
    staged: bool,
    /// Report only findings that the earlier state, with the settings and people that it had, does not have today
    #[arg(long)]
    new_only: bool,
}

impl Change {
    /// Is the index checked in the place of the files?
    pub fn staged(&self) -> bool {
        self.staged
    }

    /// Is only what the earlier state does not have reported?
    pub fn new_only(&self) -> bool {
        self.new_only
    }
}

/// The state that a change began with.
pub struct Since {
    /// Where it is kept; `None` before the first commit, when the change began with nothing.
    commit: Option<(Repository, Oid)>,
    /// As somebody asked for it.
    words: String,
    /// The files of the commit, with its own policy.
    pub base: Snapshot,
}

impl Since {
    /// `None` when nobody asked; with `--staged` the territory's files become those of the index.
    ///
    /// # Errors
    /// When the revision is not there, shares nothing with HEAD, or the clone is shallow: never an empty success.
    pub fn open(options: &Change, territory: &mut Territory) -> anyhow::Result<Option<Self>> {
        let since = match (&options.since, options.staged) {
            (Some(words), _) => Since::at(words, territory)?,
            (None, true) => Since::before_the_next(territory)?,
            (None, false) if options.new_only => bail!("--new-only wants something to compare with: --since REV or --staged"),
            (None, false) => return Ok(None),
        };
        if options.staged {
            let mut index = Index::open(&territory.root).map_err(failure)?;
            let blobs = index.files().map_err(failure)?;
            territory.snapshot = past::snapshot_of(blobs, territory.snapshot.today, None, &mut index).map_err(failure)?;
            territory.times.stage("staged");
        }
        Ok(Some(since))
    }

    /// The state where HEAD left a revision.
    ///
    /// # Errors
    /// As above.
    pub fn at(words: &str, territory: &mut Territory) -> anyhow::Result<Self> {
        let mut repository = Repository::open(&territory.root).map_err(failure)?;
        let named = history::revision(&mut repository, words)?;
        let Some(commit) = repository.merge_base(named, repository.head) else {
            bail!("`{words}` and HEAD share no commit; in a CI job fetch everything: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab");
        };
        Since::of(words, repository, commit, territory)
    }

    /// The state that the next commit follows on: HEAD, whether the territory is in it or not, or nothing at all.
    fn before_the_next(territory: &mut Territory) -> anyhow::Result<Self> {
        match Repository::find(&territory.root).map_err(failure)? {
            Some(repository) => {
                let head = repository.head;
                Since::of("HEAD", repository, head, territory)
            }
            None => {
                let base = Snapshot { files: BTreeMap::new(), today: territory.snapshot.today, history: History::NotRead };
                Ok(Since { commit: None, words: "HEAD".to_owned(), base })
            }
        }
    }

    fn of(words: &str, mut repository: Repository, commit: Oid, territory: &mut Territory) -> anyhow::Result<Self> {
        let base = past::snapshot_at(commit, territory.snapshot.today, None, &mut repository).map_err(failure)?;
        territory.times.stage("base");
        Ok(Since { commit: Some((repository, commit)), words: words.to_owned(), base })
    }

    /// Was nothing of the territory there before?
    pub fn is_first(&self) -> bool {
        self.base.files.keys().all(|path| layout::role(path) == Role::Other)
    }

    /// The base as it was, with its own settings, people, tables and schema, on the day of the head; with its own history where the head has one.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn as_it_was(&mut self, head: &Snapshot, territory: &Path) -> anyhow::Result<Snapshot> {
        self.remembering(self.base.clone(), head, territory)
    }

    /// The base judged by the policy of the head, so that what a report compares are the plans.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn by_policy_of(&mut self, head: &Snapshot, territory: &Path) -> anyhow::Result<Snapshot> {
        self.remembering(past::with_policy_of(&self.base, head), head, territory)
    }

    /// Gives some form of the base its history, where the head has one.
    fn remembering(&mut self, mut base: Snapshot, head: &Snapshot, territory: &Path) -> anyhow::Result<Snapshot> {
        base.history = match (&mut self.commit, head.history.past()) {
            (Some((repository, commit)), Some(_)) => history::until(*commit, &base, repository, territory)?,
            _ => History::NotRead,
        };
        Ok(base)
    }

    /// `1a2b3c4 (origin/main)`.
    pub fn label(&self) -> Label {
        Label { revision: self.words.clone(), commit: self.commit.as_ref().map(|(_, commit)| commit.to_string()) }
    }

    /// The label, short.
    pub fn shown(&self) -> String {
        let Some((_, commit)) = &self.commit else { return "the beginning".to_owned() };
        let commit = commit.to_string();
        let short = commit.get(..7).unwrap_or(&commit).to_owned();
        if commit.starts_with(&self.words) { short } else { format!("{short} ({})", self.words) }
    }

    /// What changed, in account words, for a comment.
    pub fn changes(&self, before: &Analysis<'_>, head: &Analysis<'_>) -> String {
        let comparison = comparison::compare(&Sides { base: before, head, head_by_base_policy: None, base_files: &self.base });
        diff::comment(&comparison, &self.label(), &Label { revision: "this change".to_owned(), commit: None })
    }

    /// The plans that the change concerns.
    pub fn affected(&self, head: &Analysis<'_>) -> Affected {
        Affected::between(&self.base, head)
    }
}
