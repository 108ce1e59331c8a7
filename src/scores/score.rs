//! What a score is: a number whose every point names a line. Knows no score.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::config::settings::Settings;
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Band, Tier};
use crate::model::plan::Plan;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::unit::PlanUnit;

/// One entry of the shelf.
pub struct Score {
    /// Snake case: the same word in config, JSON and `data-score`.
    pub key: &'static str,
    /// For people, for example "Completeness".
    pub title: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// The formula in one line, as `domain.md` §4 gives it.
    pub formula: &'static str,
    /// Requirement ids.
    pub ids: &'static [&'static str],
    /// `None` where the score does not apply to the plan.
    pub compute: fn(&ScoreCx<'_>) -> Option<ScoreValue>,
}

/// What a score may look at.
#[derive(Clone, Copy)]
pub struct ScoreCx<'a> {
    pub portfolio: &'a Portfolio,
    pub unit: &'a PlanUnit,
    pub plan: &'a Plan,
    /// The plan's findings so far: syntax, schema, references, dates.
    pub findings: &'a [Diagnostic],
}

impl<'a> ScoreCx<'a> {
    pub fn settings(&self) -> &'a Settings {
        &self.portfolio.settings
    }

    pub fn today(&self) -> Date {
        self.portfolio.today
    }

    /// The pointer of the `index`-th item of a list, for example `/actions/2`.
    pub fn item(&self, section: &str, index: usize) -> String {
        self.unit.file.item(section, index)
    }

    /// A term at a place of the plan.
    pub fn term(&self, label: impl Into<String>, weight: Decimal, share: Option<Decimal>, pointer: impl Into<String>, because: impl Into<String>) -> Term {
        let pointer = pointer.into();
        Term {
            label: label.into(),
            weight,
            share,
            because: because.into(),
            path: self.unit.file.path.as_str().to_owned(),
            line: self.unit.file.line(&pointer),
            pointer,
        }
    }
}

/// One part of a score. Its points are what it adds to the hundred, and follow from weight and share.
#[derive(Clone, Debug)]
pub struct Term {
    pub label: String,
    pub weight: Decimal,
    /// 0 to 1; `None` is unknown: left out, its weight goes to the others.
    pub share: Option<Decimal>,
    /// A sentence that says what was counted, for example "3 of 5 actions have owner, date and objective".
    pub because: String,
    pub path: String,
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
    pub terms: Vec<Term>,
    /// What stands beside the number, for example "6 of 13 criteria matched".
    pub beside: Option<String>,
}

impl ScoreValue {
    /// `100 · Σ weight·share / Σ weight` over the known terms; `None` when nothing is known or the confidence is under `confidence_min`.
    pub fn weighted(key: &'static str, terms: Vec<Term>, confidence_min: Decimal) -> Self {
        let all: Decimal = terms.iter().map(|term| term.weight).sum();
        let known: Decimal = terms.iter().filter(|term| term.share.is_some()).map(|term| term.weight).sum();
        let sum: Decimal = terms.iter().filter_map(|term| term.share.map(|share| share * term.weight)).sum();
        let confidence = known.checked_div(all).unwrap_or(Decimal::ZERO);
        let value = sum.checked_div(known).filter(|_| confidence >= confidence_min).map(|mean| tenths(mean * Decimal::ONE_HUNDRED));
        ScoreValue { key, value, confidence: hundredths(confidence), terms, beside: None }
    }

    /// The points that a term adds to the value; `None` for an unknown one.
    pub fn points(&self, term: &Term) -> Option<Decimal> {
        let known: Decimal = self.terms.iter().filter(|term| term.share.is_some()).map(|term| term.weight).sum();
        let share = term.share?;
        (share * term.weight * Decimal::ONE_HUNDRED).checked_div(known).map(tenths)
    }

    /// The points that a term costs: what it would add if its share were 1.
    pub fn lost(&self, term: &Term) -> Option<Decimal> {
        let known: Decimal = self.terms.iter().filter(|term| term.share.is_some()).map(|term| term.weight).sum();
        let share = term.share?;
        ((Decimal::ONE - share) * term.weight * Decimal::ONE_HUNDRED).checked_div(known).map(tenths)
    }
}

/// Half away from zero, to one decimal.
pub fn tenths(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// Half away from zero, to two decimals.
pub fn hundredths(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Does the account warrant a plan? (R7)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warrant {
    Warranted,
    NotWarranted,
    Undetermined,
}

impl Warrant {
    pub fn as_str(self) -> &'static str {
        match self {
            Warrant::Warranted => "warranted",
            Warrant::NotWarranted => "not-warranted",
            Warrant::Undetermined => "undetermined",
        }
    }
}

/// The counts behind the qualification.
#[derive(Clone, Debug)]
pub struct QualificationResult {
    pub yes: u32,
    pub no: u32,
    pub unknown: u32,
    pub not_applicable: u32,
    pub verdict: Warrant,
    /// Which unknown answers would settle it, by key.
    pub would_settle: Vec<&'static str>,
}

/// The account against the matrix.
#[derive(Clone, Debug)]
pub struct IcpResult {
    pub value: Option<Decimal>,
    pub matched: u32,
    pub criteria: u32,
    pub confidence: Decimal,
    pub band: Option<Band>,
}

/// Readiness for a review (domain §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadinessLevel {
    Basic,
    Bronze,
    Silver,
    Gold,
}

impl ReadinessLevel {
    pub fn as_str(self) -> &'static str {
        match self {
            ReadinessLevel::Basic => "basic",
            ReadinessLevel::Bronze => "bronze",
            ReadinessLevel::Silver => "silver",
            ReadinessLevel::Gold => "gold",
        }
    }

    /// `prepare-first` up to bronze, `ready-with-gaps` at silver, `ready` at gold.
    pub fn verdict(self) -> Verdict {
        match self {
            ReadinessLevel::Basic | ReadinessLevel::Bronze => Verdict::PrepareFirst,
            ReadinessLevel::Silver => Verdict::ReadyWithGaps,
            ReadinessLevel::Gold => Verdict::Ready,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    PrepareFirst,
    ReadyWithGaps,
    Ready,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::PrepareFirst => "prepare-first",
            Verdict::ReadyWithGaps => "ready-with-gaps",
            Verdict::Ready => "ready",
        }
    }
}

/// A condition that a review cannot do without.
#[derive(Clone, Debug)]
pub struct Gate {
    pub key: &'static str,
    /// For people, for example "Commitment".
    pub title: &'static str,
    pub met: bool,
    /// What was found, for example "2 people, 2026-10-02".
    pub measured: String,
    /// What is asked for, for example "named and dated".
    pub required: &'static str,
    pub line: u32,
    pub pointer: String,
}

/// One check of a readiness block.
#[derive(Clone, Debug)]
pub struct ReadinessCheck {
    /// Kebab case, for example `minutes`.
    pub key: &'static str,
    pub title: &'static str,
    /// `None` is unknown.
    pub passed: Option<bool>,
    /// Waived by name in the plan: counts as passed for the level, is shown as waived.
    pub waived: bool,
    pub because: String,
    pub line: u32,
    pub pointer: String,
    /// What to do when it fails, imperative.
    pub remedy: String,
}

/// One block of the readiness table.
#[derive(Clone, Debug)]
pub struct ReadinessBlock {
    /// Kebab case, for example `people`.
    pub key: &'static str,
    pub title: &'static str,
    pub weight: Decimal,
    /// Only applicable checks.
    pub checks: Vec<ReadinessCheck>,
}

/// One step of the shortest way.
#[derive(Clone, Debug)]
pub struct PathStep {
    pub action: String,
    pub line: u32,
    pub pointer: String,
    /// The level that is reached once this and all earlier steps are done.
    pub unlocks: ReadinessLevel,
}

/// Everything about one plan's readiness.
#[derive(Clone, Debug)]
pub struct Readiness {
    pub level: ReadinessLevel,
    pub score: ScoreValue,
    pub gates: Vec<Gate>,
    pub blocks: Vec<ReadinessBlock>,
    /// At most five steps.
    pub path_to_ready: Vec<PathStep>,
}

impl Readiness {
    pub fn verdict(&self) -> Verdict {
        self.level.verdict()
    }
}

/// All scores of one plan.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// In the order of the shelf; a score that does not apply is absent.
    pub scores: Vec<ScoreValue>,
    /// `None` where no question was answered and none need be.
    pub qualification: Option<QualificationResult>,
    /// `None` where the plan has no ICP scores.
    pub icp: Option<IcpResult>,
    pub readiness: Readiness,
    /// `Σ amount·probability` of open opportunities that close within 90 days (M17).
    pub value_at_stake_90d: Amount,
    /// `Σ amount·probability` of all open opportunities.
    pub weighted_open: Amount,
    /// `Σ amount` of all open opportunities.
    pub open: Amount,
    /// `Σ amount` of won opportunities.
    pub won: Amount,
    /// Set when all plans are known (M16); `None` for a plan that is not active or in review.
    pub computed_tier: Option<Tier>,
}

impl Scorecard {
    pub fn score(&self, key: &str) -> Option<&ScoreValue> {
        self.scores.iter().find(|score| score.key == key)
    }
}
