//! The review pack of one plan as shown: what a review looks at, chosen and in order, so that the terminal and the page say the same (S1–S14).

use rust_decimal::Decimal;

use crate::audience::view::{PlaceView, PlanView};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};

/// Everything for one review. Positions are those in the lists of `plan`.
#[derive(Clone, Debug)]
pub struct ReviewPack {
    pub plan: PlanView,
    /// What the money of the data tables is in: the territory's currency, as they name none.
    pub tables_in: String,
    /// The meeting; `None` when none is planned.
    pub meeting: Option<MeetingView>,
    /// What to write where no review is planned.
    pub proposal: Option<ProposalView>,
    /// Open opportunities that close within 90 days or should have closed, the heaviest first (M17).
    pub closing: Vec<usize>,
    pub pace: Option<PaceView>,
    /// Revenue per brand and division (M21–M23).
    pub revenue: Vec<RevenueLine>,
    /// Key decision makers, by influence (M9–M14).
    pub deciders: Vec<usize>,
    /// Obstacles that emerged or grew, then the others (M26).
    pub issues: Vec<usize>,
    /// Open asks by their day, then those that were answered (M28).
    pub asks: Vec<usize>,
    /// The last account-plan review that was held.
    pub last: Option<LastView>,
    /// Open opportunities that deserve a review of their own (S8).
    pub to_schedule: Vec<usize>,
    /// How long the meeting takes; the territory's default where the review does not say.
    pub minutes: u32,
    /// Adds up to exactly the minutes (S10, S11).
    pub agenda: Vec<SlotView>,
    /// Sections for which the meeting is too short.
    pub agenda_left_out: Vec<&'static str>,
    /// The review's own, then eight to twelve from the bank (S4, S14).
    pub questions: Vec<QuestionView>,
}

/// The next review, or the one that was asked for.
#[derive(Clone, Debug)]
pub struct MeetingView {
    pub date: Date,
    /// Negative once it is over.
    pub days_until: i64,
    pub purpose: Vec<&'static str>,
    pub problem: Option<String>,
    /// Are the minutes written in the review?
    pub minutes_stated: bool,
    /// The minutes that a tier A account gets, where the meeting has fewer (S10).
    pub minutes_short_of: Option<u32>,
    pub attendees: Vec<AttendeeView>,
    /// `None`: nobody knows who the manager is (S13).
    pub manager_attends: Option<bool>,
    pub pre_read_sent: Option<Date>,
    /// The last day for sending the questions (S4).
    pub pre_read_due: Date,
    pub place: PlaceView,
}

/// Somebody of ours at the table.
#[derive(Clone, Debug)]
pub struct AttendeeView {
    pub name: String,
    /// `owner`, `manager`, else the function.
    pub role: Option<&'static str>,
}

/// A review file to write.
#[derive(Clone, Debug)]
pub struct ProposalView {
    pub path: String,
    pub text: String,
}

/// Sales of a fiscal quarter against the quota that its elapsed part asks for (M7).
#[derive(Clone, Debug)]
pub struct PaceView {
    pub period: FiscalPeriod,
    pub quota: Amount,
    pub actual: Amount,
    /// Of the period, up to the day of the data.
    pub elapsed: Decimal,
    /// The day of the data, up to which sales and time are counted.
    pub until: Date,
    /// 1 is exactly on pace.
    pub ratio: Decimal,
}

/// Revenue of one brand and division.
#[derive(Clone, Debug)]
pub struct RevenueLine {
    pub name: String,
    pub last_four: Amount,
    /// The four quarters before.
    pub before: Amount,
    pub typed: Option<Amount>,
    pub computed: Option<Amount>,
    /// The deals of which nobody can tell whether they belong here, by name; then nothing is computed.
    pub unplaced: Vec<String>,
}

/// What the last review decided.
#[derive(Clone, Debug)]
pub struct LastView {
    pub date: Date,
    pub decisions: Vec<DecisionView>,
    /// What was written down of it, as Markdown.
    pub text: String,
    pub place: PlaceView,
}

/// One decision, and what became of it.
#[derive(Clone, Debug)]
pub struct DecisionView {
    pub what: String,
    pub owner: Option<String>,
    pub by: Option<Date>,
    /// `open`, `done` or `dropped`.
    pub status: &'static str,
    /// Days past its day, of an open one.
    pub overdue_days: Option<i64>,
    pub place: PlaceView,
}

/// The score behind a line of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotScore {
    /// The line is about no score.
    Absent,
    Undetermined,
    /// 0 to 100.
    Points(Decimal),
}

/// One line of the agenda.
#[derive(Clone, Debug)]
pub struct SlotView {
    /// `purpose`, `asks` or the key of a score.
    pub key: &'static str,
    pub title: &'static str,
    /// Minutes from the beginning.
    pub start: u32,
    pub minutes: u32,
    pub score: SlotScore,
    /// What costs that score most.
    pub because: Option<String>,
}

/// One question to send in advance.
#[derive(Clone, Debug)]
pub struct QuestionView {
    /// `None`: the review's own.
    pub category: Option<&'static str>,
    pub text: String,
    /// The weakness that called for it.
    pub because: Option<String>,
}
