//! One segment: the portfolio of its plans, and its accounts without one (K1, R1).

use crate::base::language::{phrase, word};
use std::collections::BTreeSet;

use crate::audience::by_segment::Segment;
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::text;
use crate::pages::narrowed::{self, Narrowed};
use crate::pages::page::{Address, Content, Page, item_in_parts};

/// One page per segment that has a plan.
pub static PAGE: Page = Page { key: "segment", ids: &["K1", "R1"], addresses, firsts: Some(firsts), content };

fn narrowed<'v, 'a>(view: &'v View<'a>, segment: &'v Segment) -> Narrowed<'v, 'a> {
    let titles = [word("Actions").into_owned(), word("Asks").into_owned()];
    Narrowed { actions: &segment.actions, asks: &segment.asks, late_elsewhere: Vec::new(), scope: view.of_segment(segment), titles, of: "" }
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    let lists = |segment: &Segment| [segment.plans(), segment.actions.len(), segment.asks.len()];
    let parts = |(item, segment): (usize, &Segment)| item_in_parts(item, here::segment(&segment.slug), lists(segment));
    view.segments().iter().enumerate().flat_map(parts).collect()
}

/// The first part of each.
fn firsts(view: &View<'_>) -> Vec<Address> {
    let slugs: BTreeSet<&Slug> = view.frame.segments.values().collect();
    slugs.into_iter().enumerate().map(|(item, slug)| Address { path: here::segment(slug), item, part: 1 }).collect()
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let Some(segment) = view.segments().get(at.item) else { return narrowed::nobody() };
    let narrowed = narrowed(view, segment);
    let mut status = Html::new();
    status.text(&phrase("Segment · {}", &[&text::plural(narrowed.scope.rows.len(), "plan", "plans")]));
    if !narrowed.scope.unplanned.is_empty() {
        status.text(&phrase(", {} without a plan", &[&text::plural(narrowed.scope.unplanned.len(), "account", "accounts")]));
    }
    narrowed::page(&narrowed, &here, at.part, &here::segment(&segment.slug), &segment.names.join(", "), vec![("status", status)])
}
