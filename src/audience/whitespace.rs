//! Accounts against the products of the territory: what is bought, what was, what is proposed, what a rival holds, and what nobody has tried (K7).

use std::collections::BTreeMap;

use crate::audience::project::View;
use crate::base::amount::Amount;
use crate::base::slug::Slug;
use crate::config::settings::Brand;
use crate::model::opportunity::{Opportunity, OpportunityStatus};
use crate::model::plan::Plan;

/// What a place between an account and a product is, first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceState {
    /// Revenue in the last four fiscal quarters.
    Buying,
    /// An open opportunity names the product.
    Proposed,
    /// Somebody else is known to hold it.
    Rival,
    /// Revenue before the last four fiscal quarters only.
    Lapsed,
    Open,
}

impl PlaceState {
    /// The word that readers and files have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceState::Buying => "buying",
            PlaceState::Proposed => "proposed",
            PlaceState::Rival => "rival",
            PlaceState::Lapsed => "lapsed",
            PlaceState::Open => "open",
        }
    }
}

/// One account and one product.
#[derive(Clone, Debug)]
pub struct ProductPlace {
    pub state: PlaceState,
    /// Sales of the last four fiscal quarters.
    pub sales: Amount,
    /// Weighted money of the open opportunities, and how many these are.
    pub weighted: Amount,
    pub proposals: usize,
    /// Who holds it.
    pub rival: Option<String>,
    /// What the account buys of it elsewhere, by the wallet table.
    pub room: Option<Amount>,
}

impl ProductPlace {
    /// What they buy elsewhere and nobody has proposed for.
    pub fn free(&self) -> Amount {
        if self.proposals > 0 { Amount::ZERO } else { self.room.unwrap_or_default() }
    }
}

/// One account.
#[derive(Clone, Debug)]
pub struct WhitespaceRow {
    pub slug: Slug,
    pub title: String,
    /// The plan's currency where it is another than the territory's: its proposals are not summed.
    pub foreign: Option<String>,
    /// In the order of the products.
    pub places: Vec<ProductPlace>,
    /// Sales of the last four fiscal quarters that no product of the territory is named for.
    pub elsewhere: Amount,
}

/// The grid: brands with their products, and accounts.
#[derive(Clone, Debug, Default)]
pub struct WhitespaceView {
    /// Name of the brand, and the names of its products; brands without products are not there.
    pub brands: Vec<(String, Vec<String>)>,
    /// By what they buy elsewhere and nobody has proposed for, then as the portfolio.
    pub rows: Vec<WhitespaceRow>,
    /// What accounts without a plan buy, by product; `None` without such accounts.
    pub unplanned: Option<(usize, Vec<Amount>)>,
}

impl View<'_> {
    pub(in crate::audience) fn made_whitespace(&self) -> WhitespaceView {
        let portfolio = &self.analysis.portfolio;
        let brands: Vec<&Brand> = portfolio.settings.brands.iter().filter(|brand| !brand.products.is_empty()).collect();
        let products: Vec<(&str, &str)> = brands.iter().flat_map(|brand| &brand.products).map(|product| (product.id.as_str(), product.name.as_str())).collect();
        let rows = self.rows.iter().filter(|row| row.readable && !row.copy && row.status != Some("closed")).filter_map(|row| {
            let plan = portfolio.plan(portfolio.find(row.slug.as_str())?);
            let sold = self.sold(row.slug.as_str());
            let wallet = &portfolio.data(row.slug.as_str()).wallet;
            let buys = |id: &str| wallet.iter().filter(|row| &*row.product == id).map(|row| row.total_purchases).reduce(Amount::plus);
            let elsewhere = sold.iter().filter(|(id, _)| !products.iter().any(|product| product.0 == **id)).map(|(_, sold)| sold.0).sum();
            Some(WhitespaceRow {
                slug: row.slug.clone(),
                title: row.title.clone(),
                foreign: (row.currency != portfolio.settings.currency).then(|| row.currency.clone()),
                places: products.iter().map(|(id, name)| place(plan, id, name, sold.get(id).copied(), buys(id))).collect(),
                elsewhere,
            })
        });
        let mut rows: Vec<WhitespaceRow> = rows.collect();
        let free = |row: &WhitespaceRow| row.places.iter().map(ProductPlace::free).sum::<Amount>();
        rows.sort_by_cached_key(|row| std::cmp::Reverse(free(row)));
        let mut bought = vec![Amount::ZERO; products.len()];
        for account in &self.unplanned {
            let sold = self.sold(account.account);
            for (sum, (id, _)) in bought.iter_mut().zip(&products) {
                *sum = sum.plus(sold.get(id).map_or(Amount::ZERO, |sold| sold.0));
            }
        }
        WhitespaceView {
            brands: brands.iter().map(|brand| (brand.name.clone(), brand.products.iter().map(|product| product.name.clone()).collect())).collect(),
            rows,
            unplanned: (!self.unplanned.is_empty()).then_some((self.unplanned.len(), bought)),
        }
    }

    /// Sales of the last four fiscal quarters by product id, and whether there were any before.
    fn sold(&self, account: &str) -> BTreeMap<&str, (Amount, bool)> {
        let portfolio = &self.analysis.portfolio;
        let recent = portfolio.year_of_sales().unwrap_or_else(|| portfolio.last_four_quarters());
        let mut sold: BTreeMap<&str, (Amount, bool)> = BTreeMap::new();
        for row in &portfolio.data(account).revenue {
            let entry = sold.entry(&row.sold.product).or_default();
            match row.period.quarter() {
                Some(quarter) if recent.contains(&quarter) => entry.0 = entry.0.plus(row.amount),
                Some(quarter) if recent.first().is_some_and(|first| quarter < *first) => entry.1 |= row.amount > Amount::ZERO,
                _ => {}
            }
        }
        sold
    }
}

fn place(plan: &Plan, id: &str, name: &str, sold: Option<(Amount, bool)>, buys: Option<Amount>) -> ProductPlace {
    let (sales, before) = sold.unwrap_or_default();
    let named = || plan.opportunities.iter().filter(|it| it.product.as_deref() == Some(id));
    let open = || named().filter(|it| it.is_open());
    let rival = named().filter(|it| it.status != OpportunityStatus::Won).max_by_key(|it| it.close_by).and_then(|it: &Opportunity| it.incumbent.clone());
    let holds = |it: &str| it.eq_ignore_ascii_case(id) || it.eq_ignore_ascii_case(name);
    let rival = rival.or_else(|| plan.competition.iter().find(|it| it.place.as_deref().is_some_and(holds)).map(|it| it.name.clone()));
    let state = match () {
        () if sales > Amount::ZERO => PlaceState::Buying,
        () if open().next().is_some() => PlaceState::Proposed,
        () if rival.is_some() => PlaceState::Rival,
        () if before => PlaceState::Lapsed,
        () => PlaceState::Open,
    };
    // more came back than was sold, or more was sold than is bought: the figures do not belong together, as in the share of wallet
    let room = buys.filter(|buys| sales >= Amount::ZERO && sales <= *buys).map(|buys| buys.minus(sales));
    ProductPlace { state, sales, weighted: open().map(Opportunity::weighted).sum(), proposals: open().count(), rival, room }
}
