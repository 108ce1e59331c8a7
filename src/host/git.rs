//! The repository around a territory: its log, and earlier versions of its files, through a few batched calls of the `git` program whatever the
//! number of plans. Reads only; nothing of the repository is ever an argument, and nothing that it names is run (R-25 to R-27).

pub mod index;
mod line;
mod log;
mod objects;
mod program;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::date::Date;
use crate::source::history::{Blob, Log, Oid, Unknown, Versions};

use line::Line;
use objects::Objects;
use program::Program;

/// A repository that can be read, and where the territory lies in it.
pub struct Repository {
    program: Program,
    /// Empty, or the territory's folder closed by a slash.
    prefix: String,
    /// The commit that was checked out when the repository was opened.
    opened_at: Oid,
    /// Where the territory lay before, once somebody asked, newest first.
    earlier_places: Option<Vec<Place>>,
    /// The commit that is checked out.
    pub head: Oid,
    /// The commits from a head along first parents and their days, once they were asked for.
    line: Option<(Oid, Line)>,
    objects: Option<Objects>,
}

impl Repository {
    /// Opens the repository around a territory.
    ///
    /// # Errors
    /// When there is none, or none that tells the whole story.
    pub fn open(territory: &Path) -> Result<Self, Unknown> {
        let Some(repository) = Repository::find(territory)? else {
            return Err(Unknown::new("the repository has no commit yet", "commit the plans: `git add -A` and `git commit`"));
        };
        if repository.object(&format!("{}:{}quarterdeck.yaml", repository.head, repository.prefix))?.is_none() {
            return Err(Unknown::new("this territory is not committed yet", "commit it: `git add -A` and `git commit`"));
        }
        Ok(repository)
    }

    /// The same before the territory was committed for the first time; `None` before the repository's first commit.
    ///
    /// # Errors
    /// When there is no repository, or none that tells the whole story.
    pub fn find(territory: &Path) -> Result<Option<Self>, Unknown> {
        let (program, prefix) = around(territory)?;
        let found = named(&program, "HEAD^{commit}")?;
        if found.is_none() && program.run(&["rev-parse", "--verify", "--quiet", "HEAD"], &[]).is_ok() {
            // a name that leads nowhere is a branch before its first commit, or a damaged one
            return Err(Unknown::new("the repository is damaged: its newest commit cannot be read", "run `git fsck`, or pass --no-history"));
        }
        Ok(found.map(|head| Repository { program, prefix, opened_at: head, earlier_places: None, head, line: None, objects: None }))
    }

    /// Has nothing been committed or checked out since the repository was opened? Asks the program once.
    pub fn is_current(&self) -> bool {
        named(&self.program, "HEAD^{commit}").is_ok_and(|head| head == Some(self.head))
    }

    /// The commit that a person's words name: a branch, a tag, a hash, `main~3`. They go to standard input, so they cannot be options.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn revision(&self, words: &str) -> Result<Option<Oid>, Unknown> {
        if words.is_empty() || words.chars().any(char::is_control) {
            return Ok(None);
        }
        named(&self.program, &format!("{words}^{{commit}}"))
    }

    /// The newest commit that two lines of work share; `None` when they share none, which the program tells as it tells a failure.
    pub fn merge_base(&self, one: Oid, other: Oid) -> Option<Oid> {
        let found = self.program.run(&["merge-base", &one.to_string(), &other.to_string()], &[]).ok()?;
        std::str::from_utf8(&found).ok().and_then(|text| Oid::parse(text.trim()))
    }

    /// The author's day of a commit.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn day(&self, commit: Oid) -> Result<Option<Date>, Unknown> {
        let output = self
            .program
            .run(&["log", "--stdin", "-1", "--no-walk", "--no-show-signature", "--date=short", "--format=tformat:%ad"], format!("{commit}\n").as_bytes())?;
        Ok(std::str::from_utf8(&output).ok().and_then(|text| Date::parse(text.trim())))
    }

    /// Every change of a plan or review since the beginning.
    ///
    /// # Errors
    /// When the repository is broken.
    pub fn log(&mut self) -> Result<Log, Unknown> {
        self.read_line()?;
        if self.head == self.opened_at {
            let log = self.read_log(self.head, &[self.here()])?;
            let earlier = match self.earlier_places.take() {
                Some(known) => known,
                None => self.moves(&log)?,
            };
            if self.earlier_places.insert(earlier).is_empty() {
                return Ok(log);
            }
        }
        let places = self.places(self.head)?;
        self.read_log(self.head, &places)
    }

    /// Where the territory lies now.
    fn here(&self) -> Place {
        Place { prefix: self.prefix.clone(), until: None }
    }

    /// Every change of a plan or review below some folders.
    fn read_log(&self, head: Oid, places: &[Place]) -> Result<Log, Unknown> {
        let mut input = format!("{head}\n--\n");
        places.iter().for_each(|place| input.push_str(&format!("{}accounts\n", place.prefix)));
        let output = self.program.run(log::ARGUMENTS, input.as_bytes())?;
        let none = Line::default();
        Ok(log::parse(head, self.line.as_ref().map_or(&none, |(_, line)| line), places, &output))
    }

    /// Where the territory lies in a commit, and where it lay before, newest first.
    fn places(&mut self, commit: Oid) -> Result<Vec<Place>, Unknown> {
        let earlier = match self.earlier_places.take() {
            Some(known) => known,
            None => self.moves(&self.read_log(self.opened_at, &[self.here()])?)?,
        };
        let mut places = vec![self.here()];
        places.extend(self.earlier_places.insert(earlier).iter().cloned());
        // an older commit may have it where it lay before
        for (at, place) in places.iter().enumerate().filter(|_| commit != self.opened_at) {
            if self.object(&format!("{commit}:{}quarterdeck.yaml", place.prefix))?.is_some() {
                return Ok(places
                    .split_off(at)
                    .into_iter()
                    .enumerate()
                    .map(|(at, place)| if at == 0 { Place { until: None, ..place } } else { place })
                    .collect());
            }
        }
        Ok(places)
    }

    /// Where the territory lay before somebody moved its folder as a whole, newest first: told by its settings, which the commit renamed in which its oldest
    /// plan appears. `log` is that of the folder in which it lies now.
    fn moves(&self, log: &Log) -> Result<Vec<Place>, Unknown> {
        let mut places = vec![self.here()];
        let mut oldest = oldest_new(log);
        while let (Some(commit), Some(place), true) = (oldest, places.last(), places.len() <= MOST_MOVES) {
            let moves = self.program.run(log::MOVES, format!("{commit}\n").as_bytes())?;
            let prefix = log::moved_from(&moves, &format!("{}quarterdeck.yaml", place.prefix));
            let Some(prefix) = prefix.filter(|prefix| !prefix.contains('\n') && places.iter().all(|known| known.prefix != *prefix)) else { break };
            places.push(Place { prefix, until: Some(commit) });
            oldest = oldest_new(&self.read_log(self.opened_at, &places)?);
        }
        Ok(places.split_off(1))
    }

    /// Has the days of all commits below the head read.
    fn read_line(&mut self) -> Result<(), Unknown> {
        if self.line.as_ref().is_none_or(|(head, _)| *head != self.head) {
            let output = self.program.run(line::ARGUMENTS, format!("{}\n", self.head).as_bytes())?;
            self.line = Some((self.head, Line::parse(&output)));
        }
        Ok(())
    }

    /// The territory's folder in a commit; `None` when the commit has none.
    fn folder(&mut self, commit: Oid) -> Result<Option<Oid>, Unknown> {
        if let Some(tree) = self.folder_at(commit, &self.prefix)? {
            return Ok(Some(tree));
        }
        let places = self.places(commit)?;
        places.first().filter(|place| place.prefix != self.prefix).map_or(Ok(None), |place| self.folder_at(commit, &place.prefix))
    }

    fn folder_at(&self, commit: Oid, prefix: &str) -> Result<Option<Oid>, Unknown> {
        let folder = prefix.trim_end_matches('/');
        if let Some(tree) = self.object(&format!("{commit}:{folder}"))? {
            return Ok(Some(tree));
        }
        // a folder that is not there and one that cannot be read get the same answer: every commit has a tree, and each tells the next
        let root = self.object(&format!("{commit}^{{tree}}"))?;
        let mut tree = root.ok_or_else(|| self.program.missing(&format!("what commit {commit} holds")))?;
        for name in folder.split('/').filter(|name| !name.is_empty()) {
            let listed = self.program.run(&["ls-tree", "-z", "--full-tree", &tree.to_string()], &[])?;
            let mut names = listed.split(|byte| *byte == 0).filter_map(|line| std::str::from_utf8(line).ok()?.split_once('\t'));
            let found = names.find(|(about, path)| *path == name && about.contains(" tree "));
            let Some(found) = found.and_then(|(about, _)| Oid::parse(about.split(' ').nth(2)?)) else { return Ok(None) };
            tree = found;
        }
        Ok(Some(tree))
    }

    fn object(&self, name: &str) -> Result<Option<Oid>, Unknown> {
        named(&self.program, name)
    }
}

/// A folder in which the territory lay: empty, or closed by a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    prefix: String,
    /// The commit that took it away from there; `None` for where it lies now.
    until: Option<Oid>,
}

/// Moves of a territory that are followed; each asks the program twice.
const MOST_MOVES: usize = 8;

impl Versions for Repository {
    fn contents(&mut self, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown> {
        contents(&self.program, &mut self.objects, ids)
    }

    fn files(&mut self, commit: Oid) -> Result<Vec<Blob>, Unknown> {
        let Some(tree) = self.folder(commit)? else { return Ok(Vec::new()) };
        let output = self.program.run(&["ls-tree", "-r", "-l", "-z", "--full-tree", &tree.to_string()], &[])?;
        Ok(output.split(|byte| *byte == 0).filter_map(blob).collect())
    }

    fn at(&mut self, day: Date) -> Result<Option<Oid>, Unknown> {
        // `--until` of the program would ask for the committer's moment, which a rebase makes anew; all that we tell goes by the author's day
        self.read_line()?;
        Ok(self.line.as_ref().and_then(|(_, line)| line.at(day)))
    }
}

/// The oldest commit that made a file which was not there.
fn oldest_new(log: &Log) -> Option<Oid> {
    let edit = log.edits.iter().rev().find(|edit| edit.old.is_none())?;
    log.commits.get(edit.commit).map(|commit| commit.id)
}

/// The program for the repository around a territory, and where the territory lies in it.
fn around(territory: &Path) -> Result<(Program, String), Unknown> {
    let territory = std::fs::canonicalize(territory).map_err(|error| Unknown::new(format!("the folder cannot be opened: {error}"), "pass --no-history"))?;
    let top = top(&territory)?;
    let prefix = prefix(&top, &territory)?;
    let program = Program::find(&top)?;
    let shallow = program.probe(&["rev-parse", "--is-shallow-repository"])?;
    if shallow.starts_with(b"true") {
        let way_out = "run `git fetch --unshallow`; in a CI job fetch everything: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab";
        return Err(Unknown::new("this is a shallow clone, which holds the newest commits only", way_out));
    }
    Ok((program, prefix))
}

/// The bytes of objects, through programs that stay open.
fn contents(program: &Program, open: &mut Option<Objects>, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut objects = match open.take() {
        Some(objects) => objects,
        None => Objects::open(program)?,
    };
    let found = objects.contents(program, ids)?;
    *open = Some(objects);
    Ok(found)
}

/// The object that a name leads to.
fn named(program: &Program, name: &str) -> Result<Option<Oid>, Unknown> {
    let output = program.run(&["cat-file", "--batch-check=%(objectname)"], format!("{name}\n").as_bytes())?;
    Ok(std::str::from_utf8(&output).ok().and_then(|text| Oid::parse(text.trim())))
}

/// `100644 blob ⟨id⟩ ⟨size⟩⟨tab⟩⟨path⟩`.
fn blob(line: &[u8]) -> Option<Blob> {
    let (about, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut words = about.split_whitespace();
    let (mode, _, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    Some(Blob { path: path.to_owned(), id: Oid::parse(id)?, bytes: size.parse().unwrap_or(0), regular: mode.starts_with("100") })
}

/// Where the territory lies in its repository: its folder closed by a slash, or empty when it is the whole or lies in none. Starts no program.
pub fn place(territory: &Path) -> String {
    let territory = std::fs::canonicalize(territory).unwrap_or_else(|_| territory.to_owned());
    top(&territory).and_then(|top| prefix(&top, &territory)).unwrap_or_default()
}

/// The nearest folder at or above the territory that holds `.git`.
fn top(territory: &Path) -> Result<PathBuf, Unknown> {
    let found = territory.ancestors().find_map(|folder| folder.join(".git").symlink_metadata().ok().map(|it| (folder, it)));
    match found {
        Some((folder, it)) if it.file_type().is_symlink() => {
            let reason = format!("`{}` is a symbolic link", folder.join(".git").display());
            Err(Unknown::new(reason, "put the repository's own folder in its place, or pass --no-history"))
        }
        Some((folder, _)) => Ok(folder.to_owned()),
        None => Err(Unknown::new("this territory lies in no Git repository", "run `git init`, `git add -A` and `git commit`, or pass --no-history")),
    }
}

fn prefix(top: &Path, territory: &Path) -> Result<String, Unknown> {
    let below = territory.strip_prefix(top).ok().and_then(Path::to_str);
    match below {
        Some("") => Ok(String::new()),
        Some(below) if !below.contains('\n') => Ok(format!("{below}/")),
        _ => Err(Unknown::new("the name of the territory's folder cannot be told to git", "rename it, or pass --no-history")),
    }
}
