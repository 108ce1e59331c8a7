//! The way to the growth target: the gap, the four moves with names, where time pays, and what came from a plan (R17, R5, K1, K15).

use crate::audience::growth::{GrowthView, Move};
use crate::audience::project::View;
use crate::base::amount::Amount;
use crate::base::date::{FiscalPeriod, PeriodPart};
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::kpi::{Kpi, kpi};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, figure, files, text};
use crate::charts::{closing_money, growth_gap, value_hours};
use crate::pages::page::{Address, Content, Page};
use crate::pages::portfolio::head;

/// One page.
pub static PAGE: Page = Page { key: "growth", ids: &["K1", "K15", "R5", "R17"], addresses, firsts: None, content };

/// So many names of a move are listed.
const NAMES: usize = 12;

const MOVES: [Column; 3] =
    [column("account", "Account", Sort::Text), column("worth", "Worth", Sort::Number).with("x", "Worth"), column("why", "Why", Sort::Text).with("wide", "")];
const TIME: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("hour", "Margin an hour", Sort::Number).with("x", "Margin an hour"),
    column("margin", "Expected margin", Sort::Number).with("", "Margin"),
    column("hours", "Hours", Sort::Number).with("x", "Hours"),
    column("actions", "Open actions", Sort::Number).with("secondary", "Actions"),
];
const ORIGINS: [Column; 3] = [
    column("origin", "Origin", Sort::None),
    column("count", "Open opportunities", Sort::Number).with("x", "Open"),
    column("amount", "Amount", Sort::Number).with("", "Amount"),
];

fn addresses(_: &View<'_>) -> Vec<Address> {
    vec![Address { path: SitePath::fixed("growth/index.html"), item: 0, part: 1 }]
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let growth = view.growth();
    let mut body = Html::new();
    drawn(growth, &here, &mut body);
    let last = growth.moves.iter().rposition(|found| !found.items.is_empty());
    for (number, found) in growth.moves.iter().enumerate() {
        one_move(view, found, last == Some(number), &here, &mut body);
    }
    time(growth, &here, &mut body);
    origins(growth, &here, &mut body);
    let crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    let blocks = vec![("lede", lede(view, growth, &here)), ("kpi", figures(growth, &here)), ("body", body)];
    Content { title: word("Growth").into_owned(), nav: "growth", crumbs, blocks }
}

fn lede(view: &View<'_>, growth: &GrowthView, here: &Here<'_>) -> Html {
    let totals = &growth.totals;
    let mut out = Html::new();
    match (totals.growth_target, totals.gap) {
        (Some(target), Some(gap)) if gap > Amount::ZERO => {
            out.word("Of the ").element("b", &[], &here.short(target)).word(" that the territory wants to grow, ");
            out.element("b", &[], &here.short(gap)).word(" is neither won nor in the weighted pipeline.");
            match growth.moves.iter().filter(|found| !found.items.is_empty()).count() {
                0 => out.word(" None of the four moves has an account to begin with."),
                // what the accounts of the moves are worth is potential here and open deals there: no sum of it says whether the gap closes
                4 => out.word(" Four moves work on it; their accounts stand below."),
                1 => out.word(" Of four moves one has accounts to begin with, below."),
                n => out.text(&phrase(" Of four moves {} have accounts to begin with, below.", &[&n])),
            }
        }
        (Some(target), Some(_)) => {
            out.word("Won and weighted open deals cover the ").element("b", &[], &here.short(target)).word(" that the territory wants to grow.")
        }
        _ => {
            text::words(&mut out, &word("The territory has no growth target yet: write `program.growth_target` into quarterdeck.yaml."));
            &mut out
        }
    };
    let uncounted = head::uncounted(&view.rows.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    if !uncounted.is_empty() {
        out.text(" ").text(uncounted.trim_end());
    }
    out
}

fn figures(growth: &GrowthView, here: &Here<'_>) -> Html {
    let totals = &growth.totals;
    let mut out = Html::new();
    let Some(target) = totals.growth_target else { return out };
    // the target names no year, so all wins meet it; the page of results shows those of the year
    let year = FiscalPeriod { part: PeriodPart::Year, ..here.frame.quarter };
    let share = |amount: Amount| amount.ratio(target).map(|share| phrase("{} of the target", &[&text::percent(share)])).unwrap_or_default();
    kpi(
        &mut out,
        &[
            Kpi::text("Growth target", &here.short(target), word("of the whole territory")),
            Kpi::text(
                "Won",
                &here.short(totals.won),
                if totals.won == totals.won_this_year {
                    phrase("in {year}, {}", &[&year, &share(totals.won)])
                } else {
                    phrase("{} of it in {year}; {}", &[&here.short(totals.won_this_year), &year, &share(totals.won)])
                },
            ),
            Kpi::text("Weighted open", &here.short(totals.weighted_open), share(totals.weighted_open)),
            match totals.gap.unwrap_or_default() {
                gap if gap < Amount::ZERO => Kpi::text("Above target", &here.short(Amount(-gap.0)), phrase("{} open, unweighted", &[&here.short(totals.open)])),
                gap => Kpi::text("Gap", &here.short(gap), phrase("{} open, unweighted", &[&here.short(totals.open)])),
            },
        ],
    );
    out
}

/// The gap beside the months in which it should close; without a target the first sentence says so.
fn drawn(growth: &GrowthView, here: &Here<'_>, out: &mut Html) {
    out.open("div", &[("class", "grid even")]);
    let totals = &growth.totals;
    if totals.growth_target.is_some() {
        out.open("section", &[("class", "block"), ("id", "gap"), ("aria-label", &word("Growth gap"))]);
        figure::figure(out, &growth_gap::figure(totals, &here.frame.currency, "c-gap"));
        out.close("section");
    }
    out.open("section", &[("class", "block"), ("id", "closing"), ("aria-label", &word("Money by closing month"))]);
    figure::figure(out, &closing_money::figure(&growth.closing, &here.frame.currency, "c-closing"));
    files::table(out, here, "growth-closing");
    out.close("section").close("div");
}

/// A move with its accounts; under the last one that has any is the file of all four.
fn one_move(view: &View<'_>, found: &Move, last: bool, here: &Here<'_>, out: &mut Html) {
    let sub = |out: &mut Html| text::words(out, &word(found.what));
    block::block(out, found.key, &word(found.title), sub, |out| {
        if found.items.is_empty() {
            empty::empty(out, "Nobody.", "Nothing to do here today.", None, "");
            return;
        }
        let mut table = Table::open(out, &format!("move-{}", found.key), &word(found.title), &MOVES, None);
        for item in found.items.iter().take(NAMES) {
            match &item.slug {
                Some(slug) => table.row(&[("data-account", slug.as_str())]).cell(Some(&item.account), |out| {
                    out.link(&here.account(slug), &[], &item.account);
                }),
                None => table.row(&[]).text(&item.account),
            };
            let worth = item.worth.map(|worth| worth.to_string()).unwrap_or_default();
            let currency = view.currency_of(item.slug.as_ref());
            table.number(&worth, &item.worth.map_or_else(|| "–".to_owned(), |worth| text::money_short(worth, currency)));
            table.cell(None, |out| {
                text::message(out, &text::sentence(&item.why));
                if let Some(place) = &item.place {
                    out.text(" ");
                    here.near_place(out, place);
                }
            });
            table.end_row();
        }
        table.close(false);
        if found.items.iter().any(|item| item.worth.is_some() && view.currency_of(item.slug.as_ref()) != here.frame.currency) {
            out.label("p", &[("class", "mut sm")], "Amounts in another currency come last: they are not compared with the others.");
        }
        if let Some(more) = found.items.len().checked_sub(NAMES).filter(|more| *more > 0) {
            out.element(
                "p",
                &[("class", "mut sm")],
                &phrase("{} with less {} follow.", &[&text::plural(more, "more account", "more accounts"), &word(found.of)]),
            );
        }
        if last {
            files::files(out, here, key("All four moves, all rows:"), &["growth-moves"]);
        }
    });
}

fn time(growth: &GrowthView, here: &Here<'_>, out: &mut Html) {
    let sub = block::says(word("Expected margin of the open actions over the hours planned for them; only where value, hours and margin of all are known"));
    block::block(out, "time", &word("Where an hour brings most"), sub, |out| {
        if !growth.efforts.is_empty() {
            figure::figure(out, &value_hours::figure(&growth.efforts, growth.efforts_unknown, &here.frame.currency, "c-effort"));
        }
        if growth.time.is_empty() {
            let example = "- {id: …, hours: 6, expected_value: 60000}";
            empty::empty(
                out,
                "No return is known yet.",
                "Give the open actions of a plan `hours` and `expected_value`, and the revenue table its margin.",
                None,
                example,
            );
            return;
        }
        let mut table = Table::open(out, "rosti", &word("Return on sales time"), &TIME, Some(("hour", true)));
        for row in growth.time.iter().take(NAMES) {
            let hour = row.per_hour.unwrap_or_default();
            table.row(&[("data-account", row.slug.as_str())]).cell(Some(&row.title), |out| {
                out.link(&here.account(&row.slug), &[], &row.title);
            });
            table.number(&hour.to_string(), &here.short(hour)).number(&row.margin.to_string(), &here.short(row.margin));
            table.number(&row.hours.to_string(), &text::money(row.hours)).number(&row.actions.to_string(), &row.actions.to_string()).end_row();
        }
        table.close(false);
        files::table(out, here, "growth-time");
        if growth.time_unknown > 0 {
            let plans = text::plural(growth.time_unknown, "plan", "plans");
            out.element("p", &[("class", "mut sm")], &phrase("Of {plans} with open actions the return is not known.", &[&plans]));
        }
    });
}

fn origins(growth: &GrowthView, here: &Here<'_>, out: &mut Html) {
    block::block(out, "origin", &word("What came from a plan"), block::says(word("Open opportunities by origin")), |out| {
        if growth.origins.is_empty() {
            empty::empty(out, "No open opportunity.", "Opportunities say whether they were planned or came in (`origin`).", None, "origin: planned");
            return;
        }
        let all: Amount = growth.origins.iter().map(|(_, _, amount)| *amount).sum();
        let mut table = Table::open(out, "origins", &word("Open opportunities by origin"), &ORIGINS, None);
        for (origin, count, amount) in &growth.origins {
            let share = amount.ratio(all).map(|share| format!(" ({})", text::percent(share))).unwrap_or_default();
            table.row(&[]).text(&text::titled(origin)).number(&count.to_string(), &count.to_string());
            table.number(&amount.to_string(), &format!("{}{share}", text::money(*amount))).end_row();
        }
        table.close(false);
        files::table(out, here, "growth-origins");
    });
}
