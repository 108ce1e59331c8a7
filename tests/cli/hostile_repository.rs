//! Commands that compare with another revision, in a repository whose owner wishes us ill: nothing of it is run, nothing of it reaches a terminal
//! as it is, and the exit code is the one of the contract.

use std::os::unix::fs::PermissionsExt;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, dated};

/// Settings that name a program.
const PROGRAMS: [&str; 20] = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "pager.log",
    "pager.diff",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.smudge",
    "filter.evil.process",
    "merge.evil.driver",
    "gpg.program",
    "gpg.ssh.program",
    "credential.helper",
    "sequence.editor",
    "uploadpack.packObjectsHook",
];
/// Names of our commands' own commands: an alias must not stand in for one.
const ALIASES: [&str; 7] = ["rev-parse", "cat-file", "log", "ls-tree", "ls-files", "merge-base", "rev-list"];

/// A repository with two commits whose every setting springs a trap, and the trap's mark.
fn trapped() -> Repo {
    let repo = Repo::new();
    let trap = repo.room.write("trap.sh", format!("#!/bin/sh\ntouch '{}'\ncat\n", repo.at("SPRUNG").display()));
    std::fs::set_permissions(&trap, std::fs::Permissions::from_mode(0o755)).unwrap();
    repo.room.write(".gitattributes", "* diff=evil filter=evil merge=evil\n");
    repo.room.write(".gitignore", "trap.sh\nhooks/\nremote/\nodd/\n");
    let message = format!("{}\n\n::error::x\u{1b}[31m\n", "a very long line ".repeat(40_000));
    repo.room.write(".git/long", message);
    repo.change("2026-10-01", MAYA, &[("tier: A", "tier: B")]);
    repo.git(&["commit", "-q", "--amend", "-F", ".git/long"]);
    repo.git(&["branch", "base", "HEAD~1"]);
    repo.change("2026-10-02", MAYA, &[("tier: B", "tier: Z")]);
    let hook = std::fs::read(&trap).unwrap();
    for name in ["post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"] {
        for folder in [".git/hooks", "hooks"] {
            let hook = repo.room.write(&format!("{folder}/{name}"), &hook);
            std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let trap = trap.to_str().unwrap();
    let mut config = repo.room.read(".git/config");
    for key in PROGRAMS {
        let (section, name) = key.rsplit_once('.').unwrap();
        let section = section.split_once('.').map_or(format!("[{section}]"), |(section, sub)| format!("[{section} \"{sub}\"]"));
        config.push_str(&format!("{section}\n\t{name} = {trap}\n"));
    }
    for alias in ALIASES {
        config.push_str(&format!("[alias]\n\t{alias} = !{trap}\n"));
    }
    config
        .push_str("[core]\n\thooksPath = hooks\n\tquotePath = false\n[log]\n\tshowSignature = true\n\tdate = relative\n[protocol \"ext\"]\n\tallow = always\n");
    config.push_str(&format!("[remote \"origin\"]\n\turl = \"ext::{trap}\"\n\tpromisor = true\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"));
    config.push_str(&format!(
        "[submodule \"sub\"]\n\turl = \"ext::{trap}\"\n\tupdate = \"!{trap}\"\n[submodule]\n\trecurse = true\n[status]\n\tsubmoduleSummary = true\n"
    ));
    config.push_str("[include]\n\tpath = ../more.config\n[color]\n\tui = always\n\tdiff = always\n[core]\n\tworktree = ..\n");
    repo.room.write("more.config", format!("[diff]\n\texternal = {trap}\n"));
    repo.room.write(".git/config", config);
    repo
}

/// Runs and looks at what came out. `expected` holds the exit codes that the contract allows.
#[track_caller]
fn harmless(repo: &Repo, arguments: &[&str], expected: &[i32]) -> Ran {
    let ran = dated(repo.path(), arguments);
    assert!(expected.contains(&ran.code), "{arguments:?} ended with {}:\n{}\n{}", ran.code, ran.out, ran.err);
    assert!(!ran.err.contains("panicked"), "{arguments:?}: {}", ran.err);
    for text in [&ran.out, &ran.err] {
        assert!(!text.contains('\u{1b}') && !text.contains('\r'), "{arguments:?}: {text}");
        assert!(!text.lines().any(|line| line.starts_with("::") || line.starts_with("##")), "{arguments:?}: {text}");
    }
    assert!(!repo.at("SPRUNG").exists(), "{arguments:?} ran something");
    ran
}

#[test]
fn nothing_that_the_settings_name_is_run() {
    let repo = trapped();
    harmless(&repo, &["check", "--since", "base", "--format", "full"], &[1]);
    harmless(&repo, &["check", "--since", "base", "--new-only", "--format", "concise"], &[1]);
    harmless(&repo, &["check", "--staged", "--format", "concise"], &[0]);
    harmless(&repo, &["gate", "--base", "base"], &[0, 1]);
    let ran = harmless(&repo, &["diff", "base"], &[0]);
    assert!(ran.out.contains("tier"), "{}", ran.out);
    harmless(&repo, &["diff", "base", "HEAD", "--format", "json"], &[0]);
    harmless(&repo, &["build", "--out", "odd"], &[0]);
}

#[test]
fn revisions_are_never_options() {
    let repo = trapped();
    std::fs::remove_file(repo.at(".git/config")).unwrap();
    repo.git(&["update-ref", "refs/heads/--output=x", "HEAD~1"]);
    repo.git(&["update-ref", "refs/heads/--upload-pack=touch${IFS}SPRUNG", "HEAD~1"]);
    for words in [
        "--output=SPRUNG",
        "--help",
        "-p",
        "--exec=touch SPRUNG",
        "--upload-pack=touch SPRUNG",
        "@{-1}",
        "HEAD\n--all",
        "\u{1b}[31m",
        "base..HEAD",
        "",
        " ",
        "HEAD:quarterdeck.yaml",
    ] {
        for arguments in [vec![format!("--since={words}")], vec!["--since".to_owned(), words.to_owned()]] {
            let arguments: Vec<&str> = ["check"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
            let ran = harmless(&repo, &arguments, &[2]);
            assert!(ran.out.is_empty(), "{words:?}: {}", ran.out);
        }
        harmless(&repo, &["gate", &format!("--base={words}")], &[2]);
        harmless(&repo, &["diff", "--", words], &[2]);
        harmless(&repo, &["diff", "--", "HEAD", words], &[2]);
        harmless(&repo, &["score", &format!("--at={words}")], &[2]);
    }
    // a branch of that name is a branch
    harmless(&repo, &["check", "--since=--output=x", "--format", "concise"], &[1]);
    harmless(&repo, &["diff", "--", "--output=x"], &[0]);
    assert!(!repo.at("x").exists() && !repo.at("SPRUNG").exists());
}

#[test]
fn objects_that_stand_in_for_others_are_not_believed() {
    let repo = trapped();
    std::fs::remove_file(repo.at(".git/config")).unwrap();
    let before = harmless(&repo, &["diff", "base", "--format", "json"], &[0]).out;
    // a replacement that makes the base look like the head
    repo.git(&["replace", "base", "HEAD"]);
    assert_eq!(harmless(&repo, &["diff", "base", "--format", "json"], &[0]).out, before);
    // grafts and alternates that lead elsewhere
    let (base, head) = (repo.git(&["rev-parse", "base"]), repo.git(&["rev-parse", "HEAD"]));
    repo.room.write(".git/objects/info/alternates", "/dev/stdin\n../../../nowhere\n\"\\033[31m\"\n");
    assert_eq!(harmless(&repo, &["diff", "base", "--format", "json"], &[0]).out, before);
    repo.room.write(".git/info/grafts", format!("{head}\n{base} {head}\n"));
    let ran = harmless(&repo, &["check", "--since", "base", "--format", "concise"], &[1]);
    assert!(ran.out.contains("enum-value"), "a graft hides no change: {}", ran.out);
    harmless(&repo, &["gate", "--base", "base"], &[0, 1]);
    repo.room.write(".git/info/grafts", "not a hash \u{1b}[31m\n");
    harmless(&repo, &["check", "--since", "base", "--format", "concise"], &[1]);
}

#[test]
fn names_in_another_revision_are_text() {
    let repo = trapped();
    std::fs::remove_file(repo.at(".git/config")).unwrap();
    repo.git(&["checkout", "-q", "-b", "odd"]);
    let plan = repo.room.read(PLAN);
    for name in ["new\nline", "\u{1b}[31mred", "::error::x", "##[error]x", "--help", "a\tb", "ü\u{202e}x", "-"] {
        repo.room.write(&format!("accounts/{name}/plan.md"), &plan);
        repo.room.write(&format!("accounts/{name}/reviews/{name}.md"), "---\nschema: quarterdeck-review/1\n---\n");
    }
    repo.commit("2026-10-05", "::error::\u{1b}[31mEvil <e@example.com>");
    repo.git(&["update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,accounts/sub"]);
    repo.git(&["commit", "-q", "-m", "::error::\u{1b}[31m", "--author", "::warning::\u{1b}[1m <x@example.com>"]);
    for arguments in [
        &["check", "--since", "base", "--format", "full"][..],
        &["check", "--since", "base", "--format", "concise"],
        &["check", "--staged", "--format", "full"],
    ] {
        harmless(&repo, arguments, &[0, 1]);
    }
    // names of what is gone come out of the repository alone
    std::fs::remove_dir_all(repo.at("accounts")).unwrap();
    repo.git(&["checkout", "-q", "-f", "base"]);
    harmless(&repo, &["diff", "odd"], &[0]);
    harmless(&repo, &["diff", "base", "odd"], &[0]);
    harmless(&repo, &["check", "--since", "base", "--verbose", "--format", "concise"], &[0, 1]);
    harmless(&repo, &["gate", "--base", "odd"], &[0, 1]);
}
