//! What a rule is, and what it may look at. Knows no rule.

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::settings::Settings;
use crate::diag::code::{Category, Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::scores::card::Scorecard;

/// One entry of the shelf: its manual page, what it reads, and its function.
pub struct Rule {
    pub code: &'static Code,
    /// Top-level keys that it reasons about. Where one of them holds a syntax, schema, reference or date mistake the rule is silent for
    /// that plan, because what it would say follows from the mistake.
    pub reads: &'static [&'static str],
    pub check: Check,
}

impl Rule {
    /// Is it one of those that nobody can accept or switch off: about what cannot be read, and about the checking itself?
    pub fn is_fixed(&self) -> bool {
        matches!(self.code.category, Category::Syntax | Category::Meta)
    }

    /// Is it silent where that is not known?
    pub fn needs(&self, needs: Needs) -> bool {
        matches!(self.check, Check::Knowing(of_this, _) if of_this == needs)
    }
}

/// When and over what a rule runs.
pub enum Check {
    /// Reported by the reader, the schema or the data stage; listed here for its manual page and level.
    Reader,
    /// Over one plan, before scores: references and dates. May taint sections.
    Sound(fn(&PlanCx<'_>, &mut Vec<Diagnostic>)),
    /// Over one plan, before scores, once it is known which sections are sound: what the plan owes. Taints nothing, since what is empty can be read.
    Owed(fn(&PlanCx<'_>, &mut Vec<Diagnostic>)),
    /// Over one plan, after scores.
    Plan(fn(&ScoredCx<'_>, &mut Vec<Diagnostic>)),
    /// The same, for a rule that says nothing where something besides the plan is not known.
    Knowing(Needs, fn(&ScoredCx<'_>, &mut Vec<Diagnostic>)),
    /// Over the whole territory, once.
    Territory(fn(&Portfolio, &mut Vec<Diagnostic>)),
}

/// What a rule has to know besides the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Earlier versions of the plan.
    History,
    /// All other plans, which it holds this one against: what it would say may follow from a mistake in one that cannot be read.
    AllPlans,
}

/// One plan and the ground it stands on; no other plan can be seen from here.
#[derive(Clone, Copy)]
pub struct PlanCx<'a> {
    pub code: &'static Code,
    pub ground: &'a Ground,
    pub unit: &'a PlanUnit,
    /// The plan's sound fields.
    pub plan: &'a Plan,
}

impl<'a> PlanCx<'a> {
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

    /// A finding at the value under `pointer` in the plan.
    pub fn at(&self, pointer: &str, message: impl AsRef<str>) -> Diagnostic {
        self.place(self.unit.file.at(pointer), pointer, message)
    }

    /// A finding at the key that owns the value under `pointer`; where there is none, at the group that lacks it.
    pub fn at_key(&self, pointer: &str, message: impl AsRef<str>) -> Diagnostic {
        self.place(self.unit.file.key(pointer), pointer, message)
    }

    /// A finding at any place of the plan file.
    pub fn place(&self, span: ByteSpan, pointer: &str, message: impl AsRef<str>) -> Diagnostic {
        self.in_file(&self.unit.file.path, span, pointer, message)
    }

    /// A finding in another file of the same account, for example a review.
    pub fn in_file(&self, path: &SourcePath, span: ByteSpan, pointer: &str, message: impl AsRef<str>) -> Diagnostic {
        Diagnostic::new(self.code, path, span, message).pointer(pointer).account(&self.unit.slug).level(self.level())
    }

    /// Draft, active or in review. A closed plan owes nothing any more, and of an unreadable status nothing follows.
    pub fn is_current(&self) -> bool {
        self.plan.is_live() || self.plan.is_draft()
    }

    /// Does a waiver in force name this rule, or one of those whose waiver covers it too (R16, D14)?
    pub fn waived(&self, also: &[&str]) -> bool {
        let names = |rule: &str| self.code.is_called(rule) || also.contains(&rule);
        self.plan.waiver.as_ref().is_some_and(|waiver| waiver.covers(self.today(), names))
    }

    /// The rule's level in this plan: one milder in a draft where the table has †.
    pub fn level(&self) -> Level {
        if self.code.milder_in_draft && self.plan.is_draft() { self.code.level.milder() } else { self.code.level }
    }
}

/// One plan with its scores.
pub struct ScoredCx<'a> {
    pub cx: PlanCx<'a>,
    pub card: &'a Scorecard,
}

impl<'a> std::ops::Deref for ScoredCx<'a> {
    type Target = PlanCx<'a>;

    fn deref(&self) -> &PlanCx<'a> {
        &self.cx
    }
}
