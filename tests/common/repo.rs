//! A territory in a Git repository, made with fixed days and authors.

#![allow(dead_code, reason = "every test binary uses a part")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Room, repository};

pub const MAYA: &str = "Maya Chen <maya.chen@example.com>";
pub const TOMAS: &str = "Tomas Rivera <tomas.rivera@example.com>";
pub const PLAN: &str = "accounts/northwind-health/plan.md";

pub struct Repo {
    pub room: Room,
}

impl Repo {
    /// An empty repository.
    pub fn empty() -> Self {
        let repo = Repo { room: Room::new() };
        repo.git(&["init", "-q"]);
        repo
    }

    /// The territory of the manual's examples, one complete plan, committed by its owner on 4 September 2026.
    pub fn new() -> Self {
        let repo = Repo::empty();
        repo.fill("");
        repo.commit("2026-09-04", MAYA);
        repo
    }

    /// Writes that territory into a folder of the repository.
    pub fn fill(&self, below: &str) {
        let example = repository().join("src/rules/example");
        let files = [
            ("quarterdeck.yaml", "quarterdeck.yaml"),
            ("people.yaml", "people.yaml"),
            ("plan.md", PLAN),
            ("held.md", "accounts/northwind-health/reviews/2026-09-16.md"),
            ("planned.md", "accounts/northwind-health/reviews/2026-12-16.md"),
        ];
        for (from, to) in files {
            self.room.write(&format!("{below}{to}"), std::fs::read(example.join(from)).unwrap());
        }
    }

    pub fn path(&self) -> &Path {
        &self.room.0
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.room.at(path)
    }

    fn run(&self, day: &str, author: &str, arguments: &[&str]) -> String {
        let (name, email) = author.split_once(" <").unwrap();
        let mut command = Command::new("git");
        command.current_dir(self.path()).args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
        ]);
        command.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), email.trim_end_matches('>'));
            command.env(format!("GIT_{who}_DATE"), format!("{day} 12:00:00 +0000"));
        }
        let output = command.output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        self.run("2026-09-01", MAYA, arguments)
    }

    /// Commits everything that lies there.
    pub fn commit(&self, day: &str, author: &str) {
        self.git(&["add", "-A"]);
        self.run(day, author, &["commit", "-q", "--allow-empty", "-m", "x"]);
    }

    /// Changes a file: every replacement must find its text.
    #[track_caller]
    pub fn edit(&self, path: &str, replacements: &[(&str, &str)]) {
        let mut text = self.room.read(path);
        for (old, new) in replacements {
            assert!(text.contains(old), "{path} has no `{old}`");
            text = text.replacen(old, new, 1);
        }
        self.room.write(path, text);
    }

    /// Changes the plan and commits.
    #[track_caller]
    pub fn change(&self, day: &str, author: &str, replacements: &[(&str, &str)]) {
        self.edit(PLAN, replacements);
        self.commit(day, author);
    }
}
