//! The way to the growth target: what is missing, the four moves with names, and where time pays (R17, R5, K1, K15).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::audience::project::View;
use crate::audience::view::{PlaceView, TotalsView};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::slug::Slug;
use crate::model::account::{Qualification, Stance};
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::qualification::Warrant;
use crate::scores::rosti;

/// One account that a move could be made on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveItem {
    pub account: String,
    /// The account's id, with a page or without.
    pub id: String,
    /// Its page, where it has one.
    pub slug: Option<Slug>,
    /// What may be in it: potential, amount or growth target, as `of` of the move says.
    pub worth: Option<Amount>,
    pub why: String,
    pub place: Option<PlaceView>,
}

/// One of the four moves of R17.
#[derive(Clone, Debug)]
pub struct Move {
    /// Kebab case, also the anchor.
    pub key: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    /// What `worth` counts.
    pub of: &'static str,
    /// By worth, then by name; those whose worth is in another currency than the territory's come last.
    pub items: Vec<MoveItem>,
}

/// What the open actions of a plan bring per hour (R5).
#[derive(Clone, Debug)]
pub struct TimeRow {
    pub slug: Slug,
    pub title: String,
    pub margin: Amount,
    pub hours: Amount,
    pub per_hour: Option<Amount>,
    pub actions: usize,
}

/// An open action whose hours and value are known (K15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffortView {
    pub slug: Slug,
    /// The account.
    pub title: String,
    pub text: String,
    pub hours: Amount,
    /// In the territory's currency.
    pub value: Amount,
}

/// Open opportunities that close in one month, or before today, or later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClosingSum {
    pub count: usize,
    pub amount: Amount,
    pub weighted: Amount,
}

impl ClosingSum {
    fn add(&mut self, amount: Amount, weighted: Amount) {
        *self = ClosingSum { count: self.count + 1, amount: self.amount.plus(amount), weighted: self.weighted.plus(weighted) };
    }
}

/// When the open opportunities should close (M17, M20).
#[derive(Clone, Debug, Default)]
pub struct ClosingView {
    /// Past their day.
    pub overdue: ClosingSum,
    /// The first of each of twelve months, that of today first.
    pub months: Vec<(Date, ClosingSum)>,
    pub later: ClosingSum,
}

/// The growth page.
#[derive(Clone, Debug)]
pub struct GrowthView {
    pub totals: TotalsView,
    pub moves: [Move; 4],
    /// By return, best first.
    pub time: Vec<TimeRow>,
    /// Plans with open actions whose return is not known.
    pub time_unknown: usize,
    /// Open actions of live plans with hours and value, in the order of the plans; and how many have not both.
    pub efforts: Vec<EffortView>,
    pub efforts_unknown: usize,
    /// Open opportunities by origin: word, how many, amount (K1).
    pub origins: Vec<(&'static str, usize, Amount)>,
    pub closing: ClosingView,
}

impl View<'_> {
    pub(in crate::audience) fn made_growth(&self) -> GrowthView {
        let portfolio = &self.analysis.portfolio;
        let mut time = Vec::new();
        let mut time_unknown = 0;
        let (mut efforts, mut efforts_unknown) = (Vec::new(), 0);
        let mut closing = ClosingView { months: months(portfolio.today), ..ClosingView::default() };
        let mut origins: BTreeMap<&'static str, (usize, Amount)> = BTreeMap::new();
        for unit in &portfolio.plans {
            let plan = portfolio.plan(unit);
            let ours = portfolio.counts(unit);
            for it in plan.opportunities.iter().filter(|it| it.is_open() && ours) {
                let entry = origins.entry(it.origin.map_or("unknown", |origin| origin.as_str())).or_default();
                *entry = (entry.0 + 1, entry.1.plus(it.amount));
                let month = closing.months.iter_mut().find(|(month, _)| (month.year(), month.month()) == (it.close_by.year(), it.close_by.month()));
                let sum = match month {
                    _ if it.close_by < portfolio.today => &mut closing.overdue,
                    Some((_, sum)) => sum,
                    None => &mut closing.later,
                };
                sum.add(it.amount, it.weighted());
            }
            if !plan.is_live() || !ours || !plan.actions.iter().any(|action| action.is_open()) {
                continue;
            }
            for action in plan.actions.iter().filter(|action| action.is_open()) {
                let known = action.hours.filter(|hours| *hours > Amount::ZERO).zip(action.expected_value);
                match known {
                    Some((hours, value)) => {
                        efforts.push(EffortView { slug: unit.slug.clone(), title: portfolio.title(unit).to_owned(), text: action.text.clone(), hours, value })
                    }
                    None => efforts_unknown += 1,
                }
            }
            match rosti::rosti(portfolio, unit.slug.as_str(), plan) {
                Some(it) => time.push(TimeRow {
                    slug: unit.slug.clone(),
                    title: portfolio.title(unit).to_owned(),
                    margin: it.margin.rounded(0),
                    hours: it.hours,
                    per_hour: it.per_hour(),
                    actions: it.actions,
                }),
                None => time_unknown += 1,
            }
        }
        time.sort_by(|a, b| b.per_hour.cmp(&a.per_hour).then_with(|| a.slug.cmp(&b.slug)));
        let origins = origins.into_iter().map(|(origin, (count, amount))| (origin, count, amount)).collect();
        let moves = [self.qualify(), self.score(), self.build(), self.negotiate()];
        GrowthView { totals: self.totals.clone(), moves, time, time_unknown, efforts, efforts_unknown, origins, closing }
    }

    /// The units of plans that may still grow.
    fn open_plans(&self) -> impl Iterator<Item = &Arc<PlanUnit>> {
        let portfolio = &self.analysis.portfolio;
        portfolio.plans.iter().filter(|unit| unit.readable() && (portfolio.plan(unit).is_live() || portfolio.plan(unit).is_draft()))
    }

    fn item(&self, unit: &PlanUnit, worth: Option<Amount>, why: String, pointer: &str) -> MoveItem {
        MoveItem {
            account: self.analysis.portfolio.title(unit).to_owned(),
            id: unit.slug.to_string(),
            slug: Some(unit.slug.clone()),
            worth,
            why,
            place: Some(PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) }),
        }
    }

    fn potential(&self, unit: &PlanUnit) -> Option<Amount> {
        self.analysis.portfolio.data(unit.slug.as_str()).row.as_ref().and_then(|row| row.potential)
    }

    /// Accounts without a plan of these stances, with the reason to look at them.
    fn unplanned_of(&self, stances: &[Stance], why: &str) -> Vec<MoveItem> {
        let wanted: Vec<&str> = stances.iter().map(|stance| stance.as_str()).collect();
        let rows = self.unplanned.iter().filter(|row| row.stance.is_some_and(|stance| wanted.contains(&stance)));
        rows.map(|row| MoveItem {
            account: row.name.to_owned(),
            id: row.account.to_string(),
            slug: None,
            worth: row.potential,
            why: why.to_owned(),
            place: None,
        })
        .collect()
    }

    fn qualify(&self) -> Move {
        let portfolio = &self.analysis.portfolio;
        let mut items = self.unplanned_of(&[Stance::Acquire], "no plan, and none of the six questions is answered");
        for (unit, card) in portfolio.plans.iter().zip(&self.analysis.cards) {
            let plan = portfolio.plan(unit);
            let open = card.qualification.as_ref().filter(|it| it.verdict == Warrant::Undetermined);
            if let Some(result) = open.filter(|_| plan.stance == Some(Stance::Acquire) && (plan.is_live() || plan.is_draft())) {
                let asks: Vec<String> = result.would_settle.iter().map(|key| format!("“{}”", Qualification::asks(key))).collect();
                items.push(self.item(unit, self.potential(unit), format!("to be answered: {}", asks.join(", ")), "/qualification"));
            }
        }
        self.by_worth(Move {
            key: "qualify",
            title: "Qualify more accounts to acquire",
            what: "Accounts to acquire without a verdict: answer the six questions.",
            of: "potential",
            items,
        })
    }

    fn score(&self) -> Move {
        let portfolio = &self.analysis.portfolio;
        let current = [Stance::Grow, Stance::Retain, Stance::Reactivate];
        let mut items = self.unplanned_of(&current, "a customer without a score for the ideal-customer matrix");
        for unit in self.open_plans() {
            let plan = portfolio.plan(unit);
            let scored = plan.icp.as_ref().is_some_and(|icp| icp.scores.values().any(|score| score.level().is_some()));
            if !scored && plan.stance.is_some_and(|stance| current.contains(&stance)) {
                items.push(self.item(unit, self.potential(unit), "the plan scores no criterion of the matrix".to_owned(), "/icp"));
            }
        }
        self.by_worth(Move {
            key: "score",
            title: "Score other current accounts",
            what: "Customers that nobody has held against the ideal-customer matrix yet.",
            of: "potential",
            items,
        })
    }

    fn build(&self) -> Move {
        let portfolio = &self.analysis.portfolio;
        let mut items = Vec::new();
        for unit in self.open_plans() {
            let blocked = portfolio.plan(unit).opportunities.iter().enumerate().filter(|(_, it)| it.is_open() && !it.blocked_by.is_empty());
            for (index, it) in blocked {
                let name = |id: &String| portfolio.settings.icp.criterion(id).map_or_else(|| id.replace('-', " "), |criterion| criterion.label.clone());
                let why = format!("“{}” waits for {}", it.name, it.blocked_by.iter().map(name).collect::<Vec<_>>().join(", "));
                items.push(self.item(unit, Some(it.amount), why, &unit.file.item("opportunities", index)));
            }
        }
        self.by_worth(Move {
            key: "build",
            title: "Build or add capabilities",
            what: "Open opportunities that wait for a capability, or for a criterion of the ideal-customer matrix to be met (`blocked_by`).",
            of: "amount",
            items,
        })
    }

    fn negotiate(&self) -> Move {
        let portfolio = &self.analysis.portfolio;
        let mut items = Vec::new();
        for unit in self.open_plans().filter(|unit| portfolio.plan(unit).is_full()) {
            let plan = portfolio.plan(unit);
            let Some(icp) = &plan.icp else { continue };
            let near = portfolio.settings.icp.criteria.iter().filter(|criterion| {
                let level = icp.scores.get(&criterion.id).and_then(|score| score.level());
                level.is_some() && level == criterion.one_short()
            });
            let labels: Vec<&str> = near.map(|criterion| criterion.label.as_str()).collect();
            if !labels.is_empty() {
                items.push(self.item(unit, plan.growth_target, format!("one level short: {}", labels.join(", ")), "/icp"));
            }
        }
        self.by_worth(Move {
            key: "negotiate",
            title: "Negotiate what does not match",
            what: "Criteria of the ideal-customer matrix that are one level below a match.",
            of: "growth target",
            items,
        })
    }

    /// Money of another currency is not more or less than ours: it comes after, currency by currency.
    fn by_worth(&self, mut found: Move) -> Move {
        let place = |item: &MoveItem| {
            let currency = self.currency_of(item.slug.as_ref());
            (if currency == self.frame.currency { "" } else { currency }, Reverse(item.worth))
        };
        found.items.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.account.cmp(&b.account)));
        found
    }
}

/// The first days of twelve months, that of `today` first.
fn months(today: Date) -> Vec<(Date, ClosingSum)> {
    let first = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
    let day = |at: i32| Date::new(i16::try_from(at.div_euclid(12)).ok()?, i8::try_from(at.rem_euclid(12) + 1).ok()?, 1);
    (first..first + 12).filter_map(day).map(|day| (day, ClosingSum::default())).collect()
}
