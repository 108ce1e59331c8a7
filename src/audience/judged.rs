//! What scores say of a plan, as shown: values with their terms, gates, checks and the shortest way to ready. Plain values; `judging` makes them.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::audience::view::PlaceView;

/// A score as shown.
#[derive(Clone, Debug, Default)]
pub struct ScoreView {
    pub key: &'static str,
    pub title: &'static str,
    pub question: &'static str,
    pub formula: &'static str,
    pub value: Option<Decimal>,
    pub confidence: Decimal,
    pub beside: Option<String>,
    pub terms: Vec<TermView>,
}

/// One part of a score, with what it gives and costs in points.
#[derive(Clone, Debug)]
pub struct TermView {
    pub label: String,
    pub weight: Decimal,
    pub share: Option<Decimal>,
    pub points: Option<Decimal>,
    /// The points that it costs.
    pub lost: Option<Decimal>,
    pub because: String,
    pub place: PlaceView,
    /// The JSON pointer of what was looked at.
    pub pointer: String,
}

/// A condition that a review cannot do without.
#[derive(Clone, Debug)]
pub struct GateView {
    pub key: &'static str,
    pub title: &'static str,
    pub met: bool,
    pub measured: String,
    pub required: &'static str,
    pub place: PlaceView,
}

/// One check of a readiness block.
#[derive(Clone, Debug)]
pub struct CheckView {
    pub key: &'static str,
    pub title: &'static str,
    pub passed: Option<bool>,
    pub waived: bool,
    pub because: String,
    pub remedy: String,
    /// Failed, and no edit mends it any more.
    pub over: bool,
    pub place: PlaceView,
}

/// One block of the readiness table, with the checks that apply.
#[derive(Clone, Debug)]
pub struct BlockView {
    pub key: &'static str,
    pub title: &'static str,
    pub weight: Decimal,
    pub checks: Vec<CheckView>,
}

impl BlockView {
    /// How many checks are passed or waived.
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|check| check.passed == Some(true) || check.waived).count()
    }

    /// How many checks fail without a waiver.
    pub fn failed(&self) -> usize {
        self.checks.iter().filter(|check| check.passed == Some(false) && !check.waived).count()
    }

    /// How many checks nobody can decide.
    pub fn unknown(&self) -> usize {
        self.checks.iter().filter(|check| check.passed.is_none() && !check.waived).count()
    }
}

/// One step of the shortest way to ready.
#[derive(Clone, Debug)]
pub struct StepView {
    pub action: String,
    pub place: PlaceView,
    /// The level that it unlocks.
    pub unlocks: &'static str,
}

/// Readiness for a review, whole.
#[derive(Clone, Debug, Default)]
pub struct ReadinessView {
    /// `ready`, `ready-with-gaps`, `prepare-first`.
    pub verdict: &'static str,
    /// `basic`, `bronze`, `silver`, `gold`.
    pub level: &'static str,
    pub score: ScoreView,
    pub gates: Vec<GateView>,
    pub blocks: Vec<BlockView>,
    pub path_to_ready: Vec<StepView>,
    /// How many steps would follow those.
    pub more_steps: usize,
}

/// Where a block of readiness is explained on the page of its plan.
pub fn block_anchor(key: &str) -> String {
    format!("r-{key}")
}

impl ReadinessView {
    /// What the score says of a block.
    pub fn term(&self, block: &BlockView) -> Option<&TermView> {
        self.score.terms.iter().find(|term| term.label == block.title)
    }

    /// The blocks, those that cost most first.
    pub fn by_cost(&self) -> Vec<&BlockView> {
        let mut blocks: Vec<&BlockView> = self.blocks.iter().collect();
        blocks.sort_by_key(|block| Reverse(self.term(block).and_then(|term| term.lost).unwrap_or_default()));
        blocks
    }

    /// The anchor of the block that costs most, on the page of the plan: there its score is explained.
    pub fn why(&self) -> Option<String> {
        self.by_cost().first().map(|block| block_anchor(block.key))
    }

    /// The checks that hold the level down and that no edit mends any more.
    pub fn over(&self) -> impl Iterator<Item = &CheckView> {
        self.blocks.iter().flat_map(|block| &block.checks).filter(|check| check.over && !check.waived)
    }
}

/// The six questions and what their answers come to (R6–R9).
#[derive(Clone, Debug)]
pub struct QualificationView {
    pub yes: u32,
    pub no: u32,
    pub unknown: u32,
    pub not_applicable: u32,
    /// `warranted`, `not-warranted`, `undetermined`.
    pub verdict: &'static str,
    pub pass: u32,
    /// All six, answered or not.
    pub questions: Vec<AnswerView>,
    /// The questions whose answers would settle it.
    pub would_settle: Vec<&'static str>,
}

/// One of the six questions with its answer.
#[derive(Clone, Debug)]
pub struct AnswerView {
    /// Snake case, for example `solves_problem`.
    pub key: &'static str,
    /// The question.
    pub asks: &'static str,
    /// `yes`, `no`, `unknown` or `n/a`; `None` where nobody has answered.
    pub answer: Option<&'static str>,
    pub evidence: Option<String>,
    pub place: PlaceView,
}

/// The account against the ideal-customer matrix (R10–R16).
#[derive(Clone, Debug)]
pub struct IcpView {
    pub value: Option<Decimal>,
    pub matched: u32,
    pub criteria: u32,
    pub confidence: Decimal,
    pub band: Option<&'static str>,
    pub expected_band: Option<&'static str>,
}

/// What the scores say of one plan.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub qualification: Option<QualificationView>,
    pub icp: Option<IcpView>,
    /// Readiness apart.
    pub scores: Vec<ScoreView>,
    pub readiness: ReadinessView,
}
