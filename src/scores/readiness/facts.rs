//! What gates and checks look at, and how they answer.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::model::past::{History, PlanPast};
use crate::model::person::Person;
use crate::model::review::Review;
use crate::resolve::plan_unit::ReviewFile;
use crate::resolve::unit::Unit;
use crate::scores::qualification::QualificationResult;
use crate::scores::score::ScoreCx;
use crate::scores::tier::Computed;

/// A place of the plan or of one of its reviews.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: SourcePath,
    pub line: u32,
    pub pointer: String,
}

/// The answer of a gate or check.
#[derive(Clone, Debug)]
pub struct Found {
    /// `None` is unknown.
    pub passed: Option<bool>,
    pub because: String,
    pub place: Place,
    /// What to do when it is not passed; two with the same remedy are mended by one edit.
    pub remedy: String,
    /// Not passed, and over days that are gone: no edit changes the answer, and the remedy says what decides instead.
    pub over: bool,
}

/// What a check may look at.
pub struct Facts<'a> {
    pub cx: ScoreCx<'a>,
    pub qualification: Option<&'a QualificationResult>,
    pub computed: Option<Computed>,
    /// The earliest planned account-plan review on or after the as-of date.
    pub next: Option<ReviewFile<'a>>,
    /// The last account-plan review that was held.
    pub last: Option<ReviewFile<'a>>,
    /// The sections of the plan that hold a mistake, each with the first: what stands in them is not all read.
    mistaken: BTreeMap<&'a str, &'a Diagnostic>,
}

/// What to say where only commits could tell.
const NEEDS_HISTORY: &str = "needs the plan's history";

impl<'a> Facts<'a> {
    pub fn new(cx: ScoreCx<'a>, qualification: Option<&'a QualificationResult>, computed: Option<Computed>) -> Self {
        let today = cx.today();
        // what is missing or empty is read all the same, and its check says so
        let read = |it: &Diagnostic| !it.taints() || !cx.unit.file.tainted.contains(it.section());
        let wrong = cx.findings.iter().filter(|it| it.level == Level::Error && it.path == cx.unit.file.path && !read(it));
        let mut mistaken = BTreeMap::new();
        wrong.for_each(|it| {
            mistaken.entry(it.section()).or_insert(it);
        });
        Facts { cx, qualification, computed, next: cx.unit.planned_from(today).next(), last: cx.unit.last_held(today), mistaken }
    }

    pub fn today(&self) -> Date {
        self.cx.today()
    }

    /// The mistake in the section of a place, where there is one: what is found there may follow from it.
    pub fn mistaken(&self, place: &Place) -> Option<&'a Diagnostic> {
        let section = place.pointer.strip_prefix('/').map_or("", |rest| rest.split('/').next().unwrap_or(""));
        self.mistaken.get(section).copied().filter(|_| !section.is_empty() && place.path == self.cx.unit.file.path)
    }

    /// The place of a mistake, in the plan or in one of its reviews.
    pub fn place_of(&self, mistake: &Diagnostic) -> Place {
        let line = match self.cx.unit.reviews.iter().find(|review| review.path == mistake.path) {
            Some(review) => review.line_at(mistake.span.start),
            None => self.cx.unit.file.line_at(mistake.span.start),
        };
        Place { path: mistake.path.clone(), line: line.max(1), pointer: mistake.pointer.to_string() }
    }

    /// A place of the plan.
    pub fn plan(&self, pointer: impl Into<String>) -> Place {
        let pointer = pointer.into();
        Place { path: self.cx.unit.file.path.clone(), line: self.cx.unit.file.line(&pointer), pointer }
    }

    /// The `index`-th item of a list of the plan; the list itself without one.
    pub fn item(&self, section: &str, index: Option<usize>) -> Place {
        match index {
            Some(index) => self.plan(self.cx.item(section, index)),
            None => self.plan(format!("/{section}")),
        }
    }

    /// A place of the file of a table; it is mended as a whole, so its head stands for it.
    pub fn table(&self, path: &str) -> Place {
        SourcePath::new(path).map_or_else(|| self.plan(""), |path| Place { path, line: 1, pointer: String::new() })
    }

    /// A place of a review.
    pub fn review(unit: &Unit<Review>, pointer: &str) -> Place {
        Place { path: unit.path.clone(), line: unit.line(pointer), pointer: pointer.to_owned() }
    }

    /// Is a waiver in force that names one of these rules (R16, D14)?
    pub fn waived(&self, rules: &[&str]) -> bool {
        self.cx.plan.waiver.as_ref().is_some_and(|waiver| waiver.covers(self.today(), |rule| rules.contains(&rule)))
    }

    /// The answer that earlier versions of the plan give; without them it is unknown, and why.
    pub fn by_past(&self, place: Place, decide: impl FnOnce(&'a PlanPast) -> Option<Found>) -> Option<Found> {
        let history = &self.cx.ground.history;
        match (history.plan(self.cx.unit.slug.as_str()), history) {
            (Some(past), _) => decide(past),
            (None, History::Unknown { reason, .. }) => Found::unknown(place, format!("{NEEDS_HISTORY}: {reason}")),
            (None, _) => Found::unknown(place, NEEDS_HISTORY),
        }
    }

    /// The key decision makers with their positions.
    pub fn kdms(&self) -> impl Iterator<Item = (usize, &'a Person)> + use<'a> {
        self.cx.plan.people.iter().enumerate().filter(|(_, person)| person.kdm)
    }
}

impl Found {
    pub fn test(passed: bool, place: Place, because: impl Into<String>, remedy: impl Into<String>) -> Option<Found> {
        Some(Found { passed: Some(passed), because: because.into(), place, remedy: remedy.into(), over: false })
    }

    pub fn pass(place: Place, because: impl Into<String>) -> Option<Found> {
        Found::test(true, place, because, "")
    }

    pub fn fail(place: Place, because: impl Into<String>, remedy: impl Into<String>) -> Option<Found> {
        Found::test(false, place, because, remedy)
    }

    /// An answer that days gave which are gone: where it is not passed, what comes next decides.
    pub fn gone(passed: bool, place: Place, because: impl Into<String>, next: &str) -> Option<Found> {
        let remedy = format!("It cannot be mended any more; {next} decides");
        Some(Found { passed: Some(passed), because: because.into(), place, remedy, over: !passed })
    }

    pub fn unknown(place: Place, because: impl Into<String>) -> Option<Found> {
        Some(Found { passed: None, because: because.into(), place, remedy: String::new(), over: false })
    }
}

/// "Ruth Adeyemi", "Ruth Adeyemi and 2 others".
pub fn first_of(name: &str, n: usize) -> String {
    match n.saturating_sub(1) {
        0 => name.to_owned(),
        1 => format!("{name} and 1 other"),
        n => format!("{name} and {n} others"),
    }
}
