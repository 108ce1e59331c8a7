//! `check --staged` as a hook: what the commit is made from is checked, and nothing else.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, TODAY, dated};

const OTHER: &str = "accounts/harbour-clinics/plan.md";

/// Two sound plans in a folder of the repository, and a hook that runs the program.
fn hooked(below: &str) -> Repo {
    let repo = Repo::empty();
    repo.fill(below);
    let plan = repo.room.read(&format!("{below}{PLAN}")).replace("northwind-health", "harbour-clinics").replace("Northwind Health Group", "Harbour Clinics");
    repo.room.write(&format!("{below}{OTHER}"), plan);
    let territory = repo.at(below.trim_end_matches('/'));
    let text = format!("#!/bin/sh\nexec '{}' check --staged --as-of {TODAY} -C '{}'\n", env!("CARGO_BIN_EXE_quarterdeck"), territory.display());
    let hook = repo.room.write(".git/hooks/pre-commit", text);
    fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).unwrap();
    repo
}

/// `git commit`, with hooks.
fn commit(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=Maya Chen", "-c", "user.email=maya.chen@example.com", "commit", "-q", "-m", "x"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_INDEX_FILE").env_remove("SOURCE_DATE_EPOCH");
    crate::common::finish(command)
}

#[track_caller]
fn stopped(ran: Ran) {
    assert!(ran.code != 0 && (ran.err.contains("enum-value") || ran.out.contains("enum-value")), "{}{}", ran.out, ran.err);
}

#[test]
fn every_way_to_commit_is_checked() {
    for below in ["", "teams/north/"] {
        let repo = hooked(below);
        repo.commit("2026-10-01", MAYA);
        let (plan, other) = (format!("{below}{PLAN}"), format!("{below}{OTHER}"));
        let inside = repo.at(&format!("{below}accounts/northwind-health"));
        let (wrong, right) = (("stance: grow", "stance: grwo"), ("stance: grwo", "stance: grow"));
        repo.edit(&plan, &[wrong]);
        repo.edit(&other, &[("Harbour Clinics", "Harbour")]);
        // what is not staged does not count, and what a commit takes along does
        stopped(commit(repo.path(), &["-a"]));
        stopped(commit(repo.path(), &[&plan]));
        stopped(commit(&inside, &["-a"]));
        stopped(commit(&inside, &["plan.md"]));
        stopped(commit(repo.path(), &["-i", &plan]));
        // a file that is staged and not committed stops no other
        repo.git(&["add", &plan]);
        stopped(commit(repo.path(), &[]));
        commit(repo.path(), &[&other]).ends(0);
        assert_eq!(repo.git(&["show", "--name-only", "--format="]), other);
        stopped(commit(repo.path(), &[]));
        repo.edit(&plan, &[right, ("Northwind Health Group", "Northwind")]);
        stopped(commit(repo.path(), &[]));
        commit(repo.path(), &["-a"]).ends(0);
    }
}

#[test]
fn a_worktree_has_an_index_of_its_own() {
    let repo = hooked("");
    repo.commit("2026-10-01", MAYA);
    repo.git(&["worktree", "add", "-q", "-b", "side", ".worktree"]);
    let side = repo.at(".worktree");
    // the hook is for the files of the checkout that it runs in
    let hook = repo.room.read(".git/hooks/pre-commit");
    repo.room.write(".git/hooks/pre-commit", hook.split(" -C ").next().unwrap());
    let plan = format!(".worktree/{PLAN}");
    repo.edit(&plan, &[("stance: grow", "stance: grwo")]);
    stopped(commit(&side, &["-a"]));
    stopped(commit(&side, &[PLAN]));
    stopped(commit(&side.join("accounts"), &["-a"]));
    repo.edit(&plan, &[("stance: grwo", "stance: retain")]);
    commit(&side, &["-a"]).ends(0);
}

#[test]
fn the_first_commit_of_a_territory_is_checked_like_any_other() {
    let repo = hooked("");
    repo.git(&["add", "-A"]);
    for arguments in [&["check", "--staged"][..], &["check", "--staged", "--new-only"]] {
        let ran = dated(repo.path(), arguments).ends(0);
        assert!(
            ran.out.contains("nothing of this territory is committed yet: all of it is new\n2 plans as of ") && ran.err.is_empty(),
            "{}{}",
            ran.out,
            ran.err
        );
    }
    repo.edit(PLAN, &[("stance: grow", "stance: grwo")]);
    repo.git(&["add", "-A"]);
    stopped(dated(repo.path(), ["check", "--staged", "--new-only"]));
    stopped(commit(repo.path(), &[]));
    repo.edit(PLAN, &[("stance: grwo", "stance: grow")]);
    commit(repo.path(), &["-a"]).ends(0);
    // the same for a new territory beside files of others
    let repo = hooked("north/");
    repo.room.write("README", "ours");
    repo.git(&["add", "README"]);
    repo.git(&["commit", "-q", "-m", "x"]);
    repo.git(&["add", "-A"]);
    commit(repo.path(), &[]).ends(0);
    // with nothing staged there is nothing to be said
    let repo = hooked("");
    dated(repo.path(), ["check", "--staged"]).ends(0);
    dated(repo.path(), ["check", "--staged", "--since", "main"]).ends(2);
}

#[test]
fn no_index_but_one_of_git_s_own_is_read() {
    let repo = hooked("");
    repo.commit("2026-10-01", MAYA);
    repo.edit(PLAN, &[("stance: grow", "stance: grwo")]);
    repo.git(&["add", "-A"]);
    fs::copy(repo.at(".git/index"), repo.at("index")).unwrap();
    fs::copy(repo.at(".git/index"), repo.at(".git/refs/index")).unwrap();
    std::os::unix::fs::symlink(repo.at("index"), repo.at(".git/link")).unwrap();
    let check = |name: &str| {
        let mut command = crate::common::command();
        command.current_dir(repo.at("accounts")).args(["check", "--staged", "--as-of", TODAY]).env("GIT_INDEX_FILE", name);
        crate::common::finish(command)
    };
    let foreign = repo.at("index").display().to_string();
    for name in [foreign.as_str(), "index", ".git/refs/index", ".git/link", ".git/nothing", ".git", "/dev/zero", "accounts/../../index"] {
        let ran = check(name).ends(2);
        assert!(ran.out.is_empty() && ran.err.contains("`GIT_INDEX_FILE` names `") && ran.err.contains("no index of this repository"), "{name}: {}", ran.err);
    }
    for name in ["", ".git/index", "accounts/../.git/index"] {
        stopped(check(name).ends(1));
    }
    // and no other command looks at it
    let mut command = crate::common::command();
    command.current_dir(repo.path()).args(["check", "--since", "HEAD", "--as-of", TODAY]).env("GIT_INDEX_FILE", "/dev/zero");
    stopped(crate::common::finish(command).ends(1));
}

#[test]
fn an_index_that_never_answers_is_given_up() {
    let repo = hooked("");
    fs::remove_file(repo.at(".git/index")).unwrap_or_default();
    assert!(Command::new("mkfifo").arg(repo.at(".git/index")).status().unwrap().success());
    let ran = dated(repo.path(), ["check", "--staged"]).ends(2);
    assert!(ran.err.contains("`git` does not say what is staged"), "{}", ran.err);
}
