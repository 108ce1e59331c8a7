//! What a score is on the shelf, and what it may look at. Knows no score.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::base::date::{Date, FiscalPeriod};
use crate::config::settings::Settings;
use crate::diag::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::parse::node::Node;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::value::{ScoreValue, Term};

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
    /// The plan's findings so far: syntax, schema, references, dates, and what it owes.
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
