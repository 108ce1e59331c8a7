//! Was the work on a plan spread out, or done in the last days before its deadline (D7)? From the days of commits; without history nothing is known.

use crate::base::date::Date;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;

/// With fewer edits before a deadline "most of them" says nothing.
const ENOUGH: usize = 3;

/// The edits in the cadence before a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rush {
    pub deadline: Date,
    /// What the deadline is, for example "the review".
    pub what: &'static str,
    /// All edits in the cadence before it.
    pub edits: usize,
    /// Those in the last `policy.fire_drill_days`.
    pub last: usize,
    /// Of a review that is still to come and would be a fire drill: the day from which it would be none, if nobody hurried any more.
    pub until: Option<Date>,
}

impl Rush {
    /// More than half of them in the last days.
    pub fn is_fire_drill(self) -> bool {
        self.edits >= ENOUGH && self.last * 2 > self.edits
    }
}

/// The edits before the review that comes, once its last days have begun; until then those before the newest deadline that has come, the review that was
/// held last or the day on which the cycle wants plans finished.
pub fn rush(ground: &Ground, unit: &PlanUnit) -> Option<Rush> {
    let past = ground.history.plan(unit.slug.as_str())?;
    let today = ground.today;
    let policy = &ground.settings.policy;
    let before = |(deadline, what): (Date, &'static str)| {
        let begin = deadline.plus_days(-ground.cadence(ground.plan(unit)).days());
        let from = deadline.plus_days(-policy.fire_drill_days);
        let within = |first: Date| past.edited_on.iter().filter(|day| first <= **day && **day <= deadline).count();
        Rush { deadline, what, edits: within(begin), last: within(from), until: None }
    };
    let held = unit.last_held(today).map(|(review, _)| (review.date, "the review"));
    let finalise = ground.settings.cycle.iter().flat_map(|cycle| &cycle.steps).rfind(|step| step.id.as_str() == "finalise");
    let finalise = finalise.map(|step| (step.on, "the end of the planning cycle"));
    let gone = [held, finalise].into_iter().flatten().filter(|(day, _)| *day <= today).max_by_key(|(day, _)| *day).map(before);
    let next = unit.planned_from(today).next().map(|(review, _)| review.date);
    // before its last days no work on a plan is late
    let next = next.filter(|day| day.plus_days(-policy.fire_drill_days) <= today).map(|day| before((day, "the review")));
    match next {
        Some(next) if next.is_fire_drill() => {
            let last = past.edited_on.iter().rfind(|day| **day <= today);
            let until = last.map_or(next.deadline, |last| last.plus_days(policy.fire_drill_days)).plus_days(1);
            Some(Rush { until: Some(until), ..next })
        }
        next => next.or(gone),
    }
}
