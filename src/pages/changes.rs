//! What changed in each plan since its last review, what matters most first (S5, K2).

use crate::audience::history::HistoryView;
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, changes, files, pager, text};
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The list, in parts.
pub static PAGE: Page = Page { key: "changes", ids: &["K2", "S5", "M11", "M20"], addresses, firsts: Some(firsts), content };

/// Changes that are said of one plan; its own page and `quarterdeck diff` have the rest.
const CHANGES: usize = 6;

const FIRST: &str = "changes/index.html";

fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    if !matches!(view.frame.history, HistoryView::Known { .. }) {
        return in_parts(FIRST, []);
    }
    in_parts(FIRST, [view.since_reviews().changed.len()].into_iter().chain(quiet(view).map(|kind| kind.rows.len())))
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let rows = &view.since_reviews().changed;
    let mut body = Html::new();
    if matches!(view.frame.history, HistoryView::Known { .. }) {
        if pager::holds(at.part, rows.len()) {
            list(view, rows, &here, at.part, &mut body);
        }
        quiet(view).iter().for_each(|kind| unchanged(view, kind, &here, at.part, &mut body));
    } else {
        changes::unknown(&mut body, &view.frame.history);
    }
    let (title, crumbs) = headed("Changes", FIRST, at.part);
    Content { title, nav: "changes", crumbs, blocks: vec![("lede", lede(view, rows.len())), ("body", body)] }
}

fn lede(view: &View<'_>, changed: usize) -> Html {
    let mut out = Html::new();
    match &view.frame.history {
        HistoryView::Known { commit, .. } => {
            let unknown = &view.since_reviews().unknown;
            let known = view.rows.len() - unknown.len();
            let unreviewed = view.numbered(unknown).filter(|(_, row)| row.readable && row.last_review.is_none()).count();
            let older = unknown.len() - unreviewed;
            match known {
                0 if unreviewed > 0 => out.word("No plan has a review to compare with"),
                0 if older > 0 => out.word("Of no plan is it known what changed since its last review"),
                _ => out.element("b", &[], &phrase("{changed} of {}", &[&changed, &known])).word(" plans changed since their last review"),
            };
            if unreviewed > 0 {
                out.text("; ").text(&text::plural(unreviewed, "plan has had no review yet", "plans have had no review yet"));
            }
            if older > 0 && (known > 0 || unreviewed > 0) {
                out.text(&phrase("; of {} it is not known", &[&text::plural(older, "plan", "plans")]));
            }
            out.word(" (commit ").element("code", &[], commit).text(").");
        }
        _ => {
            out.word("What changed in the plans since their last review.");
        }
    }
    out
}

fn list(view: &View<'_>, rows: &[u32], here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(
        out,
        "since",
        &word("Since the last review"),
        block::says(word("In the words of the account, by what matters; values, not spelling")),
        |out| {
            let known = view.since_reviews().unknown.len() < view.rows.len();
            match (rows.is_empty(), known) {
                (true, true) => drop(out.label("p", &[("class", "mut")], "Nothing changed.")),
                (true, false) => drop(out.label("p", &[("class", "mut")], "Not known: no version of a plan is as old as its last review.")),
                (false, _) => {}
            }
            out.open("div", &[("class", "two")]);
            for (index, row) in view.numbered(pager::shown(part, rows)) {
                let Some((since, found)) = view.since_review(index) else { continue };
                out.open("article", &[("class", "changed"), ("data-account", row.slug.as_str())]).open("h3", &[]);
                out.link(&here.account_at(&row.slug, "history"), &[], &row.title).close("h3").open("p", &[("class", "sub")]).word("Since ");
                here.day(out, since);
                if let Some(last) = view.last_touch(index) {
                    out.word(", last on ");
                    here.day(out, last.day);
                    out.word(" by ").text(&last.who).text(" (").element("code", &[], &last.commit).text(")");
                }
                out.close("p");
                changes::all(out, found, CHANGES);
                out.close("article");
            }
            out.close("div");
        },
    );
    pager::pager(out, here, part, rows.len(), address);
    if !rows.is_empty() {
        files::files(out, here, key("All changes of all plans:"), &["changes"]);
    }
}

/// Plans of which nothing can be said here.
struct Quiet<'v> {
    id: &'static str,
    title: &'static str,
    rows: &'v [u32],
}

fn quiet<'v>(view: &'v View<'_>) -> [Quiet<'v>; 2] {
    let rows = view.since_reviews();
    [
        Quiet { id: "unchanged", title: key("Unchanged since the last review"), rows: &rows.unchanged },
        Quiet { id: "no-review", title: key("No review since the first commit"), rows: &rows.unknown },
    ]
}

/// Plans of one such kind, in one paragraph.
fn unchanged(view: &View<'_>, kind: &Quiet<'_>, here: &Here<'_>, part: usize, out: &mut Html) {
    let shown = pager::shown(part, kind.rows);
    if shown.is_empty() {
        return;
    }
    block::block(out, kind.id, &word(kind.title), block::says(text::plural(kind.rows.len(), "plan", "plans")), |out| {
        out.open("p", &[]);
        for (number, (_, row)) in view.numbered(shown).enumerate() {
            out.text(if number == 0 { "" } else { ", " }).link(&here.account(&row.slug), &[], &row.title);
        }
        out.close("p");
        pager::pager(out, here, part, kind.rows.len(), address);
    });
}
