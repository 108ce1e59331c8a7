//! Revenue per brand and division: history by quarter and both 90-day projections, marked as such (M22, M23).

use std::collections::BTreeSet;

use crate::audience::view::RevenueSeries;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::cards::{empty, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// So many quarters stand in the table where there is no figure.
const QUARTERS: usize = 4;

/// The section.
pub fn revenue(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let series = &sheet.plan.revenue;
    if series.is_empty() {
        let worth = sheet.worth(&["revenue history and projection"]);
        let belongs = key("Put actuals per quarter, brand and division into data/revenue.csv and your own view of the next 90 days into the plan.");
        empty::empty(
            out,
            "No revenue history yet.",
            belongs,
            worth,
            "projection_90d: [{brand: surgix, division: Surgical, amount: 210000, basis: two renewals}]",
        );
        return Holds::Nothing;
    }
    let drawn = sheet.has_figure("revenue_line");
    if drawn {
        out.open("div", &[("class", "two")]);
        sheet.figure(out, "revenue_line");
        out.open("div", &[]).label("h3", &[], "Next 90 days");
    }
    let quarters = if drawn { 0 } else { QUARTERS };
    if sheet.is_foreign() {
        let why = phrase("As typed in the plan, in {}; not computed, since the tables are in {}.", &[&sheet.currency(), &sheet.here.frame.currency]);
        out.element("p", &[("class", "sub")], &why);
    } else {
        out.open("p", &[("class", "sub")]).text(sheet.currency()).word(if drawn { "" } else { " per fiscal quarter, and the next 90 days" });
        out.word(": as typed in the plan; computed from the mean of four quarters and the weighted deals that close.").close("p");
    }
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &word("Revenue by brand and division"))]);
    out.open("table", &[("id", "revenue-table")]).open("thead", &[]).open("tr", &[]).label("th", &[("scope", "col")], "Brand and division");
    for (period, _) in tail(series.first().map_or(&[][..], |series| &series.quarters), quarters) {
        out.element("th", &[("scope", "col"), ("class", "num")], &period.to_string());
    }
    for head in if drawn { [key("Typed"), key("Computed")] } else { [key("90 days, typed"), key("90 days, computed")] } {
        out.label("th", &[("scope", "col"), ("class", "num")], head);
    }
    out.close("tr").close("thead").open("tbody", &[]);
    for series in series {
        row(out, series, quarters);
    }
    out.close("tbody").close("table").close("div");
    unplaced(series, out);
    if drawn {
        quota(sheet, out);
        out.close("div").close("div");
    }
    Holds::Something
}

/// Why a projection is not computed: a deal may belong to any of several divisions.
fn unplaced(series: &[RevenueSeries], out: &mut Html) {
    let deals: BTreeSet<&str> = series.iter().flat_map(|series| series.unplaced.iter().map(String::as_str)).collect();
    for deal in deals {
        let why = phrase("Not computed where {deal} may belong: nobody can tell in which division it will be sold. Its unit can say so.", &[&deal]);
        out.element("p", &[("class", "mut sm")], &why);
    }
}

/// The quota of the plan's year, in one line.
fn quota(sheet: &Sheet<'_>, out: &mut Html) {
    let quota = &sheet.plan.quota;
    if !quota.is_empty() {
        let parts: Vec<String> = quota.iter().map(|(period, amount)| format!("{period} {}", sheet.of_tables(*amount))).collect();
        out.open("p", &[("class", "mut sm")]).word("Quota: ").text(&parts.join(", ")).text(".").close("p");
    }
}

fn row(out: &mut Html, series: &RevenueSeries, quarters: usize) {
    out.open("tr", &[]).open("th", &[("scope", "row")]).text(&series.brand);
    if !series.division.is_empty() {
        out.element("small", &[], &series.division);
    }
    out.close("th");
    for (_, amount) in tail(&series.quarters, quarters) {
        number(out, Some(*amount));
    }
    number(out, series.typed);
    number(out, series.computed);
    out.close("tr");
}

fn number(out: &mut Html, amount: Option<Amount>) {
    out.element("td", &[("class", "num")], &amount.map_or("–".to_owned(), text::money));
}

fn tail<T>(all: &[T], last: usize) -> &[T] {
    all.get(all.len().saturating_sub(last)..).unwrap_or(&[])
}
