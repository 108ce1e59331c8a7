//! Pages of the team's own as shown.

use std::sync::Arc;

use crate::audience::project::View;
use crate::audience::search::{Entry, Kind};
use crate::audience::view::FindingView;
use crate::base::slug::Slug;
use crate::parse::markdown;
use crate::resolve::portfolio::Portfolio;

/// One page.
#[derive(Clone, Debug)]
pub struct OwnPageView {
    pub slug: Slug,
    pub title: String,
    pub path: Arc<str>,
    /// Who may see it.
    pub visibility: &'static str,
    /// The Markdown.
    pub text: String,
}

/// All pages in the order in which they are listed.
pub(in crate::audience) fn pages(portfolio: &Portfolio) -> Vec<OwnPageView> {
    let mut units: Vec<(i64, String, &crate::resolve::own_page::OwnPageUnit)> =
        portfolio.own_pages.iter().map(|page| (page.order(), page.title(), page)).collect();
    units.sort_by(|a, b| (a.0, &a.1, &a.2.slug).cmp(&(b.0, &b.1, &b.2.slug)));
    let page = |(_, title, unit): (i64, String, &crate::resolve::own_page::OwnPageUnit)| OwnPageView {
        slug: unit.slug.clone(),
        title,
        path: unit.file.path.shared(),
        visibility: unit.visibility().map_or("team", |it| it.as_str()),
        text: unit.file.body_text().to_owned(),
    };
    units.into_iter().map(page).collect()
}

impl View<'_> {
    /// The findings of an own page.
    pub fn findings_at<'v>(&'v self, path: &'v str) -> impl Iterator<Item = FindingView> {
        let all = self.diagnostics().iter().enumerate();
        all.filter(move |(_, finding)| finding.path.as_str() == path).filter_map(|(at, _)| self.finding_at(at))
    }

    /// All that can be found on an own page: its title, its headings and what stands under them.
    pub fn page_entries(&self, page: usize) -> Vec<Entry> {
        let Some(page) = self.pages.get(page) else { return Vec::new() };
        let address = format!("pages/{}.html", page.slug);
        let mut entries =
            vec![Entry { kind: Kind::Page, again: false, anchor: address.clone(), label: page.title.clone(), words: page.slug.as_str().to_owned() }];
        let headings = markdown::outline(&page.text, 0).headings;
        crate::audience::search::narrative(&page.text, 0, &headings, &page.title, &mut |kind, anchor, label, words| {
            let anchor = if anchor.starts_with("u-") { format!("{address}#{anchor}") } else { address.clone() };
            entries.push(Entry { kind, again: false, anchor, label: crate::audience::search::shown(label), words });
        });
        entries.truncate(crate::audience::search::MOST);
        entries
    }
}
