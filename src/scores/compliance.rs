//! Does a plan keep to the rhythm that was agreed, and what happens when it does not (D14)? Never looks at sales (D15).

use crate::base::date::Date;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Compliant,
    /// Excused by a waiver in force.
    Waived,
    /// Late, and not yet for so long that it is said.
    Due,
    Warned,
    Escalated,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Compliant => "compliant",
            State::Waived => "waived",
            State::Due => "due",
            State::Warned => "warned",
            State::Escalated => "escalated",
        }
    }
}

/// The state of a plan with what is latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compliance {
    pub state: State,
    /// What is owed, for example "review", with the day on which it was due and the pointer of what to change.
    pub owed: Option<(&'static str, Date, &'static str)>,
    pub days_late: i64,
}

/// The rules whose waiver excuses a review, a plan of an earlier period and a commitment that are late (R16, D14), in that order.
pub const EXCUSED: [&str; 3] = ["stale-review", "period-behind", "commitment-signer"];

/// What a live plan owes by its own dates: a review within the cadence, a plan for the current period, a commitment of this fiscal year.
/// `None` for a plan that is not active or in review, and for one that cannot be read.
pub fn compliance(portfolio: &Portfolio, unit: &PlanUnit) -> Option<Compliance> {
    let plan = portfolio.plan(unit);
    if !plan.is_live() {
        return None;
    }
    let (today, calendar, policy) = (portfolio.today, portfolio.settings.calendar, &portfolio.settings.policy);
    // never reviewed: the first review is due one cadence after the account was chosen
    let since = unit.last_held(today).map(|(review, _)| review.date).or_else(|| plan.selection.as_ref().map(|selection| selection.on));
    // a review that cannot be read may be the one that is missed here, as for `stale-review`
    let all_read = unit.reviews.iter().all(|review| review.value.is_some());
    let review = since.filter(|_| all_read).map(|since| since.plus_days(portfolio.cadence(plan).days()));
    let period = plan.period.map(|period| calendar.span(period).1);
    let year = calendar.span(calendar.year_of(today)).0;
    let chosen = plan.selection.as_ref().map(|selection| selection.on);
    let commitment = match plan.commitment.as_ref().and_then(|commitment| commitment.on) {
        Some(signed) => (signed < year).then_some(year),
        None if unit.file.tainted.contains("commitment") => None,
        // never signed: owed since the year began, or the account was chosen
        None => chosen.map(|chosen| chosen.max(year)),
    };
    let [of_review, of_period, of_commitment] = EXCUSED;
    let owed = [("review", of_review, review, ""), ("period", of_period, period, "/period"), ("commitment", of_commitment, commitment, "/commitment/on")];
    let late = owed.into_iter().filter_map(|(what, rule, due, pointer)| due.filter(|due| *due < today).map(|due| (what, rule, due, pointer)));
    let excused = |rule: &str| plan.waiver.as_ref().is_some_and(|waiver| waiver.covers(today, |name| name == rule));
    let (waived, late): (Vec<_>, Vec<_>) = late.partition(|(_, rule, _, _)| excused(rule));
    let first = |owed: &[(&'static str, &str, Date, &'static str)]| {
        owed.iter().min_by_key(|(_, _, due, _)| *due).map(|(what, _, due, pointer)| (*what, *due, *pointer))
    };
    let Some(owed) = first(&late) else {
        let state = if waived.is_empty() { State::Compliant } else { State::Waived };
        return Some(Compliance { state, owed: first(&waived), days_late: 0 });
    };
    let days_late = today.days_since(owed.1);
    let state = match days_late {
        days if days >= policy.escalate_after_days => State::Escalated,
        days if days >= policy.warn_after_days => State::Warned,
        _ => State::Due,
    };
    Some(Compliance { state, owed: Some(owed), days_late })
}
