//! One account plan, whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::audience::history::PlanHistory;
use crate::audience::judged::Judged;
use crate::audience::view::{
    ActionView, AskView, BenchmarkView, CommitmentView, FindingView, HomeworkView, Named, ObjectiveView, ObstacleView, OpportunityView, PersonView,
    RevenueSeries, ReviewView, RivalView, RowView,
};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::slug::Slug;

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
    pub selection: Option<SelectionView>,
    pub waiver: Option<WaiverView>,
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
    pub homework: Vec<HomeworkView>,
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

/// Why the account was selected for a plan, by whom and when.
#[derive(Clone, Debug)]
pub struct SelectionView {
    pub on: Date,
    pub by: String,
    pub why: String,
}

/// What the plan is excused from.
#[derive(Clone, Debug)]
pub struct WaiverView {
    /// Names or codes.
    pub rules: Vec<String>,
    pub by: String,
    pub reason: String,
    pub until: Date,
    /// Has it not run out by the as-of date?
    pub in_force: bool,
}

/// A file in the plan's folder that is published as it is.
#[derive(Clone, Debug)]
pub struct AttachmentView {
    /// As written in a link: relative to the plan's folder.
    pub name: String,
    pub stem: Slug,
    pub ext: &'static str,
    pub image: bool,
}
