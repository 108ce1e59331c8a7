//! Revenue per brand and division: history by quarter and both 90-day projections, marked as such (M22, M23).

use crate::audience::view::RevenueSeries;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::cards::{empty, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// So many quarters stand in the table; the figure has all.
const QUARTERS: usize = 4;

/// The section.
pub fn revenue(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let series = &sheet.plan.revenue;
    if series.is_empty() {
        let worth = sheet.worth(&["revenue history and projection"]);
        let belongs = "Put actuals per quarter, brand and division into data/revenue.csv and your own view of the next 90 days into the plan.";
        empty::empty(
            out,
            "No revenue history yet.",
            belongs,
            worth,
            "projection_90d: [{brand: surgix, division: Surgical, amount: 210000, basis: two renewals}]",
        );
        return Holds::Nothing;
    }
    sheet.figure(out, "revenue_line");
    out.open("p", &[("class", "sub")])
        .text(sheet.currency())
        .text(" per fiscal quarter, and the next 90 days as typed in the plan and as computed: mean of four quarters and weighted deals.")
        .close("p");
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Revenue by brand and division")]);
    out.open("table", &[("id", "revenue-table")]).open("thead", &[]).open("tr", &[]).element("th", &[("scope", "col")], "Brand and division");
    for (period, _) in tail(series.first().map_or(&[][..], |series| &series.quarters)) {
        out.element("th", &[("scope", "col"), ("class", "num")], &period.to_string());
    }
    for head in ["90 days, typed", "90 days, computed"] {
        out.element("th", &[("scope", "col"), ("class", "num")], head);
    }
    out.close("tr").close("thead").open("tbody", &[]);
    for series in series {
        row(out, series);
    }
    out.close("tbody").close("table").close("div");
    Holds::Something
}

fn row(out: &mut Html, series: &RevenueSeries) {
    out.open("tr", &[]).open("th", &[("scope", "row")]).text(&series.brand);
    if !series.division.is_empty() {
        out.element("small", &[], &series.division);
    }
    out.close("th");
    for (_, amount) in tail(&series.quarters) {
        number(out, Some(*amount));
    }
    number(out, series.typed);
    number(out, series.computed);
    out.close("tr");
}

fn number(out: &mut Html, amount: Option<Amount>) {
    out.element("td", &[("class", "num")], &amount.map_or("–".to_owned(), text::money));
}

fn tail<T>(all: &[T]) -> &[T] {
    all.get(all.len().saturating_sub(QUARTERS)..).unwrap_or(&[])
}
