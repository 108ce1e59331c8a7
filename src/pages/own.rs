//! Pages of the team's own: `pages/⟨name⟩.md` as written, with any of our figures in it. No template language is run in them.

mod figures;

use crate::audience::own_page::OwnPageView;
use crate::audience::project::View;
use crate::audience::view::PlaceView;
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::narrative::{Site, Text, narrative};
use crate::cards::{finding, text};
use crate::pages::own::figures::Figures;
use crate::pages::page::{Address, Content, Page};
use crate::parse::markdown::Setting;

/// One page per file.
pub static PAGE: Page = Page { key: KEY, ids: &[], addresses, firsts: None, content };

/// Its key in the navigation.
pub const KEY: &str = "own";

fn addresses(view: &View<'_>) -> Vec<Address> {
    view.pages.iter().enumerate().map(|(item, page)| Address { path: here::own_page(&page.slug), item, part: 1 }).collect()
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let Some(page) = view.pages.get(at.item) else { return Content { title: word("No such page").into_owned(), nav: KEY, crumbs, blocks: Vec::new() } };
    let here = Here { page: &at.path, frame: &view.frame };
    Content { title: page.title.clone(), nav: KEY, crumbs, blocks: vec![("acts", acts(page, &here)), ("body", body(view, page, here))] }
}

fn acts(page: &OwnPageView, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    if let Some(href) = here.edit(&PlaceView { path: page.path.clone(), line: 1 }) {
        out.link_word(&href, &[("class", "btn"), ("data-edit", "")], "Edit page");
    }
    out
}

/// The findings of the file, then its text.
fn body(view: &View<'_>, page: &OwnPageView, here: Here<'_>) -> Html {
    let mut out = Html::new();
    if page.visibility != "team" {
        out.open("p", &[("class", "sub")]).word("Meant for: ").text(&text::spelled(page.visibility)).close("p");
    }
    for found in view.findings_at(&page.path) {
        finding::finding(&mut out, &here, &view.with_excerpt(&found), None);
    }
    if page.text.trim().is_empty() {
        out.label("p", &[("class", "mut")], "Nothing is written here yet.");
        return out;
    }
    let attachment = |slug: &Slug, name: &str| {
        let file = view.attachments(slug).into_iter().find(|file| file.name == name)?;
        Some((SitePath::of_attachment(slug, &file.stem, file.ext), file.image))
    };
    let site = Site { plan: &|slug| view.is_published(slug), attachment: &attachment };
    let mut figures = Figures::new(view, here);
    let setting = Setting { shift: 0, drop_title: Some(&page.title) };
    let written = Text { path: &page.path, text: &page.text, setting, class: "narrative own" };
    narrative(&mut out, here, &written, &site, &mut |target| Some(figures.place(target)));
    out
}
