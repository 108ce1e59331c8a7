//! The account page: quarter view first, then each section of the plan with its findings in place. Knows no other page.

mod commitment;
mod competition;
mod facts;
mod head;
mod history;
mod issues;
mod objectives;
mod opportunities;
mod people;
mod prose;
mod qualification;
mod quarter;
mod readiness;
mod revenue;
mod scores;
mod section;
mod sheet;
mod team;
mod unreadable;

use crate::audience::project::View;
use crate::audience::view::{Frame, PlanView, RevenueSeries};
use crate::base::html::Html;
use crate::base::language::word;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::{nav, paper};
use crate::charts::chart::Figure;
use crate::charts::{action_timeline, benchmark_bullets, benchmark_lines, freshness_strip, relationship_tree, revenue_line, score_trend, stakeholder_map};
use crate::pages::page::{Address, Content, Page};
use crate::pages::plan::sheet::Sheet;

/// One page per plan.
pub static PAGE: Page = Page {
    key: "plan",
    ids: &["K7", "K8", "K9", "K10", "K11", "K12", "R4", "D10", "M3", "M6", "M8", "M19", "M21", "M26", "M30"],
    addresses,
    firsts: None,
    content,
};

fn addresses(view: &View<'_>) -> Vec<Address> {
    view.rows.iter().enumerate().map(|(item, row)| Address { path: here::account(&row.slug), item, part: 1 }).collect()
}

fn content(view: &View<'_>, address: &Address) -> Content {
    match view.plan(address.item) {
        Some(plan) => page(&plan, &view.frame, &address.path, &|slug| view.is_published(slug)),
        None => Content { title: word("No such plan").into_owned(), nav: "portfolio", crumbs: Vec::new(), blocks: Vec::new() },
    }
}

/// The page of one plan, from values alone; `published` says which other plans have a page.
pub fn page(plan: &PlanView, frame: &Frame, path: &SitePath, published: &dyn Fn(&Slug) -> bool) -> Content {
    let here = Here { page: path, frame };
    let drawn = if plan.row.readable { figures(plan, here) } else { Vec::new() };
    let sheet = Sheet::new(plan, here, drawn, published);
    let mut blocks = vec![("status", head::status(&sheet)), ("acts", head::acts(&sheet))];
    if plan.row.readable {
        let (mut toc, mut main) = (Vec::with_capacity(section::ALL.len()), Vec::with_capacity(section::ALL.len()));
        let mut left_off = Vec::new();
        for section in section::ALL {
            if let Some((html, entry)) = section.write(&sheet) {
                main.push((section.key, html));
                if !section.printed {
                    left_off.push(word(section.title).into_owned());
                }
                toc.push(entry);
            }
        }
        let mut contents = Html::new();
        nav::toc(&mut contents, &toc);
        blocks.extend([("lede", head::lede(&sheet)), ("kpi", head::kpi(&sheet)), ("toc", contents), ("facts", facts::facts(&sheet))]);
        blocks.append(&mut main);
        let mut last = prose::backlinks(&sheet);
        paper::left_off(&mut last, &left_off);
        blocks.push(("backlinks", last));
    } else {
        blocks.push(("unreadable", unreadable::unreadable(&sheet)));
    }
    let mut neighbours = Html::new();
    nav::prevnext(&mut neighbours, &here, plan.previous.as_ref(), plan.next.as_ref());
    blocks.push(("prevnext", neighbours));
    Content { title: plan.row.title.clone(), nav: "portfolio", crumbs: vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))], blocks }
}

/// Points of the trend on a page that is to stay light: five quarters and today. `score --at` goes further back.
const TREND: usize = 6;

/// The figures of the page, with the ids of their drawings; the chain is written where it stands.
fn figures(plan: &PlanView, here: Here<'_>) -> Vec<Figure> {
    let benchmarks = if benchmark_lines::has_lines(&plan.benchmarks) { "benchmark_lines" } else { "benchmark_bullets" };
    let all = [
        ("revenue_line", "c-revenue"),
        ("stakeholder_map", "c-people"),
        ("relationship_tree", ""),
        ("action_timeline", "c-actions"),
        (benchmarks, "c-benchmarks"),
        ("score_trend", "c-trend"),
        ("freshness_strip", "c-freshness"),
    ];
    all.into_iter().filter_map(|(key, ids)| figure(plan, here, key, ids)).filter(|figure| !figure.drawing.is_empty()).collect()
}

/// A figure about one plan by its key; `ids` makes the ids of its drawing unique on the page. `None` for other keys, and without the history that some need.
pub fn figure(plan: &PlanView, here: Here<'_>, key: &str, ids: &str) -> Option<Figure> {
    let today = here.frame.as_of;
    let currency = if plan.row.currency.is_empty() { &here.frame.currency } else { &plan.row.currency };
    Some(match key {
        // what is typed in another currency does not stand beside the sales of the tables
        "revenue_line" if *currency != here.frame.currency => {
            let sold: Vec<RevenueSeries> = plan.revenue.iter().map(|series| RevenueSeries { typed: None, ..series.clone() }).collect();
            revenue_line::figure(&sold, &here.frame.currency, ids)
        }
        "revenue_line" => revenue_line::figure(&plan.revenue, currency, ids),
        "stakeholder_map" => stakeholder_map::figure(&plan.people, ids),
        "relationship_tree" => relationship_tree::figure(&plan.people, &people::note),
        "work_chain" => objectives::chain(plan, here),
        "action_timeline" => action_timeline::figure(&plan.actions, today, ids),
        "benchmark_lines" => benchmark_lines::figure(&plan.benchmarks, today, ids),
        "benchmark_bullets" => benchmark_bullets::figure(&plan.benchmarks, ids),
        "score_trend" => {
            let trend = &plan.history.as_ref()?.trend;
            let title = |key: &str| titles(plan).find(|(known, _)| *known == key).map(|(_, title)| title);
            score_trend::figure(trend.get(trend.len().saturating_sub(TREND)..).unwrap_or_default(), &title, ids)
        }
        "freshness_strip" => freshness_strip::figure(&plan.history.as_ref()?.sections, today, ids),
        _ => return None,
    })
}

/// The scores of a plan by key and title.
fn titles(plan: &PlanView) -> impl Iterator<Item = (&'static str, &'static str)> {
    plan.judged.scores.iter().chain([&plan.judged.readiness.score]).map(|score| (score.key, score.title))
}
