//! stub
use crate::base::amount::Amount;
use crate::resolve::portfolio::Portfolio;
use crate::scores::score::Scorecard;
use rust_decimal::Decimal;
pub struct Concentration {
    pub hhi: Decimal,
    pub top1_share: Decimal,
    pub top5_share: Decimal,
}
pub struct Figures {
    pub growth_target: Option<Amount>,
    pub won: Amount,
    pub weighted_open: Amount,
    pub gap: Option<Amount>,
    pub concentration: Option<Concentration>,
}
pub fn figures(_: &Portfolio, _: &[Scorecard]) -> Figures {
    loop {}
}
