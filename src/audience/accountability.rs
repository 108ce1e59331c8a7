//! Who did their part, person by person and function by function, and which plans keep to the rhythm (D8, D11–D15).

use std::collections::{BTreeMap, BTreeSet};

use crate::audience::project::View;
use crate::audience::view::{Named, PlaceView};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::language::key;
use crate::base::slug::Slug;
use crate::model::account::Stance;
use crate::model::ask::AskStatus;
use crate::model::plan::Plan;
use crate::model::review::{ReviewStatus, ReviewType};
use crate::resolve::ground::{AccountData, Ground};
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::wording;
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
    /// As in `data/accounts.csv`, with a plan or without.
    pub id: String,
    /// The name.
    pub account: String,
    pub slug: Option<Slug>,
    /// Sales and quota of the same periods.
    pub compared: Compared,
    pub why: &'static str,
}

/// Sales against the quota, in the periods that have both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    pub sold: Amount,
    pub quota: Amount,
    /// Those periods, in their order.
    pub periods: Vec<FiscalPeriod>,
    /// Periods of the year of which one of the two is not known.
    pub unknown: Vec<FiscalPeriod>,
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
    /// The last fiscal year, which `over_quota` is about.
    pub last_year: FiscalPeriod,
    /// Accounts that sold in it and have no such plan, of which nobody knows whether they are over quota.
    pub over_unknown: usize,
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
        let calendar = portfolio.settings.calendar;
        let last_year = calendar.year_of(calendar.span(calendar.year_of(portfolio.today)).0.plus_days(-1));
        let (over_quota, over_unknown) = self.over_quota(&late, last_year);
        AccountabilityView {
            functions: self.functions(&people),
            people,
            over_quota,
            last_year,
            over_unknown,
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
            for ask in plan.asks() {
                let answered = ask.status != AskStatus::Open;
                if answered || ask.by < today {
                    rows.entry(ask.from.clone()).or_default().asks.count(answered);
                }
            }
            let expected = expected(portfolio, unit, plan);
            let selected = plan.selection.as_ref().map(|selection| selection.on);
            for (review, _) in unit.held_and_planned().filter(|(review, _)| review.status == ReviewStatus::Held && review.date <= today) {
                // whoever was there was there, with a part in the plan today or without
                let there: BTreeSet<&str> = review.attendees.iter().map(String::as_str).filter(|id| !wording::is_placeholder(id)).collect();
                for person in &there {
                    rows.entry((*person).to_owned()).or_default().reviews.count(true);
                }
                // an opportunity review is for those whom it is about (S3)
                let of_plan = review.kind == ReviewType::AccountPlan;
                let owed = |since: Option<Date>| of_plan && since.max(selected).is_none_or(|since| since <= review.date);
                for (person, _) in expected.iter().filter(|(person, since)| owed(**since) && !there.contains(**person)) {
                    rows.entry((*person).to_owned()).or_default().reviews.count(false);
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

    /// Of the last fiscal year: sold at least the quota, and no plan, or one that is warned or escalated; with how many of them nobody can compare.
    fn over_quota(&self, late: &BTreeSet<&Slug>, last: FiscalPeriod) -> (Vec<OverQuotaRow>, usize) {
        let portfolio = &self.analysis.portfolio;
        let mut rows = Vec::new();
        let mut unknown = 0;
        for (account, data) in portfolio.accounts.iter() {
            let unit = portfolio.find(account);
            let stance = data.row.as_ref().and_then(|row| row.stance);
            let why = match unit {
                None if stance.is_some_and(Stance::is_full) => key("no plan"),
                None => continue,
                Some(unit) if late.contains(&unit.slug) => key("the plan is late"),
                Some(unit) if !unit.readable() => key("the plan cannot be read"),
                Some(unit) if portfolio.plan(unit).is_draft() => key("the plan is a draft"),
                Some(unit) if !portfolio.plan(unit).is_live() && stance.is_some_and(Stance::is_full) => key("the plan is closed"),
                Some(_) => continue,
            };
            let compared = compared(portfolio, data, last);
            if compared.quota.is_zero() {
                let sold: Amount = data.revenue.iter().filter(|row| last.holds(row.period)).map(|row| row.amount).sum();
                unknown += usize::from(portfolio.tables.quota && !compared.unknown.is_empty() && sold > Amount::ZERO);
                continue;
            }
            if compared.sold < compared.quota {
                continue;
            }
            rows.push(OverQuotaRow {
                id: account.clone(),
                account: portfolio.called(account).to_owned(),
                slug: unit.map(|unit| unit.slug.clone()),
                compared,
                why,
            });
        }
        rows.sort_by(|a, b| b.compared.sold.cmp(&a.compared.sold).then_with(|| a.account.cmp(&b.account)));
        (rows, unknown)
    }
}

/// Sales and quota of an account in the parts of a year that have both: a part that the revenue table covers has sales, if only of nothing. Sales that are
/// written down for a longer period than the quota cannot be held against it.
fn compared(ground: &Ground, data: &AccountData, year: FiscalPeriod) -> Compared {
    let calendar = ground.settings.calendar;
    let mut out = Compared::default();
    let Some(until) = ground.sales_until() else { return Compared { unknown: vec![year], ..out } };
    for quota in data.quota.iter().filter(|row| year.holds(row.period) && calendar.span(row.period).1 <= until) {
        if data.revenue.iter().any(|row| row.period != quota.period && row.period.holds(quota.period)) {
            continue;
        }
        out.quota = out.quota.plus(quota.amount);
        out.sold = data.revenue.iter().filter(|row| quota.period.holds(row.period)).fold(out.sold, |sold, row| sold.plus(row.amount));
        out.periods.push(quota.period);
    }
    out.periods.sort_unstable();
    Compared { unknown: year.without(&out.periods), ..out }
}

/// Whoever is expected at the reviews of a plan, by their part in it today, with the day since when it is known that they have it. History knows when a list
/// or a name was changed: who stood there before is not looked up, so nobody owes a review of that time.
fn expected<'p>(ground: &'p Ground, unit: &PlanUnit, plan: &'p Plan) -> BTreeMap<&'p str, Option<Date>> {
    let past = ground.history.plan(unit.slug.as_str());
    let since = |section: &str| past.and_then(|past| past.sections.get(section)).filter(|section| section.days.len() > 1).map(|section| section.last.day);
    let one = |id: Option<&'p str>, section: &str| id.map(|id| (id, since(section)));
    let parts = [
        one(plan.owner.as_deref(), "owner"),
        one(plan.exec_sponsor.as_deref(), "exec_sponsor"),
        // without a manager of its own the plan has its owner's
        one(ground.manager(plan), if plan.manager.is_some() { "manager" } else { "owner" }),
    ];
    let team = since("team");
    let mut expected: BTreeMap<&str, Option<Date>> = BTreeMap::new();
    for (id, since) in parts.into_iter().flatten().chain(plan.team.iter().map(|it| (it.person.as_str(), team))) {
        // of two parts the earlier
        expected.entry(id).and_modify(|known| *known = (*known).min(since)).or_insert(since);
    }
    expected
}
