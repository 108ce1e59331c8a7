//! Repositories made on the spot, with fixed days and authors: what the reader tells of them, and what it refuses to run.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A folder that goes away with the test.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let place = std::env::temp_dir().join(format!("quarterdeck-git-{}-{number}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        Place(place.canonicalize().unwrap())
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn git_at(&self, day: &str, author: &str, arguments: &[&str]) -> &Self {
        let (name, email) = author.split_once(" <").unwrap_or((author, "x@example.com"));
        let mut command = Command::new("git");
        command.current_dir(&self.0).args(["-c", "init.defaultBranch=main", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        // a day alone is its noon in Greenwich
        let moment = if day.contains(' ') { day.to_owned() } else { format!("{day} 12:00:00 +0000") };
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), email.trim_end_matches('>'));
            command.env(format!("GIT_{who}_DATE"), &moment);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        self
    }

    fn git(&self, arguments: &[&str]) -> &Self {
        self.git_at("2026-11-01", "Ana Ruiz <ana@example.com>", arguments)
    }

    fn commit(&self, day: &str, author: &str) -> &Self {
        self.git(&["add", "-A"]).git_at(day, author, &["commit", "-q", "--allow-empty", "-m", "x"])
    }

    /// One plan, committed.
    fn territory() -> Self {
        let place = Place::new();
        place
            .git(&["init", "-q"])
            .write("quarterdeck.yaml", "name: N\n")
            .write("accounts/x/plan.md", "one\n")
            .commit("2026-10-01", "Ana Ruiz <ana@example.com>");
        place
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Each edit as `day author path`, newest first.
fn edits(territory: &Path) -> Vec<String> {
    let log = Repository::open(territory).and_then(|mut repository| repository.log()).unwrap();
    let line = |edit: &crate::source::history::Edit| {
        let commit = &log.commits[edit.commit];
        let from = edit.moved_from.as_deref().map_or(String::new(), |from| format!("{from} > "));
        format!("{} {} {from}{}", commit.day, commit.author, edit.path)
    };
    log.edits.iter().map(line).collect()
}

/// Why there is no history.
fn refused(territory: &Path, reason: &str) {
    match Repository::open(territory).and_then(|mut repository| repository.log().map(|_| ())) {
        Err(unknown) => assert!(unknown.reason.contains(reason) && !unknown.way_out.is_empty(), "{unknown:?}"),
        Ok(()) => panic!("a history was read, and `{reason}` was expected"),
    }
}

#[test]
fn commits_are_read_newest_first_and_renames_followed() {
    let place = Place::territory();
    place.write("accounts/x/plan.md", "one\ntwo\nthree\n").write("notes.txt", "n\n").commit("2026-10-05", "Ben Holt <ben@example.com>");
    place.git(&["mv", "accounts/x", "accounts/y"]).commit("2026-10-09", "Ana Ruiz <ana@example.com>");
    let expected =
        ["2026-10-09 Ana Ruiz accounts/x/plan.md > accounts/y/plan.md", "2026-10-05 Ben Holt accounts/x/plan.md", "2026-10-01 Ana Ruiz accounts/x/plan.md"];
    assert_eq!(edits(&place.0), expected);
}

#[test]
fn a_territory_may_be_a_folder_of_its_repository() {
    let place = Place::new();
    place.git(&["init", "-q"]).write("sales ä/quarterdeck.yaml", "name: N\n").write("sales ä/accounts/x/plan.md", "one\n").write("accounts/z/plan.md", "no\n");
    place.commit("2026-10-01", "Ana Ruiz <ana@example.com>");
    assert_eq!(edits(&place.0.join("sales ä")), ["2026-10-01 Ana Ruiz accounts/x/plan.md"]);
    let mut repository = Repository::open(&place.0.join("sales ä")).unwrap();
    let head = repository.head;
    let files = repository.files(head).unwrap();
    assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["accounts/x/plan.md", "quarterdeck.yaml"]);
    let contents = repository.contents(&[files[0].id, files[1].id, head]).unwrap();
    assert_eq!(contents.iter().map(|it| it.as_ref().map(|it| it.to_vec())).collect::<Vec<_>>(), [Some(b"one\n".to_vec()), Some(b"name: N\n".to_vec()), None]);
}

#[test]
fn days_and_revisions_are_found() {
    let place = Place::territory();
    place.write("accounts/x/plan.md", "two\n").commit("2026-10-05", "Ana Ruiz <ana@example.com>").git(&["tag", "v1"]);
    place.write("accounts/x/plan.md", "three\n").commit("2026-10-09", "Ana Ruiz <ana@example.com>");
    let mut repository = Repository::open(&place.0).unwrap();
    let day = |text: &str| Date::parse(text).unwrap();
    let v1 = repository.revision("v1").unwrap();
    assert!(v1.is_some() && v1 != Some(repository.head));
    assert_eq!(repository.at(day("2026-10-08")).unwrap(), v1);
    assert_eq!(repository.at(day("2026-10-05")).unwrap(), v1);
    assert_eq!(repository.at(day("2026-09-30")).unwrap(), None);
    assert_eq!(repository.day(v1.unwrap()).unwrap(), Some(day("2026-10-05")));
    for nothing in ["", "nope", "--help", "-n1", "HEAD\nHEAD", "v1:accounts"] {
        assert_eq!(repository.revision(nothing).unwrap(), None, "{nothing:?}");
    }
}

#[test]
fn a_day_is_the_author_s_wherever_on_earth() {
    let place = Place::territory();
    let head = || Repository::open(&place.0).unwrap().head;
    let commit = |moment: &str, text: &str| {
        place.write("accounts/x/plan.md", text).commit(moment, "Ana Ruiz <ana@example.com>");
        head()
    };
    // the evening of the 21st in California and the morning of the 22nd in Auckland are the other day in Greenwich
    let west = commit("2026-11-21 20:00:00 -0800", "two\n");
    let east = commit("2026-11-23 05:00:00 +1300", "three\n");
    let mut repository = Repository::open(&place.0).unwrap();
    let mut at = |text: &str| repository.at(Date::parse(text).unwrap()).unwrap();
    assert_eq!(at("2026-11-21"), Some(west));
    assert_eq!(at("2026-11-22"), Some(west));
    assert_eq!(at("2026-11-23"), Some(east));
    assert_eq!(repository.day(west).unwrap(), Date::parse("2026-11-21"));
    repository.head = west;
    assert_eq!(repository.at(Date::parse("2026-12-01").unwrap()).unwrap(), Some(west), "it begins at the head of now");
    repository.head = east;
    let days: Vec<String> = repository.log().unwrap().commits.iter().map(|commit| commit.day.to_string()).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-21", "2026-10-01"]);
    // a commit that was put upon others later is its author's all the same
    place.git_at("2026-12-05", "Ana Ruiz <ana@example.com>", &["commit", "-q", "--amend", "--no-edit", "--date=2026-11-24T12:00:00Z"]);
    let mut repository = Repository::open(&place.0).unwrap();
    assert_eq!(repository.day(repository.head).unwrap(), Date::parse("2026-11-24"));
    assert_eq!(repository.at(Date::parse("2026-11-24").unwrap()).unwrap(), Some(repository.head));
}

#[test]
fn without_the_whole_story_there_is_none() {
    let place = Place::new();
    place.write("quarterdeck.yaml", "name: N\n");
    refused(&place.0, "lies in no Git repository");
    place.git(&["init", "-q"]);
    refused(&place.0, "has no commit yet");
    place.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    refused(&place.0, "is not committed yet");

    let place = Place::territory();
    place.write("accounts/x/plan.md", "two\n").commit("2026-10-05", "Ana Ruiz <ana@example.com>");
    let shallow = Place::new();
    shallow.git(&["clone", "-q", "--depth=1", &format!("file://{}", place.0.display()), "clone"]);
    refused(&shallow.0.join("clone"), "shallow clone");

    let linked = Place::new();
    linked.write("quarterdeck.yaml", "name: N\n");
    symlink(place.0.join(".git"), linked.0.join(".git")).unwrap();
    refused(&linked.0, "symbolic link");

    // a commit that is gone, then a plan that is
    let objects = |place: &Place, name: &str| place.0.join(".git/objects").join(&name[..2]).join(&name[2..]);
    let log = Repository::open(&place.0).unwrap().log().unwrap();
    let (first, plan) = (log.commits[1].id.to_string(), log.edits[0].old.unwrap());
    let mut repository = Repository::open(&place.0).unwrap();
    fs::remove_file(objects(&place, &plan.to_string())).unwrap();
    assert!(repository.contents(&[plan]).is_err_and(|unknown| unknown.reason.contains("is damaged")));
    fs::remove_file(objects(&place, &first)).unwrap();
    refused(&place.0, "git cannot read");
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    let place = Place::territory();
    let trap = place.0.join("trap.sh");
    fs::write(&trap, format!("#!/bin/sh\ntouch '{}'\n", place.0.join("SPRUNG").display())).unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    let trap = trap.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.sshCommand",
        "credential.helper",
        "core.editor",
        "gpg.program",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook",
    ] {
        place.git(&["config", key, &trap]);
    }
    for (key, value) in
        [("log.showSignature", "true"), ("core.hooksPath", "."), ("diff.orderFile", "/dev/stdin"), ("log.date", "relative"), ("core.attributesFile", "a")]
    {
        place.git(&["config", key, value]);
    }
    place.write(".gitattributes", "*.md diff=evil filter=evil\n").write("post-checkout", "#!/bin/sh\ntouch SPRUNG\n");
    // a bare repository among the plans, with settings of its own
    place.git(&["init", "-q", "--bare", "accounts/bare"]).write("accounts/bare/quarterdeck.yaml", "name: B\n");
    assert!(Command::new("git").current_dir(&place.0).args(["config", "-f", "accounts/bare/config", "core.fsmonitor", &trap]).status().unwrap().success());
    let mut repository = Repository::open(&place.0).unwrap();
    let log = repository.log().unwrap();
    let versions: Vec<Oid> = log.edits.iter().filter_map(|edit| edit.new).collect();
    let head = repository.head;
    assert_eq!(repository.contents(&versions).unwrap().len(), 1);
    assert!(repository.files(head).unwrap().len() >= 2);
    assert!(repository.at(Date::parse("2026-12-01").unwrap()).unwrap().is_some());
    refused(&place.0.join("accounts/bare"), "is not committed yet");
    assert!(!place.0.join("SPRUNG").exists(), "something was run");
}

#[test]
fn odd_names_are_data() {
    let place = Place::territory();
    place.git(&["branch", "--", "options"]).git(&["update-ref", "refs/heads/--upload-pack=touch-x", "HEAD"]);
    place.write("accounts/x/--help/plan.md", "x\n").write("accounts/\u{1b}[31m/plan.md", "x\n").write("accounts/::error::/plan.md", "x\n");
    place.write("accounts/x/plan.md", "two\n").commit("2026-10-05", "--upload-pack=touch ::error:: \u{1b}[31m <x@example.com>");
    let found = edits(&place.0);
    assert!(found.iter().any(|line| line == "2026-10-05 --upload-pack=touch ::error:: \u{1b}[31m accounts/x/plan.md"), "{found:?}");
    assert!(found.iter().any(|line| line.ends_with("accounts/\u{1b}[31m/plan.md")), "{found:?}");
}

#[test]
fn a_merge_tells_what_it_took_from_neither_side() {
    let place = Place::territory();
    place.git(&["checkout", "-q", "-b", "side"]).write("accounts/x/plan.md", "side\n").commit("2026-10-03", "Ben Holt <ben@example.com>");
    place.git(&["checkout", "-q", "main"]).write("accounts/x/plan.md", "main\n").commit("2026-10-04", "Ana Ruiz <ana@example.com>");
    place.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]).write("accounts/x/plan.md", "both\n").commit("2026-10-05", "Ana Ruiz <ana@example.com>");
    let log = Repository::open(&place.0).unwrap().log().unwrap();
    let merge = &log.edits[0];
    assert!(merge.other.is_some() && merge.old.is_some() && merge.old != merge.other && merge.new.is_some());
    assert_eq!(log.edits.len(), 4);
}

#[test]
fn a_repository_of_somebody_else_is_not_opened() {
    let place = Place::territory();
    // only root can give a folder away; for everybody else the case cannot be made
    if std::os::unix::fs::chown(&place.0, Some(54_321), None).is_err() {
        return;
    }
    refused(&place.0, "belongs to somebody else");
    let unknown = Repository::open(&place.0).err().unwrap();
    assert_eq!(unknown.way_out, format!("if you trust it, run `git config --global --add safe.directory {}`", place.0.display()));
}
