//! The shortest way to ready: edits with their lines, the level where one lifts it, and how many more follow. Does not know what they edit.

use crate::audience::judged::ReadinessView;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::cards::here::Here;
use crate::cards::{state, text};

/// The steps as an ordered list, then what no step mends any more; nothing where there are neither.
pub fn path(out: &mut Html, here: &Here<'_>, ready: &ReadinessView) {
    if !ready.path_to_ready.is_empty() {
        steps(out, here, ready);
    }
    over(out, ready);
}

/// The checks that no edit mends any more, each with why and with what decides instead.
pub fn over(out: &mut Html, ready: &ReadinessView) {
    for check in ready.over() {
        out.open("p", &[]);
        state::passed(check.passed).write(out);
        out.text(": ").word(check.title).text("; ");
        text::message(out, &text::ended(&check.because));
        out.text(" ");
        text::message(out, &text::sentence(&check.remedy));
        out.close("p");
    }
}

/// The same in one line, for a sheet of paper.
pub fn over_in_short(out: &mut Html, ready: &ReadinessView) {
    let titles: Vec<_> = ready.over().map(|check| word(check.title)).collect();
    if !titles.is_empty() {
        out.element("p", &[("class", "sm")], &phrase("Not met, and cannot be mended any more: {titles}.", &[&titles.join(", ")]));
    }
}

/// The steps as an ordered list.
pub fn steps(out: &mut Html, here: &Here<'_>, ready: &ReadinessView) {
    let mut level = ready.level;
    out.open("ol", &[("class", "path")]);
    for step in &ready.path_to_ready {
        out.open("li", &[]).open("span", &[]);
        text::message(out, &text::sentence(&step.action));
        out.text(" ");
        here.near_place(out, &step.place);
        out.close("span");
        if step.unlocks != level {
            level = step.unlocks;
            out.open("span", &[("class", "gain")]).word("unlocks ").text(&value_word(level)).close("span");
        }
        out.close("li");
    }
    out.close("ol");
    if ready.more_steps > 0 {
        out.element("p", &[("class", "mut sm")], &phrase("and {} more", &[&ready.more_steps]));
    }
}
