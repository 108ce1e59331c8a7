//! What every plan needs from somebody, by the one who is asked (M13, M15, M25, M28).

use crate::audience::asks::{AskCounts, AskRow, AskedPerson};
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::{value_word, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, not_counted, pager, state, text};
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The list, in parts.
pub static PAGE: Page = Page { key: "asks", ids: &["M13", "M15", "M25", "M28"], addresses, firsts: Some(firsts), content };

const COLUMNS: [Column; 6] = [
    column("by", "By", Sort::Date).with("nw", ""),
    column("what", "Ask", Sort::Text).with("wide", ""),
    column("status", "Status", Sort::Text),
    column("from", "Of whom", Sort::Text).with("x", ""),
    column("account", "Account", Sort::Text).with("wide", ""),
    column("kind", "Kind", Sort::Text).with("secondary", "Kind"),
];
const PEOPLE: [Column; 4] = [
    column("person", "Asked", Sort::Text),
    column("open", "Open", Sort::Number).with("x", "Open"),
    column("overdue", "Overdue", Sort::Number).with("", "Overdue"),
    column("answered", "Answered", Sort::Number).with("x", "Answered"),
];

const FIRST: &str = "asks/index.html";

fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.ask_counts().all])
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let counts = view.ask_counts();
    let mut body = Html::new();
    if counts.all == 0 {
        let example = "asks:\n  - {id: cpo-dinner, what: Host Ruth Adeyemi in December, from: tomas-rivera, by: 2026-12-04, kind: access, status: open}";
        empty::empty(&mut body, "Nobody is asked for anything.", "A plan says what it needs from the manager and the organisation.", None, example);
    } else {
        if pager::holds(at.part, counts.people.len()) {
            people(&counts.people, &here, at.part, &mut body);
        }
        list(view, &here, at.part, &mut body);
    }
    let mut acts = Html::new();
    for (title, path) in [("CSV", "data/asks.csv"), ("JSON", "data/asks.json")] {
        acts.link(&here.to(&SitePath::fixed(path)), &[("class", "btn")], title);
    }
    let (title, crumbs) = headed("Asks", FIRST, at.part);
    Content { title, nav: "asks", crumbs, blocks: vec![("acts", acts), ("lede", lede(view, counts, &here)), ("body", body)] }
}

fn lede(view: &View<'_>, counts: &AskCounts, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    out.element("b", &[], &text::plural(counts.open, "ask is", "asks are")).word(" open");
    match counts.overdue {
        0 => out.word(", none past its day."),
        n => out.text(", ").element("b", &[], &n.to_string()).word(" past the day on which an answer was needed."),
    };
    not_counted::without(&mut out, here, view);
    out
}

fn people(people: &[AskedPerson], here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(out, "by-person", &word("By person"), block::says(word("Who is asked, most open asks first")), |out| {
        let mut table = Table::open(out, "asked", &word("Asks by person"), &PEOPLE, Some(("open", true)));
        for it in pager::shown(part, people) {
            table.row(&[]).cell(None, |out| here.person(out, &it.person));
            for count in [it.open, it.overdue, it.answered] {
                table.number(&count.to_string(), &count.to_string());
            }
            table.end_row();
        }
        table.close(false);
        pager::pager(out, here, part, people.len(), address);
    });
}

fn list(view: &View<'_>, here: &Here<'_>, part: usize, out: &mut Html) {
    let all = view.ask_counts().all;
    block::block(out, "list", &word("All asks"), block::says(word("Open ones first, by day; then the answered ones")), |out| {
        rows(&view.asks(pager::range(part, all)), here, out);
        pager::pager(out, here, part, all, address);
    });
}

/// The table of some asks; for the pages of one person too.
pub fn rows(asks: &[AskRow], here: &Here<'_>, out: &mut Html) {
    let mut table = Table::open(out, "asks", &word("Asks"), &COLUMNS, None);
    for ask in asks {
        table.row(&[("data-account", ask.slug.as_str())]).cell(None, |out| {
            here.day(out, ask.by);
            if let Some(days) = ask.overdue_days {
                out.open("small", &[])
                    .element("span", &[("class", "pill bad")], &text::plural(usize::try_from(days).unwrap_or(0), "day", "days"))
                    .close("small");
            }
        });
        table.text(&ask.what);
        let days = ask.by.days_since(here.frame.as_of);
        table.cell(Some(ask.status), |out| state::ask(ask.status, Some(days)).write(out));
        table.cell(None, |out| here.person(out, &ask.from));
        table.cell(Some(&ask.title), |out| {
            out.link(&here.account_at(&ask.slug, &ask.anchor), &[], &ask.title);
            out.open("small", &[]);
            here.person(out, &ask.owner);
            out.text(" ");
            here.near_place(out, &ask.place);
            out.close("small");
        });
        table.text(&value_word(ask.kind)).end_row();
    }
    table.close(false);
}
