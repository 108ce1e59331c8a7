//! The floors of the house: which room may name which. Reads the imports of every file and names the first one that points up or across.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from the ground up. A file may name rooms on lower floors, its own room, and nothing else. `ARCHITECTURE.md` shows the same table.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["draw", "serve"],
    &["model", "diag"],
    &["parse", "source"],
    &["edit"],
    &["schema", "theme"],
    &["config", "reports"],
    &["resolve"],
    &["changes"],
    &["scaffold"],
    &["scores"],
    &["rules", "meeting"],
    &["analysis"],
    &["audience", "affected", "baseline", "comparison", "mending"],
    &["ratchet"],
    &["charts"],
    &["cards"],
    &["pages"],
    &["formats"],
    &["engine", "host", "requirements"],
];

/// What the floors alone do not say: rooms that must not be named although they lie below.
const ABSENCES: &[(&str, &[&str])] = &[
    ("model", &["diag", "parse"]),
    ("parse", &["model"]),
    ("theme", &["model", "parse::document"]),
    ("edit", &["model", "source"]),
    ("charts", &["model", "resolve", "analysis", "scores", "theme"]),
    ("cards", &["model", "resolve", "analysis", "scores"]),
    ("pages", &["model", "resolve", "analysis", "scores"]),
    ("formats", &["model", "resolve", "analysis", "scores", "config"]),
    ("host", &["model", "resolve", "analysis", "scores", "rules", "audience", "pages", "cards", "charts"]),
    ("reports", &["model", "parse"]),
];

/// Files that may name what their room may not, each with its reason: what a terminal and programs are shown of one value lies in the shelf of reports for
/// the reader's sake.
const EXCEPTIONS: &[(&str, &[&str], &str)] = &[
    ("src/reports/scores.rs", &["analysis", "resolve", "scores"], "the scores as JSON"),
    ("src/reports/score_table.rs", &["analysis", "resolve", "scores"], "the scores at a terminal"),
    ("src/reports/review.rs", &["audience"], "the value that the page of a review is made of"),
    ("src/reports/diff.rs", &["comparison"], "what changed, in the words of the comparison"),
];

/// Words that only one file may say: the doors of the house.
const DOORS: &[(&str, &[&str])] = &[
    ("granit_parser", &["src/parse/yaml.rs"]),
    ("pulldown_cmark", &["src/parse/markdown.rs"]),
    ("jsonschema::", &["src/schema/compose.rs"]),
    ("tera::", &["src/theme/template.rs"]),
    ("serde_yaml", &["src/scaffold/yaml.rs"]),
    (
        "std::process",
        &[
            "src/bin/quarterdeck/main.rs",
            "src/bin/quarterdeck/commands/exit.rs",
            "src/host/publish.rs",
            "src/host/publish/",
            "src/host/git/",
            "src/host/memo.rs",
            "src/host/browser.rs",
        ],
    ),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Files that exist under `#[cfg(test)]` alone.
fn is_test(name: &str) -> bool {
    ["/tests.rs", "/sample.rs", "/properties.rs"].iter().any(|end| name.ends_with(end)) || name.contains("/tests/")
}

/// The text without its comments and its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
    text.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// A line up to its comment: the first `//` that stands in no text.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' if !quoted && bytes[..at].ends_with(b"'") && bytes[at + 1..].starts_with(b"'") => {}
            b'"' => quoted = !quoted,
            b'/' if !quoted && bytes[at + 1..].starts_with(b"/") => return &line[..at],
            _ => {}
        }
        at += 1;
    }
    line
}

/// `src/parse/yaml.rs` lies in `parse`, `src/engine.rs` in `engine`.
fn room(path: &str) -> String {
    let rest = path.trim_start_matches("src/");
    rest.split('/').next().unwrap_or("").trim_end_matches(".rs").to_owned()
}

/// Every `crate::room::…` that the code names, without `crate::`, braces resolved.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    code.split("crate::").skip(1).for_each(|rest| paths("", rest, &mut names));
    names.retain(|name| !name.is_empty());
    names
}

/// The same for every `super::super::…` that leads as far up as the rooms lie.
fn named_from_above(file: &str, code: &str) -> Vec<String> {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let roots = "super::".repeat(inside.split('/').count());
    let mut names = Vec::new();
    code.split(&roots).skip(1).for_each(|rest| paths("", rest, &mut names));
    names.retain(|name| !name.is_empty());
    names
}

/// The paths that begin with `prefix` and go on in `rest`.
fn paths(prefix: &str, rest: &str, out: &mut Vec<String>) {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
    let path = format!("{prefix}{}", &rest[..end]);
    let Some(list) = rest[end..].strip_prefix('{').filter(|_| path.is_empty() || path.ends_with("::")) else {
        return out.push(path.trim_end_matches(':').to_owned());
    };
    let (mut depth, mut from) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                paths(&path, list[from..at].trim_start(), out);
                from = at + 1;
                if c == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

#[test]
fn names_are_read_as_the_compiler_reads_them() {
    let check = |code: &str, expected: &[&str]| assert_eq!(named(code), expected, "{code}");
    check("use crate::base::slug::Slug;", &["base::slug::Slug"]);
    check("use crate::parse::{document, node::{Kind, Node}};", &["parse::document", "parse::node::Kind", "parse::node::Node"]);
    check("use crate::{base, model::plan::Plan};", &["base", "model::plan::Plan"]);
    check("crate::scores::card(ground)", &["scores::card"]);
    let check = |file: &str, code: &str, expected: &[&str]| assert_eq!(named_from_above(file, code), expected, "{file}: {code}");
    check("src/parse/yaml.rs", "use super::super::{engine, rules::ALL}; use super::node::Node;", &["engine", "rules::ALL"]);
    check("src/parse/mod.rs", "use super::engine;", &["engine"]);
    check("src/ratchet.rs", "super::engine::check()", &["engine::check"]);
    check("src/engine/past/facts.rs", "use super::super::Base;", &[]);
    assert_eq!(without_comment(r#"let a = "https://x"; // crate::host"#), r#"let a = "https://x"; "#);
    assert_eq!(without_comment(r#"match c { '"' => 1, _ => 2 } // x"#), r#"match c { '"' => 1, _ => 2 } "#);
}

#[test]
fn imports_run_down_the_floors() {
    let floor: BTreeMap<&str, usize> = FLOORS.iter().enumerate().flat_map(|(level, rooms)| rooms.iter().map(move |room| (*room, level))).collect();
    for path in files(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        if name.starts_with("src/bin/") || name == "src/lib.rs" || is_test(&name) {
            continue;
        }
        let own = room(&name);
        let level = *floor.get(own.as_str()).unwrap_or_else(|| panic!("{name}: the room `{own}` has no floor; add it to FLOORS and to ARCHITECTURE.md"));
        let code = code(&path);
        for full in named(&code).into_iter().chain(named_from_above(&name, &code)) {
            let other = full.split("::").next().unwrap_or("");
            if other == own || EXCEPTIONS.iter().any(|(file, rooms, _)| *file == name && rooms.contains(&other)) {
                continue;
            }
            let Some(its) = floor.get(other) else { continue };
            assert!(*its < level, "{name} (floor {level}, {own}) names `{other}` (floor {its}): imports run down only");
            let forbidden = ABSENCES.iter().find(|(room, _)| *room == own).map_or(&[][..], |(_, rooms)| rooms);
            let within = |room: &str| full.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
            assert!(!forbidden.iter().any(|room| within(room)), "{name}: `{own}` must not know `{full}`");
        }
    }
}

#[test]
fn every_door_is_one_file() {
    for path in files(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let code = if is_test(&name) { String::new() } else { code(&path) };
        for (word, doors) in DOORS {
            assert!(!code.contains(word) || doors.iter().any(|door| name.starts_with(door)), "{name} names `{word}`, which only {doors:?} may");
        }
    }
}

#[test]
fn raw_html_has_one_name_and_few_uses() {
    let mut uses = Vec::new();
    for path in files(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let code = code(&path);
        uses.extend(code.matches("Html::verbatim(").map(|_| name.clone()));
        assert!(!code.contains("safe_string") || name == "src/theme/template.rs", "{name}: only the template room marks a string as safe");
    }
    assert_eq!(uses, ["src/cards/narrative.rs"], "raw insertions of HTML");
    for entry in fs::read_dir("themes/default/templates").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("| safe") && !text.contains("|safe"), "{}: a template cannot switch escaping off", path.display());
    }
}

#[test]
fn library_code_does_not_give_up() {
    for path in files(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        if is_test(&name) {
            continue;
        }
        let code = code(&path);
        for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "unsafe {", "unsafe fn"] {
            assert!(!code.contains(word), "{name} says `{word}`");
        }
    }
}

/// The operators are clippy's business (`clippy.toml`); a sum looks like a call of any other type.
#[test]
fn decimals_are_added_by_what_cannot_overflow() {
    for path in files(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        for line in if is_test(&name) { String::new() } else { code(&path) }.lines() {
            let typed = line.split_once(" = ").is_some_and(|(left, right)| left.ends_with("Decimal") && right.contains(".sum()"));
            assert!(
                !typed && !line.contains("sum::<Decimal>") && !line.contains("sum::<rust_decimal"),
                "{name} adds decimals without `base::amount::sum`: {line}"
            );
        }
    }
}

#[test]
fn every_file_opens_with_a_sentence() {
    for path in files(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is", path.display());
    }
}
