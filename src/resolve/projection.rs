//! What an account bought per brand and division, and what the next 90 days should bring: as typed and as computed (M22, M23). Both are shown.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::FiscalPeriod;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;

/// One brand in one division.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// A brand's id.
    pub brand: &'a str,
    pub division: &'a str,
    /// The last fiscal quarters before the one that holds today, oldest first.
    pub quarters: Vec<(FiscalPeriod, Amount)>,
    /// The plan's own projection, summed.
    pub typed: Option<Amount>,
    /// Mean of the last four quarters, and the weighted open opportunities that close within 90 days; `None` without history.
    pub computed: Option<Amount>,
}

/// Every brand and division that the account bought in the last `n` quarters, or that the plan projects.
pub fn series<'a>(ground: &'a Ground, unit: &'a PlanUnit, n: i32) -> Vec<Series<'a>> {
    let (settings, plan) = (&ground.settings, ground.plan(unit));
    let revenue = &ground.data(unit.slug.as_str()).revenue;
    let now = settings.calendar.quarter_of(ground.today);
    let quarters: Vec<FiscalPeriod> = (1..=n).rev().map(|back| now.plus_quarters(-back)).collect();
    let mut cells: BTreeMap<(&str, &str), BTreeMap<FiscalPeriod, Amount>> = BTreeMap::new();
    let mut sold: HashSet<(&str, &str)> = HashSet::new();
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
    cells
        .into_iter()
        .map(|((brand, division), values)| {
            let line: Vec<(FiscalPeriod, Amount)> = quarters.iter().map(|quarter| (*quarter, values.get(quarter).copied().unwrap_or_default())).collect();
            let mut typed = plan.projection_90d.iter().filter(|it| it.brand == brand && it.division.as_deref().unwrap_or("") == division).peekable();
            // opportunities name a product; its brand is the product's, its division the one in which it was sold
            let in_brand = |product: &str| settings.brand(brand).is_some_and(|it| it.products.iter().any(|known| known.id == product));
            let coming: Amount = plan
                .opportunities
                .iter()
                .filter(|it| it.is_open() && it.close_by <= horizon)
                .filter(|it| it.product.as_deref().is_some_and(|product| sold.contains(&(product, division)) && in_brand(product)))
                .map(|it| it.weighted())
                .sum();
            let last_four: Amount = line.iter().rev().take(4).map(|(_, amount)| *amount).sum();
            let known = ground.tables.revenue && !values.is_empty();
            Series {
                brand,
                division,
                quarters: line,
                typed: typed.peek().is_some().then(|| typed.map(|it| it.amount).sum()),
                computed: known.then(|| Amount(last_four.0 / Decimal::from(4)).plus(coming).rounded(0)),
            }
        })
        .collect()
}
