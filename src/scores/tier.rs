//! The computed tier, over all plans that are active or in review (M16). The declared one is never overwritten.

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::slug::Slug;
use crate::model::account::Tier;

/// What the rank of one plan depends on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The plan's position in the portfolio.
    pub index: usize,
    pub slug: Slug,
    pub value_at_stake: Amount,
    pub strength: Option<Decimal>,
}

/// A: the top fifth (rounded up) by value at stake with a relationship strength of at least 50; B: an A without that strength, and the next
/// three tenths (the half in all rounded up); else C. Ties go by slug.
pub fn tiers(mut candidates: Vec<Candidate>) -> Vec<(usize, Tier)> {
    candidates.sort_by(|a, b| b.value_at_stake.cmp(&a.value_at_stake).then_with(|| a.slug.cmp(&b.slug)));
    let n_top = candidates.len().div_ceil(5);
    let n_half = candidates.len().div_ceil(2);
    let tier = |rank: usize, candidate: &Candidate| match rank {
        rank if rank < n_top && candidate.strength >= Some(Decimal::from(50)) => Tier::A,
        rank if rank < n_half => Tier::B,
        _ => Tier::C,
    };
    candidates.iter().enumerate().map(|(rank, candidate)| (candidate.index, tier(rank, candidate))).collect()
}
