//! Every open action of every plan by when it is due, and how much each person has to do (K10, D12, R5).

use crate::audience::project::View;
use crate::audience::work::{ActionRow, Due, LoadRow, Spot};
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, word};
use crate::base::path::SitePath;
use crate::cards::filter::{Choice, filter};
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, not_counted, pager, state, text};
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The list, in parts.
pub static PAGE: Page = Page { key: "actions", ids: &["K10", "D12", "R5"], addresses, firsts: Some(firsts), content };

const COLUMNS: [Column; 8] = [
    column("due", "Due", Sort::Date).with("nw", ""),
    column("days", "Days", Sort::None).with("nw x sm mut", ""),
    column("action", "Action", Sort::Text).with("wide", ""),
    column("account", "Account", Sort::Text),
    column("owner", "Owner", Sort::Text).with("nw x", ""),
    column("status", "Status", Sort::Text),
    column("hours", "Hours", Sort::Number).with("secondary", "Hours"),
    column("value", "Value", Sort::Number).with("x", "Value"),
];
const PEOPLE: [Column; 5] = [
    column("person", "Owner", Sort::Text),
    column("open", "Open", Sort::Number).with("x", "Open"),
    column("overdue", "Overdue", Sort::Number).with("", "Overdue"),
    column("hours", "Hours", Sort::Number).with("x", "Hours"),
    column("value", "Expected\u{a0}value", Sort::Number).with("", "Value"),
];

const FIRST: &str = "actions/index.html";

fn address(part: usize) -> SitePath {
    SitePath::fixed(FIRST).page(part)
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.open_actions().len()])
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let actions = view.open_actions();
    let mut body = Html::new();
    if actions.is_empty() {
        let example = "actions:\n  - {id: karl, objective: win-lab, text: Call Karl, owner: maya-chen, due: 2026-12-04, status: planned}";
        empty::empty(&mut body, "No open actions.", "A plan says who does what by when to reach each objective.", None, example);
    } else {
        block::block(&mut body, "list", &word("Open actions"), block::says(word("By the day on which they are due; value as the plan expects it")), |out| {
            let shown: Vec<ActionRow<'_>> =
                actions.get(pager::range(at.part, actions.len())).unwrap_or_default().iter().filter_map(|it| view.action(*it)).collect();
            let choices = [
                Choice::of("owner", "Owner", "All owners", shown.iter().map(|it| (it.owner.id.as_str(), it.owner.name.clone()))),
                Choice::of("status", "Status", "All", shown.iter().map(|it| (it.status, value_word(it.status).into_owned()))),
            ];
            filter(out, &here, "actions", "Action, account, words", &choices, &[]);
            rows(view, actions, &here, at.part, out);
            pager::pager(out, &here, at.part, actions.len(), address);
        });
        let loads = view.loads();
        if pager::holds(at.part, loads.len()) {
            people(loads, &here, at.part, &mut body);
        }
    }
    let mut acts = Html::new();
    for (title, path) in [("CSV", "data/actions.csv"), ("JSON", "data/actions.json")] {
        acts.link(&here.to(&SitePath::fixed(path)), &[("class", "btn")], title);
    }
    let (title, crumbs) = headed("Actions", FIRST, at.part);
    Content { title, nav: "actions", crumbs, blocks: vec![("acts", acts), ("lede", lede(view, &here)), ("body", body)] }
}

/// How many are open and late, and how many fall due this week.
fn lede(view: &View<'_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let (actions, accounts) = (view.open_actions(), view.accounts_of_open_actions());
    let count = |due: Due| view.due_then(actions, due);
    let open = actions.len();
    let number = |n: usize| Html::strong(&text::number(n));
    let all = Html::strong(&text::number(open));
    let places = Html::plain(&text::plural(accounts, "account", "accounts"));
    match open {
        0 => out.sentence("{n} actions are open", &[all]),
        1 => out.sentence("{n} action is open on {accounts}", &[all, places]),
        _ => out.sentence("{n} actions are open on {accounts}", &[all, places]),
    };
    match count(Due::Overdue) {
        0 => out.word(", none of them late"),
        n => out.sentence(", {n} of them late", &[number(n)]),
    };
    match count(Due::Week) {
        0 => out.text("."),
        1 => out.sentence("; {n} falls due this week.", &[number(1)]),
        n => out.sentence("; {n} fall due this week.", &[number(n)]),
    };
    match count(Due::Nobody) {
        0 => {}
        1 => {
            out.sentence(" {n} has no owner who exists.", &[number(1)]);
        }
        n => {
            out.sentence(" {n} have no owner who exists.", &[number(n)]);
        }
    }
    not_counted::without(&mut out, here, view);
    out
}

/// Anchor, title, and what is meant.
fn heading(due: Due) -> (&'static str, &'static str, &'static str) {
    match due {
        Due::Overdue => ("overdue", key("Overdue"), ""),
        Due::Week => ("this-week", key("This week"), key(", within seven days")),
        Due::Month => ("next-30-days", key("Next 30 days"), ""),
        Due::Later => ("later", key("Later"), ""),
        Due::Nobody => ("nobody", key("Without an owner who exists"), key(", whenever they are due: people.yaml does not know who has them")),
    }
}

/// One part of a list of open actions, with a heading wherever the time to go changes; for the pages of one person too.
pub fn rows(view: &View<'_>, actions: &[Spot], here: &Here<'_>, part: usize, out: &mut Html) {
    let mut table = Table::open(out, "actions", &word("Open actions"), &COLUMNS, Some(("due", false)));
    let mut when: Option<Due> = None;
    for action in actions.get(pager::range(part, actions.len())).unwrap_or_default().iter().filter_map(|spot| view.action(*spot)) {
        if when != Some(action.when) {
            when = Some(action.when);
            let (id, title, note) = heading(action.when);
            let count = view.due_then(actions, action.when);
            table.group(id, &word(title), &format!("{count}{}", word(note)));
        }
        row(&mut table, here, &action);
    }
    table.close(false);
}

fn row(table: &mut Table<'_>, here: &Here<'_>, action: &ActionRow<'_>) {
    table
        .row(&[("data-account", action.slug.as_str()), ("data-owner", &action.owner.id), ("data-status", action.status)])
        .cell(None, |out| here.day(out, action.due));
    table.cell(None, |out| match usize::try_from(-action.days).unwrap_or(0) {
        0 => text::say(out, &text::ago(-action.days)),
        late => text::pill(out, "bad", &text::plural(late, "day late", "days late")),
    });
    table.cell(action.slipped.as_ref().map(|_| action.text), |out| {
        out.link(&here.account_at(action.slug, &action.anchor), &[], action.text);
        let carried = (action.slips > 0).then(|| phrase("carried over {}", &[&text::plural(usize::try_from(action.slips).unwrap_or(0), "time", "times")]));
        let slips: Vec<String> = carried.into_iter().chain(action.slipped.clone()).collect();
        if !slips.is_empty() {
            out.element("small", &[("class", "slip")], &slips.join(" · "));
        }
    });
    table.cell(None, |out| {
        out.link(&here.account(action.slug), &[("class", "who")], action.title);
    });
    table.cell(None, |out| here.person(out, &action.owner));
    table.cell(Some(action.status), |out| state::action(action.status, action.days < 0).write(out));
    match action.hours {
        Some(hours) => table.number(&hours.to_string(), &text::money(hours)),
        None => table.text("–"),
    };
    match action.value {
        Some(value) => table.number(&value.to_string(), &text::money_short(value, action.currency)),
        None => table.text("–"),
    };
    table.end_row();
}

fn people(loads: &[LoadRow], here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(
        out,
        "by-owner",
        &word("By owner"),
        block::says(word("Most late actions first; hours and value of open actions, where the plan says them")),
        |out| {
            let mut table = Table::open(out, "loads", &word("Open actions by owner"), &PEOPLE, Some(("overdue", true)));
            for load in pager::shown(part, loads) {
                table.row(&[("data-owner", &load.owner.id)]).cell(Some(&load.owner.name), |out| {
                    here.person(out, &load.owner);
                    if !load.known {
                        out.label("small", &[], "not in people.yaml");
                    }
                });
                table.number(&load.open.to_string(), &load.open.to_string());
                table.cell(Some(&load.overdue.to_string()), |out| match load.overdue {
                    0 => {
                        out.text("–");
                    }
                    n => text::pill(out, "bad", &n.to_string()),
                });
                table.number(&load.hours.map(|hours| hours.to_string()).unwrap_or_default(), &load.hours.map_or_else(|| "–".to_owned(), text::money));
                let value = load.value.map_or_else(|| "–".to_owned(), |value| here.short(value));
                table.number(&load.value.map(|value| value.to_string()).unwrap_or_default(), &value).end_row();
            }
            table.close(false);
            pager::pager(out, here, part, loads.len(), address);
        },
    );
}
