//! The page of a plan that cannot be read: why, where, and the source itself. All of it is text to this page.

use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::cards::finding;
use crate::pages::plan::sheet::Sheet;

/// So many lines of the source are shown at most.
const LINES: usize = 400;
/// So many characters of a line.
const WIDTH: usize = 400;
/// So many findings.
const FINDINGS: usize = 50;

/// The whole content.
pub fn unreadable(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::with_capacity(16 * 1024);
    out.open("section", &[("class", "block"), ("aria-labelledby", "h-why")]).label("h2", &[("id", "h-why")], "Why this plan cannot be read");
    let all: Vec<_> = sheet.findings(|_| true).collect();
    for (view, anchor) in all.iter().take(FINDINGS) {
        finding::finding(&mut out, &sheet.here, view, Some(anchor));
        finding::source(&mut out, view);
    }
    if all.len() > FINDINGS {
        out.element("p", &[("class", "mut")], &phrase("{} more findings are not shown.", &[&(all.len() - FINDINGS)]));
    }
    out.close("section");
    let Some(source) = &sheet.plan.source else { return out };
    out.open("section", &[("class", "block"), ("aria-labelledby", "h-source")]).label("h2", &[("id", "h-source")], "Source");
    out.open("p", &[("class", "sub")]).element("code", &[], &sheet.plan.path).close("p");
    out.open("pre", &[("class", "excerpt"), ("tabindex", "0"), ("role", "region"), ("aria-label", &word("Source of the plan"))]);
    let lines: Vec<&str> = source.lines().take(LINES + 1).collect();
    let digits = lines.len().min(LINES).to_string().len();
    for (index, line) in lines.iter().take(LINES).enumerate() {
        let number = index + 1;
        out.element("span", &[("class", "ln"), ("id", &format!("L{number}"))], &format!("{number:>digits$}"));
        match line.char_indices().nth(WIDTH).and_then(|(at, _)| line.get(..at)) {
            Some(cut) => out.text(cut).text("…"),
            None => out.text(line),
        };
        out.text("\n");
    }
    out.close("pre");
    if lines.len() > LINES {
        out.element("p", &[("class", "mut")], &phrase("Only the first {LINES} lines are shown.", &[&LINES]));
    }
    out.close("section");
    out
}
