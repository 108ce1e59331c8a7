//! Whether a test that a document names is there.

use std::path::Path;

use super::repository;

/// Is there a test of that name, and does it run?
pub fn is_held(name: &str, path: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(repository().join(path)).map_err(|error| format!("`{path}`: {error}"))?;
    if path.ends_with(".test.js") {
        let begins = text.contains(&format!("\ntest('{name}")) || text.contains(&format!("\ntest(\"{name}"));
        return if begins { Ok(()) } else { Err(format!("`{path}` has no test that begins with `{name}`")) };
    }
    let Some(at) = text.find(&format!("fn {name}(")) else { return Err(format!("`{path}` has no `{name}`")) };
    let above: Vec<&str> = text[..at].lines().rev().skip_while(|line| line.trim().is_empty()).take_while(|line| line.trim().starts_with('#')).collect();
    match above.iter().any(|line| line.trim() == "#[test]") {
        true => Ok(()),
        false => Err(format!("`{name}` in `{path}` is no test")),
    }
}

/// The titles of the tests of a file in JavaScript.
pub fn titles(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let title = |line: &str| line.trim_start().strip_prefix("test(")?.get(1..).map(str::to_owned);
    text.lines().filter_map(title).collect()
}
