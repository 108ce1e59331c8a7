//! A narrow column of short lines: what, how much, and a quiet note beneath. Does not know what they say.

use crate::base::html::Html;

/// Begins a column: a `div` with a list of lines, which the caller closes.
pub fn open(out: &mut Html, class: &str, title: &str) {
    out.open("div", &[(if class.is_empty() { "" } else { "class" }, class)]).element("h3", &[], title).open("dl", &[("class", "why")]);
}

/// One line: what, how much, and a note.
pub fn line(out: &mut Html, what: impl FnOnce(&mut Html), much: impl FnOnce(&mut Html), note: &str) {
    out.open("div", &[]).open("dt", &[]);
    what(out);
    out.close("dt").open("dd", &[("class", "num")]);
    much(out);
    out.close("dd");
    if !note.is_empty() {
        out.element("dd", &[], note);
    }
    out.close("div");
}

/// The line of an empty column.
pub fn none(out: &mut Html, text: &str) {
    out.open("div", &[]).element("dt", &[("class", "mut")], text).element("dd", &[], "").close("div");
}
