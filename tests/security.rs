//! SECURITY.md names for every boundary the tests that hold it, and they are there.

mod common;

use common::held::is_held;
use common::repository;

/// A row of a table: the boundary, and its links as `(name of the test, path)`.
fn rows(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---") && !line.contains("| held by |"));
    rows.map(|line| match cells(line).as_slice() {
        [boundary, held] => (boundary.clone(), links(held)),
        other => panic!("a row of {} cells: {line}", other.len()),
    })
    .collect()
}

fn links(cell: &str) -> Vec<(String, String)> {
    let link = |part: &str| {
        let (name, path) = part.split_once("](")?;
        Some((name.to_owned(), path.split_once(')')?.0.to_owned()))
    };
    cell.split('[').filter_map(link).collect()
}

#[test]
fn every_boundary_names_the_tests_that_hold_it() {
    let text = std::fs::read_to_string(repository().join("SECURITY.md")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() > 30, "{} boundaries", rows.len());
    let mut wrong = Vec::new();
    for (boundary, links) in &rows {
        if links.is_empty() {
            wrong.push(format!("no test is named for: {boundary}"));
        }
        wrong.extend(links.iter().filter_map(|(name, path)| is_held(name, path).err()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let parts: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert_eq!(parts.len(), 7, "{parts:?}");
    assert!(parts.iter().enumerate().all(|(number, part)| part.starts_with(&format!("{}. ", number + 1))), "{parts:?}");
    assert!(!text.contains("mailto:") && !text.contains('@'), "no address is invented");
}

#[test]
fn a_boundary_without_a_test_is_seen() {
    let held = rows("| boundary | held by |\n|---|---|\n| a | |\n| b | [x](tests/host.rs), [links_are_never_followed](tests/host.rs) |\n");
    assert_eq!(held[0].1, []);
    assert_eq!(held[1].1.len(), 2);
    assert!(is_held("links_are_never_followed", "tests/host.rs").is_ok());
    assert!(is_held("x", "tests/host.rs").is_err());
    assert!(is_held("at", "tests/host.rs").is_err(), "a function, and no test");
    assert!(is_held("links_are_never_followed", "tests/nowhere.rs").is_err());
    assert!(is_held("N9 nothing", "tests/browser/bytes.test.js").is_err());
}
