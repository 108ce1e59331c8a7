//! Source lines with a caret under the mistake. Knows nothing of findings.

use crate::audience::view::ExcerptView;
use crate::base::html::Html;

/// Longer lines are cut: an excerpt shows a place, not a file.
const WIDTH: usize = 160;

/// A block of numbered lines; `says` stands behind the caret, `label` names the block for screen readers.
pub fn excerpt(out: &mut Html, view: &ExcerptView, says: &str, label: &str) {
    out.open("pre", &[("class", "excerpt"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)]);
    let digits = view.lines.iter().map(|(number, _)| number.to_string().len()).max().unwrap_or(1);
    for (number, text) in &view.lines {
        out.element("span", &[("class", "ln")], &format!("{number:>digits$}"));
        let end = text.char_indices().nth(WIDTH).map(|(at, _)| at);
        match end.and_then(|at| text.get(..at)) {
            Some(cut) => out.text(cut).text("…"),
            None => out.text(text),
        };
        out.text("\n");
        let from = view.caret_from.max(1) as usize - 1;
        if *number == view.caret_line && from < WIDTH {
            let width = (view.caret_to.saturating_sub(view.caret_from).max(1) as usize).min(WIDTH - from);
            let indent: String = text.chars().take(from).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            out.open("span", &[("class", "caret")]).element("span", &[("class", "ln")], &" ".repeat(digits));
            out.text(&indent).text(&"^".repeat(width));
            if !says.is_empty() {
                out.text(" ").text(says);
            }
            out.close("span").text("\n");
        }
    }
    out.close("pre");
}
