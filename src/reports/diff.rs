//! The comparison of two states for a terminal, for a comment in Markdown and for programs.

use std::fmt::Write;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::base::console::{Style, escape};
use crate::base::count::count;
use crate::comparison::{AccountChanges, Comparison, ScoreMove, TableChange, TermMove};
use crate::reports::markdown;

/// What is compared: a revision as it was asked for, with its commit; the working tree has none.
#[derive(Clone, Debug)]
pub struct Label {
    pub revision: String,
    pub commit: Option<String>,
}

impl Label {
    fn shown(&self) -> String {
        match &self.commit {
            // who asks by a hash need not read it twice
            Some(commit) if !commit.starts_with(&self.revision) => format!("{} ({})", self.revision, commit.get(..7).unwrap_or(commit)),
            _ => self.revision.clone(),
        }
    }
}

/// Terms that are said of one score; the rest is counted.
const TERMS: usize = 3;
/// What is said when nobody read the history.
const WITHOUT_HISTORY: &str = "judged without history: what only commits can tell is unknown, and `score` may say another level";
/// Plans that are said of a change of policy; the rest is counted.
const EFFECTS: usize = 20;

/// The terms that are said of a score, and how many more moved it; one that gave nothing and gives nothing moved nothing.
fn said(score: &ScoreMove) -> (Vec<&TermMove>, usize) {
    let gives = |points: Option<Decimal>| points.is_some_and(|points| !points.is_zero());
    let mut moved: Vec<&TermMove> = score.terms.iter().filter(|term| gives(term.before) || gives(term.after)).collect();
    let more = moved.len().saturating_sub(TERMS);
    moved.truncate(TERMS);
    (moved, more)
}

/// `data/revenue.csv: 3 lines new, 1 gone`.
fn table(table: &TableChange) -> String {
    format!("{}: {} new, {} gone", table.path, count(table.added, "line", "lines"), table.removed)
}

/// A plan that a change of policy judges otherwise, and how.
fn effect(account: &AccountChanges) -> String {
    account.scores.iter().map(moved).chain(verdicts(account)).collect::<Vec<_>>().join(", ")
}

fn value(value: Option<Decimal>) -> String {
    value.map_or_else(|| "undetermined".to_owned(), |value| format!("{value:.1}"))
}

fn points(term: &TermMove) -> String {
    match (term.before, term.after) {
        (None, Some(after)) => format!("{after:+.1}, not known before"),
        (Some(before), None) => format!("{:+.1}, not known now", -before),
        (before, after) => format!("{:+.1}", after.unwrap_or_default().saturating_sub(before.unwrap_or_default())),
    }
    .replace('-', "−")
}

fn moved(score: &ScoreMove) -> String {
    let difference = score.before.zip(score.after).map(|(before, after)| format!(" ({:+.1})", after.saturating_sub(before)).replace('-', "−"));
    format!("{} {} → {}{}", score.key, value(score.before), value(score.after), difference.unwrap_or_default())
}

/// The other things that are judged otherwise.
fn verdicts(account: &AccountChanges) -> Vec<String> {
    let level = account.level.iter().map(|(before, after)| format!("level {before} → {after}"));
    level.chain(account.qualification.iter().map(|(before, after)| format!("qualification {before} → {after}"))).collect()
}

/// For a terminal.
pub fn text(comparison: &Comparison, base: &Label, head: &Label, style: Style) -> String {
    let Style { bold, dim, reset, .. } = style;
    let mut out = String::new();
    let _ = writeln!(out, "{bold}{} → {}{reset} {dim}as of {}{reset}", escape(&base.shown()), escape(&head.shown()), comparison.as_of);
    if !comparison.history {
        let _ = writeln!(out, "{dim}{WITHOUT_HISTORY}{reset}");
    }
    for account in &comparison.accounts {
        let _ = writeln!(out, "\n{bold}{}{reset} {dim}{}{reset}", escape(&account.title), escape(&account.account));
        for change in &account.changes {
            let _ = writeln!(out, "  {}", escape(&change.text));
        }
        push_scores(&mut out, account, style);
    }
    if !comparison.policy.is_empty() {
        let _ = writeln!(out, "\n{bold}Policy{reset}");
        for change in &comparison.policy {
            let _ = writeln!(out, "  {} {dim}{}{reset}", escape(&change.text), escape(&change.place));
        }
        let _ = writeln!(out, "  {}", effects_sentence(comparison));
        for account in comparison.effects.iter().take(EFFECTS) {
            let _ = writeln!(out, "  {}: {}", escape(&account.title), effect(account));
        }
        push_rest(&mut out, comparison);
    }
    if !comparison.tables.is_empty() {
        let _ = writeln!(out, "\n{bold}Data{reset}");
        for it in &comparison.tables {
            let _ = writeln!(out, "  {}", escape(&table(it)));
        }
    }
    if is_empty(comparison) {
        out.push_str("nothing changed\n");
    }
    out
}

fn push_scores(out: &mut String, account: &AccountChanges, style: Style) {
    let Style { dim, reset, .. } = style;
    for score in &account.scores {
        let _ = writeln!(out, "  {dim}{}{reset}", moved(score));
        let (terms, more) = said(score);
        for term in terms {
            let _ = writeln!(out, "    {dim}{}  {}: {}  {}:{}{reset}", points(term), escape(&term.label), escape(&term.because), escape(&term.path), term.line);
        }
        if more > 0 {
            let _ = writeln!(out, "    {dim}and {} more{reset}", count(more, "line", "lines"));
        }
    }
    for verdict in verdicts(account) {
        let _ = writeln!(out, "  {dim}{verdict}{reset}");
    }
}

fn effects_sentence(comparison: &Comparison) -> String {
    match comparison.effects.len() {
        0 => "no plan is judged otherwise by that".to_owned(),
        n => format!("by that alone {} judged otherwise:", count(n, "plan is", "plans are")),
    }
}

fn push_rest(out: &mut String, comparison: &Comparison) {
    if comparison.effects.len() > EFFECTS {
        let _ = writeln!(out, "  and {} more", count(comparison.effects.len() - EFFECTS, "plan", "plans"));
    }
}

fn is_empty(comparison: &Comparison) -> bool {
    comparison.accounts.is_empty() && comparison.policy.is_empty() && comparison.tables.is_empty()
}

/// Text of an author inside Markdown; names stand between asterisks already.
fn quoted(text: &str) -> String {
    markdown::escaped(text, "*")
}

/// For a comment under a pull request.
pub fn comment(comparison: &Comparison, base: &Label, head: &Label) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## {} → {}\n\nAs of {}.", quoted(&base.shown()), quoted(&head.shown()), comparison.as_of);
    if !comparison.history {
        let _ = writeln!(out, "\n({WITHOUT_HISTORY})");
    }
    for account in &comparison.accounts {
        let _ = writeln!(out, "\n### {}\n", quoted(&account.title.replace('*', "")));
        for change in &account.changes {
            let _ = writeln!(out, "- {}", quoted(&change.text));
        }
        for score in &account.scores {
            let _ = writeln!(out, "- {}", quoted(&moved(score)));
            for term in said(score).0 {
                let because = quoted(&term.because.replace('*', ""));
                let _ = writeln!(out, "  - {} {}: {because} ({}:{})", points(term), quoted(&term.label), quoted(&term.path), term.line);
            }
        }
        for verdict in verdicts(account) {
            let _ = writeln!(out, "- {verdict}");
        }
    }
    if !comparison.policy.is_empty() {
        out.push_str("\n### Policy\n\n");
        for change in &comparison.policy {
            let _ = writeln!(out, "- {}", quoted(&change.text));
        }
        let _ = writeln!(out, "- {}", effects_sentence(comparison));
        for account in comparison.effects.iter().take(EFFECTS) {
            let _ = writeln!(out, "  - {}: {}", quoted(&account.title.replace('*', "")), quoted(&effect(account)));
        }
        push_rest(&mut out, comparison);
    }
    if !comparison.tables.is_empty() {
        out.push_str("\n### Data\n\n");
        for it in &comparison.tables {
            let _ = writeln!(out, "- {}", quoted(&table(it)));
        }
    }
    if is_empty(comparison) {
        out.push_str("\nNothing changed.\n");
    }
    out
}

/// For programs.
pub fn json(comparison: &Comparison, base: &Label, head: &Label) -> Value {
    let label = |label: &Label| json!({"revision": label.revision, "commit": label.commit});
    json!({
        "schema": "quarterdeck-diff/1",
        "as_of": comparison.as_of,
        "base": label(base),
        "head": label(head),
        "accounts": comparison.accounts.iter().map(account).collect::<Vec<_>>(),
        "policy": comparison.policy.iter().map(|it| json!({"key": it.place, "before": it.before, "after": it.after, "text": it.text})).collect::<Vec<_>>(),
        "effects": comparison.effects.iter().map(account).collect::<Vec<_>>(),
        "data": comparison.tables.iter().map(|it| json!({"path": it.path, "added": it.added, "removed": it.removed})).collect::<Vec<_>>(),
    })
}

fn account(account: &AccountChanges) -> Value {
    let number = |value: Option<Decimal>| value.and_then(|value| value.to_string().parse::<f64>().ok());
    let pair = |pair: &Option<(String, String)>| pair.as_ref().map(|(before, after)| json!({"before": before, "after": after}));
    let term = |term: &TermMove| json!({"label": term.label, "before": number(term.before), "after": number(term.after), "because": term.because, "path": term.path, "line": term.line});
    let score = |score: &ScoreMove| json!({"key": score.key, "before": number(score.before), "after": number(score.after), "terms": score.terms.iter().map(term).collect::<Vec<_>>()});
    let changes = account.changes.iter().map(|it| json!({"section": it.section, "id": it.id, "kind": it.kind, "text": it.text}));
    json!({
        "account": account.account,
        "title": account.title,
        "changes": changes.collect::<Vec<_>>(),
        "scores": account.scores.iter().map(score).collect::<Vec<_>>(),
        "level": pair(&account.level),
        "qualification": pair(&account.qualification),
    })
}
