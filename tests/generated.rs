//! What is committed is what the code prints. `UPDATE=1 cargo test --test generated` writes it again. What docs/acceptance.md names is there.

mod common;

use std::path::Path;

use common::held::{is_held, titles};
use common::repository;

#[test]
fn schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (name, document) in quarterdeck::schema::core::documents().into_iter().chain(quarterdeck::config::schemas::documents()) {
        let path = folder.join(format!("{name}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is not what the code prints; UPDATE=1 writes it", path.display());
    }
}

#[test]
fn figures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/own-pages.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let head = text.split_once("| Key |").map_or(text.as_str(), |(head, _)| head);
    let now = format!("{head}{}", quarterdeck::charts::printed());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == now, "docs/own-pages.md does not list the figures that there are; UPDATE=1 writes them");
}

#[test]
fn requirements() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/requirements.md");
    let text = quarterdeck::requirements::printed();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "docs/requirements.md is not what the code prints; UPDATE=1 writes it");
}

/// What is wrong with a row of docs/acceptance.md: a file that it names and that there is not, a test that is not in the file named before it, and, in
/// the column of tests, a file of browser tests without one that begins with the row's id.
fn unheld(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let row = cells.first().copied().unwrap_or_default();
    let (mut wrong, mut file) = (Vec::new(), String::new());
    for (column, cell) in cells.iter().enumerate() {
        for (at, name) in cell.split('`').enumerate().filter(|(at, _)| at % 2 == 1) {
            let is_test = name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            // a test stands in brackets behind its file, other words of code do not
            let in_brackets = cell.split('`').nth(at - 1).is_some_and(|before| before.ends_with('(') || before == ", ");
            if name.ends_with(".test.js") || ["tests/", "src/", "benches/"].iter().any(|folder| name.starts_with(folder)) {
                file = if name.contains('/') { name.to_owned() } else { format!("tests/browser/{name}") };
                if !repository().join(&file).exists() {
                    wrong.push(format!("{row}: there is no `{file}`"));
                } else if cells.len() == 4 && column == 2 && file.ends_with(".test.js") {
                    let named = |title: &String| title.split(' ').take(2).any(|id| id == row);
                    wrong.extend((!titles(&repository().join(&file)).iter().any(named)).then(|| format!("{row}: no test of `{file}` begins with it")));
                }
            } else if is_test && in_brackets && file.ends_with(".rs") {
                wrong.extend(is_held(name, &file).err().map(|why| format!("{row}: {why}")));
            }
        }
    }
    wrong
}

#[test]
fn acceptance() {
    let text = std::fs::read_to_string(repository().join("docs/acceptance.md")).unwrap();
    let wrong: Vec<String> = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---")).flat_map(unheld).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (line, expected) in [
        ("| P2 links | `tests/host.rs` (`links_are_never_followed`), `src` |", None),
        ("| P2 links | `tests/host.rs` (`links_are_followed`) |", Some("P2 links: `tests/host.rs` has no `links_are_followed`")),
        ("| P2 links | `tests/nowhere.rs` |", Some("P2 links: there is no `tests/nowhere.rs`")),
        ("| L1 | width | `survey.test.js` | passed |", None),
        ("| X1 | width | `survey.test.js` | passed |", Some("X1: no test of `tests/browser/survey.test.js` begins with it")),
    ] {
        assert_eq!(unheld(line), expected.into_iter().collect::<Vec<_>>(), "{line}");
    }
}
