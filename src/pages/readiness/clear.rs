//! The findings to clear: errors first, then warnings, then notes, each with its account, rule and place.

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, findings, pager, paper, text};

/// At most 500; the page of findings goes on.
pub fn clear(view: &View<'_>, here: &Here<'_>) -> Html {
    let all = view.diagnostics().len();
    let shown = view.worst_by_plan(pager::ROWS);
    let mut out = Html::new();
    let by_rule = here.to(&SitePath::fixed("findings/index.html"));
    let notes = all - view.totals.errors - view.totals.warnings;
    let counts = findings::counts(view.totals.errors, view.totals.warnings, notes);
    let sub = |out: &mut Html| {
        if !counts.is_empty() {
            out.text(&counts.join(", ")).text(" · ");
        }
        out.link_word(&by_rule, &[], "by rule");
    };
    block::block(&mut out, "clear", &word("Findings to clear"), sub, |out| {
        if all == 0 {
            out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing to clear").word(" as of ");
            text::date(out, view.frame.as_of);
            out.text(".").close("p").close("div");
            return;
        }
        findings::choose(out, here, shown.iter());
        findings::table(out, view, here, &word("Findings to clear"), shown.iter());
        if notes > 0 {
            paper::left_off(out, &[text::plural(notes, "note", "notes")]);
        }
        if all > shown.len() {
            out.open("p", &[]).text(&phrase("The first {} of {} stand here; ", &[&shown.len(), &text::plural(all, "finding", "findings")]));
            out.link_word(&by_rule, &[], "all findings").text(".").close("p");
        }
    });
    out
}
