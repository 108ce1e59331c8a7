//! What joins one list with another: the currency and the ids behind what pages show by name. Knows no page.

use crate::audience::project::View;
use crate::base::slug::Slug;

impl View<'_> {
    /// The currency of an account's money: its plan's own, else the territory's.
    pub fn currency_of(&self, account: Option<&Slug>) -> &str {
        let portfolio = &self.analysis.portfolio;
        let unit = account.and_then(|slug| portfolio.find(slug.as_str()));
        unit.map_or(&portfolio.settings.currency, |unit| portfolio.currency(portfolio.plan(unit)))
    }

    /// The account without a plan that goes by a name; `None` where two do.
    pub fn unplanned_id(&self, name: &str) -> Option<&str> {
        let mut of_name = self.unplanned.iter().filter(|row| row.name == name);
        of_name.next().map(|row| row.account).filter(|_| of_name.next().is_none())
    }

    /// Who leads a step of the planning cycle.
    pub fn leader_of(&self, step: &str) -> Option<&str> {
        let cycle = self.analysis.portfolio.settings.cycle.as_ref()?;
        cycle.steps.iter().find(|it| it.id.as_str() == step)?.owner.as_deref()
    }
}
