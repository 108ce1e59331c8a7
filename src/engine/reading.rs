//! Files to units: which file is which plan's, and each read against its schema; what a memory holds of the same files is not read again.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::beside::Beside;
use super::ground::Base;
use super::memory::{Kept, Memory};
use super::strays::strays;
use crate::base::path::SourcePath;
use crate::base::slug::{self, Slug};
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::review::Review;
use crate::resolve::attachments::Attachment;
use crate::resolve::codes::{FILE_REFUSED, PATH_COLLISION};
use crate::resolve::names::Names;
use crate::resolve::own_page::OwnPageUnit;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::{LeftOut, Portfolio};
use crate::resolve::unit::Unit;
use crate::rules;
use crate::scaffold::begin;
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// One plan's files, before reading.
struct Job<'s> {
    slug: Slug,
    path: SourcePath,
    bytes: &'s Arc<[u8]>,
    reviews: Vec<(SourcePath, &'s Arc<[u8]>)>,
}

impl Job<'_> {
    fn read(&self, base: &Base) -> PlanUnit {
        let account = self.slug.as_str();
        let mut reviews: Vec<_> = self.reviews.iter().map(|(path, bytes)| Unit::read(path, bytes, &base.schemas.review, account)).collect();
        reviews.sort_by(|a: &Unit<Review>, b| {
            let date = |unit: &Unit<Review>| unit.value.as_ref().map(|review| review.date);
            (date(a), &a.path).cmp(&(date(b), &b.path))
        });
        PlanUnit::new(self.slug.clone(), plan(&self.path, self.bytes, base, account), reviews)
    }

    /// Was this unit read from these very files?
    fn made(&self, unit: &PlanUnit) -> bool {
        let same = |a: &Arc<[u8]>, b: &Arc<[u8]>| Arc::ptr_eq(a, b) || a == b;
        let review = |(path, bytes): &(SourcePath, &Arc<[u8]>)| unit.reviews.iter().any(|review| review.path == *path && same(&review.stored, bytes));
        unit.file.path == self.path && same(&unit.file.stored, self.bytes) && unit.reviews.len() == self.reviews.len() && self.reviews.iter().all(review)
    }
}

/// A plan. Its waiver names rules by their names, whatever it is written with: who asks for one knows no codes.
fn plan(path: &SourcePath, bytes: &Arc<[u8]>, base: &Base, account: &str) -> Unit<Plan> {
    let mut unit: Unit<Plan> = Unit::read(path, bytes, &base.schemas.plan, account);
    for rule in unit.value.iter_mut().filter_map(|plan| plan.waiver.as_mut()).flat_map(|waiver| &mut waiver.rules) {
        if let Some(name) = rules::name(rule) {
            name.clone_into(rule);
        }
    }
    unit
}

/// The files of a territory by what they are, and what is wrong with their names.
pub(super) struct Sources<'s> {
    jobs: BTreeMap<Slug, Job<'s>>,
    own_pages: Vec<(Slug, &'s SourcePath, &'s Arc<[u8]>)>,
    left_out: Vec<LeftOut>,
    files: BTreeSet<SourcePath>,
    attachments: BTreeMap<SourcePath, Attachment>,
    pub findings: Vec<Diagnostic>,
    planless: Vec<(String, Diagnostic)>,
}

/// The reviews of each folder, before it is known whether it has a plan.
type Reviews<'s> = BTreeMap<String, Vec<(SourcePath, &'s Arc<[u8]>)>>;

/// The folders that hold a plan, by their names in lower case: two that differ only in that cannot both have an address.
type Folded = BTreeMap<String, Vec<String>>;

impl<'s> Sources<'s> {
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let others = || (Beside::of(snapshot), strays(snapshot), snapshot.files.keys().cloned().collect());
        let ((beside, strays, files), (mut sources, reviews)) = rayon::join(others, || Self::by_role(snapshot));
        sources.files = files;
        sources.left_out.extend(beside.left_out);
        sources.findings.extend(beside.findings);
        sources.planless = beside.planless;
        sources.attachments = beside.attachments;
        sources.add_reviews(reviews);
        for (file, finding) in strays {
            sources.left_out.push(file);
            sources.findings.push(finding);
        }
        sources.left_out.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    }

    /// Plans, own pages and reviews.
    fn by_role(snapshot: &'s Snapshot) -> (Self, Reviews<'s>) {
        let mut sources = Sources {
            jobs: BTreeMap::new(),
            own_pages: Vec::new(),
            left_out: Vec::new(),
            files: BTreeSet::new(),
            attachments: BTreeMap::new(),
            findings: Vec::new(),
            planless: Vec::new(),
        };
        // asked of names that are no address alone
        let folded = LazyCell::new(|| folded(snapshot));
        let mut reviews: Reviews<'s> = BTreeMap::new();
        for (path, file) in &snapshot.files {
            let role = layout::role(path);
            let Some(bytes) = sources.readable(path, file, &role) else { continue };
            match role {
                Role::Plan { folder } => sources.add_plan(path, bytes, &folder, || &folded),
                Role::Page { name } => sources.add_page(path, bytes, &name),
                Role::Review { folder, .. } => reviews.entry(folder).or_default().push((path.clone(), bytes)),
                _ => {}
            }
        }
        (sources, reviews)
    }

    /// The bytes of a file; of one that is not read it is said why, where that is anybody's business.
    fn readable(&mut self, path: &SourcePath, file: &'s File, role: &Role) -> Option<&'s Arc<[u8]>> {
        match file {
            File::Bytes(bytes) => return Some(bytes),
            File::Refused(reason) => {
                // README files and the like are nobody's business until somebody links to them
                if *role != Role::Other || layout::holds_ours(path) {
                    self.findings.push(refused(path, reason));
                    self.leave_out(path, reason.clone());
                }
            }
            File::Present => {}
        }
        None
    }

    /// A plan, under the address that its folder's name gives it; one without is left out, with a finding.
    fn add_plan<'f>(&mut self, path: &SourcePath, bytes: &'s Arc<[u8]>, folder: &str, folded: impl Fn() -> &'f Folded) {
        let reason = match Slug::new(folder) {
            Ok(slug) => return drop(self.jobs.insert(slug.clone(), Job { slug, path: path.clone(), bytes, reviews: Vec::new() })),
            Err(reason) => reason,
        };
        let left_out = format!("its folder name {reason}");
        let folded = folded();
        let twins = twins(folded, folder);
        if twins.len() <= 1 {
            let message = format!("the folder name `{folder}` {reason}, so the plan has no address and is left out");
            let help = slug::proposal(folder).filter(|near| !folded.contains_key(near)).map(|near| format!("rename the folder to `{near}`"));
            self.unnamed(path, message, help, left_out);
        } else if twins.iter().find(|twin| Slug::new(twin).is_err()).is_some_and(|first| first == folder) {
            // one finding for all of them, at the first that has no address
            let names = twins.iter().map(|twin| format!("`{twin}`")).collect::<Vec<_>>().join(" and ");
            let message = format!("the folders {names} differ only in letter case");
            let help = "put what they hold into one of them, or give one another name".to_owned();
            self.unnamed(path, message, Some(help), left_out);
        } else {
            self.leave_out(path, left_out);
        }
    }

    /// An own page, under the address that its file's name gives it; one without is left out, with a finding.
    fn add_page(&mut self, path: &'s SourcePath, bytes: &'s Arc<[u8]>, name: &str) {
        match Slug::new(name) {
            Ok(slug) => self.own_pages.push((slug, path, bytes)),
            Err(reason) => {
                let message = format!("the file name `{name}` {reason}, so the page has no address and is left out");
                let help = slug::proposal(name).map(|near| format!("rename the file to `{near}.md`"));
                self.unnamed(path, message, help, format!("its file name {reason}"));
            }
        }
    }

    /// Gives the plans their reviews.
    fn add_reviews(&mut self, reviews: Reviews<'s>) {
        for (folder, files) in reviews {
            match Slug::new(&folder).ok().and_then(|slug| self.jobs.get_mut(&slug)) {
                Some(job) => job.reviews = files,
                // a folder without any plan has been told of
                None if self.left_out.iter().any(|file| files.iter().any(|(path, _)| *path == file.path)) => {}
                None => files.iter().for_each(|(path, _)| self.leave_out(path, "there is no plan beside this review".to_owned())),
            }
        }
    }

    /// The plans that have an address, in order.
    pub fn planned(&self) -> Vec<&Slug> {
        self.jobs.keys().collect()
    }

    /// Reads everything; of each plan that the memory holds, what it holds, in the order of the plans.
    pub fn read(self, base: &Base, memory: &mut Memory) -> (Portfolio, Vec<Option<Kept>>, Vec<Diagnostic>) {
        let mut findings = self.findings;
        let mut own_pages = Vec::new();
        if let Some(schema) = &base.schemas.page {
            for (slug, path, bytes) in self.own_pages {
                let file = Unit::read_page(path, bytes, schema);
                findings.extend(file.findings.iter().cloned());
                own_pages.push(OwnPageUnit { slug, file });
            }
        }
        let known = memory.take(self.jobs.keys());
        let jobs: Vec<&Job<'_>> = self.jobs.values().collect();
        let read = |(job, known): (&Job<'_>, Option<Kept>)| {
            let kept = known.filter(|kept| job.made(&kept.unit));
            (kept.as_ref().map_or_else(|| Arc::new(job.read(base)), |kept| kept.unit.clone()), kept)
        };
        let (plans, kept): (Vec<Arc<PlanUnit>>, Vec<Option<Kept>>) = jobs.into_par_iter().zip(known).map(read).unzip();
        let index = plans.iter().enumerate().map(|(index, unit)| (unit.slug.clone(), index)).collect();
        let names = Names::of(&base.ground, &plans);
        let portfolio = Portfolio {
            ground: base.ground.clone(),
            plans,
            own_pages,
            left_out: self.left_out,
            files: self.files,
            attachments: self.attachments,
            index,
            names,
        };
        let owners = portfolio.owners();
        findings.extend(self.planless.into_iter().map(|(account, finding)| {
            let stance = portfolio.data(&account).row.as_ref().and_then(|row| row.stance);
            finding.help(format!("take the folder away, or write the plan with {}", begin::command(&account, &owners, stance.is_some())))
        }));
        (portfolio, kept, findings)
    }

    fn leave_out(&mut self, path: &SourcePath, reason: String) {
        self.left_out.push(LeftOut { path: path.clone(), reason });
    }

    fn unnamed(&mut self, path: &SourcePath, message: String, help: Option<String>, reason: String) {
        let mut finding = Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message);
        finding.help = help.map(Into::into);
        self.findings.push(finding);
        self.leave_out(path, reason);
    }
}

fn folded(snapshot: &Snapshot) -> Folded {
    let mut folded = Folded::new();
    for path in snapshot.files.iter().filter(|(_, file)| matches!(file, File::Bytes(_))).map(|(path, _)| path) {
        if let Role::Plan { folder } = layout::role(path) {
            folded.entry(folder.to_lowercase()).or_default().push(folder);
        }
    }
    folded
}

/// The folders of plans that differ from one in nothing but letter case, itself among them.
fn twins<'f>(folded: &'f Folded, folder: &str) -> &'f [String] {
    folded.get(&folder.to_lowercase()).map_or(&[], Vec::as_slice)
}

/// The same unit as when it had just been read and its sections tainted, with its value tree.
pub(super) fn again(unit: &PlanUnit, base: &Base) -> PlanUnit {
    let account = unit.slug.as_str();
    let mut file = plan(&unit.file.path, &unit.file.stored, base, account);
    file.tainted.clone_from(&unit.file.tainted);
    let reviews = unit.reviews.iter().map(|review| Unit::read(&review.path, &review.stored, &base.schemas.review, account)).collect();
    PlanUnit::new(unit.slug.clone(), file, reviews)
}

fn refused(path: &SourcePath, reason: &str) -> Diagnostic {
    let finding = Diagnostic::new(&FILE_REFUSED, path, ByteSpan::default(), format!("`{path}` is not read: it {reason}"));
    match layout::role(path) {
        Role::Plan { folder } | Role::Review { folder, .. } | Role::Attachment { folder } => finding.account(folder),
        _ => finding,
    }
}
