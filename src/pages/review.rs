//! The review pack: what to know before the meeting, and the sheet to hold it by (S1–S14). One per plan that can be read. Knows the account
//! page by its address and anchors alone.

mod head;
mod meeting;
mod owed;
mod standing;
mod talk;

use crate::audience::pack::ReviewPack;
use crate::audience::project::View;
use crate::audience::view::Frame;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::{block, text};
use crate::pages::page::{Address, Content, Page};

pub static PAGE: Page = Page {
    key: "review",
    ids: &["S1", "S2", "S4", "S6", "S7", "S8", "S10", "S11", "S13", "S14", "M2", "M6", "M19", "M21", "M25", "M28"],
    addresses,
    firsts: None,
    content,
};

/// The address of an account's review pack.
pub fn address(slug: &Slug) -> SitePath {
    SitePath::of_slug("accounts", slug, "review.html")
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    let readable = view.rows.iter().enumerate().filter(|(_, row)| row.readable);
    readable.map(|(item, row)| Address { path: address(&row.slug), item, part: 1 }).collect()
}

fn content(view: &View<'_>, address: &Address) -> Content {
    match view.pack(address.item, None) {
        Some(pack) => page(&pack, &view.frame, &address.path, &|slug| view.is_published(slug)),
        None => Content { title: word("No such plan").into_owned(), nav: "portfolio", crumbs: Vec::new(), blocks: Vec::new() },
    }
}

/// The page of one pack, from values alone.
pub fn page(pack: &ReviewPack, frame: &Frame, path: &SitePath, published: &dyn Fn(&Slug) -> bool) -> Content {
    let sheet = Sheet { pack, here: Here { page: path, frame } };
    let row = &pack.plan.row;
    Content {
        title: phrase("Review of {}", &[&row.title]),
        nav: "portfolio",
        crumbs: vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html")), (row.title.clone(), here::account(&row.slug))],
        blocks: vec![
            ("status", head::status(&sheet)),
            ("acts", head::acts(&sheet)),
            ("lede", head::lede(&sheet)),
            ("kpi", head::kpi(&sheet)),
            ("meeting", meeting::meeting(&sheet)),
            ("gates", meeting::gates(&sheet)),
            ("path", meeting::path(&sheet)),
            ("money", standing::money(&sheet)),
            ("revenue", standing::revenue(&sheet)),
            ("people", standing::people(&sheet)),
            ("issues", standing::issues(&sheet)),
            ("asks", owed::asks(&sheet)),
            ("decisions", owed::decisions(&sheet)),
            ("record", owed::record(&sheet, published)),
            ("changes", owed::changes(&sheet)),
            ("deals", owed::to_schedule(&sheet)),
            ("agenda", talk::agenda(&sheet)),
            ("questions", talk::questions(&sheet)),
            ("notes", talk::notes()),
        ],
    }
}

/// What every part of the page is written from.
struct Sheet<'a> {
    pack: &'a ReviewPack,
    here: Here<'a>,
}

impl Sheet<'_> {
    fn currency(&self) -> &str {
        let own = &self.pack.plan.row.currency;
        if own.is_empty() { &self.here.frame.currency } else { own }
    }

    /// An amount for a headline, in the plan's own currency.
    fn short(&self, amount: Amount) -> String {
        text::money_short(amount, self.currency())
    }

    /// An amount of the data tables for a headline: they name no currency, so they are in the territory's.
    fn of_tables(&self, amount: Amount) -> String {
        text::money_short(amount, &self.here.frame.currency)
    }

    /// A link to an item on the account's page: to its anchor where its id can be one, else to its section.
    fn item(&self, out: &mut Html, prefix: &str, section: &str, id: &str, words: &str) {
        let anchor = if Slug::new(id).is_ok() { format!("{prefix}-{id}") } else { section.to_owned() };
        out.link(&self.here.account_at(&self.pack.plan.row.slug, &anchor), &[], words);
    }
}

/// A narrow block of short lines.
fn column(id: &str, title: &str, sub: &str, write: impl FnOnce(&mut Html)) -> Html {
    let mut out = Html::new();
    block::block(&mut out, id, title, block::says(sub), |out| {
        out.open("dl", &[("class", "why")]);
        write(out);
        out.close("dl");
    });
    out
}
