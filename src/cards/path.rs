//! The shortest way to ready: edits with their lines, and the level that each unlocks. Does not know what they edit.

use crate::audience::judged::ReadinessView;
use crate::base::html::Html;
use crate::cards::here::Here;
use crate::cards::text;

/// The steps as an ordered list; nothing where there are none.
pub fn path(out: &mut Html, here: &Here<'_>, ready: &ReadinessView) {
    if ready.path_to_ready.is_empty() {
        return;
    }
    let mut level = ready.level;
    out.open("ol", &[("class", "path")]);
    for step in &ready.path_to_ready {
        out.open("li", &[]).open("span", &[]);
        text::words(out, &text::sentence(&step.action));
        out.text(" ").open("span", &[("class", "mut sm")]);
        here.near_place(out, &step.place);
        out.close("span").close("span").open("span", &[("class", "gain")]);
        if step.unlocks != level {
            level = step.unlocks;
            out.word("unlocks ").text(level);
        }
        out.close("span").close("li");
    }
    out.close("ol");
}
