//! The items of a plan's lists, one type each.

use rust_decimal::Decimal;

use crate::audience::view::{Mark, Named, PlaceView};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};

/// A deal. Money is in the plan's currency, probability from 0 to 1.
#[derive(Clone, Debug)]
pub struct OpportunityView {
    pub id: String,
    pub name: String,
    pub product: Option<String>,
    pub unit: Option<String>,
    pub amount: Amount,
    pub probability: Decimal,
    pub weighted: Amount,
    pub close_by: Date,
    pub status: &'static str,
    pub closed_on: Option<Date>,
    pub origin: Option<&'static str>,
    pub incumbent: Option<String>,
    pub needs_review: bool,
    pub requalified_on: Option<Date>,
    pub timing_confirmed_on: Option<Date>,
    /// How often and how far the close moved to a later day (M20).
    pub slipped: Option<String>,
    pub place: PlaceView,
}

/// A person of the customer's side.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub title: String,
    pub unit: Option<String>,
    pub buying_role: &'static str,
    pub kdm: bool,
    pub in_power: Option<&'static str>,
    /// 1 to 5.
    pub influence: i64,
    /// `champion`, `supporter`, `neutral`, `opponent`, `unknown`.
    pub disposition: &'static str,
    pub target_disposition: Option<&'static str>,
    pub equity: Option<i64>,
    pub last_met: Option<Date>,
    pub days_since_met: Option<i64>,
    pub next_meeting: Option<(Date, Option<String>)>,
    /// By name.
    pub our_owner: Option<String>,
    pub our_owner_id: Option<String>,
    /// The person above, by id and name; the id alone where nobody of that id is named.
    pub reports_to: Option<Named>,
    pub evidence: Option<String>,
    pub access_barrier: Option<String>,
    /// The day on which they first stood in the plan, in this period (M11).
    pub new_since: Option<Date>,
    pub place: PlaceView,
}

/// What the plan wants by a day, and the actions that lead there.
#[derive(Clone, Debug)]
pub struct ObjectiveView {
    pub id: String,
    pub text: String,
    pub kind: &'static str,
    pub horizon: &'static str,
    pub by: Date,
    pub why: Option<String>,
    pub benchmark: Option<String>,
    /// Positions in `PlanView::actions`.
    pub actions: Vec<usize>,
    pub place: PlaceView,
}

/// What somebody of ours does by a day.
#[derive(Clone, Debug)]
pub struct ActionView {
    pub id: String,
    pub text: String,
    pub objective: String,
    /// By name.
    pub owner: String,
    pub owner_id: String,
    pub due: Date,
    pub status: &'static str,
    pub done_on: Option<Date>,
    pub open: bool,
    /// Days past due, for an open action.
    pub overdue_days: Option<i64>,
    pub after: Vec<String>,
    pub hours: Option<Amount>,
    pub expected_value: Option<Amount>,
    pub needs: Option<String>,
    pub slips: i64,
    /// How often and how far the due date moved to a later day, by the commits.
    pub slipped: Option<String>,
    pub place: PlaceView,
}

/// A measured result on its way from a baseline to a target (K11).
#[derive(Clone, Debug)]
pub struct BenchmarkView {
    pub id: String,
    pub text: String,
    pub unit: String,
    /// `up`, `down`, `hold`.
    pub direction: &'static str,
    pub baseline: (Date, Amount),
    pub target: (Date, Amount),
    pub tolerance: Option<Amount>,
    /// Oldest first.
    pub readings: Vec<(Date, Amount, Option<String>)>,
    /// The value that pace asks for on the as-of date.
    pub pace: Option<Amount>,
    pub mark: Mark,
    /// "on track", "behind pace", "not measured since 12 Jul".
    pub state: String,
    pub place: PlaceView,
}

/// What stands in the way (M26).
#[derive(Clone, Debug)]
pub struct ObstacleView {
    pub id: String,
    pub what: String,
    pub since: Option<Date>,
    pub trend: &'static str,
    pub impact: &'static str,
    pub support_needed: Option<String>,
    pub owner: Option<String>,
    pub place: PlaceView,
}

/// What the plan needs from somebody.
#[derive(Clone, Debug)]
pub struct AskView {
    pub id: String,
    pub what: String,
    /// By name.
    pub from: String,
    pub from_id: String,
    pub by: Date,
    pub kind: &'static str,
    pub status: &'static str,
    pub place: PlaceView,
}

/// A competitor at the account; strength is 1 to 5.
#[derive(Clone, Debug)]
pub struct RivalView {
    pub name: String,
    pub place: Option<String>,
    pub strength: Option<i64>,
    pub weakness: Option<String>,
    pub our_counter: Option<String>,
}

/// Revenue of one brand and division, quarter by quarter, with both projections (M22, M23).
#[derive(Clone, Debug)]
pub struct RevenueSeries {
    pub brand: String,
    pub division: String,
    /// Fiscal quarters, oldest first: zero where other accounts have rows and this one has none, left out where no account has any.
    pub quarters: Vec<(FiscalPeriod, Amount)>,
    /// The plan's own 90-day projection.
    pub typed: Option<Amount>,
    /// Mean of the last four fiscal quarters plus weighted open opportunities that close within 90 days; `None` without history, and where `unplaced` holds any.
    pub computed: Option<Amount>,
    /// The names of the deals of the brand of which nobody can tell whether they belong to this division.
    pub unplaced: Vec<String>,
}

/// A review, held or planned.
#[derive(Clone, Debug)]
pub struct ReviewView {
    pub date: Date,
    pub held: bool,
    pub kind: &'static str,
    pub purpose: Vec<&'static str>,
    pub problem_statement: Option<String>,
    pub minutes: Option<i64>,
    pub attendees: Vec<String>,
    pub working: Vec<String>,
    pub not_working: Vec<String>,
    pub help: Vec<String>,
    pub decisions: Vec<ReviewDecision>,
    pub place: PlaceView,
}

/// A decision as a review says it. What became of that of the last review is [`crate::audience::pack::DecisionView`].
#[derive(Clone, Debug)]
pub struct ReviewDecision {
    pub what: String,
    pub owner: Option<String>,
    pub by: Option<Date>,
    /// `open`, `done` or `dropped`, where it is written.
    pub status: Option<&'static str>,
}

/// A question that somebody is to answer until a day (D9).
#[derive(Clone, Debug)]
pub struct HomeworkView {
    pub question: String,
    pub assignee: String,
    pub due: Date,
    pub done_on: Option<Date>,
    pub answer: Option<String>,
}

/// Who stands behind the plan, in which words and since when.
#[derive(Clone, Debug)]
pub struct CommitmentView {
    pub statement: Option<String>,
    pub by: Vec<String>,
    pub on: Option<Date>,
    pub place: PlaceView,
}
