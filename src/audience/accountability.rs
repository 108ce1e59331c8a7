//! Who did their part, person by person and function by function, and which plans keep to the rhythm (D8, D11–D15).

use std::collections::{BTreeMap, BTreeSet};

use crate::audience::project::View;
use crate::audience::view::{Named, PlaceView};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::language::key;
use crate::base::slug::Slug;
use crate::model::account::Stance;
use crate::model::ask::AskStatus;
use crate::model::review::ReviewStatus;
use crate::model::territory::AccountRow;
use crate::scores::compliance::{State, compliance};
use crate::scores::execution::Outcome;

/// Kept and asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub kept: usize,
    pub of: usize,
}

impl Kept {
    fn count(&mut self, kept: bool) {
        self.kept += usize::from(kept);
        self.of += 1;
    }

    fn plus(self, other: Kept) -> Kept {
        Kept { kept: self.kept + other.kept, of: self.of + other.of }
    }
}

/// What one person of ours was asked for.
#[derive(Clone, Debug, Default)]
pub struct PersonRow {
    pub person: Named,
    pub function: Option<&'static str>,
    /// Plans that the person owns.
    pub plans: usize,
    /// Planned hours of open actions (D8); `None` where none is given.
    pub hours: Option<Amount>,
    pub actions: Kept,
    pub homework: Kept,
    pub asks: Kept,
    pub reviews: Kept,
}

/// The same for a function, with the plans that it has somebody on (D13).
#[derive(Clone, Debug, Default)]
pub struct FunctionRow {
    pub function: &'static str,
    pub people: usize,
    pub plans: usize,
    pub actions: Kept,
    pub homework: Kept,
    pub asks: Kept,
    pub reviews: Kept,
}

/// The state of one live plan (D14).
#[derive(Clone, Debug)]
pub struct ComplianceRow {
    pub slug: Slug,
    pub title: String,
    pub owner: Named,
    /// `compliant`, `waived`, `due`, `warned`, `escalated`.
    pub state: &'static str,
    /// What is owed and since when.
    pub owed: Option<(&'static str, Date)>,
    pub days_late: i64,
    pub place: PlaceView,
}

/// An account over its quota of the last fiscal year without a plan that keeps to the rhythm (D15).
#[derive(Clone, Debug)]
pub struct OverQuotaRow {
    pub account: String,
    pub slug: Option<Slug>,
    pub sold: Amount,
    pub quota: Amount,
    pub why: &'static str,
}

/// The accountability page.
#[derive(Clone, Debug)]
pub struct AccountabilityView {
    pub people: Vec<PersonRow>,
    pub functions: Vec<FunctionRow>,
    /// Latest first; compliant ones last.
    pub plans: Vec<ComplianceRow>,
    /// How many live plans are in each state.
    pub states: Vec<(&'static str, usize)>,
    pub warn_after: i64,
    pub escalate_after: i64,
    pub escalate_to: Option<String>,
    pub over_quota: Vec<OverQuotaRow>,
    pub live: usize,
}

impl View<'_> {
    pub(in crate::audience) fn made_accountability(&self) -> AccountabilityView {
        let portfolio = &self.analysis.portfolio;
        let policy = &portfolio.settings.policy;
        let people = self.people_of_ours();
        let mut plans: Vec<(State, ComplianceRow)> = Vec::new();
        for unit in &portfolio.plans {
            let Some(it) = compliance(portfolio, unit) else { continue };
            let owner = portfolio.plan(unit).owner.clone().unwrap_or_default();
            let pointer = it.owed.map_or("", |(_, _, pointer)| pointer);
            plans.push((
                it.state,
                ComplianceRow {
                    slug: unit.slug.clone(),
                    title: portfolio.title(unit).to_owned(),
                    owner: Named { name: portfolio.person_name(&owner).to_owned(), id: owner },
                    state: it.state.as_str(),
                    owed: it.owed.map(|(what, due, _)| (what, due)),
                    days_late: it.days_late,
                    place: PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) },
                },
            ));
        }
        plans.sort_by(|(a, row_a), (b, row_b)| b.cmp(a).then(row_b.days_late.cmp(&row_a.days_late)).then_with(|| row_a.slug.cmp(&row_b.slug)));
        let states = [State::Compliant, State::Waived, State::Due, State::Warned, State::Escalated];
        let states = states.map(|state| (state.as_str(), plans.iter().filter(|(found, _)| *found == state).count())).to_vec();
        let late: BTreeSet<&Slug> = plans.iter().filter(|(state, _)| *state >= State::Warned).map(|(_, row)| &row.slug).collect();
        AccountabilityView {
            functions: self.functions(&people),
            people,
            over_quota: self.over_quota(&late),
            live: plans.len(),
            plans: plans.into_iter().map(|(_, row)| row).collect(),
            states,
            warn_after: policy.warn_after_days,
            escalate_after: policy.escalate_after_days,
            escalate_to: policy.escalate_to.as_deref().map(|id| portfolio.person_name(id).to_owned()),
        }
    }

    /// Everybody whom a plan names, and everybody in `people.yaml`, by name.
    fn people_of_ours(&self) -> Vec<PersonRow> {
        let portfolio = &self.analysis.portfolio;
        let today = portfolio.today;
        let mut rows: BTreeMap<String, PersonRow> = portfolio.our_people.keys().map(|id| (id.clone(), PersonRow::default())).collect();
        for unit in &portfolio.plans {
            let plan = portfolio.plan(unit);
            if !(plan.is_live() || plan.is_draft()) {
                continue;
            }
            if let Some(owner) = &plan.owner {
                rows.entry(owner.clone()).or_default().plans += 1;
            }
            for action in &plan.actions {
                let row = rows.entry(action.owner.clone()).or_default();
                if let Some(outcome) = Outcome::of(action, today) {
                    row.actions.count(outcome == Outcome::OnTime);
                }
                if let Some(hours) = action.hours.filter(|_| action.is_open()) {
                    row.hours = Some(row.hours.unwrap_or_default().plus(hours));
                }
            }
            for it in plan.homework.iter().filter(|it| it.due <= today || it.done_on.is_some()) {
                rows.entry(it.assignee.clone()).or_default().homework.count(it.done_on.is_some_and(|done| done <= it.due));
            }
            for ask in plan.asks.as_ref().map_or(&[][..], |asks| asks.list()) {
                let answered = ask.status != AskStatus::Open;
                if answered || ask.by < today {
                    rows.entry(ask.from.clone()).or_default().asks.count(answered);
                }
            }
            // whoever has a part in the plan is expected at its reviews
            let part = plan
                .owner
                .iter()
                .chain(&plan.exec_sponsor)
                .map(String::as_str)
                .chain(portfolio.manager(plan))
                .chain(plan.team.iter().map(|it| it.person.as_str()));
            let part: BTreeSet<&str> = part.collect();
            for (review, _) in unit.held_and_planned().filter(|(review, _)| review.status == ReviewStatus::Held && review.date <= today) {
                for person in &part {
                    rows.entry((*person).to_owned()).or_default().reviews.count(review.attendees.iter().any(|attendee| attendee == person));
                }
            }
        }
        let mut rows: Vec<PersonRow> = rows
            .into_iter()
            .map(|(id, row)| PersonRow {
                function: portfolio.our_people.get(&id).and_then(|person| person.function).map(|function| function.as_str()),
                person: Named { name: portfolio.person_name(&id).to_owned(), id },
                ..row
            })
            .collect();
        rows.sort_by(|a, b| a.person.name.cmp(&b.person.name).then_with(|| a.person.id.cmp(&b.person.id)));
        rows
    }

    fn functions(&self, people: &[PersonRow]) -> Vec<FunctionRow> {
        let portfolio = &self.analysis.portfolio;
        let mut rows: BTreeMap<&'static str, FunctionRow> = BTreeMap::new();
        for person in people {
            let Some(function) = person.function else { continue };
            let row = rows.entry(function).or_default();
            row.people += 1;
            row.actions = row.actions.plus(person.actions);
            row.homework = row.homework.plus(person.homework);
            row.asks = row.asks.plus(person.asks);
            row.reviews = row.reviews.plus(person.reviews);
        }
        for unit in portfolio.plans.iter().filter(|unit| portfolio.plan(unit).is_live()) {
            let functions: BTreeSet<&'static str> = portfolio.plan(unit).team.iter().map(|member| member.function.as_str()).collect();
            for function in functions {
                rows.entry(function).or_default().plans += 1;
            }
        }
        let mut rows: Vec<FunctionRow> = rows.into_iter().map(|(function, row)| FunctionRow { function, ..row }).collect();
        rows.sort_by(|a, b| b.plans.cmp(&a.plans).then(a.function.cmp(b.function)));
        rows
    }

    /// Of the last fiscal year: sold at least the quota, and no plan, or one that is warned or escalated.
    fn over_quota(&self, late: &BTreeSet<&Slug>) -> Vec<OverQuotaRow> {
        let portfolio = &self.analysis.portfolio;
        let calendar = portfolio.settings.calendar;
        let last = calendar.year_of(calendar.span(calendar.year_of(portfolio.today)).0.plus_days(-1)).year;
        let mut rows = Vec::new();
        for (account, data) in &portfolio.accounts {
            let quota: Amount = data.quota.iter().filter(|row| row.period.year == last).map(|row| row.amount).sum();
            let sold: Amount = data.revenue.iter().filter(|row| row.period.year == last).map(|row| row.amount).sum();
            if quota.is_zero() || sold < quota {
                continue;
            }
            let unit = portfolio.find(account);
            let stance = data.row.as_ref().and_then(|row| row.stance);
            let why = match unit {
                None if stance.is_some_and(Stance::is_full) => key("no plan"),
                None => continue,
                Some(unit) if late.contains(&unit.slug) => key("the plan is late"),
                Some(unit) if !unit.readable() => key("the plan cannot be read"),
                Some(_) => continue,
            };
            let name = data.row.as_ref().map_or(account.as_str(), AccountRow::shown).to_owned();
            rows.push(OverQuotaRow {
                account: unit.map_or(name, |unit| portfolio.title(unit).to_owned()),
                slug: unit.map(|unit| unit.slug.clone()),
                sold,
                quota,
                why,
            });
        }
        rows.sort_by(|a, b| b.sold.cmp(&a.sold).then_with(|| a.account.cmp(&b.account)));
        rows
    }
}
