//! What happens in the next twelve months, month by month, and the calendars to subscribe to (K2, D9, M14). A list, because a grid does not fit a phone.

use crate::audience::events::{EventView, Moment};
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, files, not_counted, pager, state, text};
use crate::pages::page::{Address, Content, Page, in_parts};

/// The list, in parts.
pub static PAGE: Page = Page { key: "calendar", ids: &["K2", "D9", "M14"], addresses, firsts: Some(firsts), content };

const COLUMNS: [Column; 5] = [
    column("when", "When", Sort::None).with("nw", ""),
    column("what", "What", Sort::None).with("wide", ""),
    column("account", "Account", Sort::None).with("wide", ""),
    column("who", "Who", Sort::None).with("nw", ""),
    column("kind", "Kind, or readiness", Sort::None).with("nw", ""),
];

const FIRST: &str = "calendar/index.html";

fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.coming().len()])
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let events = view.coming();
    let mut body = Html::new();
    if events.is_empty() {
        let example = "next_meeting: {on: 2026-12-04, about: The plan for the new wing}";
        empty::empty(
            &mut body,
            "Nothing is dated.",
            "Reviews, meetings, actions, asks, deals and the planning cycle of the next year stand here.",
            None,
            example,
        );
    } else {
        list(view, events, &here, at.part, &mut body);
    }
    if at.part == 1 {
        subscribe(view, &here, &mut body);
    }
    let mut acts = Html::new();
    acts.link_word(&here.to(&here::calendar()), &[("class", "btn")], "Calendar, .ics");
    let mut crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let mut title = word("Calendar").into_owned();
    if at.part > 1 {
        crumbs.push((title, address(1)));
        title = phrase("Calendar, part {}", &[&at.part]);
    }
    Content { title, nav: "calendar", crumbs, blocks: vec![("acts", acts), ("lede", lede(view, events, &here)), ("body", body)] }
}

/// How much is dated, and what needs somebody first.
fn lede(view: &View<'_>, events: &[Moment], here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let month = view.frame.as_of.plus_days(30);
    let near = events.get(..events.partition_point(|event| event.on <= month)).unwrap_or_default();
    let of = |kind: &str| near.iter().filter(|event| event.kind() == kind).count();
    let (reviews, meetings, deals) = (of("review"), of("meeting"), of("close"));
    let kinds = [
        (reviews, text::plural(reviews, "review", "reviews")),
        (meetings, text::plural(meetings, "meeting", "meetings")),
        (deals, text::plural(deals, "deal that is to close", "deals that are to close")),
    ];
    let kinds: Vec<String> = kinds.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    out.element("b", &[], &text::plural(events.len(), "date is", "dates are")).word(" set in the next twelve months");
    if !kinds.is_empty() {
        out.word("; the next thirty days have ").text(&crate::charts::chart::list(&kinds));
    }
    out.text(".");
    not_counted::without(&mut out, here, view);
    out
}

fn list(view: &View<'_>, events: &[Moment], here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(
        out,
        "months",
        &word("By month"),
        block::says(word("Reviews, meetings, actions and asks that fall due, deals that are to close, steps of the planning cycle")),
        |out| {
            let mut table = Table::dated(out, "calendar", &word("What happens by month"), &COLUMNS);
            let month_of = |event: &Moment| (event.on.year(), event.on.month());
            let mut month = None;
            for event in pager::shown(part, events) {
                let this = month_of(event);
                if month != Some(this) {
                    month = Some(this);
                    // they stand by date
                    let count = events.partition_point(|event| month_of(event) <= this) - events.partition_point(|event| month_of(event) < this);
                    table.group(&format!("m-{}-{:02}", this.0, this.1), &event.on.month_and_year(), &count.to_string());
                }
                if let Some(event) = view.event(event) {
                    row(&mut table, here, &event);
                }
            }
            table.close(false);
            pager::pager(out, here, part, events.len(), address);
            files::table(out, here, "calendar");
        },
    );
}

fn row(table: &mut Table<'_>, here: &Here<'_>, event: &EventView<'_>) {
    table.row(&[("data-account", event.slug.map_or("", Slug::as_str))]).cell(None, |out| {
        out.element("time", &[("datetime", &event.on.to_string())], &event.on.weekday());
    });
    table.cell(None, |out| {
        out.link(&here.event(event), &[], &here::what(event));
    });
    table.cell(None, |out| match event.slug {
        Some(slug) => {
            out.link(&here.account(slug), &[("class", "who")], event.title);
        }
        None => {
            out.text("–");
        }
    });
    table.cell(None, |out| here.person_of(out, event.who_id, event.who));
    table.cell(None, |out| match event.verdict {
        Some(verdict) => state::verdict(verdict).write(out),
        None => text::pill(out, "", &word(event.word())),
    });
    table.end_row();
}

fn subscribe(view: &View<'_>, here: &Here<'_>, out: &mut Html) {
    let sub = word("Files for a calendar program (iCalendar); every account page links to the calendar of its plan");
    block::block(out, "subscribe", &word("Calendars"), block::says(sub), |out| {
        out.open("ul", &[("class", "marks bare")]);
        let owners = view.frame.owners.iter().filter_map(|id| Some((view.owner(id)?.name, here::owner_calendar(id)))).take(pager::ROWS);
        for (name, path) in [(word("Everything").into_owned(), here::calendar())].into_iter().chain(owners) {
            out.open("li", &[]).link(&here.to(&path), &[], &name).close("li");
        }
        out.close("ul");
    });
}
