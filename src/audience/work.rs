//! What is to be done: the open actions by when they are due, and everything that a person owes (K10, D12, R5). Works out the order once;
//! a row is made when somebody asks for it.

use std::collections::{BTreeMap, HashSet};

use crate::audience::events::Moment;
use crate::audience::history::slipped;
use crate::audience::project::View;
use crate::audience::view::{Named, PlaceView};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::narrow::narrow;
use crate::base::slug::Slug;
use crate::model::account::Status;
use crate::model::action::Action;
use crate::model::past::SlipKind;

/// When an open action is due; in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    Overdue,
    /// Within seven days.
    Week,
    /// Within thirty days.
    Month,
    Later,
    /// Whenever it is due: nobody of ours has it.
    Nobody,
}

impl Due {
    /// All, in order.
    pub const ALL: [Due; 5] = [Due::Overdue, Due::Week, Due::Month, Due::Later, Due::Nobody];

    fn of(known: bool, days: i64) -> Due {
        match (known, days) {
            (false, _) => Due::Nobody,
            (_, ..=-1) => Due::Overdue,
            (_, ..=7) => Due::Week,
            (_, ..=30) => Due::Month,
            _ => Due::Later,
        }
    }
}

/// Where an item of a plan stands: made here, taken back here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    plan: usize,
    item: usize,
}

/// What one person has, and what one owes.
#[derive(Default)]
struct Mine {
    /// Positions in [`View::rows`].
    rows: Vec<u32>,
    actions: Vec<Spot>,
    asks: Vec<Spot>,
    events: Vec<Moment>,
}

/// The order of all open actions, and who owes what.
#[derive(Default)]
pub(in crate::audience) struct Work {
    actions: Vec<Spot>,
    asks: Vec<Spot>,
    /// On so many accounts actions are open.
    accounts: usize,
    people: BTreeMap<String, Mine>,
}

/// One open action as a list shows it.
#[derive(Clone, Debug)]
pub struct ActionRow<'v> {
    pub slug: &'v Slug,
    pub title: &'v str,
    /// Its anchor on the account's page.
    pub anchor: String,
    pub text: &'v str,
    pub owner: Named,
    pub when: Due,
    pub due: Date,
    /// Days until it is due; negative when it is late.
    pub days: i64,
    pub status: &'static str,
    /// How often `roll` carried it over, and how the due date slipped by the commits.
    pub slips: i64,
    pub slipped: Option<String>,
    pub hours: Option<Amount>,
    pub value: Option<Amount>,
    pub currency: &'v str,
    pub place: PlaceView,
}

/// The open actions of one person.
#[derive(Clone, Debug, Default)]
pub struct LoadRow {
    pub owner: Named,
    /// Is the person in `people.yaml`?
    pub known: bool,
    pub open: usize,
    pub overdue: usize,
    /// `None` where no action says so.
    pub hours: Option<Amount>,
    /// In the territory's currency; `None` where no action says so.
    pub value: Option<Amount>,
}

/// An anchor of the account page: of the item, or of its section where the id cannot be one.
pub(in crate::audience) fn anchor(prefix: &str, id: &str, section: &str) -> String {
    if Slug::new(id).is_ok() { format!("{prefix}-{id}") } else { section.to_owned() }
}

impl View<'_> {
    /// The open actions of plans that are drafts or live: overdue ones first, by day; last those without an owner who exists.
    pub fn open_actions(&self) -> &[Spot] {
        &self.work().actions
    }

    /// Those of one person, in the same order.
    pub fn open_actions_of(&self, person: &str) -> &[Spot] {
        self.mine(person).map_or(&[], |mine| &mine.actions)
    }

    /// The late actions on the plans that a person owns, which others are to do; by day.
    pub fn late_with_others(&self, person: &str) -> Vec<Spot> {
        let portfolio = &self.analysis.portfolio;
        let mut late = Vec::new();
        for plan in self.rows_of(person).iter().filter_map(|row| self.order.get(*row as usize)) {
            let Some(unit) = portfolio.plans.get(*plan) else { continue };
            let it = portfolio.plan(unit);
            let theirs = |action: &Action| action.is_open() && action.due < portfolio.today && action.owner != person;
            for (item, action) in it.actions.iter().enumerate().filter(|(_, action)| it.status != Some(Status::Closed) && theirs(action)) {
                late.push((action.due, &unit.slug, Spot { plan: *plan, item }));
            }
        }
        late.sort_unstable();
        late.into_iter().map(|(_, _, spot)| spot).collect()
    }

    /// How many accounts these are on.
    pub fn accounts_of_open_actions(&self) -> usize {
        self.work().accounts
    }

    /// What is asked of anybody, in the order of the list.
    pub(in crate::audience) fn all_asks(&self) -> &[Spot] {
        &self.work().asks
    }

    /// What is asked of one person: open asks by day, then answered ones, latest first.
    pub fn asks_of(&self, person: &str) -> &[Spot] {
        self.mine(person).map_or(&[], |mine| &mine.asks)
    }

    /// The rows of the plans that one person owns.
    pub(in crate::audience) fn rows_of(&self, person: &str) -> &[u32] {
        self.mine(person).map_or(&[], |mine| &mine.rows)
    }

    /// What happens with one person.
    pub fn events_of(&self, person: &str) -> &[Moment] {
        self.mine(person).map_or(&[], |mine| &mine.events)
    }

    fn mine(&self, person: &str) -> Option<&Mine> {
        self.work().people.get(person)
    }

    fn work(&self) -> &Work {
        self.work.get_or_init(|| self.made_work())
    }

    fn made_work(&self) -> Work {
        let portfolio = &self.analysis.portfolio;
        let mut order = Vec::new();
        for (plan, unit) in portfolio.plans.iter().enumerate() {
            let it = portfolio.plan(unit);
            if !(it.is_live() || it.is_draft()) {
                continue;
            }
            for (item, action) in it.actions.iter().enumerate().filter(|(_, action)| action.is_open()) {
                let known = portfolio.our_people.contains_key(&action.owner);
                order.push((Due::of(known, action.due.days_since(portfolio.today)), action.due, &unit.slug, Spot { plan, item }));
            }
        }
        order.sort_unstable();
        let mut work = Work { actions: order.into_iter().map(|(_, _, _, spot)| spot).collect(), ..Work::default() };
        let Work { actions, asks, accounts, people } = &mut work;
        *accounts = actions.iter().map(|spot| spot.plan).collect::<HashSet<_>>().len();
        let mut of = |person: &str, put: &dyn Fn(&mut Mine)| match people.get_mut(person) {
            Some(mine) => put(mine),
            None => put(people.entry(person.to_owned()).or_default()),
        };
        for (position, row) in self.rows.iter().enumerate() {
            of(&row.owner.id, &|mine| mine.rows.push(narrow(position)));
        }
        for spot in &*actions {
            if let Some(action) = portfolio.plans.get(spot.plan).and_then(|unit| portfolio.plan(unit).actions.get(spot.item)) {
                of(&action.owner, &|mine| mine.actions.push(*spot));
            }
        }
        for (spot, from) in self.ask_spots() {
            asks.push(spot);
            of(from, &|mine| mine.asks.push(spot));
        }
        for moment in self.moments() {
            of(self.event(moment).map_or("", |event| event.who_id), &|mine| mine.events.push(*moment));
        }
        work
    }

    /// The account of an action or an ask.
    pub fn account_of(&self, spot: Spot) -> Option<&Slug> {
        self.analysis.portfolio.plans.get(spot.plan).map(|unit| &unit.slug)
    }

    /// The plan and the position in it.
    pub(in crate::audience) fn found(&self, spot: Spot) -> Option<(&crate::resolve::plan_unit::PlanUnit, usize)> {
        Some((self.analysis.portfolio.plans.get(spot.plan)?, spot.item))
    }

    /// The action at a place of [`View::open_actions`].
    pub fn action(&self, spot: Spot) -> Option<ActionRow<'_>> {
        let portfolio = &self.analysis.portfolio;
        let (unit, item) = self.found(spot)?;
        let plan = portfolio.plan(unit);
        let action = plan.actions.get(item)?;
        let days = action.due.days_since(portfolio.today);
        Some(ActionRow {
            slug: &unit.slug,
            title: portfolio.title(unit),
            anchor: anchor("a", &action.id, "objectives"),
            text: &action.text,
            owner: Named { name: portfolio.person_name(&action.owner).to_owned(), id: action.owner.clone() },
            when: Due::of(portfolio.our_people.contains_key(&action.owner), days),
            due: action.due,
            days,
            status: action.status.as_str(),
            slips: action.slips,
            slipped: slipped(portfolio.history.plan(unit.slug.as_str()), SlipKind::ActionDue, &action.id),
            hours: action.hours,
            value: action.expected_value,
            currency: portfolio.currency(plan),
            place: PlaceView { path: unit.file.path.shared(), line: unit.file.line(&unit.file.item("actions", item)) },
        })
    }

    pub(in crate::audience) fn made_loads(&self) -> Vec<LoadRow> {
        let portfolio = &self.analysis.portfolio;
        let mut loads: Vec<LoadRow> = Vec::new();
        for (id, mine) in self.work().people.iter().filter(|(_, mine)| !mine.actions.is_empty()) {
            let owner = Named { id: id.clone(), name: portfolio.person_name(id).to_owned() };
            let mut load = LoadRow { owner, known: portfolio.our_people.contains_key(id), open: mine.actions.len(), ..LoadRow::default() };
            let add = |sum: &mut Option<Amount>, more: Option<Amount>| {
                if let Some(more) = more {
                    *sum = Some(sum.unwrap_or_default().plus(more));
                }
            };
            for (unit, item) in mine.actions.iter().filter_map(|spot| self.found(*spot)) {
                let plan = portfolio.plan(unit);
                let Some(action) = plan.actions.get(item) else { continue };
                load.overdue += usize::from(action.due < portfolio.today);
                add(&mut load.hours, action.hours);
                add(&mut load.value, action.expected_value.filter(|_| portfolio.counts(unit)));
            }
            loads.push(load);
        }
        loads.sort_by(|a, b| (b.overdue, b.open, &a.owner.name, &a.owner.id).cmp(&(a.overdue, a.open, &b.owner.name, &b.owner.id)));
        loads
    }

    /// When the action at a place of [`View::open_actions`] is due.
    pub fn due_of(&self, spot: Spot) -> Option<Due> {
        let portfolio = &self.analysis.portfolio;
        let (unit, item) = self.found(spot)?;
        let action = portfolio.plan(unit).actions.get(item)?;
        Some(Due::of(portfolio.our_people.contains_key(&action.owner), action.due.days_since(portfolio.today)))
    }

    /// How many of these actions are due then; they stand in the order of [`View::open_actions`], which begins with when they are due.
    pub fn due_then(&self, actions: &[Spot], due: Due) -> usize {
        let before = actions.partition_point(|spot| self.due_of(*spot) < Some(due));
        actions.get(before..).unwrap_or_default().partition_point(|spot| self.due_of(*spot) == Some(due))
    }
}

impl Spot {
    pub(in crate::audience) fn new(plan: usize, item: usize) -> Spot {
        Spot { plan, item }
    }

    pub(in crate::audience) fn plan(self) -> usize {
        self.plan
    }
}
