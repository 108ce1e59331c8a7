//! All plans of a territory on their common ground, bound together, sorted, immutable. Knows nothing of scores, rules and pages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::model::plan::Plan;
use crate::resolve::attachments::Attachment;
use crate::resolve::ground::Ground;
use crate::resolve::names::Names;
use crate::resolve::own_page::OwnPageUnit;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::unit::Unit;
use crate::source::layout::{self, Role};

/// A file that does not reach the site as a page, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub path: SourcePath,
    pub reason: String,
}

impl LeftOut {
    /// Would it have been a plan?
    pub fn is_plan(&self) -> bool {
        matches!(layout::role(&self.path), Role::Plan { .. }) || layout::misnamed_plan(&self.path).is_some()
    }
}

/// The whole territory after reading.
#[derive(Clone, Debug)]
pub struct Portfolio {
    pub ground: Arc<Ground>,
    /// By slug.
    pub plans: Vec<Arc<PlanUnit>>,
    /// Pages of the team's own, by slug.
    pub own_pages: Vec<OwnPageUnit>,
    pub left_out: Vec<LeftOut>,
    /// Files beside plans that are published as they are.
    pub attachments: BTreeMap<SourcePath, Attachment>,
    /// Every file of the territory, for links.
    pub files: BTreeSet<SourcePath>,
    /// The plans by slug.
    pub index: BTreeMap<Slug, usize>,
    pub names: Names,
}

impl Deref for Portfolio {
    type Target = Ground;

    fn deref(&self) -> &Ground {
        &self.ground
    }
}

impl Portfolio {
    /// Is every plan known in what ranks it among the others: whether it is live, and its opportunities? Else nothing follows from a rank.
    pub fn is_ranked_whole(&self) -> bool {
        let read = |unit: &PlanUnit| self.plan(unit).status.is_some() && !unit.file.tainted.contains("opportunities");
        self.plans.iter().all(|unit| read(unit)) && self.left_out.iter().all(|file| !file.is_plan())
    }

    /// The plan of that slug.
    pub fn find(&self, slug: &str) -> Option<&PlanUnit> {
        self.index.get(slug).and_then(|index| self.plans.get(*index)).map(|unit| &**unit)
    }

    /// The name to show among others: [`Ground::title`], with the slug behind it where another account is called the same.
    pub fn title<'a>(&'a self, unit: &'a PlanUnit) -> &'a str {
        self.names.planned(&unit.slug, self.ground.title(unit))
    }

    /// The same for any account: one that nothing names is called by its slug.
    pub fn called<'a>(&'a self, slug: &'a str) -> &'a str {
        let planned = self.find(slug).map(|unit| self.title(unit));
        planned.or_else(|| self.data(slug).row.as_ref().map(|row| self.names.listed(row))).unwrap_or(slug)
    }

    /// Who owns a plan, each once, by id.
    pub fn owners(&self) -> Vec<&str> {
        let owners: BTreeSet<&str> = self.plans.iter().filter_map(|unit| self.plan(unit).owner.as_deref()).collect();
        owners.into_iter().collect()
    }

    /// The plan file at that path.
    pub fn plan_file(&self, path: &SourcePath) -> Option<&Unit<Plan>> {
        let (_, slug) = path.folder().rsplit_once('/')?;
        self.find(slug).map(|unit| &unit.file).filter(|file| file.path == *path)
    }
}
