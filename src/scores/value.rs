//! A number whose every point names a line: the terms of a score, what each gives and costs, and how they are rounded. Knows no score.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::amount::{in_percent, sum};
use crate::base::path::SourcePath;
use crate::scores::terms::Terms;

/// One part of a score. Its points are what it adds to the hundred, and follow from weight and share.
#[derive(Clone, Debug)]
pub struct Term {
    pub label: Cow<'static, str>,
    pub weight: Decimal,
    /// 0 to 1; `None` is unknown: left out, its weight goes to the others.
    pub share: Option<Decimal>,
    /// Points that it adds or takes whatever the weights; such a term has no weight.
    pub fixed: Option<Decimal>,
    /// A sentence that says what was counted, for example "3 of 5 actions have owner, date and objective".
    pub because: String,
    pub path: SourcePath,
    pub line: u32,
    pub pointer: String,
}

/// A score of one plan.
#[derive(Clone, Debug)]
pub struct ScoreValue {
    pub key: &'static str,
    /// 0 to 100 with one decimal; `None` when undetermined.
    pub value: Option<Decimal>,
    /// Known weight over all weight, 0 to 1, two decimals.
    pub confidence: Decimal,
    pub terms: Terms,
    /// What stands beside the number, for example "6 of 13 criteria matched".
    pub beside: Option<String>,
}

impl ScoreValue {
    /// `100 · Σ weight·share / Σ weight` over the known terms; `None` when nothing is known or the confidence is under `confidence_min`.
    pub fn weighted(key: &'static str, terms: Vec<Term>, confidence_min: Decimal) -> Self {
        let all = sum(terms.iter().map(|term| term.weight));
        let known = known(terms.iter().map(Term::measure));
        let earned = sum(terms.iter().filter_map(|term| term.share.map(|share| share.saturating_mul(term.weight))));
        let confidence = known.checked_div(all).unwrap_or(Decimal::ZERO);
        let value = earned.checked_div(known).filter(|_| confidence >= confidence_min).map(|mean| tenths(in_percent(mean)));
        ScoreValue { key, value, confidence: hundredths(confidence), terms: Terms::new(&terms), beside: None }
    }

    /// The same with points that are added or taken whatever the weights, for example 15 for a single thread. The value stays within 0 and `most`;
    /// where that cuts it, a last line says so, so that the lines still add up.
    pub fn adjusted(key: &'static str, mut terms: Vec<Term>, fixed: Vec<Term>, most: (Decimal, Option<Term>), confidence_min: Decimal) -> Self {
        let mut score = ScoreValue::weighted(key, terms.clone(), confidence_min);
        let Some(before) = score.value else { return score };
        let whole = before.saturating_add(sum(fixed.iter().filter_map(|term| term.fixed)));
        terms.extend(fixed);
        let (most, why) = most;
        let after = whole.clamp(Decimal::ZERO, most);
        if after != whole {
            let template = why.filter(|_| whole > most).or_else(|| terms.last().map(|term| Term { label: "never below 0".into(), ..term.clone() }));
            terms.extend(template.map(|term| Term { fixed: Some(after.saturating_sub(whole)), weight: Decimal::ZERO, share: Some(Decimal::ZERO), ..term }));
        }
        score.value = Some(tenths(after));
        score.terms = Terms::new(&terms);
        score
    }

    /// What each term gives and costs, in points with one decimal, `None` for an unknown one. What they give adds up to the value exactly: the tenths that
    /// rounding leaves over go to the terms with the largest remainders.
    pub fn statement(&self) -> Vec<Option<Points>> {
        let measures = self.terms.measures();
        let known = known(measures.iter().copied());
        let of = |part: fn(Decimal) -> Decimal| -> Vec<Decimal> {
            let exact = |it: &Measure| in_percent(it.share.and_then(|share| part(share).saturating_mul(it.weight).checked_div(known)).unwrap_or_default());
            measures.iter().map(exact).collect()
        };
        let fixed = sum(measures.iter().filter_map(|it| it.fixed));
        let (given, lost) = (of(|share| share), of(|share| Decimal::ONE.saturating_sub(share)));
        let whole = tenths(sum(given.iter().copied()));
        let given = shared_out(given, self.value.map_or(whole, |value| value.saturating_sub(fixed)));
        let lost = shared_out(lost, if known.is_zero() { Decimal::ZERO } else { Decimal::ONE_HUNDRED.saturating_sub(whole) });
        let points = |((it, given), lost): ((&Measure, Decimal), Decimal)| match it.fixed {
            Some(points) => Some(Points { given: points, lost: (-points).max(Decimal::ZERO) }),
            None => it.share.map(|_| Points { given, lost }),
        };
        measures.iter().zip(given).zip(lost).map(points).collect()
    }
}

/// What a term does to its score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// What it adds to the value.
    pub given: Decimal,
    /// What it would add besides if its share were 1.
    pub lost: Decimal,
}

impl Points {
    /// What it can add at most.
    pub fn possible(self) -> Decimal {
        self.given.max(Decimal::ZERO).saturating_add(self.lost)
    }
}

/// Rounds down to tenths and gives the tenths that are missing to the largest remainders, so that the sum is `whole`.
fn shared_out(exact: Vec<Decimal>, whole: Decimal) -> Vec<Decimal> {
    let floor = |value: Decimal| value.round_dp_with_strategy(1, RoundingStrategy::ToNegativeInfinity);
    let mut rounded: Vec<Decimal> = exact.iter().map(|value| floor(*value)).collect();
    let tenth = Decimal::new(1, 1);
    let mut by_remainder: Vec<usize> = (0..exact.len()).collect();
    let remainder = |index: &usize| exact.get(*index).zip(rounded.get(*index)).map(|(exact, rounded)| exact.saturating_sub(*rounded));
    by_remainder.sort_by_key(|index| std::cmp::Reverse(remainder(index)));
    let mut missing = whole.saturating_sub(sum(rounded.iter().copied()));
    for index in by_remainder {
        if missing < tenth {
            break;
        }
        if let Some(value) = rounded.get_mut(index) {
            *value = value.saturating_add(tenth);
            missing = missing.saturating_sub(tenth);
        }
    }
    rounded
}

/// What a term weighs, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    pub weight: Decimal,
    pub share: Option<Decimal>,
    pub fixed: Option<Decimal>,
}

impl Term {
    /// What it weighs.
    pub fn measure(&self) -> Measure {
        Measure { weight: self.weight, share: self.share, fixed: self.fixed }
    }
}

/// The weight of the terms that have a share.
fn known(measures: impl Iterator<Item = Measure>) -> Decimal {
    sum(measures.filter(|it| it.share.is_some()).map(|it| it.weight))
}

/// Half away from zero, to one decimal.
pub fn tenths(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// Half away from zero, to two decimals.
pub fn hundredths(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}
