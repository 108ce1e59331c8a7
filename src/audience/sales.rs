//! How own sales of the last four fiscal quarters spread over all accounts, with and without a plan (K5).

use crate::audience::project::View;
use crate::base::amount::Amount;

/// One account that bought something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesView {
    pub title: String,
    pub sales: Amount,
}

impl View<'_> {
    /// Accounts with sales, the largest first: the same that the index of concentration counts.
    pub fn sales(&self) -> Vec<SalesView> {
        let portfolio = &self.analysis.portfolio;
        let title = |slug: &str| portfolio.called(slug).to_owned();
        let sold = portfolio.accounts.keys().filter_map(|slug| Some((slug, portfolio.sales_of_last_year(slug)?)));
        let mut sales: Vec<SalesView> = sold.filter(|(_, sales)| *sales > Amount::ZERO).map(|(slug, sales)| SalesView { title: title(slug), sales }).collect();
        sales.sort_by_key(|account| std::cmp::Reverse(account.sales));
        sales
    }
}
