//! What joins one list with another: the currency behind what pages show. Knows no page.

use crate::audience::project::View;
use crate::base::slug::Slug;

impl View<'_> {
    /// The currency of an account's money: its plan's own, else the territory's.
    pub fn currency_of(&self, account: Option<&Slug>) -> &str {
        let portfolio = &self.analysis.portfolio;
        let unit = account.and_then(|slug| portfolio.find(slug.as_str()));
        unit.map_or(&portfolio.settings.currency, |unit| portfolio.currency(portfolio.plan(unit)))
    }
}
