//! What one audience may see: plain values, made only by [`crate::audience::project`]. Charts, cards, pages and formats know nothing else.

mod about;
mod finding;
mod items;
mod plan;
mod portfolio;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::audience::history::HistoryView;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::language::phrase;
use crate::base::rooted::Root;
use crate::base::slug::Slug;

pub use about::{LeftOutView, RuleView, ScoreKind, ThresholdView};
pub use finding::{ExcerptView, FindingView};
pub use items::{
    ActionView, AskView, BenchmarkView, CommitmentView, HomeworkView, ObjectiveView, ObstacleView, OpportunityView, PersonView, RevenueSeries, ReviewDecision,
    ReviewView, RivalView,
};
pub use plan::{AttachmentView, PlanView, SelectionView, WaiverView};
pub use portfolio::{BlockCounts, RowView, TotalsView, UnplannedView};

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
    /// Where readers report what is wrong.
    pub issues_url: Option<String>,
    pub history: HistoryView,
    /// Where the site will stand, closed by a slash; feeds need it.
    pub base_url: Option<String>,
    /// The path from which the links of the page for what is not there begin; `None`: they are relative like all others.
    pub missing_root: Option<Root>,
    /// Where revenue comes from and how old it is, for the footer.
    pub data_note: Option<DataNote>,
    /// Who has a page of their own.
    pub owners: BTreeSet<Slug>,
    /// The page of each segment, by its name.
    pub segments: BTreeMap<String, Slug>,
    /// The pages of the team's own with their titles, in the order in which they are listed.
    pub pages: Vec<(Slug, String)>,
}

/// Where revenue comes from and how old it is: as `quarterdeck.yaml` says, or else as the table ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataNote {
    From(String),
    FromAsOf(String, Date),
    AsOf(Date),
    UpTo(FiscalPeriod),
}

impl DataNote {
    /// In the language of the page at hand.
    pub fn shown(&self) -> String {
        match self {
            DataNote::From(source) => phrase("Revenue: {}", &[source]),
            DataNote::FromAsOf(source, day) => phrase("Revenue: {source}, {day}", &[source, &day.long()]),
            DataNote::AsOf(day) => phrase("Revenue as of {}", &[&day.long()]),
            DataNote::UpTo(period) => phrase("Revenue up to {}", &[period]),
        }
    }
}

impl Frame {
    /// The newest commit, its first seven digits.
    pub fn commit(&self) -> Option<&str> {
        match &self.history {
            HistoryView::Known { commit, .. } => Some(commit),
            _ => None,
        }
    }

    /// Was the site made from files that are not as that commit has them?
    pub fn is_uncommitted(&self) -> bool {
        matches!(&self.history, HistoryView::Known { uncommitted: true, .. })
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
