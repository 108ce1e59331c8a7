//! Figures over all plans: the growth gap (R17) and how much hangs on few accounts (K5, D16).

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::amount::{Amount, in_percent, sum};
use crate::resolve::ground::Ground;
use crate::resolve::portfolio::Portfolio;
use crate::scores::card::Scorecard;
use crate::scores::value::tenths;

/// Money of the territory, in its currency: plans in another one, and copies of a plan, are left out of the sums.
#[derive(Clone, Debug)]
pub struct Figures {
    pub growth_target: Option<Amount>,
    /// All that was won: neither the target of the territory nor that of a plan names a year (R17).
    pub won: Amount,
    pub weighted_open: Amount,
    /// Target less won and weighted open; `None` without a target.
    pub gap: Option<Amount>,
}

/// How own sales of the last four fiscal quarters spread over all accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concentration {
    /// `Σ (share in percent)²`, 0 to 10,000, one decimal.
    pub hhi: Decimal,
    /// 0 to 1.
    pub top1_share: Decimal,
    /// 0 to 1.
    pub top5_share: Decimal,
    /// The fewest accounts that make 80 % of the sales.
    pub accounts_for_80: usize,
}

/// The figures of the portfolio.
pub fn figures(portfolio: &Portfolio, cards: &[Arc<Scorecard>]) -> Figures {
    let ours = || portfolio.plans.iter().zip(cards).filter(|(unit, _)| portfolio.counts(unit)).map(|(_, card)| card);
    let won: Amount = ours().map(|card| card.won).sum();
    let weighted_open: Amount = ours().map(|card| card.weighted_open).sum();
    let growth_target = portfolio.settings.program.growth_target;
    Figures { growth_target, won, weighted_open, gap: growth_target.map(|target| target.minus(won).minus(weighted_open)) }
}

/// How sales spread over the accounts, whatever the plans say. `None` without a revenue table, or without sales in the last four fiscal quarters.
pub fn spread(ground: &Ground) -> Option<Concentration> {
    ground.tables.revenue.then(|| concentration(ground.accounts.values().filter_map(|data| ground.sales_of(data)).collect())).flatten()
}

/// Concentration of sales; accounts without sales, or with more returned than sold, count as nothing.
pub fn concentration(mut sales: Vec<Amount>) -> Option<Concentration> {
    sales.retain(|amount| *amount > Amount::ZERO);
    sales.sort_by(|a, b| b.cmp(a));
    let all: Amount = sales.iter().copied().sum();
    let shares: Vec<Decimal> = sales.iter().filter_map(|amount| amount.ratio(all)).collect();
    let top = |n: usize| sum(shares.iter().take(n).copied()).min(Decimal::ONE).round_dp(4);
    let target = all.times(Decimal::new(8, 1));
    let mut so_far = Amount::ZERO;
    let accounts_for_80 = sales.iter().take_while(|amount| {
        let short = so_far < target;
        so_far = so_far.plus(**amount);
        short
    });
    let accounts_for_80 = accounts_for_80.count();
    (!shares.is_empty()).then(|| Concentration {
        hhi: tenths(sum(shares.iter().map(|share| in_percent(*share).saturating_mul(in_percent(*share))))),
        top1_share: top(1),
        top5_share: top(5),
        accounts_for_80,
    })
}
