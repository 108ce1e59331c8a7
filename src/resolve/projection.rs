//! What an account bought per brand and division, and what the next 90 days should bring: as typed and as computed (M22, M23). Both are shown.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::FiscalPeriod;
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
    /// The last fiscal quarters before the one that holds today, oldest first; those of which the revenue table says nothing are left out.
    pub quarters: Vec<(FiscalPeriod, Amount)>,
    /// The plan's own projection, summed.
    pub typed: Option<Amount>,
    /// Mean of the last four quarters, and the weighted open opportunities that close within 90 days; `None` without history, where one of the four is
    /// missing from the revenue table, and with a deal of which nobody can tell whether it is one of this division.
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

/// Every brand and division that the account bought in the last `n` quarters, or that the plan projects.
pub fn series<'a>(ground: &'a Ground, unit: &'a PlanUnit, n: i32) -> Vec<Series<'a>> {
    let (settings, plan) = (&ground.settings, ground.plan(unit));
    let revenue = &ground.data(unit.slug.as_str()).revenue;
    let now = settings.calendar.quarter_of(ground.today);
    let quarters: Vec<FiscalPeriod> = (1..=n).rev().map(|back| now.plus_quarters(-back)).collect();
    let mut cells: BTreeMap<(&str, &str), BTreeMap<FiscalPeriod, Amount>> = BTreeMap::new();
    let mut sold: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in revenue {
        sold.insert((&row.sold.product, &row.sold.division));
        let Some(quarter) = row.period.quarter() else { continue };
        if quarters.contains(&quarter) {
            let cell = cells.entry((&row.sold.brand, &row.sold.division)).or_default().entry(quarter).or_default();
            *cell = cell.plus(row.amount);
        }
    }
    for projection in &plan.projection_90d {
        cells.entry((&projection.brand, projection.division.as_deref().unwrap_or(""))).or_default();
    }
    let horizon = ground.today.plus_days(90);
    let closing = plan.opportunities.iter().filter(|it| it.is_open() && it.close_by <= horizon);
    // opportunities name a product, and that has a brand
    let closing: Vec<(&str, Lands<'_>, &Opportunity)> = closing
        .filter_map(|it| {
            let product = it.product.as_deref()?;
            let brand = settings.brands.iter().find(|brand| brand.products.iter().any(|known| known.id == product))?;
            Some((brand.id.as_str(), lands(ground, &sold, brand, product, it.unit.as_deref()), it))
        })
        .collect();
    cells
        .into_iter()
        .map(|((brand, division), values)| {
            let told = quarters.iter().filter(|quarter| ground.tables.revenue_quarters.contains_key(quarter));
            let line: Vec<(FiscalPeriod, Amount)> = told.map(|quarter| (*quarter, values.get(quarter).copied().unwrap_or_default())).collect();
            let mut typed = plan.projection_90d.iter().filter(|it| it.brand == brand && it.division.as_deref().unwrap_or("") == division).peekable();
            let deals = || closing.iter().filter(|(of, _, _)| *of == brand);
            let coming: Amount = deals().filter(|(_, lands, _)| *lands == Lands::In(division)).map(|(_, _, it)| it.weighted()).sum();
            let may_land = |lands: &Lands<'_>| matches!(lands, Lands::Somewhere(divisions) if divisions.contains(&division));
            let unplaced: Vec<&str> = deals().filter(|(_, lands, it)| may_land(lands) && !it.weighted().is_zero()).map(|(_, _, it)| it.name.as_str()).collect();
            let last_four = ground.last_four_quarters();
            let whole = !last_four.iter().any(|quarter| ground.tables.is_missing(*quarter));
            let year: Amount = last_four.iter().filter_map(|quarter| values.get(quarter).copied()).sum();
            let known = ground.tables.revenue && whole && !values.is_empty();
            Series {
                brand,
                division,
                quarters: line,
                typed: typed.peek().is_some().then(|| typed.map(|it| it.amount).sum()),
                computed: (known && unplaced.is_empty()).then(|| year.times(Decimal::new(25, 2)).plus(coming).rounded(0)),
                unplaced: if known { unplaced } else { Vec::new() },
            }
        })
        .collect()
}
