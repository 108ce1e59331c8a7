//! What a score is: a number whose every point names a line. Knows no score.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::path::SourcePath;
use crate::config::settings::Settings;
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Band, Tier};
use crate::model::plan::Plan;
use crate::parse::node::Node;
use crate::resolve::ground::Ground;
use crate::resolve::unit::PlanUnit;
use crate::scores::readiness::checklist::Checklist;
use crate::scores::terms::Terms;

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
    pub ground: &'a Ground,
    pub unit: &'a PlanUnit,
    pub plan: &'a Plan,
    /// The plan's findings so far: syntax, schema, references, dates.
    pub findings: &'a [Diagnostic],
    /// The scores before this one on the shelf, for those that are made of others.
    pub scored: &'a [ScoreValue],
}

impl<'a> ScoreCx<'a> {
    pub fn settings(&self) -> &'a Settings {
        &self.ground.settings
    }

    pub fn today(&self) -> Date {
        self.ground.today
    }

    /// The pointer of the `index`-th item of a list, for example `/actions/2`.
    pub fn item(&self, section: &str, index: usize) -> String {
        self.unit.file.item(section, index)
    }

    /// The plan's fiscal period; where it cannot be read, the quarter that holds today.
    pub fn period(&self) -> FiscalPeriod {
        self.ground.period(self.plan)
    }

    /// Does the day lie in the plan's period?
    pub fn in_period(&self, date: Date) -> bool {
        self.settings().calendar.contains(self.period(), date)
    }

    /// Does the day lie in the fiscal year that holds today (K12)?
    pub fn in_fiscal_year(&self, date: Date) -> bool {
        let calendar = self.settings().calendar;
        calendar.year_of(date) == calendar.year_of(self.today())
    }

    /// The oldest day that still lies inside the cadence.
    pub fn cadence_start(&self) -> Date {
        self.today().plus_days(-self.ground.cadence(self.plan).days())
    }

    /// Is the day neither older than the cadence nor still to come?
    pub fn in_cadence(&self, date: Date) -> bool {
        self.cadence_start() <= date && date <= self.today()
    }

    /// Is the person one of ours? Without a `people.yaml` everybody is.
    pub fn knows(&self, person: &str) -> bool {
        !person.trim().is_empty() && (!self.settings().has_people || self.ground.our_people.contains_key(person))
    }

    /// The items of a list that did not decode, with their positions in the file: written, but unsound.
    pub fn lost(&self, section: &str, decoded: usize) -> Vec<(usize, Node<'a>)> {
        let Some(list) = self.unit.file.tree().and_then(|tree| tree.root().get(section)) else { return Vec::new() };
        if list.items().count() <= decoded {
            return Vec::new();
        }
        let kept: std::collections::BTreeSet<usize> = (0..decoded).filter_map(|index| position(&self.item(section, index))).collect();
        list.items().enumerate().filter(|(index, _)| !kept.contains(index)).collect()
    }

    /// A term of so many points, whatever the weights.
    pub fn fixed(&self, label: impl Into<Cow<'static, str>>, points: Decimal, pointer: impl Into<String>, because: impl Into<String>) -> Term {
        Term { fixed: Some(points), ..self.term(label, Decimal::ZERO, Some(Decimal::ZERO), pointer, because) }
    }

    /// A term at a place of the plan.
    pub fn term(
        &self,
        label: impl Into<Cow<'static, str>>,
        weight: Decimal,
        share: Option<Decimal>,
        pointer: impl Into<String>,
        because: impl Into<String>,
    ) -> Term {
        let pointer = pointer.into();
        let line = self.unit.file.line(&pointer);
        Term { label: label.into(), weight, share, fixed: None, because: because.into(), path: self.unit.file.path.clone(), line, pointer }
    }
}

/// The last part of a pointer to a list item.
pub fn position(pointer: &str) -> Option<usize> {
    pointer.rsplit_once('/').and_then(|(_, index)| index.parse().ok())
}

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
        let all = total(terms.iter().map(|term| term.weight));
        let known = known(terms.iter().map(Term::measure));
        let sum = total(terms.iter().filter_map(|term| term.share.map(|share| share * term.weight)));
        let confidence = known.checked_div(all).unwrap_or(Decimal::ZERO);
        let value = sum.checked_div(known).filter(|_| confidence >= confidence_min).map(|mean| tenths(mean * Decimal::ONE_HUNDRED));
        ScoreValue { key, value, confidence: hundredths(confidence), terms: Terms::new(&terms), beside: None }
    }

    /// The same with points that are added or taken whatever the weights, for example 15 for a single thread. The value stays within 0 and `most`;
    /// where that cuts it, a last line says so, so that the lines still add up.
    pub fn adjusted(key: &'static str, mut terms: Vec<Term>, fixed: Vec<Term>, most: (Decimal, Option<Term>), confidence_min: Decimal) -> Self {
        let mut score = ScoreValue::weighted(key, terms.clone(), confidence_min);
        let Some(before) = score.value else { return score };
        let sum = before + total(fixed.iter().filter_map(|term| term.fixed));
        terms.extend(fixed);
        let (most, why) = most;
        let after = sum.clamp(Decimal::ZERO, most);
        if after != sum {
            let template = why.filter(|_| sum > most).or_else(|| terms.last().map(|term| Term { label: "never below 0".into(), ..term.clone() }));
            terms.extend(template.map(|term| Term { fixed: Some(after - sum), weight: Decimal::ZERO, share: Some(Decimal::ZERO), ..term }));
        }
        score.value = Some(tenths(after));
        score.terms = Terms::new(&terms);
        score
    }

    /// What each term gives and costs, in points with one decimal, `None` for an unknown one. What they give adds up to the value exactly: the tenths that
    /// rounding leaves over go to the terms with the largest remainders.
    pub fn statement(&self) -> Vec<Option<Points>> {
        let measures: Vec<Measure> = self.terms.measures().collect();
        let known = known(measures.iter().copied());
        let of = |part: fn(Decimal) -> Decimal| -> Vec<Decimal> {
            let exact = |it: &Measure| it.share.and_then(|share| (part(share) * it.weight).checked_div(known)).unwrap_or_default() * Decimal::ONE_HUNDRED;
            measures.iter().map(exact).collect()
        };
        let fixed = total(measures.iter().filter_map(|it| it.fixed));
        let (given, lost) = (of(|share| share), of(|share| Decimal::ONE - share));
        let sum = tenths(total(given.iter().copied()));
        let given = shared_out(given, self.value.map_or(sum, |value| value - fixed));
        let lost = shared_out(lost, if known.is_zero() { Decimal::ZERO } else { Decimal::ONE_HUNDRED - sum });
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
        self.given.max(Decimal::ZERO) + self.lost
    }
}

/// Rounds down to tenths and gives the tenths that are missing to the largest remainders, so that the sum is `whole`.
fn shared_out(exact: Vec<Decimal>, whole: Decimal) -> Vec<Decimal> {
    let floor = |value: Decimal| value.round_dp_with_strategy(1, RoundingStrategy::ToNegativeInfinity);
    let mut rounded: Vec<Decimal> = exact.iter().map(|value| floor(*value)).collect();
    let tenth = Decimal::new(1, 1);
    let mut by_remainder: Vec<usize> = (0..exact.len()).collect();
    let remainder = |index: &usize| exact.get(*index).zip(rounded.get(*index)).map(|(exact, rounded)| exact - rounded);
    by_remainder.sort_by_key(|index| std::cmp::Reverse(remainder(index)));
    let mut missing = whole - total(rounded.iter().copied());
    for index in by_remainder {
        if missing < tenth {
            break;
        }
        if let Some(value) = rounded.get_mut(index) {
            *value += tenth;
            missing -= tenth;
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
    total(measures.filter(|it| it.share.is_some()).map(|it| it.weight))
}

/// A sum that saturates: weights come from territory files.
fn total(weights: impl Iterator<Item = Decimal>) -> Decimal {
    weights.map(Amount).sum::<Amount>().0
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
pub struct Gate<'a> {
    pub key: &'static str,
    /// For people, for example "Commitment".
    pub title: &'static str,
    pub met: bool,
    /// What was found, for example "2 people, 2026-10-02".
    pub measured: Cow<'a, str>,
    /// What is asked for, for example "named and dated".
    pub required: &'static str,
    /// The plan, or the review that the gate looks at.
    pub path: SourcePath,
    pub line: u32,
    pub pointer: Cow<'a, str>,
}

/// One check of a readiness block.
#[derive(Clone, Debug)]
pub struct ReadinessCheck<'a> {
    /// Kebab case, for example `minutes`.
    pub key: &'static str,
    pub title: &'static str,
    /// `None` is unknown.
    pub passed: Option<bool>,
    /// Waived by name in the plan: counts as passed for the level, is shown as waived.
    pub waived: bool,
    pub because: Cow<'a, str>,
    /// The plan, or the review that the check looks at.
    pub path: SourcePath,
    pub line: u32,
    pub pointer: Cow<'a, str>,
    /// What to do when it fails, imperative; empty when it does not. Of a check that is `over`: what decides instead.
    pub remedy: Cow<'a, str>,
    /// Failed by days that are gone, so that no edit mends it before the next review or quarter.
    pub over: bool,
}

/// One block of the readiness table.
#[derive(Clone, Debug)]
pub struct ReadinessBlock<'a> {
    /// Kebab case, for example `people`.
    pub key: &'static str,
    pub title: &'static str,
    pub weight: Decimal,
    /// Only applicable checks.
    pub checks: Vec<ReadinessCheck<'a>>,
}

/// One step of the shortest way.
#[derive(Clone, Debug)]
pub struct PathStep<'a> {
    pub action: Cow<'a, str>,
    /// The plan, or the review to edit.
    pub path: SourcePath,
    pub line: u32,
    pub pointer: Cow<'a, str>,
    /// The level that is reached once this and all earlier steps are done.
    pub unlocks: ReadinessLevel,
}

/// Everything about one plan's readiness.
#[derive(Clone, Debug)]
pub struct Readiness {
    pub level: ReadinessLevel,
    pub score: ScoreValue,
    /// Gates, blocks and the path to ready.
    pub checklist: Checklist,
}

impl Readiness {
    pub fn verdict(&self) -> Verdict {
        self.level.verdict()
    }

    /// The gates that apply, in order.
    pub fn gates(&self) -> Vec<Gate<'_>> {
        self.checklist.gates()
    }

    /// The blocks that apply, with their checks.
    pub fn blocks(&self) -> Vec<ReadinessBlock<'_>> {
        self.checklist.blocks()
    }

    /// At most five steps.
    pub fn path_to_ready(&self) -> Vec<PathStep<'_>> {
        self.checklist.path()
    }

    /// The checks that hold the level down and that no edit mends any more.
    pub fn over(&self) -> Vec<ReadinessCheck<'_>> {
        self.blocks().into_iter().flat_map(|block| block.checks).filter(|check| check.over && !check.waived).collect()
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
