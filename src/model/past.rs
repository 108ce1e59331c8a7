//! What the repository's history tells of a territory: plain values, read and folded before anything is judged. Knows nothing of Git.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::model::words;

/// How many days a review may take to show in the plan (S5).
pub const ANSWER_DAYS: i64 = 14;

words! {
    /// What kind of change it is, for programs and for counting.
    ChangeKind {
        /// An item or a value is new.
        Added = "added",
        /// An item or a value is gone.
        Removed = "removed",
        /// A date moved to a later day.
        Slipped = "slipped",
        /// A date moved to an earlier day.
        Advanced = "advanced",
        /// An action was carried out, an ask answered, an opportunity decided.
        Done = "done",
        /// Any other value.
        Changed = "changed",
    }
}

/// One thing that changed between two versions of a plan, in account words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The plan's key that it belongs to (`actions`, `projection_90d`), `narrative` or `reviews`.
    pub section: String,
    /// The item's id within the section; empty for the section itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub kind: ChangeKind,
    /// How much it matters: 0 comes first.
    pub rank: u8,
    /// A sentence part without a full stop; names that people gave to things stand between asterisks: `close of *Theatre pilot* slipped 41 days to 12 March`.
    pub text: String,
}

words! {
    /// Which date moved.
    SlipKind { ActionDue = "due", Close = "close_by" }
}

/// How often one date moved to a later day, moves that were taken back left out, and how far it is from the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips {
    pub kind: SlipKind,
    /// The action's or opportunity's id.
    pub id: String,
    pub times: u32,
    pub days: i64,
}

/// Who, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The author's own day.
    pub day: Date,
    /// The commit's full hash.
    pub commit: Arc<str>,
    /// As the commit says; not to be trusted more than that.
    pub author: Arc<str>,
    pub email: Arc<str>,
}

/// When the value of one section changed; a reformatting changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPast {
    /// The last commit that changed it.
    pub last: Touch,
    /// The days of all of them, ascending.
    pub days: Box<[Date]>,
}

/// What history tells of one plan. Everything up to and including the as-of date; nothing later counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanPast {
    /// By top-level key, and `narrative`: when its value changed.
    pub sections: BTreeMap<String, SectionPast>,
    /// The folders in which the plan lay before, newest first.
    pub former_names: Vec<String>,
    /// The days of the commits that changed the plan's values, ascending; a day stands as often as there were commits.
    pub edited_on: Vec<Date>,
    pub slips: Vec<Slips>,
    /// The commit that made the commitment as it stands.
    pub commitment: Option<Touch>,
    /// The day on which a person (by id) first stood in the plan; those of its first version are left out.
    pub appeared: BTreeMap<String, Date>,
    /// What changed since the last account-plan review that was held; `None` when there was none, or no version of that day.
    pub since_review: Option<Vec<Change>>,
    /// What changed in the 14 days after that review (S5).
    pub after_review: Option<Vec<Change>>,
}

impl PlanPast {
    /// Did a commit of that day or later, until today, change the section's value?
    pub fn changed_since(&self, section: &str, day: Date) -> bool {
        self.sections.get(section).is_some_and(|it| it.last.day >= day)
    }

    /// What [`Slips`] says of the date of that action or opportunity.
    pub fn slips(&self, kind: SlipKind, id: &str) -> Option<&Slips> {
        self.slips.iter().find(|slips| slips.kind == kind && slips.id == id)
    }
}

/// How one plan stood at the end of a fiscal quarter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanThen {
    /// In tenths, by the score's key; a missing one was undetermined.
    pub scores: BTreeMap<String, i32>,
    /// The readiness level.
    pub level: String,
    /// Was the plan closed? Then it is reviewed no more, and counts in no sum of levels.
    pub closed: bool,
    pub owner: String,
    /// The sum of the typed 90-day projections.
    pub projection: Option<Amount>,
    /// Was the plan kept as the policy asks?
    pub compliant: Option<bool>,
}

/// The territory at the end of one fiscal quarter, under today's policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quarter {
    /// `FY2027-Q1`.
    pub period: String,
    /// Its last day.
    pub day: Date,
    /// By account.
    pub plans: BTreeMap<String, PlanThen>,
}

/// What is known of a territory's history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The newest commit on or before the as-of date.
    pub commit: String,
    /// Do the files that were read differ from those of the commit? Known to whoever asked; the others say no.
    pub uncommitted: bool,
    /// By account.
    pub plans: BTreeMap<String, PlanPast>,
    /// Ended fiscal quarters that have a version, oldest first.
    pub quarters: Vec<Quarter>,
}

/// A territory's history, or why there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum History {
    /// Nobody asked for it.
    #[default]
    NotRead,
    Unknown {
        /// A sentence without a full stop.
        reason: String,
        /// What to do about it.
        way_out: String,
    },
    Known(Arc<Past>),
}

impl History {
    /// Is it the same history? At once where it is the same value.
    pub fn is_same(&self, other: &History) -> bool {
        match (self, other) {
            (History::Known(a), History::Known(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => self == other,
        }
    }

    /// What is known.
    pub fn past(&self) -> Option<&Past> {
        match self {
            History::Known(past) => Some(past),
            _ => None,
        }
    }

    /// How a plan stood at the end of a past quarter, under the name that it had then.
    pub fn then(&self, account: &str, quarter: &str) -> Option<&PlanThen> {
        let past = self.past()?;
        let quarter = past.quarters.iter().find(|it| it.period == quarter)?;
        let former = past.plans.get(account).map(|plan| plan.former_names.as_slice()).unwrap_or_default();
        std::iter::once(account).chain(former.iter().map(String::as_str)).find_map(|name| quarter.plans.get(name))
    }

    /// What is known of one plan.
    pub fn plan(&self, account: &str) -> Option<&PlanPast> {
        self.past()?.plans.get(account)
    }
}
