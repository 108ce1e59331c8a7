//! Everything that is asked of somebody, and what became of it (M13, M15, M25, M28).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::audience::project::View;
use crate::audience::view::{Named, PlaceView};
use crate::audience::work::{Spot, anchor};
use crate::base::date::Date;
use crate::base::slug::Slug;

/// One ask of one plan.
#[derive(Clone, Debug)]
pub struct AskRow {
    pub slug: Slug,
    pub title: String,
    pub id: String,
    /// Its anchor on the account's page.
    pub anchor: String,
    pub what: String,
    /// Of whom.
    pub from: Named,
    /// The plan's owner.
    pub owner: Named,
    pub by: Date,
    pub kind: &'static str,
    pub status: &'static str,
    pub open: bool,
    /// Days since it should have been answered.
    pub overdue_days: Option<i64>,
    pub place: PlaceView,
}

/// How many asks there are.
#[derive(Clone, Debug, Default)]
pub struct AskCounts {
    pub all: usize,
    pub open: usize,
    /// Open past the day on which an answer was needed.
    pub overdue: usize,
    /// By who is asked: most open ones first.
    pub people: Vec<AskedPerson>,
}

/// What one person is asked for, in numbers.
#[derive(Clone, Debug)]
pub struct AskedPerson {
    pub person: Named,
    pub open: usize,
    pub overdue: usize,
    pub answered: usize,
}

impl View<'_> {
    /// Some of all asks, by their places in the list: open ones first, by day; then the answered ones, latest first.
    pub fn asks(&self, places: Range<usize>) -> Vec<AskRow> {
        self.all_asks().get(places).unwrap_or_default().iter().filter_map(|spot| self.ask(*spot)).collect()
    }

    pub(in crate::audience) fn made_ask_counts(&self) -> AskCounts {
        let portfolio = &self.analysis.portfolio;
        let mut counts = AskCounts { all: self.all_asks().len(), ..AskCounts::default() };
        let mut people: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for spot in self.all_asks() {
            let Some(ask) = self.found(*spot).and_then(|(unit, index)| portfolio.plan(unit).asks().get(index)) else { continue };
            let overdue = ask.is_open() && ask.by < portfolio.today;
            let person = people.entry(&ask.from).or_default();
            person.0 += usize::from(ask.is_open());
            person.1 += usize::from(overdue);
            person.2 += usize::from(!ask.is_open());
            counts.open += usize::from(ask.is_open());
            counts.overdue += usize::from(overdue);
        }
        let named = |id: &str| Named { id: id.to_owned(), name: portfolio.person_name(id).to_owned() };
        counts.people = people.into_iter().map(|(id, (open, overdue, answered))| AskedPerson { person: named(id), open, overdue, answered }).collect();
        counts.people.sort_by(|a, b| {
            let many = |it: &AskedPerson| (it.open, it.overdue, it.answered);
            many(b).cmp(&many(a)).then_with(|| (&a.person.name, &a.person.id).cmp(&(&b.person.name, &b.person.id)))
        });
        counts
    }

    /// How many of these asks are open; they stand in the order of all asks, which begins with the open ones.
    pub fn open_asks(&self, asks: &[Spot]) -> usize {
        let portfolio = &self.analysis.portfolio;
        let ask = |spot: &Spot| self.found(*spot).and_then(|(unit, index)| portfolio.plan(unit).asks().get(index));
        asks.partition_point(|spot| ask(spot).is_some_and(|ask| ask.is_open()))
    }

    /// All asks in order, each with the id of the one who is asked.
    pub(in crate::audience) fn ask_spots(&self) -> Vec<(Spot, &str)> {
        let portfolio = &self.analysis.portfolio;
        let mut found = Vec::new();
        for (position, unit) in portfolio.plans.iter().enumerate() {
            let plan = portfolio.plan(unit);
            if plan.is_live() || plan.is_draft() {
                let asks = plan.asks();
                found.extend(asks.iter().enumerate().map(|(index, ask)| (ask, &unit.slug, Spot::new(position, index))));
            }
        }
        found.sort_by(|(a, a_slug, _), (b, b_slug, _)| {
            let days = if a.is_open() { a.by.cmp(&b.by) } else { b.by.cmp(&a.by) };
            b.is_open().cmp(&a.is_open()).then(days).then_with(|| (a_slug, &a.id).cmp(&(b_slug, &b.id)))
        });
        found.into_iter().map(|(ask, _, spot)| (spot, ask.from.as_str())).collect()
    }

    /// What is shown of an ask.
    pub fn ask(&self, spot: Spot) -> Option<AskRow> {
        let portfolio = &self.analysis.portfolio;
        let (unit, index) = self.found(spot)?;
        let plan = portfolio.plan(unit);
        let ask = plan.asks().get(index)?;
        let named = |id: &str| Named { id: id.to_owned(), name: portfolio.person_name(id).to_owned() };
        Some(AskRow {
            slug: unit.slug.clone(),
            title: portfolio.title(unit).to_owned(),
            id: ask.id.clone(),
            anchor: anchor("k", &ask.id, "asks"),
            what: ask.what.clone(),
            from: named(&ask.from),
            owner: plan.owner.as_deref().map(named).unwrap_or_default(),
            by: ask.by,
            kind: ask.kind.as_str(),
            status: ask.status.as_str(),
            open: ask.is_open(),
            overdue_days: (ask.is_open() && ask.by < portfolio.today).then(|| portfolio.today.days_since(ask.by)),
            place: PlaceView { path: unit.file.path.shared(), line: unit.file.line(&unit.file.item("asks", index)) },
        })
    }
}
