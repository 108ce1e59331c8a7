//! On how many plans each function has somebody, as bars in the rows of a table.

use rust_decimal::Decimal;

use crate::audience::accountability::FunctionRow;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::language::{self, phrase, value_word, word};
use crate::charts::chart::{Chart, Figure, Of, list};
use crate::draw::number::percent;
use crate::draw::scale::Linear;
use crate::draw::svg::Svg;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "function_coverage",
    of: Of::Territory,
    title: "Functions on the teams",
    shows: "Per function the plans with somebody of it on the team, of all that are active or in review",
    ids: &["D11", "D13"],
};

/// Functions with the plans that they have somebody on, most first; `live` plans are active or in review (D13).
pub fn figure(functions: &[FunctionRow], live: usize) -> Figure {
    if live == 0 || functions.is_empty() {
        return Figure::empty(CHART.key, &word("No plan is active, or nobody has a function"));
    }
    let said: Vec<String> = functions.iter().map(|row| phrase("{}: {} of {}", &[&value_word(row.function), &row.plans, &live])).collect();
    Figure {
        key: CHART.key,
        title: title(functions, live),
        subtitle: phrase("Plans with somebody of the function on the team, of {} active or in review", &[&live]),
        drawing: drawing(functions, live),
        description: format!("{}.", said.join("; ")),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

fn share(plans: usize, live: usize) -> Decimal {
    Amount(Decimal::from(plans)).ratio(Amount(Decimal::from(live))).unwrap_or_default()
}

fn title(functions: &[FunctionRow], live: usize) -> String {
    let named = |rows: &[&FunctionRow]| list(&rows.iter().map(|row| value_word(row.function).into_owned()).collect::<Vec<_>>());
    let nowhere: Vec<&FunctionRow> = functions.iter().filter(|row| row.plans == 0).collect();
    let everywhere: Vec<&FunctionRow> = functions.iter().filter(|row| row.plans == live).collect();
    let least = functions.iter().min_by_key(|row| row.plans);
    match (nowhere.as_slice(), least) {
        (rows @ [_, ..], _) => phrase("No team has anybody from {functions}", &[&named(rows)]),
        ([], _) if everywhere.len() == functions.len() => word("Every function is on every team").into_owned(),
        ([], Some(row)) => phrase("Every function is on a team; {} on the fewest, {} of {}", &[&value_word(row.function), &row.plans, &live]),
        ([], None) => String::new(),
    }
}

fn drawing(functions: &[FunctionRow], live: usize) -> Html {
    let scale = Linear::from_zero([Decimal::ONE], 0, 10_000);
    let mut out = Html::with_capacity(400 * functions.len() + 400);
    out.open("table", &[("class", "bars"), ("aria-label", &word(CHART.title))]).open("thead", &[("class", "vh")]).open("tr", &[]);
    for head in [language::key("Function"), language::key("Share of the plans")] {
        out.label("th", &[("scope", "col")], head);
    }
    out.label("th", &[("scope", "col"), ("class", "num")], "Plans").close("tr").close("thead").open("tbody", &[]);
    for row in functions {
        out.open("tr", &[]).element("th", &[("scope", "row")], &titled(row.function)).open("td", &[("class", "w")]);
        let share = share(row.plans, live);
        let mut svg = Svg::bar();
        svg.rect("f3", 0, 40, 10_000, 80);
        svg.rect("f1", 0, 20, scale.at(share), 120);
        out.push(&svg.finish()).element("span", &[("class", "vh")], &percent(share)).close("td");
        out.element("td", &[("class", "num")], &phrase("{} of {}", &[&row.plans, &live])).close("tr");
    }
    out.close("tbody").close("table");
    out
}

/// The function's name with a capital letter in front.
fn titled(function: &'static str) -> String {
    let said = value_word(function);
    let mut rest = said.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
