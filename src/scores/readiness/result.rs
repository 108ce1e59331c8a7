//! What readiness says of one plan: a level, a score, and the gates, checks and steps behind them. Knows no gate and no check.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::base::language::key;
use crate::base::path::SourcePath;
use crate::scores::readiness::checklist::Checklist;
use crate::scores::value::ScoreValue;

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
            ReadinessLevel::Basic => key("basic"),
            ReadinessLevel::Bronze => key("bronze"),
            ReadinessLevel::Silver => key("silver"),
            ReadinessLevel::Gold => key("gold"),
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
    pub fn gates(&self) -> Vec<Gate<'static>> {
        self.checklist.gates()
    }

    /// The blocks that apply, with their checks.
    pub fn blocks(&self) -> Vec<ReadinessBlock<'static>> {
        self.checklist.blocks()
    }

    /// At most five steps.
    pub fn path_to_ready(&self) -> Vec<PathStep<'static>> {
        self.checklist.path()
    }

    /// How many steps would follow those.
    pub fn more_steps(&self) -> usize {
        self.checklist.more_steps()
    }

    /// The checks that hold the level down and that no edit mends any more.
    pub fn over(&self) -> Vec<ReadinessCheck<'static>> {
        self.blocks().into_iter().flat_map(|block| block.checks).filter(|check| check.over && !check.waived).collect()
    }
}
