//! A portfolio in rows and in figures: what lists, tables and totals are made of.

use rust_decimal::Decimal;
use std::cmp::Ordering;

use crate::audience::view::Named;
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::slug::Slug;

/// One row of a portfolio list.
#[derive(Clone, Debug)]
pub struct RowView {
    pub slug: Slug,
    pub title: String,
    pub readable: bool,
    pub owner: Named,
    pub segment: Option<String>,
    pub region: Option<String>,
    pub potential: Option<Amount>,
    /// Own sales of the last four fiscal quarters.
    pub sales: Option<Amount>,
    /// Own sales over what the account buys in all, 0 to 1; `None` where it is not known.
    pub share_of_wallet: Option<Decimal>,
    pub status: Option<&'static str>,
    pub stance: Option<&'static str>,
    pub tier: Option<&'static str>,
    pub computed_tier: Option<&'static str>,
    pub currency: String,
    /// A second plan of an account that has one: its money counts in no sum.
    pub copy: bool,
    pub growth_target: Option<Amount>,
    pub won: Amount,
    /// Of `won` what was won in the fiscal year of the as-of date.
    pub won_this_year: Amount,
    pub weighted_open: Amount,
    pub open: Amount,
    pub value_at_stake_90d: Amount,
    /// Score key to value.
    pub scores: Values,
    pub qualification: Option<&'static str>,
    pub verdict: &'static str,
    pub level: &'static str,
    pub gates_unmet: Vec<&'static str>,
    pub open_actions: usize,
    pub overdue_actions: usize,
    /// Days since a key decision maker was met.
    pub kdm_met_days: Option<i64>,
    pub next_review: Option<Date>,
    pub last_review: Option<Date>,
    pub errors: usize,
    pub warnings: usize,
    /// So many deals hold a mistake and stand in no sum.
    pub deals_lost: usize,
    /// There is a growth target that cannot be read.
    pub target_lost: bool,
    /// The most important thing that stands in the way, one sentence.
    pub worst_gap: Option<String>,
    /// Only checks stand in the way that no edit mends any more.
    pub nothing_left: bool,
    /// The readiness blocks that apply.
    pub blocks: Vec<BlockCounts>,
}

/// Scores by their keys, in one run: a dozen of them for each of ten thousand plans.
#[derive(Clone, Debug, Default)]
pub struct Values(Box<[(&'static str, Option<Decimal>)]>);

impl Values {
    /// The value of a score that applies, known or not.
    pub fn get(&self, key: &str) -> Option<&Option<Decimal>> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}

impl FromIterator<(&'static str, Option<Decimal>)> for Values {
    fn from_iter<T: IntoIterator<Item = (&'static str, Option<Decimal>)>>(scores: T) -> Self {
        Values(scores.into_iter().collect())
    }
}

impl RowView {
    /// The value of a score; `None` where it is unknown or does not apply.
    pub fn score(&self, key: &str) -> Option<Decimal> {
        self.scores.get(key).copied().flatten()
    }

    /// Is the plan closed? Then nobody prepares it any more; its money stands where it stood, until somebody decides its deals (R18).
    pub fn is_closed(&self) -> bool {
        self.status == Some("closed")
    }

    /// The order of plans by what they still need: by verdict, then score, then slug (S6).
    pub fn worst_first(&self, other: &RowView) -> Ordering {
        let rank = |row: &RowView| match row.verdict {
            _ if !row.readable => 0,
            "ready-with-gaps" => 2,
            "ready" => 3,
            _ => 1,
        };
        rank(self).cmp(&rank(other)).then_with(|| self.score("readiness").cmp(&other.score("readiness"))).then_with(|| self.slug.cmp(&other.slug))
    }
}

/// How the checks of one readiness block came out for one plan; what is waived counts as passed.
#[derive(Clone, Copy, Debug)]
pub struct BlockCounts {
    /// Kebab case, for example `people`.
    pub key: &'static str,
    pub title: &'static str,
    pub passed: usize,
    pub failed: usize,
    pub unknown: usize,
}

/// An account without a plan.
#[derive(Clone, Debug)]
pub struct UnplannedView<'a> {
    pub account: &'a str,
    pub name: &'a str,
    pub stance: Option<&'static str>,
    pub segment: &'a str,
    pub region: &'a str,
    pub potential: Option<Amount>,
    pub sales: Option<Amount>,
}

/// The whole portfolio in figures.
#[derive(Clone, Debug, Default)]
pub struct TotalsView {
    /// Plans that are not closed; the verdicts and `planned_target` are about them.
    pub plans: usize,
    pub accounts: Option<usize>,
    pub owners: usize,
    pub growth_target: Option<Amount>,
    /// The sum of the plans' growth targets.
    pub planned_target: Amount,
    /// Won and weighted open of the plans with a target of their own: what `planned_target` is measured by. A plan's target has no year, so all its wins count.
    pub planned_covered: Amount,
    /// Won and weighted open of the plans without one.
    pub covered_elsewhere: Amount,
    pub won: Amount,
    /// Of `won` what was won in the fiscal year of the as-of date.
    pub won_this_year: Amount,
    pub weighted_open: Amount,
    pub open: Amount,
    pub gap: Option<Amount>,
    pub value_at_stake_90d: Amount,
    pub ready: usize,
    pub ready_with_gaps: usize,
    pub prepare_first: usize,
    pub open_actions: usize,
    pub overdue_actions: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hhi: Option<Decimal>,
    /// `policy.concentration_hhi`: from here on sales read as concentrated.
    pub concentrated_from: Decimal,
    pub top1_share: Option<Decimal>,
    pub top5_share: Option<Decimal>,
    /// The fewest accounts that make 80 % of the sales.
    pub accounts_for_80: Option<usize>,
    /// Plans in another currency, left out of the sums.
    pub other_currencies: usize,
}
