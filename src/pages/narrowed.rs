//! The portfolio of some plans alone: the parts of the portfolio for them, and what is owed (K1, D12, M25). What pages of people and of segments share;
//! does not know whose plans they are.

use crate::audience::asks::AskRow;
use crate::audience::narrow::Scope;
use crate::audience::view::RowView;
use crate::audience::work::{Due, Spot};
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, files, pager, text};
use crate::pages::page::Content;
use crate::pages::portfolio::{self, accounts, attention, head, next, unplanned};
use crate::pages::{actions, asks};

/// A file holds every plan of the territory, with the columns to narrow it by.
const WHOLE: &str = key("All plans of the territory:");

/// So many plans are worth comparing by their places in the portfolio.
const COMPARED: usize = 4;

/// Whose plans a page shows, and what is owed on them.
pub struct Narrowed<'v, 'a> {
    pub scope: Scope<'v, 'a>,
    pub actions: &'v [Spot],
    pub asks: &'v [Spot],
    /// Late on these plans, and in neither list: others are to do it.
    pub late_elsewhere: Vec<Spot>,
    /// What the two lists are called, and of which plans they are.
    pub titles: [String; 2],
    pub of: &'static str,
}

/// What stands at an address without anybody behind it; there is no such address.
pub fn nobody() -> Content {
    Content { title: word("No such page").into_owned(), nav: "portfolio", crumbs: Vec::new(), blocks: Vec::new() }
}

/// One part of such a page; `blocks` are what only the kind of page knows.
pub fn page(it: &Narrowed<'_, '_>, here: &Here<'_>, part: usize, first: &SitePath, title: &str, mut blocks: Vec<(&'static str, Html)>) -> Content {
    let address = |part: usize| first.page(part);
    let mut crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let mut body = Html::new();
    if part == 1 {
        blocks.extend([("lede", head::lede(&it.scope, here)), ("kpi", head::kpi(&it.scope, here))]);
        at_a_glance(&mut body, &it.scope, here);
    } else {
        crumbs.push((title.to_owned(), address(1)));
    }
    let has = |rows: usize| pager::holds(part, rows);
    if has(it.scope.rows.len()) {
        body.push(&accounts::accounts(&it.scope, here, part, key("Accounts"), &address));
    }
    if part == 1 && current(&it.scope).count() >= COMPARED {
        body.open("div", &[("class", "grid even")]).push(&next::next(&it.scope, here)).push(&portfolio::matrix(&it.scope)).close("div");
    } else if part == 1 {
        body.push(&next::next(&it.scope, here));
    }
    let [to_do, asked] = &it.titles;
    if has(it.actions.len()) {
        let late = it.scope.view.due_then(it.actions, Due::Overdue);
        let sub = if it.actions.is_empty() { String::new() } else { phrase("{}{} open, {} late", &[&word(it.of), &it.actions.len(), &number(late)]) };
        block::block(&mut body, "to-do", to_do, block::says(&sub), |out| {
            if part == 1 {
                late_elsewhere(it, here, out);
            }
            if it.actions.is_empty() {
                out.label("p", &[("class", "mut")], "No open actions.");
                return;
            }
            actions::rows(it.scope.view, it.actions, here, part, out);
            pager::pager(out, here, part, it.actions.len(), address);
            files::files(out, here, WHOLE, &["actions"]);
        });
    }
    if has(it.asks.len()) {
        let open = it.scope.view.open_asks(it.asks);
        let sub =
            if it.asks.is_empty() { String::new() } else { phrase("{}{} open, {} answered", &[&word(it.of), &number(open), &number(it.asks.len() - open)]) };
        block::block(&mut body, "asked", asked, block::says(&sub), |out| {
            if it.asks.is_empty() {
                out.label("p", &[("class", "mut")], "Nothing.");
                return;
            }
            let shown: Vec<AskRow> = pager::shown(part, it.asks).iter().filter_map(|spot| it.scope.view.ask(*spot)).collect();
            asks::rows(&shown, here, out);
            pager::pager(out, here, part, it.asks.len(), address);
            files::files(out, here, WHOLE, &["asks"]);
        });
    }
    if part == 1 {
        body.push(&unplanned::unplanned(&it.scope, here));
    }
    blocks.push(("body", body));
    let title = if part == 1 { title.to_owned() } else { phrase("{title}, part {part}", &[&title, &part]) };
    Content { title, nav: "portfolio", crumbs, blocks }
}

/// So many of the late actions that others have are named.
const NAMED: usize = 12;

/// The late actions on these plans that the list does not hold, each with who is to do it.
fn late_elsewhere(it: &Narrowed<'_, '_>, here: &Here<'_>, out: &mut Html) {
    if it.late_elsewhere.is_empty() {
        return;
    }
    out.open("p", &[]).word("Late on these accounts, with others: ");
    for (index, action) in it.late_elsewhere.iter().take(NAMED).filter_map(|spot| it.scope.view.action(*spot)).enumerate() {
        out.text(if index == 0 { "" } else { "; " }).link(&here.account_at(action.slug, &action.anchor), &[], action.text).text(", ");
        here.person(out, &action.owner);
        out.text(", ").text(&text::plural(usize::try_from(-action.days).unwrap_or(0), "day late", "days late"));
    }
    if let Some(more) = it.late_elsewhere.len().checked_sub(NAMED).filter(|more| *more > 0) {
        out.text(&phrase("; and {} more", &[&more]));
    }
    out.text(".").close("p");
}

fn current<'s>(scope: &'s Scope<'_, '_>) -> impl Iterator<Item = &'s RowView> {
    scope.rows.iter().copied().filter(|row| !row.is_closed())
}

/// Which accounts need somebody, beside what their targets still miss.
fn at_a_glance(out: &mut Html, scope: &Scope<'_, '_>, here: &Here<'_>) {
    let attention = attention::attention(scope, here);
    let aims = current(scope).any(|row| row.growth_target.is_some_and(|target| target > Amount::ZERO));
    match (scope.rows.is_empty(), aims) {
        (true, _) => {}
        (_, true) => {
            out.open("div", &[("class", "grid lead")]).push(&attention).push(&portfolio::coverage(scope, here)).close("div");
        }
        (_, false) => {
            out.push(&attention);
        }
    }
}

fn number(count: usize) -> String {
    if count == 0 { word("none").into_owned() } else { count.to_string() }
}
