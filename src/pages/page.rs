//! What a page kind is: addresses, a template, and the blocks that it places. Knows no page.

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::cards::pager;

/// One entry of the shelf.
pub struct Page {
    /// Snake case, also the CSS class `page-KEY` and the file `templates/KEY.html`.
    pub key: &'static str,
    /// Requirement ids.
    pub ids: &'static [&'static str],
    /// Which addresses there are for this view, each with what it shows.
    pub addresses: fn(&View<'_>) -> Vec<Address>,
    /// Those that are known without counting what goes on in parts, where counting is work; `None`: all of them are.
    pub firsts: Option<fn(&View<'_>) -> Vec<Address>>,
    /// The page at one address.
    pub content: fn(&View<'_>, &Address) -> Content,
}

/// One address of a page kind.
#[derive(Clone, Debug)]
pub struct Address {
    pub path: SitePath,
    /// Which of the things that the page kind shows: a row of the view, a rule, a list page. Zero where there is only one.
    pub item: usize,
    /// The part of a long list, from 1 (contract §5).
    pub part: usize,
}

/// The addresses of a page whose lists go on in parts: as many as the longest of them needs (contract §5).
pub fn in_parts(first: &'static str, lists: impl IntoIterator<Item = usize>) -> Vec<Address> {
    item_in_parts(0, SitePath::fixed(first), lists).collect()
}

/// The same for one of several things that a page kind shows.
pub fn item_in_parts(item: usize, first: SitePath, lists: impl IntoIterator<Item = usize>) -> impl Iterator<Item = Address> {
    let parts = lists.into_iter().map(pager::parts).max().unwrap_or(1);
    (1..=parts).map(move |part| Address { path: first.page(part), item, part })
}

/// The title of a part, and the way up from it.
pub fn headed(title: &'static str, first: &'static str, part: usize) -> (String, Vec<(String, SitePath)>) {
    let title = word(title).into_owned();
    let mut crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    if part < 2 {
        return (title, crumbs);
    }
    crumbs.push((title.clone(), SitePath::fixed(first)));
    (phrase("{title}, part {part}", &[&title, &part]), crumbs)
}

/// What a template receives: flat values, ready to be placed.
pub struct Content {
    /// For `<title>` and `h1`.
    pub title: String,
    /// Which entry of the navigation is current: a page key.
    pub nav: &'static str,
    /// Title and address of the pages above, outermost first.
    pub crumbs: Vec<(String, SitePath)>,
    /// Name in the template, and HTML. A name that a template does not place is dropped; one that it places and that is missing is empty.
    pub blocks: Vec<(&'static str, Html)>,
}
