//! The search page: a box, facets, and the hits that the script puts there. Without it, a plain list of all accounts.

use crate::audience::project::View;
use crate::audience::search::{INDEX, Kind};
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, empty, pager, state, text};
use crate::pages::page::{Address, Content, Page};

/// One page.
pub static PAGE: Page = Page { key: "search", ids: &[], addresses, firsts: None, content };

/// Where it stands.
pub const ADDRESS: &str = "search/index.html";

fn addresses(_: &View<'_>) -> Vec<Address> {
    vec![Address { path: SitePath::fixed(ADDRESS), item: 0, part: 1 }]
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut body = Html::new();
    if view.rows.is_empty() && view.pages.is_empty() {
        // the link of every page leads here
        body.open("div", &[("id", "q")]);
        empty::empty(&mut body, "Nothing to find yet.", "Accounts, people, objectives, obstacles, asks and texts can be searched.", None, empty::NEW_PLAN);
        body.close("div");
    } else {
        body.open("div", &[("class", "search")]);
        form(view, &here, &mut body);
        accounts(view, &here, &mut body);
        body.close("div");
    }
    let crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    Content { title: word("Search").into_owned(), nav: "search", crumbs, blocks: vec![("body", body)] }
}

/// The form with its box, left open. The script reads from it where the index and the pages are.
pub fn opening(here: &Here<'_>, out: &mut Html, more: &[(&'static str, &str)]) {
    let (index, home) = (here.to(&SitePath::fixed(INDEX)), here.to(&SitePath::fixed("index.html")));
    let own = [("class", "tools"), ("role", "search"), ("hidden", ""), ("data-index", index.as_str()), ("data-home", home.as_str())];
    out.open("form", &[&own, more].concat());
    out.open("label", &[])
        .word("Search ")
        .shape("input", &[("type", "search"), ("name", "q"), ("id", "q"), ("data-search", ""), ("autocomplete", "off"), ("spellcheck", "false")]);
    out.close("label");
}

/// The end of the form, and the place where the script puts hits.
pub fn hits(out: &mut Html) {
    out.open("p", &[("role", "status"), ("class", "sub")]).close("p").close("form");
    out.open("ol", &[("class", "hits")]).close("ol");
    out.open("button", &[("type", "button"), ("class", "btn more-hits"), ("hidden", "")]).word("More").close("button");
}

fn form(view: &View<'_>, here: &Here<'_>, out: &mut Html) {
    opening(here, out, &[]);
    let mut owners: Vec<&str> = view.rows.iter().map(|row| row.owner.name.as_str()).filter(|name| !name.is_empty()).collect();
    owners.sort_unstable();
    owners.dedup();
    let mut stances: Vec<&str> = view.rows.iter().filter_map(|row| row.stance).collect();
    stances.sort_unstable();
    stances.dedup();
    let same = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect::<Vec<_>>();
    let verdicts = ["ready", "ready-with-gaps", "prepare-first"];
    facet(out, "kind", &word("Kind"), &Kind::ALL.map(|kind| (kind.title().to_owned(), word(kind.title()).into_owned())));
    facet(out, "owner", &word("Owner"), &same(&owners));
    facet(out, "stance", &word("Stance"), &stances.iter().map(|it| ((*it).to_owned(), text::titled(it))).collect::<Vec<_>>());
    facet(out, "tier", &word("Tier"), &same(&["A", "B", "C"]));
    facet(out, "verdict", &word("Readiness"), &verdicts.map(|value| (value.to_owned(), word(state::verdict(value).word).into_owned())));
    hits(out);
}

fn facet(out: &mut Html, name: &str, title: &str, values: &[(String, String)]) {
    out.open("label", &[]).text(title).text(" ").open("select", &[("name", name)]).open("option", &[("value", "")]).word("All").close("option");
    for (value, title) in values {
        out.open("option", &[("value", value)]).text(title).close("option");
    }
    out.close("select").close("label");
}

/// What there is without a script; the script hides it while it shows hits.
fn accounts(view: &View<'_>, here: &Here<'_>, out: &mut Html) {
    block::block(out, "all", &word("All accounts"), block::says(text::plural(view.rows.len(), "plan", "plans")), |out| {
        let mut rows: Vec<_> = view.rows.iter().collect();
        rows.sort_by(|a, b| (&a.title, &a.slug).cmp(&(&b.title, &b.slug)));
        out.open("ul", &[("class", "three-columns")]);
        for row in rows.iter().take(pager::ROWS) {
            out.open("li", &[]).link(&here.account(&row.slug), &[], &row.title).close("li");
        }
        out.close("ul");
        if rows.len() > pager::ROWS {
            out.open("p", &[]).link_word(&here.to(&SitePath::fixed("index.html")), &[], "The portfolio lists the others.").close("p");
        }
    });
}
