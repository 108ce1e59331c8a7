//! `404.html`: an address that is not there, and the ways back. Its links are read from the root, since nobody knows where it is shown.

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::pages::page::{Address, Content, Page};

/// One page.
pub static PAGE: Page = Page { key: "not_found", ids: &[], addresses, content };

fn addresses(_: &View<'_>) -> Vec<Address> {
    vec![Address { path: SitePath::fixed("404.html"), item: 0, part: 1 }]
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut lede = Html::new();
    lede.word("A plan that was renamed has moved with its folder; one that was closed or hidden is gone from this site.");
    let mut body = Html::new();
    body.open("ul", &[]);
    for (_, title, path, _, _) in crate::pages::NAV {
        body.open("li", &[]).link_word(&here.to(&SitePath::fixed(path)), &[], title).close("li");
    }
    body.close("ul");
    Content { title: word("There is no such page").into_owned(), nav: "", crumbs: Vec::new(), blocks: vec![("lede", lede), ("body", body)] }
}
