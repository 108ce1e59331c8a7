//! The planning year: its five steps with their distances, how far each plan has come, and the yearly look at the list of key accounts (D5–D10, K2, K13, M1).

use crate::audience::growth::MoveItem;
use crate::audience::project::View;
use crate::audience::view::{Named, PlaceView};
use crate::base::date::{Date, FiscalPeriod};
use crate::base::language::key;
use crate::base::slug::Slug;
use crate::model::account::{Band, Stance};
use crate::scores::key_accounts::{self, KeyAccounts};
use crate::scores::qualification::Warrant;
use crate::scores::rush::rush;

/// One of the five steps (D9).
#[derive(Clone, Debug)]
pub struct StepRow {
    pub key: &'static str,
    pub title: &'static str,
    pub on: Date,
    pub owner: Option<Named>,
    /// Days after the step before it, and how many are wanted at least (D7).
    pub gap: Option<i64>,
    pub min_gap: i64,
    pub passed: bool,
}

/// How far one plan has come, by what its file says.
#[derive(Clone, Debug)]
pub struct ProgressRow {
    pub slug: Slug,
    pub title: String,
    pub owner: Named,
    pub team: usize,
    pub functions: usize,
    /// Done and all.
    pub homework: (usize, usize),
    /// The last review that was held, and the next that is planned.
    pub reviews: (Option<Date>, Option<Date>),
    /// The commitment, where it is of this fiscal year (K12).
    pub committed: Option<Date>,
    /// How its work lay before the newest deadline (D7); `None` without history or deadline.
    pub rush: Option<RushView>,
}

/// The commits before a deadline: were most of them in the last days (D7)?
#[derive(Clone, Debug)]
pub struct RushView {
    pub deadline: Date,
    /// Commits in the cadence before it, and those in the last `policy.fire_drill_days`.
    pub edits: usize,
    pub last: usize,
    pub fire_drill: bool,
}

impl ProgressRow {
    /// How many of the four things are there: a team of more than one function, homework without a rest, a review held or planned, and a commitment of
    /// this year.
    pub fn done(&self) -> usize {
        let homework = self.homework.0 == self.homework.1;
        [self.functions > 1, homework, self.reviews.0.is_some() || self.reviews.1.is_some(), self.committed.is_some()].into_iter().filter(|done| *done).count()
    }
}

/// The cycle page.
#[derive(Clone, Debug)]
pub struct CycleView {
    /// `None` without a `cycle.yaml`.
    pub period: Option<FiscalPeriod>,
    pub steps: Vec<StepRow>,
    /// Those that have come least far first.
    pub progress: Vec<ProgressRow>,
    /// When the list of key accounts was last looked at (K13).
    pub key_list: Option<Date>,
    /// How many accounts have a plan, and the wanted share of them (K5); `None` without an account list.
    pub share: Option<KeyAccounts>,
    pub wanted: (rust_decimal::Decimal, rust_decimal::Decimal),
    /// How many days before a deadline are the last ones (D7), and whether the history that tells is known.
    pub last_days: i64,
    pub history: bool,
    /// Accounts that the criteria speak for, by potential.
    pub additions: Vec<MoveItem>,
    /// Plans that the criteria speak against.
    pub drops: Vec<MoveItem>,
}

impl CycleView {
    /// Days from the first step to the last: how long building a plan is meant to take (R4). `None` where there are not two steps in their order.
    pub fn build_days(&self) -> Option<i64> {
        let days = self.steps.last()?.on.days_since(self.steps.first()?.on);
        (days > 0).then_some(days)
    }
}

impl View<'_> {
    pub(in crate::audience) fn made_cycle(&self) -> CycleView {
        let portfolio = &self.analysis.portfolio;
        let settings = &portfolio.settings;
        let today = portfolio.today;
        let cycle = settings.cycle.as_ref();
        let mut steps: Vec<StepRow> = Vec::new();
        for step in cycle.map_or(&[][..], |cycle| &cycle.steps) {
            steps.push(StepRow {
                key: step.id.as_str(),
                title: title(step.id.as_str()),
                on: step.on,
                owner: step.owner.as_ref().map(|owner| Named { id: owner.clone(), name: portfolio.person_name(owner).to_owned() }),
                gap: steps.last().map(|before| step.on.days_since(before.on)),
                min_gap: step.min_days_after_previous,
                passed: step.on < today,
            });
        }
        let mut progress: Vec<ProgressRow> = Vec::new();
        for row in &self.rows {
            let Some(unit) = portfolio.find(row.slug.as_str()).filter(|unit| portfolio.plan(unit).is_live() || portfolio.plan(unit).is_draft()) else {
                continue;
            };
            let plan = portfolio.plan(unit);
            let mut functions: Vec<&str> = plan.team.iter().map(|member| member.function.as_str()).collect();
            functions.sort_unstable();
            functions.dedup();
            let committed = plan.commitment.as_ref().and_then(|it| it.on);
            progress.push(ProgressRow {
                slug: row.slug.clone(),
                title: row.title.clone(),
                owner: row.owner.clone(),
                team: plan.team.len(),
                functions: functions.len(),
                homework: (plan.homework.iter().filter(|it| it.done_on.is_some()).count(), plan.homework.len()),
                reviews: (row.last_review, row.next_review),
                rush: rush(portfolio, unit).map(|it| RushView { deadline: it.deadline, edits: it.edits, last: it.last, fire_drill: it.is_fire_drill() }),
                committed: committed.filter(|on| settings.calendar.year_of(*on) == settings.calendar.year_of(today)),
            });
        }
        progress.sort_by(|a, b| a.done().cmp(&b.done()).then_with(|| a.slug.cmp(&b.slug)));
        let (additions, drops) = (self.additions(), self.drops());
        CycleView {
            period: cycle.and_then(|cycle| cycle.period),
            steps,
            progress,
            key_list: settings.program.key_list_reviewed_on,
            share: portfolio.tables.accounts.then(|| key_accounts::key_accounts(portfolio)),
            wanted: (settings.policy.key_accounts_min, settings.policy.key_accounts_max),
            last_days: settings.policy.fire_drill_days,
            history: portfolio.history.past().is_some(),
            additions,
            drops,
        }
    }

    /// The same accounts that `plan-missing` names.
    fn additions(&self) -> Vec<MoveItem> {
        let portfolio = &self.analysis.portfolio;
        let candidates = key_accounts::candidates(portfolio, key_accounts::key_accounts(portfolio));
        let item = |it: key_accounts::Candidate<'_>| MoveItem {
            account: portfolio.names.listed(it.row).to_owned(),
            id: it.row.account.to_string(),
            slug: None,
            worth: Some(it.potential),
            why: format!("to {}, number {} of all accounts by potential", it.row.stance.map_or("grow", Stance::as_str), it.rank),
            place: None,
        };
        candidates.into_iter().map(item).collect()
    }

    fn drops(&self) -> Vec<MoveItem> {
        let portfolio = &self.analysis.portfolio;
        let mut drops = Vec::new();
        for (unit, card) in portfolio.plans.iter().zip(&self.analysis.cards) {
            let plan = portfolio.plan(unit);
            if !plan.is_full() || !(plan.is_live() || plan.is_draft()) {
                continue;
            }
            let not_warranted = card.qualification.as_ref().is_some_and(|it| it.verdict == Warrant::NotWarranted);
            let low = card.icp.as_ref().is_some_and(|it| it.band == Some(Band::Low));
            let why = match (not_warranted, low) {
                (false, false) => continue,
                (true, false) => "the six questions do not warrant a plan",
                (false, true) => "in the low band of the ideal-customer matrix",
                (true, true) => "the six questions do not warrant a plan, and the fit is low",
            };
            let waived = plan.waiver.as_ref().filter(|waiver| waiver.is_in_force(portfolio.today));
            drops.push(MoveItem {
                account: portfolio.title(unit).to_owned(),
                id: unit.slug.to_string(),
                slug: Some(unit.slug.clone()),
                worth: portfolio.data(unit.slug.as_str()).row.as_ref().and_then(|row| row.potential),
                why: waived.map_or_else(|| why.to_owned(), |waiver| format!("{why}; waived until {}", waiver.until.long())),
                place: Some(PlaceView { path: unit.file.path.shared(), line: unit.file.line("/qualification") }),
            });
        }
        drops
    }
}

/// What a step is called.
pub(in crate::audience) fn title(step: &str) -> &'static str {
    match step {
        "team" => key("Assemble the team"),
        "kickoff" => key("Kick-off meeting"),
        "homework" => key("Homework is in"),
        "meeting" => key("Planning meeting"),
        _ => key("Finalise and present"),
    }
}
