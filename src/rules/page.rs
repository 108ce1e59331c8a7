//! The manual page of a rule, and the list of all: what `quarterdeck rule` prints and `docs/rules/` holds. Knows no rule by name.

use std::fmt::Write;

use crate::diag::code::{Code, Fixable};
use crate::rules::ALL;
use crate::rules::rule::Rule;

/// The page of one rule, `docs/rules/<name>.md`.
pub fn markdown(rule: &Rule) -> String {
    let code = rule.code;
    let mut out = format!("# {}\n\n{}\n\n{}\n", code.name, facts(code), code.docs.what);
    let mut section = |title: &str, text: &str| {
        if !text.is_empty() {
            // writing to a string cannot fail
            let _ = write!(out, "\n## {title}\n\n{text}\n");
        }
    };
    section("Why", code.docs.why);
    section("What to do", code.docs.fix);
    let (bad, blanks) = code.docs.bad_seen();
    section("Reported", &example(&without(&bad)));
    section("Not reported", &example(&without(code.docs.good)));
    let footer = match code.docs.bad {
        "" => "",
        bad if bad.starts_with("=== ") => "\nThe example is a file of a territory that is complete otherwise; its path stands behind `===`.\n",
        bad if bad.starts_with("---\n") => "\nThe example is the text below the front matter of a plan that is complete otherwise.\n",
        _ => "\nThese lines take the place of the same keys in a plan that is complete otherwise.\n",
    };
    out.push_str(footer);
    if blanks {
        out.push_str("A `·` stands for a blank at the end of a line.\n");
    }
    out
}

/// `QD404 · domain · error, in a draft warn · no fix · K9`.
fn facts(code: &Code) -> String {
    let mut facts = vec![format!("`{}`", code.code), code.category.as_str().to_owned()];
    let milder = code.level.milder().as_str();
    facts.push(if code.milder_in_draft { format!("{}, in a draft {milder}", code.level.as_str()) } else { code.level.as_str().to_owned() });
    facts.push(fix(code).to_owned());
    if code.clock {
        facts.push("depends on the as-of date".to_owned());
    }
    if !code.ids.is_empty() {
        facts.push(format!("serves {}", code.ids.join(", ")));
    }
    facts.join(" · ")
}

fn fix(code: &Code) -> &'static str {
    match code.fixable {
        Fixable::No => "no fix",
        Fixable::Sometimes => "fix in some cases",
        Fixable::Safe => "safe fix",
        Fixable::Unsafe => "unsafe fix",
    }
}

/// An example as people read it: a comment names the key or the section that it takes away.
fn without(example: &str) -> String {
    let line = |line: &str| match line.strip_prefix('~') {
        Some(heading) if heading.starts_with("## ") => format!("<!-- without {heading} -->\n"),
        Some(key) if !key.starts_with('~') => format!("# without `{key}`\n"),
        _ => format!("{line}\n"),
    };
    example.lines().map(line).collect()
}

/// An example as a fenced block; characters that cannot be seen are spelt out.
fn example(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let kind = if text.starts_with("=== ") || text.starts_with("---\n") { "text" } else { "yaml" };
    let seen = text.chars().fold(String::new(), |mut seen, c| {
        let hidden = c.is_control() && c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        if hidden {
            let _ = write!(seen, "\\u{{{:x}}}", c as u32);
        } else {
            seen.push(c);
        }
        seen
    });
    format!("{fence}{kind}\n{}\n{fence}", seen.trim_end_matches('\n'))
}

/// All rules, one a line, for the terminal.
pub fn list() -> String {
    let width = ALL.iter().map(|rule| rule.code.name.len()).max().unwrap_or(0);
    ALL.iter().fold(String::new(), |mut out, rule| {
        let code = rule.code;
        let _ = writeln!(out, "{}  {:width$}  {:5}  {}", code.code, code.name, code.level.as_str(), code.docs.what);
        out
    })
}

/// All rules as a table with links, `docs/rules/README.md`.
pub fn index() -> String {
    let mut out = "# Rules\n\n\
        What `quarterdeck check` looks for. `quarterdeck rule NAME` prints each page; levels can be set in `quarterdeck.yaml` under `rules`.\n\
        † one level milder in a plan whose status is draft.\n\n\
        | code | rule | level | fix | what |\n|---|---|---|---|---|\n"
        .to_owned();
    for rule in ALL {
        let code = rule.code;
        let draft = if code.milder_in_draft { " †" } else { "" };
        let what = code.docs.what.replace('|', "\\|");
        let _ = writeln!(out, "| {} | [{}]({}.md) | {}{draft} | {} | {what} |", code.code, code.name, code.name, code.level.as_str(), fix(code));
    }
    out
}
