//! The stages in order: a snapshot to an analysis, an analysis to a view. Knows no rule, no score and no page by name.

mod language;
pub mod past;
mod secrets;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::base::path::SourcePath;
use crate::base::slug::{self, Slug};
use crate::base::span::ByteSpan;
use crate::charts::chart::Of;
use crate::config::read::TerritoryFiles;
use crate::config::references::Known;
use crate::config::settings::Settings;
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::parse::codes::SECRET_FOUND;
use crate::parse::document;
use crate::parse::node::Tree;
use crate::resolve::codes::{FILE_REFUSED, PATH_COLLISION};
use crate::resolve::own_page::OwnPageUnit;
use crate::resolve::portfolio::{LeftOut, OwnFile, Portfolio};
use crate::resolve::unit::{PlanUnit, Unit};
use crate::resolve::{data, figures, links};
use crate::rules::rule::{Check, PlanCx, ScoredCx};
use crate::rules::suppression;
use crate::schema::compose::{self, Document, EffectiveSchema};
use crate::scores::Ranked;
use crate::scores::score::Scorecard;
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// Checks and scores a territory. Nothing but the snapshot goes in.
pub fn check(snapshot: &Snapshot) -> Analysis<'_> {
    check_noting(snapshot, &mut |_| {})
}

/// The same, telling when each stage has ended, for `-v`. The clock is the caller's.
pub fn check_noting<'s>(snapshot: &'s Snapshot, ended: &mut dyn FnMut(&'static str)) -> Analysis<'s> {
    let mut findings = Vec::new();
    let territory = territory(snapshot, &mut findings);
    ended("settings");
    let mut portfolio = portfolio(snapshot, territory, &mut findings, ended);
    let cards = judge(&mut portfolio, &mut findings, ended);
    let analysis = finish(snapshot, portfolio, cards, findings);
    ended("locate");
    analysis
}

/// Scores a territory: the same without the rules that no score looks at, and without its findings.
pub fn score(snapshot: &Snapshot) -> Analysis<'_> {
    let mut findings = Vec::new();
    let territory = territory(snapshot, &mut findings);
    let mut portfolio = portfolio(snapshot, territory, &mut findings, &mut |_| {});
    let so_far = sound(&mut portfolio);
    let ranked = crate::scores::ranked(&portfolio);
    let (cards, _) = judge_each(&mut portfolio, &ranked, &so_far, false);
    Analysis { snapshot, portfolio, cards, findings: Vec::new(), accepted: Vec::new(), masked: BTreeMap::new() }
}

pub use site::{Parts, parts, site};

/// The effective schema of a plan: core and overlay together.
pub fn plan_schema(snapshot: &Snapshot) -> serde_json::Value {
    territory(snapshot, &mut Vec::new()).plan_schema.printed().clone()
}

/// Settings and schemas: what is read before any plan.
struct Territory {
    settings: Settings,
    plan_schema: EffectiveSchema,
    review_schema: EffectiveSchema,
    page_schema: Option<EffectiveSchema>,
    own_files: BTreeMap<&'static str, OwnFile>,
}

fn territory(snapshot: &Snapshot, findings: &mut Vec<Diagnostic>) -> Territory {
    let mut trees: BTreeMap<&'static str, (SourcePath, Tree)> = BTreeMap::new();
    for name in [layout::TERRITORY, layout::PEOPLE, layout::ICP, layout::CYCLE, layout::QUESTIONS, layout::OVERLAY] {
        let Some(path) = SourcePath::new(name) else { continue };
        let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else { continue };
        let document = document::yaml_file(&path, bytes);
        // a mistake in a territory file is always `config-error`, its cause in the message (`plan-format.md` §4)
        findings.extend(document.findings.into_iter().map(crate::config::read::as_config_error));
        if let Some(tree) = document.tree {
            trees.insert(name, (path, tree));
        }
    }
    let file = |name: &str| trees.get(name).map(|(path, tree)| (path.clone(), tree));
    let names: Vec<&str> = crate::rules::ALL.iter().map(|rule| rule.code.name).collect();
    let scores: Vec<&str> = crate::scores::KEYS.to_vec();
    let blocks: Vec<&str> = crate::scores::readiness::BLOCKS.iter().map(|block| block.key).collect();
    let files = TerritoryFiles {
        territory: file(layout::TERRITORY),
        people: file(layout::PEOPLE),
        icp: file(layout::ICP),
        cycle: file(layout::CYCLE),
        questions: file(layout::QUESTIONS),
    };
    let (settings, mistakes) = crate::config::read::read(&files, &Known { rules: &names, scores: &scores, blocks: &blocks });
    findings.extend(mistakes);
    language::check(snapshot, &settings.site, findings);
    let overlay = file(layout::OVERLAY).and_then(|(path, tree)| {
        let (overlay, mistakes) = crate::schema::overlay::read(&path, tree);
        findings.extend(mistakes);
        overlay
    });
    let (plan_schema, review_schema) = (compose::plan(overlay.as_ref()), compose::review());
    let page_schema = crate::config::schemas::schema(Document::Page).map(|core| compose::compile(Document::Page, core));
    // what would be said of a file that holds a mistake may follow from the mistake
    let faulty: BTreeSet<SourcePath> =
        findings.iter().filter(|finding| finding.level == Level::Error && finding.code.name != SECRET_FOUND.name).map(|finding| finding.path.clone()).collect();
    let sound = trees.into_iter().filter(|(_, (path, _))| !faulty.contains(path));
    let own_files = sound.map(|(name, (path, tree))| (name, OwnFile { path, tree })).collect();
    Territory { settings, plan_schema, review_schema, page_schema, own_files }
}

/// One plan's files, before reading.
struct Job<'s> {
    slug: Slug,
    path: SourcePath,
    bytes: &'s Arc<[u8]>,
    reviews: Vec<(SourcePath, &'s Arc<[u8]>)>,
}

fn portfolio(snapshot: &Snapshot, territory: Territory, findings: &mut Vec<Diagnostic>, ended: &mut dyn FnMut(&'static str)) -> Portfolio {
    let mut jobs: BTreeMap<Slug, Job<'_>> = BTreeMap::new();
    let mut reviews: BTreeMap<String, Vec<(SourcePath, &Arc<[u8]>)>> = BTreeMap::new();
    let mut left_out = Vec::new();
    let mut files = BTreeSet::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    let mut own_pages = Vec::new();
    for (path, file) in &snapshot.files {
        files.insert(path.clone());
        let role = layout::role(path);
        let bytes = match file {
            File::Bytes(bytes) => bytes,
            File::Refused(reason) => {
                // README files and the like are nobody's business until somebody links to them
                if role != Role::Other || layout::holds_ours(path) {
                    findings.push(refused(path, reason));
                    left_out.push(LeftOut { path: path.clone(), reason: reason.clone() });
                }
                continue;
            }
            File::Present => {
                if path.as_str().starts_with(layout::PAGES) && path.as_str().ends_with(".md") {
                    left_out.push(LeftOut { path: path.clone(), reason: "own pages stand directly in `pages/`".to_owned() });
                }
                continue;
            }
        };
        match role {
            Role::Plan { folder } => {
                if let Some(other) = folded.insert(folder.to_lowercase(), folder.clone()) {
                    let message = format!("the folders `{other}` and `{folder}` differ only in letter case");
                    findings.push(Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message).help("rename one of them"));
                }
                match Slug::new(&folder) {
                    Ok(slug) => drop(jobs.insert(slug.clone(), Job { slug, path: path.clone(), bytes, reviews: Vec::new() })),
                    Err(reason) => {
                        let message = format!("the folder name `{folder}` {reason}, so the plan has no address and is left out");
                        let mut finding = Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message);
                        finding.help = slug::proposal(&folder).map(|near| format!("rename the folder to `{near}`"));
                        findings.push(finding);
                        left_out.push(LeftOut { path: path.clone(), reason: format!("its folder name {reason}") });
                    }
                }
            }
            Role::Page { name } => match (Slug::new(&name), &territory.page_schema) {
                (Ok(slug), Some(schema)) => {
                    let file = Unit::read_page(path, bytes, schema);
                    findings.extend(file.findings.iter().cloned());
                    own_pages.push(OwnPageUnit { slug, file });
                }
                (Ok(_), None) => {}
                (Err(reason), _) => {
                    let message = format!("the file name `{name}` {reason}, so the page has no address and is left out");
                    let mut finding = Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message);
                    finding.help = slug::proposal(&name).map(|near| format!("rename the file to `{near}.md`"));
                    findings.push(finding);
                    left_out.push(LeftOut { path: path.clone(), reason: format!("its file name {reason}") });
                }
            },
            Role::Review { folder, .. } => reviews.entry(folder).or_default().push((path.clone(), bytes)),
            _ => {}
        }
    }
    for (folder, files) in reviews {
        match Slug::new(&folder).ok().and_then(|slug| jobs.get_mut(&slug)) {
            Some(job) => job.reviews = files,
            None => left_out.extend(files.into_iter().map(|(path, _)| LeftOut { path, reason: "there is no plan beside this review".to_owned() })),
        }
    }
    let planned: BTreeSet<&str> = jobs.keys().map(Slug::as_str).collect();
    let data = data::read(snapshot, &territory.settings, &planned);
    findings.extend(data.findings);
    ended("tables");
    let jobs: Vec<Job<'_>> = jobs.into_values().collect();
    let plans: Vec<PlanUnit> = jobs
        .par_iter()
        .map(|job| {
            let account = job.slug.as_str();
            let mut reviews: Vec<_> = job.reviews.iter().map(|(path, bytes)| Unit::read(path, bytes, &territory.review_schema, account)).collect();
            reviews.sort_by(|a: &Unit<crate::model::review::Review>, b| {
                let date = |unit: &Unit<crate::model::review::Review>| unit.value.as_ref().map(|review| review.date);
                (date(a), &a.path).cmp(&(date(b), &b.path))
            });
            PlanUnit { slug: job.slug.clone(), file: Unit::read(&job.path, job.bytes, &territory.plan_schema, account), reviews }
        })
        .collect();
    ended("plans");
    let our_people = territory.settings.people.iter().map(|person| (person.id.clone(), person.clone())).collect();
    let index = plans.iter().enumerate().map(|(index, unit)| (unit.slug.clone(), index)).collect();
    Portfolio {
        settings: territory.settings,
        today: snapshot.today,
        history: snapshot.history.clone(),
        plans,
        own_pages,
        accounts: data.accounts,
        tables: data.tables,
        left_out,
        our_people,
        own_files: territory.own_files,
        files,
        index,
    }
}

fn refused(path: &SourcePath, reason: &str) -> Diagnostic {
    let finding = Diagnostic::new(&FILE_REFUSED, path, ByteSpan::default(), format!("`{path}` is not read: it {reason}"));
    match layout::role(path) {
        Role::Plan { folder } | Role::Review { folder, .. } | Role::Attachment { folder } => finding.account(folder),
        _ => finding,
    }
}

/// References and dates, and what reading found; plan by plan. Taints the sections that hold a mistake.
fn sound(portfolio: &mut Portfolio) -> Vec<Vec<Diagnostic>> {
    let sound: Vec<Vec<Diagnostic>> = portfolio
        .plans
        .par_iter()
        .map(|unit| {
            let mut found = Vec::new();
            if unit.readable() {
                for rule in crate::rules::ALL {
                    if let Check::Sound(run) = rule.check {
                        run(&cx(portfolio, unit, rule.code), &mut found);
                    }
                }
            }
            found
        })
        .collect();
    for (unit, found) in portfolio.plans.iter_mut().zip(&sound) {
        let own = unit.file.path.clone();
        let mine: Vec<Diagnostic> = found.iter().filter(|finding| finding.path == own).cloned().collect();
        unit.file.taint(&mine);
    }
    portfolio
        .plans
        .iter()
        .zip(sound)
        .map(|(unit, found)| {
            let reviews = unit.reviews.iter().flat_map(|review| review.findings.iter().cloned());
            unit.file.findings.iter().cloned().chain(reviews).chain(found).collect()
        })
        .collect()
}

/// References and dates, then scores, then all other rules.
fn judge(portfolio: &mut Portfolio, findings: &mut Vec<Diagnostic>, ended: &mut dyn FnMut(&'static str)) -> Vec<Scorecard> {
    let mut so_far = sound(portfolio);
    ended("references");
    let ranked = crate::scores::ranked(portfolio);
    ended("tiers");
    let mut across = Vec::new();
    for rule in crate::rules::ALL {
        if let Check::Territory(run) = rule.check {
            run(portfolio, &mut across);
        }
    }
    for finding in so_far.iter_mut().flatten().chain(&mut across) {
        finding.identity = identity(portfolio, finding);
    }
    let (cards, judged) = judge_each(portfolio, &ranked, &so_far, true);
    findings.extend(so_far.into_iter().flatten());
    findings.extend(judged);
    ended("judged");
    findings.extend(links::check(portfolio));
    findings.extend(figures::check(portfolio, &crate::charts::keys(Of::Territory), &crate::charts::keys(Of::Account)));
    findings.extend(across);
    ended("links");
    cards
}

/// Plans that are judged side by side: enough for all threads, few enough to be small in memory.
const BLOCK: usize = 256;

/// The scores of each plan, and the rules that look at one plan and its scores. A plan that is judged lets its value tree go, so that
/// there are never all trees and all cards at once.
fn judge_each(portfolio: &mut Portfolio, ranked: &[Ranked], so_far: &[Vec<Diagnostic>], rules: bool) -> (Vec<Scorecard>, Vec<Diagnostic>) {
    let mut cards = Vec::with_capacity(ranked.len());
    let mut findings = Vec::new();
    for block in ranked.chunks(BLOCK) {
        let first = cards.len();
        let units = portfolio.plans.get(first..).unwrap_or_default();
        let so_far = so_far.get(first..).unwrap_or_default();
        let judged: Vec<(Scorecard, Vec<Diagnostic>)> =
            block.par_iter().zip(units).zip(so_far).map(|((ranked, unit), so_far)| judge_one(portfolio, unit, so_far, ranked, rules)).collect();
        for (card, found) in judged {
            cards.push(card);
            findings.extend(found);
        }
        portfolio.plans.par_iter_mut().skip(first).take(block.len()).for_each(|unit| {
            unit.file.let_tree_go();
            unit.reviews.iter_mut().for_each(Unit::let_tree_go);
        });
    }
    (cards, findings)
}

fn judge_one(portfolio: &Portfolio, unit: &PlanUnit, so_far: &[Diagnostic], ranked: &Ranked, rules: bool) -> (Scorecard, Vec<Diagnostic>) {
    let card = crate::scores::card(portfolio, unit, so_far, ranked);
    let mut found = Vec::new();
    if rules && unit.readable() {
        for rule in crate::rules::ALL {
            let silent = rule.reads.iter().any(|section| unit.file.tainted.contains(*section));
            if let (Check::Plan(run), false) = (&rule.check, silent) {
                run(&ScoredCx { cx: cx(portfolio, unit, rule.code), card: &card }, &mut found);
            }
        }
    }
    for finding in &mut found {
        finding.identity = identity(portfolio, finding);
    }
    (card, found)
}

fn cx<'a>(portfolio: &'a Portfolio, unit: &'a PlanUnit, code: &'static Code) -> PlanCx<'a> {
    PlanCx { code, portfolio, unit, plan: portfolio.plan(unit) }
}

/// Levels of the territory and its folders, places, order.
fn finish<'s>(snapshot: &'s Snapshot, portfolio: Portfolio, cards: Vec<Scorecard>, mut found: Vec<Diagnostic>) -> Analysis<'s> {
    let settle = |found: &mut Vec<Diagnostic>| {
        for finding in found.iter_mut() {
            if let Some(level) = portfolio.settings.level_for(finding.code.name, finding.path.as_str()) {
                finding.level = adjusted(level, finding);
            }
        }
        findings::locate(found, |path| snapshot.bytes(path));
        findings::settle(found);
    };
    let masked = secrets::keep_back(snapshot, &mut found);
    settle(&mut found);
    let (accepted, mut wrong) = suppression::set_aside(&portfolio, &mut found);
    if !wrong.is_empty() {
        settle(&mut wrong);
        found.append(&mut wrong);
        findings::settle(&mut found);
    }
    Analysis { snapshot, portfolio, cards, findings: found, accepted, masked }
}

/// The pointer by ids, for findings in plans and reviews.
fn identity(portfolio: &Portfolio, finding: &Diagnostic) -> String {
    let Some(unit) = finding.account.as_deref().and_then(|account| portfolio.find(account)) else { return String::new() };
    if unit.file.path == finding.path {
        return unit.file.identity(&finding.pointer);
    }
    unit.reviews.iter().find(|review| review.path == finding.path).map_or_else(String::new, |review| review.identity(&finding.pointer))
}

/// A configured level, with the leniency that a draft already had.
fn adjusted(level: Level, finding: &Diagnostic) -> Level {
    if finding.level < finding.code.level && finding.code.milder_in_draft { level.milder() } else { level }
}
