//! Plans that a count, a sum or a list is without: those that cannot be read, and those that are closed. Knows no page but by its address.

use std::borrow::Borrow;

use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{empty, text};

/// " Without 1 plan that cannot be read.", which leads to the findings; nothing where all can be read.
pub fn without(out: &mut Html, here: &Here<'_>, view: &View<'_>) {
    let unread = view.unread();
    if unread > 0 {
        let plans = text::plural(unread, "plan that cannot be read", "plans that cannot be read");
        out.sentence(" Without {plans}.", &[linked(here, &plans)]);
    }
}

/// How many plans cannot be read.
pub fn unread<R: Borrow<RowView>>(rows: &[R]) -> usize {
    rows.iter().filter(|row| !(*row).borrow().readable).count()
}

/// In the place of a list in which no plan stands: that there is none yet and what `belongs` here, or else why none of them is here.
pub fn nothing<R: Borrow<RowView>>(out: &mut Html, here: &Here<'_>, rows: &[R], belongs: &'static str) {
    if rows.is_empty() {
        empty::empty(out, "No plans yet.", belongs, None, empty::NEW_PLAN);
        return;
    }
    out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "No plan stands here.");
    let closed = rows.iter().filter(|row| (*row).borrow().is_closed()).count();
    if closed > 0 {
        out.text(" ").text(&text::plural(closed, "plan is closed.", "plans are closed."));
    }
    let unread = unread(rows);
    if unread > 0 {
        out.text(" ").push(&linked(here, &text::plural(unread, "plan cannot be read.", "plans cannot be read.")));
    }
    out.close("p").close("div");
}

fn linked(here: &Here<'_>, words: &str) -> Html {
    let mut out = Html::new();
    let findings = here.to(&SitePath::fixed("findings/index.html"));
    out.link(&findings, &[], words);
    out
}
