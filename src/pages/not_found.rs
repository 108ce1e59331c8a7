//! `404.html`: an address that is not there, and the ways back: the main pages, and with the script a search and the nearest names.
//! A host shows it at any depth; its links fit the top folder, unless the territory says where its root is (`site.rooted_404`).

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::pages::page::{Address, Content, Page};
use crate::pages::search;

/// One page.
pub static PAGE: Page = Page { key: "not_found", ids: &[], addresses, firsts: None, content };

/// Where it stands.
pub const ADDRESS: &str = "404.html";

fn addresses(_: &View<'_>) -> Vec<Address> {
    vec![Address { path: SitePath::fixed(ADDRESS), item: 0, part: 1 }]
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut lede = Html::new();
    lede.word("A plan that was renamed has moved with its folder; one that was hidden or deleted is gone from this site.");
    let mut body = Html::new();
    if !view.rows.is_empty() || !view.pages.is_empty() {
        body.open("div", &[("class", "search")]);
        search::opening(&here, &mut body, &[("data-lost", "")]);
        search::hits(&mut body);
        body.close("div");
    }
    body.open("ul", &[("class", "three-columns")]);
    for (_, title, path, _, _) in crate::pages::NAV {
        body.open("li", &[]).link_word(&here.to(&SitePath::fixed(path)), &[], title).close("li");
    }
    body.close("ul");
    Content { title: word("There is no such page").into_owned(), nav: "", crumbs: Vec::new(), blocks: vec![("lede", lede), ("body", body)] }
}
