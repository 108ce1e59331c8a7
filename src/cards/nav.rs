//! Ways about a page and to its neighbours. Does not know what the sections hold.

use crate::base::html::{Href, Html};
use crate::base::language::{locale, word};
use crate::base::locale::Direction;
use crate::base::slug::Slug;
use crate::cards::here::Here;
use crate::cards::state::State;

/// One line of the table of contents.
#[derive(Clone, Copy, Debug)]
pub struct TocEntry {
    pub anchor: &'static str,
    pub title: &'static str,
    /// How the section stands, and the word for it.
    pub mark: Option<(State, &'static str)>,
}

/// "On this page".
pub fn toc(out: &mut Html, entries: &[TocEntry]) {
    out.open("nav", &[("class", "toc"), ("aria-label", &word("On this page"))]).label("h2", &[], "On this page").open("ol", &[]);
    for entry in entries {
        out.open("li", &[]).link_word(&Href::anchor(entry.anchor), &[], entry.title);
        if let Some((state, mark)) = entry.mark {
            state.write_narrow(out, &word(mark));
        }
        out.close("li");
    }
    out.close("ol");
    // the marks are about findings, not about how the account stands
    if entries.iter().any(|entry| entry.mark.is_some()) {
        out.label("p", &[("class", "sm")], "✓ no finding, – empty");
    }
    out.close("nav");
}

/// Previous and next plan, in the order of the list.
pub fn prevnext(out: &mut Html, here: &Here<'_>, previous: Option<&(Slug, String)>, next: Option<&(Slug, String)>) {
    if previous.is_none() && next.is_none() {
        return;
    }
    let (back, on) = if locale().direction == Direction::Rtl { ("→", "←") } else { ("←", "→") };
    out.open("nav", &[("class", "prevnext"), ("aria-label", &word("Plans"))]);
    if let Some((slug, title)) = previous {
        out.link(&here.account(slug), &[("rel", "prev")], &format!("{back} {title}"));
    }
    if let Some((slug, title)) = next {
        out.link(&here.account(slug), &[("rel", "next")], &format!("{title} {on}"));
    }
    out.close("nav");
}
