//! A part of a page with its heading and a quiet line under it. Does not know what it holds.

use std::borrow::Cow;

use crate::base::html::Html;

/// A section with an anchor; `sub` says measure, unit or where from, and may be empty.
pub fn block(out: &mut Html, id: &str, title: &str, sub: impl FnOnce(&mut Html), write: impl FnOnce(&mut Html)) {
    let heading = format!("h-{id}");
    out.open("section", &[("class", "block"), ("id", id), ("aria-labelledby", &heading)]).element("h2", &[("id", &heading)], title);
    let mut line = Html::new();
    sub(&mut line);
    if !line.is_empty() {
        out.open("p", &[("class", "sub")]).push(&line).close("p");
    }
    write(out);
    out.close("section");
}

/// A quiet line of plain text.
pub fn says<'a>(text: impl Into<Cow<'a, str>>) -> impl FnOnce(&mut Html) {
    let text = text.into();
    move |out| {
        out.text(&text);
    }
}

/// No quiet line.
pub fn nothing(_: &mut Html) {}
