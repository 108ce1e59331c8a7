//! All scores of the plan, each with its reasons to open.

use crate::base::html::Html;
use crate::cards::score;
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// The section. Readiness stands higher up, with its gates.
pub fn scores(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let scores = sheet.plan.judged.scores.iter().filter(|score| score.key != "readiness");
    if scores.clone().next().is_none() {
        return Holds::NotEvenThat;
    }
    out.label("p", &[("class", "sub")], "0 to 100; each opens to its parts and their lines in the plan.");
    for view in scores {
        score::score(out, &sheet.here, view);
    }
    Holds::Something
}
