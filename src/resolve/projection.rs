//! What an account bought per brand and division, and what the next 90 days should bring: as typed and as computed (M22, M23). Both are shown.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{AHEAD_DAYS, FiscalPeriod};
use crate::config::settings::Brand;
use crate::model::opportunity::Opportunity;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;

/// One brand in one division.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// A brand's id.
    pub brand: &'a str,
    pub division: &'a str,
    /// The last fiscal quarters before the one that holds today, oldest first; those of which the revenue table says nothing, or not all, are left out.
    pub quarters: Vec<(FiscalPeriod, Amount)>,
    /// The plan's own projection, summed.
    pub typed: Option<Amount>,
    /// Mean of the last four quarters that the revenue table covers, and the weighted open opportunities that close within 90 days; `None` with neither
    /// history nor deals, where one of the four is missing from the table, with a deal of which nobody can tell whether it is one of this division, and
    /// in a plan of another currency: the tables, which name none, are in the territory's.
    pub computed: Option<Amount>,
    /// The names of those deals.
    pub unplaced: Vec<&'a str>,
}

/// Where a deal counts, as far as it can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lands<'a> {
    In(&'a str),
    /// In one of these divisions, and nobody can tell in which.
    Somewhere(Vec<&'a str>),
}

/// The division in which a product will be sold: its unit, where that is a division of the brand; else the one in which the account buys the product, else
/// the one in which all others do, else the only one of the brand.
fn lands<'a>(ground: &'a Ground, sold: &BTreeSet<(&'a str, &'a str)>, brand: &'a Brand, product: &'a str, unit: Option<&str>) -> Lands<'a> {
    let named = unit.and_then(|unit| brand.divisions.iter().find(|division| division.trim().to_lowercase() == unit.trim().to_lowercase()));
    if let Some(division) = named {
        return Lands::In(division);
    }
    let own: Vec<&str> = sold.range((product, "")..).take_while(|(known, _)| *known == product).map(|(_, division)| *division).collect();
    let others = || ground.tables.divisions.get(product).map(|all| all.iter().map(AsRef::as_ref).collect()).unwrap_or_default();
    let of_brand = || if brand.divisions.is_empty() { vec![""] } else { brand.divisions.iter().map(String::as_str).collect() };
    let known = [own, others()].into_iter().find(|divisions: &Vec<&str>| !divisions.is_empty()).unwrap_or_else(of_brand);
    match known.as_slice() {
        [one] => Lands::In(one),
        _ => Lands::Somewhere(known),
    }
}

/// The open deals that close within 90 days, with their brand, empty where they name no product that is known, and where they count.
fn closing<'a>(ground: &'a Ground, unit: &'a PlanUnit, sold: &BTreeSet<(&'a str, &'a str)>) -> Vec<(&'a str, Lands<'a>, &'a Opportunity)> {
    let horizon = ground.today.plus_days(AHEAD_DAYS);
    let brand_of = |product: &str| ground.settings.brands.iter().find(|brand| brand.products.iter().any(|known| known.id == product));
    let deals = ground.plan(unit).opportunities.iter().filter(|it| it.is_open() && it.close_by <= horizon);
    let placed = deals.map(|it| match it.product.as_deref().and_then(|product| Some((product, brand_of(product)?))) {
        Some((product, brand)) => (brand.id.as_str(), lands(ground, sold, brand, product, it.unit.as_deref()), it),
        None => ("", Lands::In(""), it),
    });
    placed.collect()
}

/// Every brand and division that the account bought in the last `n` quarters, that the plan projects, or in which a deal closes within 90 days. Deals that
/// name no product stand in the series without a brand: the sum of all is what the account should bring.
pub fn series<'a>(ground: &'a Ground, unit: &'a PlanUnit, n: i32) -> Vec<Series<'a>> {
    let (settings, plan) = (&ground.settings, ground.plan(unit));
    let revenue = &ground.data(unit.slug.as_str()).revenue;
    let now = settings.calendar.quarter_of(ground.today);
    let quarters: Vec<FiscalPeriod> = (1..=n).rev().map(|back| now.plus_quarters(-back)).collect();
    let year = ground.year_of_sales();
    let one_currency = ground.currency(plan) == settings.currency;
    let mut cells: BTreeMap<(&str, &str), BTreeMap<FiscalPeriod, Amount>> = BTreeMap::new();
    let mut sold: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in revenue {
        sold.insert((&row.sold.product, &row.sold.division));
        let Some(quarter) = row.period.quarter() else { continue };
        if quarters.contains(&quarter) || year.is_some_and(|year| year.contains(&quarter)) {
            let cell = cells.entry((&row.sold.brand, &row.sold.division)).or_default().entry(quarter).or_default();
            *cell = cell.plus(row.amount);
        }
    }
    for projection in &plan.projection_90d {
        cells.entry((&projection.brand, projection.division.as_deref().unwrap_or(""))).or_default();
    }
    let mut closing = closing(ground, unit, &sold);
    for (brand, lands, _) in &mut closing {
        // what was never bought has no division in which it could be looked for
        if matches!(lands, Lands::Somewhere(divisions) if !divisions.iter().any(|division| cells.contains_key(&(*brand, *division)))) {
            *lands = Lands::In("");
        }
        if let Lands::In(division) = lands {
            cells.entry((brand, division)).or_default();
        }
    }
    // a quarter of which the table knows a part would pass for a whole one; in one that it covers without a row nothing was sold, unless it is missing
    let until = ground.sales_until();
    let from = ground.tables.revenue_from;
    let told = |quarter: &&FiscalPeriod| {
        let span = |period: FiscalPeriod| settings.calendar.span(period);
        let begun = from.is_some_and(|from| span(from).0 <= span(**quarter).0);
        begun && !ground.tables.is_missing(**quarter) && until.is_some_and(|until| span(**quarter).1 <= until)
    };
    cells
        .into_iter()
        .map(|((brand, division), values)| {
            let line = quarters.iter().filter(told).map(|quarter| (*quarter, values.get(quarter).copied().unwrap_or_default())).collect();
            let mut typed = plan.projection_90d.iter().filter(|it| it.brand == brand && it.division.as_deref().unwrap_or("") == division).peekable();
            let deals = || closing.iter().filter(|(of, _, _)| *of == brand);
            let lands_here = |lands: &Lands<'_>| match lands {
                Lands::In(known) => *known == division,
                Lands::Somewhere(_) => false,
            };
            let may_land = |lands: &Lands<'_>| matches!(lands, Lands::Somewhere(divisions) if divisions.contains(&division));
            let coming: Amount = deals().filter(|(_, lands, _)| lands_here(lands)).map(|(_, _, it)| it.weighted()).sum();
            let unplaced: Vec<&str> = deals().filter(|(_, lands, it)| may_land(lands) && !it.weighted().is_zero()).map(|(_, _, it)| it.name.as_str()).collect();
            let mean = year.map(|year| year.iter().filter_map(|quarter| values.get(quarter).copied()).sum::<Amount>().times(Decimal::new(25, 2)));
            let mean = mean.filter(|_| ground.tables.revenue && (!values.is_empty() || deals().any(|(_, lands, _)| lands_here(lands))));
            Series {
                brand,
                division,
                quarters: line,
                typed: typed.peek().is_some().then(|| typed.map(|it| it.amount).sum()),
                computed: mean.filter(|_| unplaced.is_empty() && one_currency).map(|mean| mean.plus(coming).rounded(0)),
                unplaced: if mean.is_some() { unplaced } else { Vec::new() },
            }
        })
        .collect()
}
