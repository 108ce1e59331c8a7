//! What README.md shows of a command is what the command says: each line in its order, with `…` for what is left out.

use std::path::Path;
use std::process::Command;

use crate::common::{Room, repository, run_in};

/// The commands of a fenced block that begins with `$`, each with the lines under it.
fn shown(readme: &str) -> Vec<(String, Vec<String>)> {
    let mut shown: Vec<(String, Vec<String>)> = Vec::new();
    for block in readme.split("```").skip(1).step_by(2).filter(|block| block.trim_start().starts_with('$')) {
        for line in block.trim_end().lines() {
            match (line.strip_prefix("$ "), shown.last_mut()) {
                (Some(command), _) => shown.push((command.to_owned(), Vec::new())),
                (None, Some((_, lines))) => lines.push(line.to_owned()),
                _ => {}
            }
        }
    }
    shown
}

/// Is that the line, but for what `…` leaves out?
fn is_line(shown: &str, line: &str) -> bool {
    match shown.split_once('…') {
        None => shown.trim_end() == line.trim_end(),
        Some((before, after)) => {
            let rest = line.strip_prefix(before);
            rest.is_some_and(|rest| rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| is_line(after, &rest[at..])))
        }
    }
}

/// Runs a command as it is shown, in a territory.
#[track_caller]
fn check(territory: &Path, command: &str, lines: &[String]) {
    let arguments = command.strip_prefix("quarterdeck ").unwrap().split(' ');
    let ran = run_in(territory, arguments);
    let said = format!("{}{}", ran.out, ran.err);
    let mut left = said.lines();
    for line in lines.iter().filter(|line| !line.trim().is_empty() && line.trim() != "…") {
        assert!(left.any(|other| is_line(line, other)), "`{command}` does not say, or not in this place:\n{line}\n\nit says:\n{said}");
    }
}

#[test]
fn what_the_readme_shows_is_what_is_said() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let shown = shown(&readme);
    let of = |begins: &str| shown.iter().find(|(command, _)| command.starts_with(begins)).unwrap_or_else(|| panic!("README.md shows no `{begins}`"));
    let room = Room::new();
    for begins in ["quarterdeck score ", "quarterdeck review "] {
        let (command, lines) = of(begins);
        check(&room.example(begins.split(' ').nth(1).unwrap()), command, lines);
    }
    let wrong = room.example("mistake");
    let plan = wrong.join("accounts/saltmarsh-health/plan.md");
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replace("\nstance: grow\n", "\nstance: grwo\n")).unwrap();
    let (command, lines) = of("quarterdeck check accounts/");
    check(&wrong, command, lines);
    // the year of commits is made by the script that the README names; where there is no node nobody can make it
    let past = room.at("past");
    let made = Command::new("node").arg(repository().join("tests/browser/past.js")).arg(&past).output();
    if made.is_ok_and(|made| made.status.success()) {
        for begins in ["quarterdeck diff ", "quarterdeck roll "] {
            let (command, lines) = of(begins);
            check(&past, command, lines);
        }
    }
}
