//! One person: the portfolio of the plans that they own, what they are to do on any plan, and what they are asked for (K1, K10, D12, M25).

use std::collections::BTreeMap;

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::text;
use crate::pages::narrowed::{self, Narrowed};
use crate::pages::page::{Address, Content, Page, item_in_parts};

/// One page per person of ours who owns a plan.
pub static PAGE: Page = Page { key: "owner", ids: &["K1", "K10", "D12", "M25"], addresses, firsts: Some(firsts), content };

fn narrowed<'v, 'a>(view: &'v View<'a>, id: &Slug, name: &str) -> Narrowed<'v, 'a> {
    Narrowed {
        scope: view.of_owner(id),
        actions: view.open_actions_of(id.as_str()),
        asks: view.asks_of(id.as_str()),
        late_elsewhere: view.late_with_others(id.as_str()),
        titles: [phrase("What {name} is to do", &[&name]), phrase("What {name} is asked for", &[&name])],
        of: key("On all plans: "),
    }
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    let mut plans: BTreeMap<&str, usize> = BTreeMap::new();
    view.rows.iter().for_each(|row| *plans.entry(row.owner.id.as_str()).or_default() += 1);
    let lists = |id: &Slug| [plans.get(id.as_str()).copied().unwrap_or_default(), view.open_actions_of(id.as_str()).len(), view.asks_of(id.as_str()).len()];
    view.frame.owners.iter().enumerate().flat_map(|(item, id)| item_in_parts(item, here::owner(id), lists(id))).collect()
}

/// Everybody's first part.
fn firsts(view: &View<'_>) -> Vec<Address> {
    view.frame.owners.iter().enumerate().map(|(item, id)| Address { path: here::owner(id), item, part: 1 }).collect()
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let found = view.frame.owners.iter().nth(at.item).and_then(|id| Some((id, view.owner(id)?)));
    let Some((id, person)) = found else { return narrowed::nobody() };
    let mut status = Html::new();
    status.text(&person.function.map_or_else(|| word("Function not known").into_owned(), text::titled));
    if let Some((manager, name)) = &person.manager {
        status.word(" · reports to ");
        here.person_of(&mut status, manager, name);
    }
    let mut acts = Html::new();
    acts.link_word(&here.to(&here::owner_calendar(id)), &[("class", "btn")], "Calendar, .ics");
    narrowed::page(&narrowed(view, id, &person.name), &here, at.part, &here::owner(id), &person.name, vec![("status", status), ("acts", acts)])
}
