//! One segment: the portfolio of its plans, and its accounts without one (K1, R1).

use crate::base::language::{phrase, word};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::text;
use crate::pages::narrowed::{self, Narrowed};
use crate::pages::page::{Address, Content, Page, item_in_parts};

/// One page per segment that has a plan.
pub static PAGE: Page = Page { key: "segment", ids: &["K1", "R1"], addresses, firsts: Some(firsts), content };

/// In order; names that differ in capitals alone share a page.
fn segments<'v>(view: &'v View<'_>) -> Vec<&'v Slug> {
    let slugs: BTreeSet<&Slug> = view.frame.segments.values().collect();
    slugs.into_iter().collect()
}

fn narrowed<'v, 'a>(view: &'v View<'a>, slug: &Slug) -> Narrowed<'v, 'a> {
    let scope = view.of_segment(slug);
    Narrowed { actions: scope.actions(), asks: scope.asks(), scope, titles: [word("Actions").into_owned(), word("Asks").into_owned()], of: "" }
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    let slugs = segments(view);
    let of_plan: HashMap<&Slug, &Slug> = view.rows.iter().filter_map(|row| Some((&row.slug, view.frame.segments.get(row.segment.as_deref()?)?))).collect();
    let mut lists: BTreeMap<&Slug, [usize; 3]> = BTreeMap::new();
    let mut count = |plan: &Slug, list: usize| {
        if let Some(number) = of_plan.get(plan).and_then(|slug| lists.entry(slug).or_default().get_mut(list)) {
            *number += 1;
        }
    };
    view.rows.iter().for_each(|row| count(&row.slug, 0));
    view.open_actions().iter().filter_map(|spot| view.account_of(*spot)).for_each(|plan| count(plan, 1));
    view.askers().for_each(|plan| count(plan, 2));
    let lists = |slug: &Slug| lists.get(slug).copied().unwrap_or_default();
    slugs.into_iter().enumerate().flat_map(|(item, slug)| item_in_parts(item, here::segment(slug), lists(slug))).collect()
}

/// The first part of each.
fn firsts(view: &View<'_>) -> Vec<Address> {
    segments(view).into_iter().enumerate().map(|(item, slug)| Address { path: here::segment(slug), item, part: 1 }).collect()
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let Some(slug) = segments(view).into_iter().nth(at.item) else { return narrowed::nobody() };
    let names: Vec<&str> = view.frame.segments.iter().filter(|(_, known)| *known == slug).map(|(name, _)| name.as_str()).collect();
    let narrowed = narrowed(view, slug);
    let mut status = Html::new();
    status.text(&phrase("Segment · {}", &[&text::plural(narrowed.scope.rows.len(), "plan", "plans")]));
    if !narrowed.scope.unplanned.is_empty() {
        status.text(&phrase(", {} without a plan", &[&text::plural(narrowed.scope.unplanned.len(), "account", "accounts")]));
    }
    narrowed::page(&narrowed, &here, at.part, &here::segment(slug), &names.join(", "), vec![("status", status)])
}
