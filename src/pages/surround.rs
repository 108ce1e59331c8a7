//! What stands around every page: classification line, top bar, breadcrumbs, footer. Plain values for the template; knows no page kind.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::audience::view::{DataNote, Frame};
use crate::base::html::Href;
use crate::base::language::{locale, value_word, word_of};
use crate::base::locale::Direction;
use crate::base::path::SitePath;
use crate::theme::assets::Assets;
use crate::theme::manifest::Choice;

/// One entry of the top bar.
#[derive(Clone, Debug)]
pub struct NavEntry<'a> {
    /// The page key that makes it the current one.
    pub key: &'static str,
    pub title: &'a str,
    pub path: SitePath,
    /// The letter after `g`.
    pub shortcut: Option<char>,
    /// Stands under *More*.
    pub more: bool,
}

/// What is the same on every page of one site.
#[derive(Clone, Debug)]
pub struct Surround<'a> {
    pub frame: &'a Frame,
    pub assets: &'a Assets,
    /// Only pages that exist.
    pub nav: Vec<NavEntry<'a>>,
    pub home: SitePath,
    pub search: Option<SitePath>,
    pub feed: Option<SitePath>,
    /// The first digits of its name.
    pub commit: Option<String>,
    /// Were files changed since?
    pub uncommitted: bool,
    /// A line above the top bar, for `serve`.
    pub banner: Option<String>,
    pub options: BTreeMap<String, Choice>,
}

/// The values of one page that every template can place, with the page's blocks beside them.
#[derive(Serialize)]
pub struct PageValues<'a> {
    /// For faults; templates have `home` and the crumbs.
    #[serde(skip)]
    address: String,
    pub page: &'a str,
    pub title: &'a str,
    lang: &'a str,
    site_title: &'a str,
    territory: &'a str,
    audience: Cow<'a, str>,
    classification: &'a str,
    as_of: String,
    as_of_date: String,
    version: &'a str,
    data_note: Option<String>,
    commit: Option<&'a str>,
    uncommitted: bool,
    banner: Option<&'a str>,
    home: String,
    css: String,
    js: String,
    logo: Option<String>,
    dir: Option<&'static str>,
    favicon: String,
    search: Option<String>,
    feed: Option<String>,
    issues_url: Option<String>,
    nav: Vec<Link<'a>>,
    more: Vec<Link<'a>>,
    more_here: bool,
    crumbs: Vec<Link<'a>>,
    options: &'a BTreeMap<String, Choice>,
}

#[derive(Serialize)]
struct Link<'a> {
    title: Cow<'a, str>,
    href: String,
    current: bool,
    shortcut: Option<char>,
}

impl crate::theme::template::PageValues for PageValues<'_> {
    fn page(&self) -> &str {
        self.page
    }

    fn title(&self) -> &str {
        self.title
    }

    fn address(&self) -> &str {
        &self.address
    }
}

impl Surround<'_> {
    /// The values for the page at one address. All links are relative to it.
    pub fn values<'a>(&'a self, page: &'a str, title: &'a str, current: &str, crumbs: &'a [(String, SitePath)], path: &SitePath) -> PageValues<'a> {
        let frame = self.frame;
        let entries = |more: bool| {
            let here = self.nav.iter().filter(|entry| entry.more == more);
            // own pages share a key; which of them it is says the address
            let is_current = |entry: &NavEntry<'_>| entry.key == current && (entry.key != super::own::KEY || entry.path == *path);
            let link = |entry: &'a NavEntry<'a>| Link {
                title: if entry.key == super::own::KEY { Cow::Borrowed(entry.title) } else { Cow::Owned(word_of(entry.title)) },
                href: path.link_to(&entry.path),
                current: is_current(entry),
                shortcut: entry.shortcut,
            };
            here.map(link).collect::<Vec<_>>()
        };
        let more = entries(true);
        PageValues {
            address: path.to_string(),
            page,
            title,
            lang: &frame.locale,
            site_title: &frame.site_title,
            territory: &frame.territory,
            audience: value_word(&frame.audience),
            classification: &frame.classification,
            as_of: frame.as_of.long(),
            as_of_date: frame.as_of.to_string(),
            version: frame.version,
            data_note: frame.data_note.as_ref().map(DataNote::shown),
            commit: self.commit.as_deref(),
            uncommitted: self.uncommitted,
            banner: self.banner.as_deref(),
            home: path.link_to(&self.home),
            css: path.link_to(&self.assets.css.path),
            js: path.link_to(&self.assets.js.path),
            logo: self.assets.logo.as_ref().map(|logo| path.link_to(&logo.path)),
            dir: (locale().direction == Direction::Rtl).then_some("rtl"),
            favicon: path.link_to(&self.assets.favicon.path),
            search: self.search.as_ref().map(|search| path.link_to(search)),
            feed: self.feed.as_ref().map(|feed| path.link_to(feed)),
            issues_url: frame.issues_url.as_deref().and_then(Href::external).map(|href| href.as_str().to_owned()),
            nav: entries(false),
            more_here: more.iter().any(|entry| entry.current),
            more,
            crumbs: crumbs
                .iter()
                .map(|(title, target)| Link { title: Cow::Borrowed(title.as_str()), href: path.link_to(target), current: false, shortcut: None })
                .collect(),
            options: &self.options,
        }
    }
}
