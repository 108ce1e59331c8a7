//! What one audience may see: plain values, made only by [`crate::audience::project`]. Charts, cards, pages and formats know nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::audience::history::{HistoryView, PlanHistory};
use crate::audience::judged::Judged;
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::rooted::Root;
use crate::base::slug::Slug;
use crate::diag::code::{Code, Level};

/// The frame of every page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub territory: String,
    pub site_title: String,
    pub audience: String,
    pub classification: String,
    pub as_of: Date,
    pub currency: String,
    /// BCP 47, for `lang` and sorting.
    pub locale: String,
    /// The fiscal quarter of the as-of date.
    pub quarter: FiscalPeriod,
    pub version: &'static str,
    pub accent: Option<String>,
    pub edit_url: Option<String>,
    pub history: HistoryView,
    /// Where the site will stand, closed by a slash; feeds need it.
    pub base_url: Option<String>,
    /// The path from which the links of the page for what is not there begin; `None`: they are relative like all others.
    pub missing_root: Option<Root>,
    /// Where revenue comes from and how old it is, for the footer.
    pub data_note: Option<String>,
    /// Who has a page of their own.
    pub owners: BTreeSet<Slug>,
    /// The page of each segment, by its name.
    pub segments: BTreeMap<String, Slug>,
    /// The pages of the team's own with their titles, in the order in which they are listed.
    pub pages: Vec<(Slug, String)>,
}

impl Frame {
    /// The newest commit, its first seven digits.
    pub fn commit(&self) -> Option<&str> {
        match &self.history {
            HistoryView::Known { commit } => Some(commit),
            _ => None,
        }
    }
}

/// A name with its page, where it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// Health words of `site.md` §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Good,
    Watch,
    Bad,
    Unknown,
}

/// `file:line`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceView {
    pub path: Arc<str>,
    pub line: u32,
}

/// One row of a portfolio list.
#[derive(Clone, Debug)]
pub struct RowView {
    pub slug: Slug,
    pub title: String,
    pub readable: bool,
    pub owner: Named,
    pub segment: Option<String>,
    pub region: Option<String>,
    pub potential: Option<Amount>,
    /// Own sales of the last four fiscal quarters.
    pub sales: Option<Amount>,
    /// Own sales over what the account buys in all, 0 to 1; `None` where it is not known.
    pub share_of_wallet: Option<Decimal>,
    pub status: Option<&'static str>,
    pub stance: Option<&'static str>,
    pub tier: Option<&'static str>,
    pub computed_tier: Option<&'static str>,
    pub currency: String,
    pub growth_target: Option<Amount>,
    pub won: Amount,
    pub weighted_open: Amount,
    pub open: Amount,
    pub value_at_stake_90d: Amount,
    /// Score key to value.
    pub scores: BTreeMap<&'static str, Option<Decimal>>,
    pub qualification: Option<&'static str>,
    pub verdict: &'static str,
    pub level: &'static str,
    pub gates_unmet: Vec<&'static str>,
    pub open_actions: usize,
    pub overdue_actions: usize,
    /// Days since a key decision maker was met.
    pub kdm_met_days: Option<i64>,
    pub next_review: Option<Date>,
    pub last_review: Option<Date>,
    pub errors: usize,
    pub warnings: usize,
    /// So many deals hold a mistake and stand in no sum.
    pub deals_lost: usize,
    /// There is a growth target that cannot be read.
    pub target_lost: bool,
    /// The most important thing that stands in the way, one sentence.
    pub worst_gap: Option<String>,
    /// Per readiness block: key, title, passed, failed, unknown.
    pub blocks: Vec<(&'static str, &'static str, usize, usize, usize)>,
}

/// An account without a plan.
#[derive(Clone, Debug)]
pub struct UnplannedView<'a> {
    pub account: &'a str,
    pub name: &'a str,
    pub stance: Option<&'static str>,
    pub segment: &'a str,
    pub region: &'a str,
    pub potential: Option<Amount>,
    pub sales: Option<Amount>,
}

/// One finding as shown.
#[derive(Clone, Debug)]
pub struct FindingView {
    pub code: &'static Code,
    pub level: Level,
    /// The plan that it belongs to, when it has a page.
    pub slug: Option<Slug>,
    pub account_title: String,
    pub owner: String,
    pub message: String,
    pub help: Option<String>,
    pub place: PlaceView,
    pub column: u32,
    /// The top-level key it concerns; `body` for the narrative, empty for none.
    pub section: String,
    /// The source line, and the first and last column (1-based, exclusive) under which the caret stands.
    pub excerpt: Option<ExcerptView>,
}

#[derive(Clone, Debug)]
pub struct ExcerptView {
    /// Line number and text.
    pub lines: Vec<(u32, String)>,
    pub caret_line: u32,
    pub caret_from: u32,
    pub caret_to: u32,
}

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
    pub our_owner: Option<String>,
    /// The person above, by id and name; the id alone where nobody of that id is named.
    pub reports_to: Option<Named>,
    pub evidence: Option<String>,
    pub access_barrier: Option<String>,
    /// The day on which they first stood in the plan, in this period (M11).
    pub new_since: Option<Date>,
    pub place: PlaceView,
}

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

#[derive(Clone, Debug)]
pub struct ActionView {
    pub id: String,
    pub text: String,
    pub objective: String,
    pub owner: String,
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

#[derive(Clone, Debug)]
pub struct AskView {
    pub id: String,
    pub what: String,
    pub from: String,
    pub by: Date,
    pub kind: &'static str,
    pub status: &'static str,
    pub place: PlaceView,
}

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
    /// Consecutive fiscal quarters, oldest first; a quarter without rows is zero.
    pub quarters: Vec<(FiscalPeriod, Amount)>,
    /// The plan's own 90-day projection.
    pub typed: Option<Amount>,
    /// Mean of the last four fiscal quarters plus weighted open opportunities that close within 90 days.
    pub computed: Option<Amount>,
}

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
    /// What, owner, by, status.
    pub decisions: Vec<(String, Option<String>, Option<Date>, Option<&'static str>)>,
    pub place: PlaceView,
}

#[derive(Clone, Debug)]
pub struct CommitmentView {
    pub statement: Option<String>,
    pub by: Vec<String>,
    pub on: Option<Date>,
    pub place: PlaceView,
}

/// One account plan, whole.
#[derive(Clone, Debug)]
pub struct PlanView {
    pub row: RowView,
    pub path: Arc<str>,
    pub manager: Option<Named>,
    pub exec_sponsor: Option<String>,
    pub period: Option<FiscalPeriod>,
    pub posture: Option<&'static str>,
    pub cadence: &'static str,
    pub visibility: &'static str,
    pub region: Option<String>,
    pub potential: Option<Amount>,
    /// Decided on, by, why, place.
    pub selection: Option<(Date, String, String, PlaceView)>,
    /// Rules, by, reason, until, in force.
    pub waiver: Option<(Vec<String>, String, String, Date, bool)>,
    pub judged: Arc<Judged>,
    /// Keys under which something cannot be read; what can be is in the lists.
    pub damaged: Vec<String>,
    /// By section of the plan: how many of its entries hold a mistake and are left out.
    pub lost: BTreeMap<String, usize>,
    pub opportunities: Vec<OpportunityView>,
    pub people: Vec<PersonView>,
    pub objectives: Vec<ObjectiveView>,
    pub actions: Vec<ActionView>,
    pub benchmarks: Vec<BenchmarkView>,
    /// By trend, then impact (M26).
    pub obstacles: Vec<ObstacleView>,
    pub asks: Vec<AskView>,
    /// The reason given for needing nothing.
    pub no_asks: Option<String>,
    pub rivals: Vec<RivalView>,
    /// Heading and items.
    pub swot: Vec<(&'static str, Vec<String>)>,
    /// Name, function, role.
    pub team: Vec<(String, &'static str, Option<String>)>,
    /// Question, assignee, due, done on, answer.
    pub homework: Vec<(String, String, Date, Option<Date>, Option<String>)>,
    pub commitment: Option<CommitmentView>,
    /// Value added, lesson.
    pub outcome: Option<(&'static str, String)>,
    /// Key and value as text.
    pub custom: Vec<(String, String)>,
    pub reviews: Vec<ReviewView>,
    /// What earlier versions tell; `None` without history, and in tables.
    pub history: Option<PlanHistory>,
    pub revenue: Vec<RevenueSeries>,
    /// Quota of the plan's fiscal year by quarter.
    pub quota: Vec<(FiscalPeriod, Amount)>,
    pub share_of_wallet: Option<Decimal>,
    /// The Markdown below the front matter, and its first byte in the file.
    pub narrative: String,
    pub findings: Vec<FindingView>,
    /// Other plans that link here.
    pub backlinks: Vec<(Slug, String)>,
    /// Previous and next in the list's order.
    pub previous: Option<(Slug, String)>,
    pub next: Option<(Slug, String)>,
    /// The whole source when it cannot be read, so that its page can show it.
    pub source: Option<String>,
    /// Attachments: file name in the folder, and its published stem and extension.
    pub attachments: Vec<AttachmentView>,
}

#[derive(Clone, Debug)]
pub struct AttachmentView {
    /// As written in a link: relative to the plan's folder.
    pub name: String,
    pub stem: Slug,
    pub ext: &'static str,
    pub image: bool,
}

/// The whole portfolio in figures.
#[derive(Clone, Debug, Default)]
pub struct TotalsView {
    pub plans: usize,
    pub accounts: Option<usize>,
    pub owners: usize,
    pub growth_target: Option<Amount>,
    /// The sum of the plans' growth targets.
    pub planned_target: Amount,
    /// Won and weighted open of the plans with a target of their own: what `planned_target` is measured by.
    pub planned_covered: Amount,
    pub won: Amount,
    pub weighted_open: Amount,
    pub open: Amount,
    pub gap: Option<Amount>,
    pub value_at_stake_90d: Amount,
    pub ready: usize,
    pub ready_with_gaps: usize,
    pub prepare_first: usize,
    pub open_actions: usize,
    pub overdue_actions: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hhi: Option<Decimal>,
    /// `policy.concentration_hhi`: from here on sales read as concentrated.
    pub concentrated_from: Decimal,
    pub top1_share: Option<Decimal>,
    pub top5_share: Option<Decimal>,
    /// The fewest accounts that make 80 % of the sales.
    pub accounts_for_80: Option<usize>,
    /// Plans in another currency, left out of the sums.
    pub other_currencies: usize,
}

/// A file that has no page, and why.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutView {
    pub path: String,
    pub reason: String,
}

/// A score that plans can have, for the about page.
#[derive(Clone, Copy, Debug)]
pub struct ScoreKind {
    pub key: &'static str,
    pub title: &'static str,
    pub question: &'static str,
    pub formula: &'static str,
}

/// A rule in force, for the about page.
#[derive(Clone, Debug)]
pub struct RuleView {
    pub code: &'static Code,
    pub level: Level,
}

/// A threshold in force: key in `quarterdeck.yaml`, value, default, what it decides.
#[derive(Clone, Debug)]
pub struct ThresholdView {
    pub key: &'static str,
    pub value: String,
    pub default: &'static str,
    pub decides: &'static str,
}
