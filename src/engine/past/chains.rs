//! Which versions are whose: the edits of each plan's file, newest first, followed through the renames of its folder.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::model::past::History;
use crate::source::history::{Log, Oid, Unknown, Versions};
use crate::source::layout::{self, Role};
use crate::source::moves;
use crate::source::snapshot::{File, Snapshot};

/// One edit of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The place of the commit in the log.
    pub commit: usize,
    /// The version before; of a plan that was brought back, the one before it was deleted.
    pub old: Option<Oid>,
    /// Of a merge that took neither side as it was: the version of the second.
    pub other: Option<Oid>,
    pub new: Option<Oid>,
}

/// The edits of one plan, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    pub steps: Vec<Step>,
    /// The folders in which it lay before, newest first.
    pub former_names: Vec<String>,
}

impl Chain {
    /// The version in force at the end of a day: what the newest edit left that the main line had by then.
    pub fn at(&self, log: &Log, day: crate::base::date::Date) -> Option<Oid> {
        let until = |step: &&Step| log.commits.get(step.commit).is_some_and(|commit| commit.landed <= day);
        self.steps.iter().find(until).and_then(|step| step.new)
    }
}

/// The folders of plans that no commit knows, with the folders in which the newest commit has them: somebody moved them and did not commit it yet.
///
/// # Errors
/// When the repository is broken.
pub fn moved(snapshot: &Snapshot, log: &Log, versions: &mut dyn Versions) -> Result<BTreeMap<String, String>, Unknown> {
    let plan = |path: &SourcePath| matches!(layout::role(path), Role::Plan { .. });
    let of = |files| Snapshot { files, today: snapshot.today, history: History::NotRead };
    let committed: HashSet<&str> = log.edits.iter().map(|edit| &*edit.path).collect();
    let come = snapshot.files.iter().filter(|(path, _)| plan(path) && !committed.contains(path.as_str()));
    let come: BTreeMap<SourcePath, File> = come.map(|(path, file)| (path.clone(), file.clone())).collect();
    if come.is_empty() {
        return Ok(BTreeMap::new());
    }
    let there = versions.files(log.head)?;
    let gone = there.into_iter().filter_map(|blob| Some((SourcePath::new(&blob.path)?, blob.id)));
    let (paths, ids): (Vec<SourcePath>, Vec<Oid>) = gone.filter(|(path, _)| plan(path) && !snapshot.contains(path)).unzip();
    let gone = paths.into_iter().zip(versions.contents(&ids)?).filter_map(|(path, bytes)| Some((path, File::Bytes(bytes?))));
    Ok(moves::moved(&of(gone.collect()), &of(come)))
}

/// The chains of all plans that lie in the territory now, by account; `moved` are those that lie elsewhere in the newest commit.
pub fn chains(snapshot: &Snapshot, log: &Log, moved: &BTreeMap<String, String>) -> BTreeMap<String, Chain> {
    let mut slugs: Vec<String> = Vec::new();
    let mut found: Vec<Chain> = Vec::new();
    let mut owner: HashMap<Arc<str>, usize> = HashMap::new();
    for (path, file) in &snapshot.files {
        if let (Role::Plan { folder }, File::Bytes(_)) = (layout::role(path), file)
            && Slug::new(&folder).is_ok()
        {
            let before = moved.get(&folder);
            owner.insert(before.map_or_else(|| Arc::from(path.as_str()), |before| format!("{}{before}/plan.md", layout::ACCOUNTS).into()), slugs.len());
            slugs.push(folder);
            found.push(Chain { steps: Vec::new(), former_names: before.into_iter().cloned().collect() });
        }
    }
    // from today back: a commit stands before its parents
    for edit in &log.edits {
        let Some(index) = owner.get(&edit.path).copied() else { continue };
        let Some(chain) = found.get_mut(index) else { continue };
        chain.steps.push(Step { commit: edit.commit, old: edit.old, other: edit.other, new: edit.new });
        if let Some(from) = &edit.moved_from {
            owner.remove(&edit.path);
            owner.insert(from.clone(), index);
            let folder = SourcePath::new(from).and_then(|path| match layout::role(&path) {
                Role::Plan { folder } => Some(folder),
                _ => None,
            });
            chain.former_names.extend(folder.filter(|folder| slugs.get(index) != Some(folder)));
        }
    }
    for chain in &mut found {
        brought_back(&mut chain.steps);
    }
    slugs.into_iter().zip(found).collect()
}

/// A plan that comes back continues what it was: its return is no new plan.
fn brought_back(steps: &mut [Step]) {
    let mut before = None;
    for step in steps.iter_mut().rev() {
        if step.old.is_none() {
            step.old = before;
        }
        before = step.new.or(before).or(step.old);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::source::fixture;
    use crate::source::history::{Commit, Edit};

    fn oid(digit: char) -> Option<Oid> {
        Oid::parse(&digit.to_string().repeat(40))
    }

    /// Edits as `path old new` or `from > path old new`, newest first; the chain of plan `x` as `old>new` pairs, and its former names.
    fn check(edits: &[&str], expected: &str) {
        let day = Date::parse("2026-11-01").unwrap();
        let commit = Commit { id: oid('f').unwrap(), day, landed: day, author: "Ana".into(), email: "a@x".into() };
        let edits: Vec<Edit> = edits
            .iter()
            .enumerate()
            .map(|(commit, text)| {
                let (from, rest) = text.split_once(" > ").map_or((None, *text), |(from, rest)| (Some(from), rest));
                let words: Vec<&str> = rest.split(' ').collect();
                let file = |name: &str| Arc::from(format!("accounts/{name}/plan.md"));
                let version = |word: &str| oid(word.chars().next().unwrap());
                let other = words.get(3).and_then(|word| version(word));
                Edit { commit, path: file(words[0]), moved_from: from.map(file), old: version(words[1]), other, new: version(words[2]) }
            })
            .collect();
        let log = Log { head: oid('f').unwrap(), commits: edits.iter().map(|_| commit.clone()).collect(), edits };
        let snapshot = fixture::snapshot("=== accounts/x/plan.md\nnow\n", day);
        let chains = chains(&snapshot, &log, &BTreeMap::new());
        let short = |oid: Option<Oid>| oid.map_or("-".to_owned(), |oid| oid.to_string()[..1].to_owned());
        let steps: Vec<String> = chains["x"].steps.iter().map(|step| format!("{}>{}", short(step.old), short(step.new))).collect();
        assert_eq!(format!("{} {}", steps.join(" "), chains["x"].former_names.join(",")).trim(), expected);
    }

    #[test]
    fn edits_are_followed_through_renames_and_returns() {
        check(&["x b c", "x a b", "x - a"], "b>c a>b ->a");
        check(&["x b c", "y > x a b", "y - a"], "b>c a>b ->a y");
        check(&["z > x b c", "y > z a b", "y - a"], "b>c a>b ->a z,y");
        check(&["y > x a b", "x - c"], "a>b y");
        check(&["x - c", "x b -", "x a b", "x - a"], "b>c b>- a>b ->a");
        check(&["q a b"], "");
    }
}
