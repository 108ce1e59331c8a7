//! The standard territory in which the examples of the manual are tried, and how an example changes it. Knows no rule.
//!
//! The standard plan is complete and fires nothing. An example is a *patch* of its front matter: lines of YAML whose top-level keys take
//! the place of the plan's own (a key that stands twice stays twice), `~key` on a line of its own takes a key away, and what follows a
//! line `---` is the new Markdown text. From a line `=== path` on, the rest of the example is whole files, added or replaced.

use std::collections::BTreeMap;

/// The as-of date of all examples.
pub const TODAY: &str = "2026-11-22";
/// Where the standard plan lies.
pub const PLAN_PATH: &str = "accounts/northwind-health/plan.md";
/// The standard territory's own file.
pub const TERRITORY: &str = include_str!("example/quarterdeck.yaml");
/// Our side.
pub const PEOPLE: &str = include_str!("example/people.yaml");
/// An active plan to grow an account, complete.
pub const PLAN: &str = include_str!("example/plan.md");
/// Its next review.
pub const PLANNED_REVIEW: &str = include_str!("example/planned.md");
/// Its last review.
pub const HELD_REVIEW: &str = include_str!("example/held.md");

/// The standard territory after an example, as text for `source::fixture::snapshot`.
pub fn territory(example: &str) -> String {
    let (patch, files) = match example.strip_prefix("=== ") {
        Some(_) => ("", example),
        None => example.split_at(example.find("\n=== ").map_or(example.len(), |at| at + 1)),
    };
    let mut all: BTreeMap<&str, String> = BTreeMap::from([
        ("quarterdeck.yaml", TERRITORY.to_owned()),
        ("people.yaml", PEOPLE.to_owned()),
        (PLAN_PATH, plan(patch)),
        ("accounts/northwind-health/reviews/2026-09-16.md", HELD_REVIEW.to_owned()),
        ("accounts/northwind-health/reviews/2026-12-16.md", PLANNED_REVIEW.to_owned()),
    ]);
    for file in files.split("\n=== ") {
        if let Some((path, text)) = file.strip_prefix("=== ").unwrap_or(file).split_once('\n') {
            // the line break before the next heading was cut off by `split`
            let text = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
            all.insert(path.trim(), text);
        }
    }
    all.iter().fold(String::new(), |out, (path, text)| out + "=== " + path + "\n" + text)
}

/// The standard plan after a patch.
pub fn plan(patch: &str) -> String {
    let (front, body) = PLAN.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or((PLAN, ""));
    let (fields, body) = match patch.strip_prefix("---\n") {
        Some(body) => ("", body),
        None => patch.split_once("\n---\n").unwrap_or((patch, body)),
    };
    let mut blocks = blocks(front);
    for (key, text) in merged(fields) {
        if let Some(gone) = key.strip_prefix('~') {
            blocks.retain(|(key, _)| key != gone);
            continue;
        }
        match blocks.iter_mut().find(|(own, _)| *own == key) {
            Some((_, own)) => *own = text,
            None if key.is_empty() => blocks.insert(0, (key, text)),
            None => blocks.push((key, text)),
        }
    }
    let front = blocks.iter().fold(String::new(), |out, (_, text)| out + text);
    format!("---\n{front}---\n{body}")
}

/// The top-level keys of a text with all their lines; lines before the first key belong to the key "".
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let key = match line.split_once(':') {
            _ if line.starts_with('~') => Some(line.trim()),
            Some((key, _)) if !line.starts_with([' ', '\t', '#', '-', ']', '}']) => Some(key.trim().trim_matches(['"', '\''])),
            _ => None,
        };
        match (key, blocks.last_mut()) {
            (None, Some((_, block))) => *block = format!("{block}{line}\n"),
            (key, _) => blocks.push((key.unwrap_or("").to_owned(), format!("{line}\n"))),
        }
    }
    blocks
}

/// The same, with all blocks of one key put together.
fn merged(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (key, text) in blocks(text) {
        match out.iter_mut().find(|(own, _)| *own == key) {
            Some((_, own)) => own.push_str(&text),
            None => out.push((key, text)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_stand_where_the_key_stood() {
        let text = plan("tier: B\ntier: C\n~cadence\nextra: 1\n---\n# New\n");
        assert!(text.contains("stance: grow\ntier: B\ntier: C\nposture: grow-share\nvisibility: team\n"), "{text}");
        assert!(text.ends_with("  on: 2026-10-02\nextra: 1\n---\n# New\n"), "{text}");
        assert_eq!(plan(""), PLAN);
        assert_eq!(plan("---\nx\n").split("\n---\n").nth(1), Some("x\n"));
    }

    #[test]
    fn files_replace_whole_files() {
        let text = territory("tier: B\n=== a.md\nx\n=== quarterdeck.yaml\nname: y\n");
        assert!(text.contains("=== a.md\nx\n=== accounts/"), "{text}");
        assert!(text.ends_with("=== quarterdeck.yaml\nname: y\n"), "{text}");
        assert!(text.contains("\ntier: B\n"));
    }
}
