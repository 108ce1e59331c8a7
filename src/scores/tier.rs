//! The computed tier, over all plans that are active or in review (M16). The declared one is never overwritten.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::slug::Slug;
use crate::model::account::Tier;

/// With less relationship strength an A is a B.
pub const STRONG: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// What the rank of one plan depends on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The plan's position in the portfolio.
    pub index: usize,
    pub slug: Slug,
    pub value_at_stake: Amount,
    pub strength: Option<Decimal>,
}

/// What the rank of one plan gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Computed {
    pub tier: Tier,
    /// The tier that the value at stake alone would give.
    pub by_value: Tier,
}

/// A: the top fifth (rounded up) by value at stake with a relationship strength of at least 50; B: an A without that strength, and the next
/// three tenths (the half in all rounded up); else C. Ties go by slug.
pub fn tiers(mut candidates: Vec<Candidate>) -> Vec<(usize, Computed)> {
    candidates.sort_by(|a, b| b.value_at_stake.cmp(&a.value_at_stake).then_with(|| a.slug.cmp(&b.slug)));
    let n_top = candidates.len().div_ceil(5);
    let n_half = candidates.len().div_ceil(2);
    let tier = |rank: usize, candidate: &Candidate| {
        let by_value = match rank {
            rank if rank < n_top => Tier::A,
            rank if rank < n_half => Tier::B,
            _ => Tier::C,
        };
        let weak = by_value == Tier::A && candidate.strength < Some(STRONG);
        Computed { tier: if weak { Tier::B } else { by_value }, by_value }
    };
    candidates.iter().enumerate().map(|(rank, candidate)| (candidate.index, tier(rank, candidate))).collect()
}
