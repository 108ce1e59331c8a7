//! The stages in order: a snapshot to an analysis, an analysis to a view. Knows no rule, no score and no page by name.

mod beside;
mod ground;
mod judging;
mod language;
mod memory;
pub mod past;
mod reading;
mod secrets;
mod site;
mod skeleton;
mod strays;

use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::audience::project::{View, project, project_again};
use crate::base::path::SourcePath;
use crate::charts::chart::Of;
use crate::diag::code::{Code, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings;
use crate::resolve::ground::Ground;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::{figures, links};
use crate::rules::rule::Check;
use crate::rules::suppression;
use crate::scaffold::skeleton::Start;
use crate::schema::compose::EffectiveSchema;
use crate::scores::card::Scorecard;
use crate::source::snapshot::Snapshot;

use ground::Base;
use judging::Judge;
use reading::Sources;

/// Checks and scores a territory. Nothing but the snapshot goes in.
pub fn check(snapshot: &Snapshot) -> Analysis<'_> {
    check_noting(snapshot, &mut |_| {})
}

/// The same, telling when each stage has ended, for `-v`. The clock is the caller's.
pub fn check_noting<'s>(snapshot: &'s Snapshot, ended: &mut dyn FnMut(&'static str)) -> Analysis<'s> {
    run(snapshot, None, true, ended)
}

/// The same for whoever asks for findings alone: of the scores the values are there, and no reasons.
pub fn findings_noting<'s>(snapshot: &'s Snapshot, ended: &mut dyn FnMut(&'static str)) -> Analysis<'s> {
    run(snapshot, None, false, ended)
}

/// The same as [`check_noting`], with what an earlier run over the same territory has left; leaves the same to the next. What comes out does not depend on it.
pub fn check_again<'s>(snapshot: &'s Snapshot, memory: &mut Memory, ended: &mut dyn FnMut(&'static str)) -> Analysis<'s> {
    run(snapshot, Some(memory), true, ended)
}

fn run<'s>(snapshot: &'s Snapshot, memory: Option<&mut Memory>, reasons: bool, ended: &mut dyn FnMut(&'static str)) -> Analysis<'s> {
    let mut nothing = Memory::default();
    let keeps = memory.is_some();
    let memory = memory.unwrap_or(&mut nothing);
    let sources = Sources::of(snapshot);
    let base = memory.base(snapshot, &sources.planned(), ended);
    let (mut portfolio, kept, mut across) = sources.read(&base, memory);
    ended("plans");
    let judge = Judge { snapshot, base: &base, rules: true, reasons, remembers: keeps };
    let so_far = judge.sound(&mut portfolio, &kept);
    ended("references");
    let ranked = crate::scores::ranked(&portfolio, |index| kept.get(index)?.as_ref().map(|kept| kept.judged.ranked));
    ended("tiers");
    across.par_extend(crate::rules::ALL.par_iter().flat_map_iter(|rule| {
        let mut found = Vec::new();
        if let Check::Territory(run) = rule.check {
            run(&portfolio, &mut found);
        }
        found
    }));
    across.par_iter_mut().for_each(|finding| {
        // a rule that keeps what it says has placed it
        if let Some(unit) = finding.account.as_deref().filter(|_| finding.identity.is_empty()).and_then(|account| portfolio.find(account)) {
            finding.identity = judging::identity(unit, finding).as_str().into();
        }
    });
    ended("across");
    let judged = judge.each(&mut portfolio, kept, &ranked, &so_far);
    drop(so_far);
    ended("judged");
    across.extend(links::check(&portfolio));
    across.extend(figures::check(&portfolio, &crate::charts::keys(Of::Territory), &crate::charts::keys(Of::Account)));
    ended("links");
    // what is said across plans names two of them, and every run of a memory says it anew
    let known = |path: &SourcePath, byte: u32| portfolio.plan_file(path).map(|file| file.position(byte));
    findings::locate_many(&mut across, known, |path| snapshot.bytes(path));
    ended("places");
    let mut found = base.findings.to_vec();
    let all_read = portfolio.is_ranked_whole();
    let follows = |finding: &Diagnostic| all_read || !crate::rules::needs_all_plans(finding.code.name);
    found.extend(judged.iter().flat_map(|judged| judged.findings.iter()).filter(|finding| follows(finding)).cloned());
    found.append(&mut across);
    ended("gather");
    let cards = judged.iter().map(|judged| judged.card.clone()).collect();
    let schema = base.schemas.plan.clone();
    if keeps {
        memory.keep(base, &portfolio, judged);
    } else {
        drop(judged);
    }
    let analysis = finish(snapshot, portfolio, schema, cards, found);
    ended("settle");
    analysis
}

/// What plans are judged on, without a look at any of them: settings, tables, people. For what can be refused before the work begins.
pub fn ground(snapshot: &Snapshot) -> Arc<Ground> {
    Base::read(snapshot, &Sources::of(snapshot).planned(), &mut |_| {}).ground
}

/// What the team may see of an analysis: everything.
pub fn view<'a>(analysis: &'a Analysis<'a>) -> View<'a> {
    project(analysis, &codes())
}

/// The same, with what the view before has left in the memory; leaves the same to the next. What comes out does not depend on it.
pub fn view_again<'a>(analysis: &'a Analysis<'a>, memory: &mut Memory) -> View<'a> {
    project_again(analysis, &codes(), memory.view())
}

fn codes() -> Vec<&'static Code> {
    crate::rules::ALL.iter().map(|rule| rule.code).collect()
}

/// Scores a territory: the same without the rules that no score looks at, and without its findings.
pub fn score(snapshot: &Snapshot) -> Analysis<'_> {
    let sources = Sources::of(snapshot);
    let base = Base::read(snapshot, &sources.planned(), &mut |_| {});
    let (mut portfolio, kept, of_pages) = sources.read(&base, &mut Memory::default());
    let judge = Judge { snapshot, base: &base, rules: false, reasons: true, remembers: false };
    let so_far = judge.sound(&mut portfolio, &kept);
    let ranked = crate::scores::ranked(&portfolio, |_| None);
    let judged = judge.each(&mut portfolio, kept, &ranked, &so_far);
    let mut told: Vec<Diagnostic> = base.findings.iter().chain(so_far.iter().flat_map(|found| found.iter())).chain(&of_pages).cloned().collect();
    let masked = secrets::keep_back(snapshot, &mut told);
    let cards = judged.into_iter().map(|judged| judged.card).collect();
    Analysis { snapshot, portfolio, cards, plan_schema: base.schemas.plan.clone(), findings: Vec::new(), accepted: Vec::new(), masked }
}

pub use language::strings_in_force;
pub use memory::Memory;
pub use site::{Parts, Reach, parts, site, site_within};

/// The effective schema of a plan: core and overlay together.
pub fn plan_schema(snapshot: &Snapshot) -> serde_json::Value {
    ground::territory(snapshot, &mut Vec::new()).schemas.plan.printed().clone()
}

/// The text of a plan to fill in, with what the territory's overlay schema asks of every plan.
pub fn skeleton(snapshot: &Snapshot, start: &Start<'_>) -> String {
    let territory = ground::territory(snapshot, &mut Vec::new());
    crate::scaffold::skeleton::plan(start, &territory.settings, &territory.schemas.plan)
}

/// Levels of the territory and its folders, order.
fn finish<'s>(
    snapshot: &'s Snapshot,
    portfolio: Portfolio,
    plan_schema: Arc<EffectiveSchema>,
    cards: Vec<Arc<Scorecard>>,
    mut found: Vec<Diagnostic>,
) -> Analysis<'s> {
    let settle = |found: &mut Vec<Diagnostic>| {
        found.par_iter_mut().for_each(|finding| {
            if let Some(level) = portfolio.settings.level_for(finding.code.name, finding.path.as_str()) {
                let level = adjusted(level, finding);
                // to look at a finding costs nothing, to change one that another run holds costs a copy
                if finding.level != level {
                    finding.level = level;
                }
            }
        });
        findings::settle(found);
    };
    skeleton::offer(&portfolio, &plan_schema, &mut found);
    found.par_iter_mut().filter(|finding| finding.fix.is_some()).for_each(|finding| {
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.with_line_ends_of(snapshot.bytes(&edit.path).unwrap_or_default());
        }
    });
    let masked = secrets::keep_back(snapshot, &mut found);
    settle(&mut found);
    let (accepted, mut wrong) = suppression::set_aside(&portfolio, &mut found);
    if !wrong.is_empty() {
        findings::locate(&mut wrong, |path| snapshot.bytes(path));
        settle(&mut wrong);
        found.append(&mut wrong);
        findings::settle(&mut found);
    }
    Analysis { snapshot, portfolio, cards, plan_schema, findings: found, accepted, masked }
}

/// A configured level, with the leniency that a draft already had.
fn adjusted(level: Level, finding: &Diagnostic) -> Level {
    if finding.level < finding.code.level && finding.code.milder_in_draft { level.milder() } else { level }
}
