//! Accounts by products: what is bought, proposed, lapsed, held by a rival, or open, with the money, as a table.

use crate::base::language::{key, phrase, word};
use std::ops::Range;

use rust_decimal::Decimal;

use crate::audience::whitespace::{PlaceState, ProductPlace, WhitespaceRow, WhitespaceView};
use crate::base::amount::Amount;
use crate::base::html::{Href, Html};
use crate::base::money::money_short;
use crate::base::slug::Slug;
use crate::charts::chart::{Chart, Figure, Of, count};
use crate::draw::label;
use crate::draw::number::Unit;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "whitespace_grid",
    of: Of::Territory,
    title: "Whitespace",
    shows: "Per account and product whether it is bought, proposed, held by a rival, lapsed or open, with the money, and totals",
    ids: &["K7", "S12"],
};

/// State, CSS class, shape and word, in the order of the key.
const STATES: [(PlaceState, &str, &str, &str); 5] = [
    (PlaceState::Buying, "use", "●", key("buying")),
    (PlaceState::Proposed, "prop", "◇", key("proposed")),
    (PlaceState::Rival, "rival", "✕", key("rival")),
    (PlaceState::Lapsed, "lapsed", "○", key("lapsed")),
    (PlaceState::Open, "open", "·", key("open")),
];

/// The longest name of a rival in a cell.
const RIVAL: usize = 26;

/// Money of one row or one column.
#[derive(Clone, Copy, Default)]
struct Sum {
    sales: Amount,
    weighted: Amount,
    free: Amount,
    accounts: usize,
}

impl Sum {
    fn add(&mut self, place: &ProductPlace, foreign: bool) {
        self.sales = self.sales.plus(place.sales);
        if !foreign {
            self.weighted = self.weighted.plus(place.weighted);
        }
        self.free = self.free.plus(place.free());
        self.accounts += usize::from(place.free() > Amount::ZERO);
    }
}

fn look(state: PlaceState) -> (&'static str, &'static str, &'static str) {
    STATES.iter().find(|it| it.0 == state).map_or(("", "", ""), |it| (it.1, it.2, it.3))
}

/// The accounts at `shown`, with totals and title about all of them; `link` gives the address of an account's page (K7).
pub fn figure(grid: &WhitespaceView, shown: Range<usize>, currency: &str, link: &dyn Fn(&Slug) -> Href) -> Figure {
    if grid.brands.is_empty() {
        return Figure::empty(CHART.key, &word("No products to compare accounts with: quarterdeck.yaml names none"));
    }
    if grid.rows.is_empty() {
        return Figure::empty(CHART.key, &word("No plans to compare with the products yet"));
    }
    let names: Vec<&str> = grid.brands.iter().flat_map(|(_, products)| products).map(String::as_str).collect();
    let mut sums = vec![Sum::default(); names.len()];
    for row in &grid.rows {
        for (sum, place) in sums.iter_mut().zip(&row.places) {
            sum.add(place, row.foreign.is_some());
        }
    }
    let places = || grid.rows.iter().flat_map(|row| &row.places);
    let counts: Vec<usize> = STATES.iter().map(|state| places().filter(|place| place.state == state.0).count()).collect();
    let amounts = places().flat_map(|place| [place.sales, place.weighted, place.room.unwrap_or_default()]);
    let unit = Unit::of(amounts.map(|amount| amount.0));
    let told = STATES.iter().zip(&counts).map(|(state, n)| format!("{} {n}", word(state.3)));
    let description = phrase("Places by state: {}.", &[&(told.collect::<Vec<_>>().join(", "))]);
    let mut drawing = Html::with_capacity(900 * shown.len() + 3_000);
    legend(&mut drawing, &counts);
    let last = shown.end.min(grid.rows.len());
    let rows = grid.rows.get(shown.start.min(last)..last).unwrap_or(&[]);
    table(&mut drawing, &Grid { grid, sums: &sums, unit, link }, rows);
    Figure {
        key: CHART.key,
        title: title(&names, &sums, &counts, currency),
        subtitle: phrase(
            "{}: bought in the last four fiscal quarters, proposed weighted; else what they buy elsewhere, where that is known",
            &[&unit.word(currency)],
        ),
        drawing,
        description,
        header: Vec::new(),
        rows: Vec::new(),
    }
}

/// The product with the most room that nobody has proposed for; without a wallet table, how much is open.
fn title(names: &[&str], sums: &[Sum], counts: &[usize], currency: &str) -> String {
    let most = names.iter().zip(sums).rev().max_by_key(|(_, sum)| sum.free).filter(|(_, sum)| sum.free > Amount::ZERO);
    if let Some((name, sum)) = most {
        let accounts = count(sum.accounts, "account", "accounts");
        return phrase("{} has the most room: {} in {accounts}, with nothing proposed", &[&label::name(name), &money_short(sum.free, currency), &accounts]);
    }
    let all: usize = counts.iter().sum();
    let of = |state: PlaceState| STATES.iter().zip(counts).find(|(it, _)| it.0 == state).map_or(0, |(_, n)| *n);
    match (of(PlaceState::Open), of(PlaceState::Rival)) {
        (0, 0) => phrase("Every place of {all} is bought, proposed or lapsed", &[&all]),
        (0, rivals) => phrase("No place of {all} is open; a rival is known in {rivals}", &[&all, &rivals]),
        (open, 0) => phrase("{open} of {all} places are open, and no rival is known in one", &[&open, &all]),
        (open, rivals) => phrase("{open} of {all} places are open; a rival is known in {rivals}", &[&open, &all, &rivals]),
    }
}

fn legend(out: &mut Html, counts: &[usize]) {
    out.open("ul", &[("class", "key")]);
    for ((_, _, glyph, name), n) in STATES.iter().zip(counts) {
        out.open("li", &[]).element("span", &[("class", "g"), ("aria-hidden", "true")], glyph).text(&format!(" {} {n}", word(name))).close("li");
    }
    out.close("ul");
}

/// What all rows share.
struct Grid<'a> {
    grid: &'a WhitespaceView,
    sums: &'a [Sum],
    unit: Unit,
    link: &'a dyn Fn(&Slug) -> Href,
}

/// The product without the name of its brand, which stands above it.
fn short<'a>(product: &'a str, brand: &str) -> &'a str {
    product.strip_prefix(brand).map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(product)
}

fn table(out: &mut Html, all: &Grid, rows: &[WhitespaceRow]) {
    let elsewhere = all.grid.rows.iter().any(|row| !row.elsewhere.is_zero());
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &word("Accounts by products"))]);
    out.open("table", &[("class", "cells"), ("aria-label", &word(CHART.title))]).open("thead", &[]).open("tr", &[]);
    out.label("th", &[("scope", "col"), ("rowspan", "2")], "Account");
    for (brand, products) in &all.grid.brands {
        let span = products.len().to_string();
        out.open("th", &[("scope", "colgroup"), ("colspan", &span)]).element("span", &[], brand).close("th");
    }
    for head in [key("Bought"), key("Proposed")].into_iter().chain(elsewhere.then_some(key("Other sales"))) {
        out.open("th", &[("scope", "col"), ("rowspan", "2"), ("class", "num")]).label("span", &[], head).close("th");
    }
    out.close("tr").open("tr", &[]);
    for (brand, products) in &all.grid.brands {
        for product in products {
            out.open("th", &[("scope", "col")]).element("span", &[], short(product, brand)).close("th");
        }
    }
    out.close("tr").close("thead").open("tbody", &[]);
    for row in rows {
        line(out, row, all, elsewhere);
    }
    out.close("tbody").open("tfoot", &[]);
    totals(out, all, elsewhere);
    out.close("tfoot").close("table").close("div");
}

fn line(out: &mut Html, row: &WhitespaceRow, all: &Grid, elsewhere: bool) {
    out.open("tr", &[("data-account", row.slug.as_str())]).open("th", &[("scope", "row")]);
    out.link(&(all.link)(&row.slug), &[], &row.title);
    if let Some(currency) = &row.foreign {
        out.element("small", &[], &phrase("proposals in {currency}", &[&currency]));
    }
    out.close("th");
    let mut sum = Sum::default();
    for place in &row.places {
        sum.add(place, row.foreign.is_some());
        cell(out, place, all.unit);
    }
    money(out, "num", sum.sales, all.unit);
    money(out, "num", sum.weighted, all.unit);
    if elsewhere {
        money(out, "num", row.elsewhere, all.unit);
    }
    out.close("tr");
}

/// One account and one product: the money, and the state by shape and word.
fn cell(out: &mut Html, place: &ProductPlace, unit: Unit) {
    let (class, glyph, english) = look(place.state);
    let state = word(english);
    out.open("td", &[("class", class)]);
    let amount = match place.state {
        PlaceState::Buying => Some(place.sales),
        PlaceState::Proposed => Some(place.weighted),
        _ => place.room.filter(|room| !room.is_zero()),
    };
    let rival = place.rival.as_deref().map(|rival| label::shorten(rival, RIVAL));
    let words = match (place.state, &rival) {
        (PlaceState::Rival, Some(rival)) => format!("{glyph}\u{a0}{state}: {rival}"),
        _ => format!("{glyph}\u{a0}{state}"),
    };
    match amount {
        Some(amount) => out.element("b", &[], &unit.show(amount.0)).element("small", &[], &words),
        None if place.state == PlaceState::Open => out.element("span", &[], &words),
        None => out.element("small", &[], &words),
    };
    match (place.state, &rival) {
        (PlaceState::Buying, _) if place.proposals > 0 => out.element("small", &[], &phrase("+\u{a0}{}\u{a0}proposed", &[&unit.show(place.weighted.0)])),
        // what the totals count as room
        (PlaceState::Buying, _) if place.free() > Amount::ZERO => out.element("small", &[], &phrase("+\u{a0}{}\u{a0}elsewhere", &[&unit.show(place.free().0)])),
        (PlaceState::Proposed, Some(rival)) => out.element("span", &[("class", "vh")], &phrase(", today {rival}", &[&rival])),
        _ => out,
    };
    out.close("td");
}

/// A sum: at the right edge in a column of its own, or under the places of a product.
fn money(out: &mut Html, class: &str, amount: Amount, unit: Unit) {
    let shown = if amount.is_zero() { "–".to_owned() } else { unit.show(amount.0) };
    match class {
        // a phone writes it upright, as the name of the product
        "" => out.open("td", &[]).element("span", &[], &shown).close("td"),
        class => out.element("td", &[("class", class)], &shown),
    };
}

fn totals(out: &mut Html, all: &Grid, elsewhere: bool) {
    let grid = all.grid;
    let plans = count(grid.rows.len(), "account", "accounts");
    let of = |pick: fn(&Sum) -> Amount| all.sums.iter().map(pick).collect::<Vec<_>>();
    let mut lines = vec![(phrase("{plans}: bought", &[&plans]), of(|sum| sum.sales)), (word("Proposed, weighted").into_owned(), of(|sum| sum.weighted))];
    let free = all.sums.iter().any(|sum| sum.free > Amount::ZERO);
    if free {
        lines.push((word("Bought elsewhere, nothing proposed").into_owned(), of(|sum| sum.free)));
    }
    if let Some((n, bought)) = grid.unplanned.as_ref().filter(|(_, bought)| bought.iter().any(|amount| amount.0 > Decimal::ZERO)) {
        lines.push((phrase("{} without a plan: bought", &[&count(*n, "account", "accounts")]), bought.clone()));
    }
    for (index, (title, amounts)) in lines.iter().enumerate() {
        out.open("tr", &[]).element("th", &[("scope", "row")], title);
        for amount in amounts {
            money(out, "", *amount, all.unit);
        }
        let sum: Amount = amounts.iter().copied().sum();
        match index {
            1 => {
                out.element("td", &[], "");
                money(out, "num", sum, all.unit);
            }
            2 if free => {
                out.element("td", &[], "").element("td", &[], "");
            }
            _ => {
                money(out, "num", sum, all.unit);
                out.element("td", &[], "");
            }
        }
        if elsewhere {
            let other: Amount = grid.rows.iter().map(|row| row.elsewhere).sum();
            match index {
                0 => money(out, "num", other, all.unit),
                _ => drop(out.element("td", &[], "")),
            }
        }
        out.close("tr");
    }
}
