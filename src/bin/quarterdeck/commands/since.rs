//! What a change brought, for `check` and `gate`: finds the commit that a branch left, and hands over the territory as it was there.

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
use quarterdeck::model::past::History;
use quarterdeck::reports::diff::{self, Label};
use quarterdeck::source::history::Oid;
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
    repository: Repository,
    commit: Oid,
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
        let words = match (&options.since, options.staged) {
            (Some(words), _) => words.clone(),
            (None, true) => "HEAD".to_owned(),
            (None, false) if options.new_only => bail!("--new-only wants something to compare with: --since REV or --staged"),
            (None, false) => return Ok(None),
        };
        let mut since = Since::at(&words, territory)?;
        if options.staged {
            let blobs = since.repository.staged().map_err(failure)?;
            territory.snapshot = past::snapshot_of(blobs, territory.snapshot.today, None, &mut since.repository).map_err(failure)?;
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
        let base = past::snapshot_at(commit, territory.snapshot.today, None, &mut repository).map_err(failure)?;
        territory.times.stage("base");
        Ok(Since { repository, commit, words: words.to_owned(), base })
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
        base.history = match head.history.past() {
            Some(_) => history::until(self.commit, &base, &mut self.repository, territory)?,
            None => History::NotRead,
        };
        Ok(base)
    }

    /// `1a2b3c4 (origin/main)`.
    pub fn label(&self) -> Label {
        Label { revision: self.words.clone(), commit: Some(self.commit.to_string()) }
    }

    /// The label, short.
    pub fn shown(&self) -> String {
        let commit = self.commit.to_string();
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
