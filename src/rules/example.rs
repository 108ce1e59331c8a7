//! The standard territory in which the examples of the manual are tried, and how an example changes it. Knows no rule.
//!
//! The standard plan is complete and fires nothing. An example is a *patch* of its front matter: lines of YAML whose top-level keys take
//! the place of the plan's own (a key that stands twice stays twice), `~key` on a line of its own takes a key away. What follows a line
//! `---` is a patch of the Markdown text, section by section: a heading `## …` with what stands under it takes the place of the plan's own,
//! `~## …` takes one away. From a line `=== path` on, the rest of the example is whole files, added or replaced.

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
    let (fields, text) = match patch.strip_prefix("---\n") {
        Some(text) => ("", text),
        None => patch.split_once("\n---\n").unwrap_or((patch, "")),
    };
    let front = patched(blocks(front), merged(fields));
    // a blank line, so that a section of the patch cannot swallow the heading behind it
    let apart = sections(text).into_iter().map(|(heading, text)| (heading, format!("{}\n\n", text.trim_end_matches('\n'))));
    let body = patched(sections(body), apart.collect());
    format!("---\n{front}---\n{body}")
}

/// The blocks with those of a patch in their places.
fn patched(mut blocks: Vec<(String, String)>, patch: Vec<(String, String)>) -> String {
    for (key, text) in patch {
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
    blocks.iter().fold(String::new(), |out, (_, text)| out + text)
}

/// The sections of a text by their headings; what stands above the first belongs to the heading "".
fn sections(text: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let opens = line.starts_with("## ") || line.starts_with("~## ");
        match sections.last_mut() {
            Some((_, section)) if !opens => section.push_str(line),
            _ => sections.push((if opens { line.trim().to_owned() } else { String::new() }, line.to_owned())),
        }
    }
    sections
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
        assert!(text.contains("  on: 2026-10-02\nextra: 1\n---\n# New\n\n## Situation\n"), "{text}");
        let text = plan("---\n## Risks\n\nNone.\n~## Strategy\n");
        assert!(text.ends_with("## Risks\n\nNone.\n\n") && text.contains("## Situation") && !text.contains("## Strategy"), "{text}");
        assert_eq!(plan(""), PLAN);
        assert!(plan("---\nx\n").split("\n---\n").nth(1).is_some_and(|body| body.starts_with("x\n\n## Situation\n")));
    }

    #[test]
    fn files_replace_whole_files() {
        let text = territory("tier: B\n=== a.md\nx\n=== quarterdeck.yaml\nname: y\n");
        assert!(text.contains("=== a.md\nx\n=== accounts/"), "{text}");
        assert!(text.ends_with("=== quarterdeck.yaml\nname: y\n"), "{text}");
        assert!(text.contains("\ntier: B\n"));
    }
}
