//! What changed, in account words, as a list; and what stands there when nobody knows.

use crate::audience::history::{ChangeView, HistoryView};
use crate::base::html::{Href, Html};
use crate::base::language::phrase;
use crate::cards::text;

/// A sentence with the names that people gave to things set apart.
pub fn sentence(out: &mut Html, words: &str) {
    text::english(out, |out| {
        for (index, part) in words.replace(" %", "\u{a0}%").split('*').enumerate() {
            if index % 2 == 1 {
                out.element("em", &[], part);
            } else {
                out.text(part);
            }
        }
    });
}

/// The first `most` changes; how many more there are is said in a last line, which leads to where they stand.
pub fn list(out: &mut Html, changes: &[ChangeView], most: usize, rest: &Href) {
    out.open("ul", &[("class", "changes")]);
    items(out, changes.iter().take(most));
    if changes.len() > most {
        out.open("li", &[("class", "mut")]).link(rest, &[], &phrase("and {} more", &[&(changes.len() - most)])).close("li");
    }
    out.close("ul");
}

/// All changes, those after the first `most` folded away.
pub fn all(out: &mut Html, changes: &[ChangeView], most: usize) {
    out.open("ul", &[("class", "changes")]);
    items(out, changes.iter().take(most));
    out.close("ul");
    if changes.len() > most {
        out.open("details", &[]).element("summary", &[], &phrase("and {} more", &[&(changes.len() - most)])).open("ul", &[("class", "changes")]);
        items(out, changes.iter().skip(most));
        out.close("ul").close("details");
    }
}

fn items<'v>(out: &mut Html, changes: impl Iterator<Item = &'v ChangeView>) {
    for change in changes {
        out.open("li", &[]);
        sentence(out, &change.text);
        out.close("li");
    }
}

/// Why nothing can be said of the past, with the way out.
pub fn unknown(out: &mut Html, history: &HistoryView) {
    let (reason, way_out) = match history {
        HistoryView::Unknown { reason, way_out } => (reason.as_str(), way_out.as_str()),
        HistoryView::NotRead => ("this site was built without it", "build it without --no-history"),
        HistoryView::Known { .. } => return,
    };
    out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "The history is not known. ");
    text::message(out, &text::ended(&text::sentence(reason)));
    out.text(" ");
    text::message(out, &text::ended(&text::sentence(way_out)));
    out.close("p").close("div");
}
