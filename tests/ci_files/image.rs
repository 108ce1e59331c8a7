//! `ci/Containerfile`: what the image is made from, and that git reads a checkout in it.

use std::path::Path;
use std::process::Command;

use crate::common::repo::Repo;
use crate::common::{self, TODAY, repository};
use crate::read;

#[test]
fn the_image_is_made_from_what_lies_here_and_runs_as_nobody_special() {
    let text = read("ci/Containerfile");
    assert!(text.contains("\nUSER planner\n") && text.contains("install --yes --no-install-recommends git"));
    let minimum = read("Cargo.toml").lines().find_map(|line| line.strip_prefix("rust-version = \"")?.split('"').next().map(str::to_owned)).unwrap();
    assert!(text.contains(&format!("FROM rust:{minimum}-slim")), "the oldest compiler that the project takes");
}

/// What the image's first stage takes from the repository.
fn copied() -> Vec<String> {
    let text = read("ci/Containerfile");
    let mut all = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let (target, paths) = words.split_last().unwrap();
        assert!(*target == "./" || paths == [*target], "each path keeps its name: {line}");
        all.extend(paths.iter().map(|path| (*path).to_owned()));
    }
    all
}

/// Makes a folder hold the same files as another, and leaves alone what is the same already.
fn mirror(from: &Path, to: &Path) {
    if from.is_file() {
        let bytes = std::fs::read(from).unwrap();
        if std::fs::read(to).ok().as_ref() != Some(&bytes) {
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, bytes).unwrap();
        }
        return;
    }
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(to).unwrap().map(Result::unwrap).filter(|entry| !from.join(entry.file_name()).exists()) {
        if entry.path().is_dir() { std::fs::remove_dir_all(entry.path()) } else { std::fs::remove_file(entry.path()) }.unwrap();
    }
    std::fs::read_dir(from).unwrap().map(Result::unwrap).for_each(|entry| mirror(&entry.path(), &to.join(entry.file_name())));
}

#[test]
fn the_image_has_everything_that_the_program_is_built_from() {
    // kept from run to run, so that only what has changed is compiled again
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("image");
    let copied = copied();
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap).filter(|it| !copied.iter().any(|path| it.file_name() == path.as_str())) {
        if entry.path().is_dir() { std::fs::remove_dir_all(entry.path()) } else { std::fs::remove_file(entry.path()) }.unwrap();
    }
    copied.iter().for_each(|path| mirror(&repository().join(path), &folder.join(path)));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    // a setting of its own gives the copy its own place in that folder: in the same one, `cargo check` out here would take it for what lies here
    let own_place = ["--config", "profile.dev.package.quarterdeck.debug-assertions=false"];
    for arguments in [&["metadata", "--no-deps", "--format-version", "1"][..], &["check", "--bin", "quarterdeck"]] {
        let mut cargo = Command::new(env!("CARGO"));
        let ran = cargo.args(arguments).args(own_place).args(["--locked", "--offline"]).current_dir(&folder).env("CARGO_TARGET_DIR", target).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "cargo {}: {}", arguments[0], said.lines().filter(|line| line.starts_with("error")).collect::<Vec<_>>().join("; "));
    }
}

/// Only root can give a folder away; for everybody else the case cannot be made.
#[test]
fn a_checkout_of_somebody_else_is_read_in_the_image() {
    let repo = Repo::new();
    if std::os::unix::fs::chown(repo.path(), Some(54_321), None).is_err() {
        return;
    }
    let history = |config: Option<&Path>| {
        let mut doctor = common::command();
        doctor.args(["doctor", "--format", "json", "--as-of", TODAY]).current_dir(repo.path()).env("HOME", repo.room.at("nobody"));
        config.map(|config| doctor.env("XDG_CONFIG_HOME", config));
        common::finish(doctor).ends(0).json()["git"].clone()
    };
    let refused = history(None);
    assert!(refused["history"] == false && refused["reason"].as_str().unwrap().contains("belongs to somebody else"), "{refused}");
    // the file that the image holds, written by its own line
    let text = read("ci/Containerfile");
    assert!(text.contains("\nENV XDG_CONFIG_HOME=/etc/quarterdeck\n"));
    let line = text.lines().find_map(|line| line.strip_prefix("RUN ")?.contains("safe").then_some(line)).unwrap();
    let config = repo.room.at("config");
    let ran = Command::new("sh").args(["-c", &line["RUN ".len()..].replace("/etc/quarterdeck", config.to_str().unwrap())]).status().unwrap();
    assert!(ran.success());
    assert_eq!(history(Some(&config))["history"], true);
}
