//! What earlier versions of the plan tell: what changed since its last review, how its scores went, who changed which section when (S5, K2).

use crate::audience::history::HistoryView;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::cards::{changes, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// Changes that are said; the page of all changes has the rest.
const CHANGES: usize = 4;

/// The section.
pub fn history(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let state = &sheet.here.frame.history;
    let Some(past) = &sheet.plan.history else {
        return match state {
            HistoryView::NotRead => Holds::NotEvenThat,
            HistoryView::Unknown { .. } => {
                changes::unknown(out, state);
                Holds::Nothing
            }
            HistoryView::Known { .. } => {
                out.label("p", &[("class", "mut")], "This plan is not committed yet.");
                Holds::Nothing
            }
        };
    };
    match &past.since_review {
        Some((on, list)) => {
            out.open("h3", &[]).word("Since the review of ");
            sheet.here.day(out, *on);
            out.close("h3");
            if list.is_empty() {
                out.label("p", &[("class", "mut")], "Nothing changed.");
            } else {
                changes::list(out, list, CHANGES, &sheet.here.to(&SitePath::fixed("changes/index.html")));
            }
        }
        None => {
            out.label("p", &[("class", "mut")], "No review was held since the plan was first committed, so there is nothing to compare with.");
        }
    }
    if let Some((on, list)) = &past.after_review {
        let said = match list.len() {
            0 => word("Nothing changed in the two weeks after it.").into_owned(),
            n => phrase("{} of the plan came in the two weeks after it.", &[&text::plural(n, "change", "changes")]),
        };
        let _ = on;
        out.element("p", &[("class", "sub")], &said);
    }
    sheet.figure(out, "score_trend");
    sheet.figure(out, "freshness_strip");
    Holds::Something
}
