//! What earlier versions tell, as shown: who changed what, how scores went, what became of projections. Metadata and sentences about values that this
//! audience may see now; a field that it may not see now is not shown from then.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::audience::project::View;
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::language::{counted, key, phrase};
use crate::base::slug::Slug;
use crate::model::past::{History, PlanPast, SlipKind, Touch};
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::scores::calibration;

/// A change in account words: a sentence, its section, and how much it matters.
pub use crate::model::past::Change as ChangeView;

/// Is there a history, and if not, why?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryView {
    /// Left out on request.
    NotRead,
    /// Both are sentences without a full stop.
    Unknown { reason: String, way_out: String },
    Known {
        /// The first seven digits.
        commit: String,
        /// Do files differ from those of the commit?
        uncommitted: bool,
    },
}

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchView {
    pub day: Date,
    /// The name that people.yaml gives to the address, else the one in the commit.
    pub who: String,
    /// The first seven digits.
    pub commit: String,
}

/// When one section changed its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionHistory {
    /// Top-level key, or `narrative`.
    pub key: String,
    /// As people say it.
    pub title: String,
    pub last: TouchView,
    /// Ascending.
    pub days: Vec<Date>,
}

/// All scores of a plan at the end of a fiscal quarter; the last one is today.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// `FY2027-Q1`, or `today`.
    pub label: String,
    pub day: Date,
    /// By score key; undetermined ones are missing.
    pub scores: BTreeMap<String, Decimal>,
    /// The readiness level.
    pub level: String,
}

/// What is known of one plan's past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanHistory {
    /// The section that changed last comes first.
    pub sections: Vec<SectionHistory>,
    /// The day of the last account-plan review that was held, and what changed since.
    pub since_review: Option<(Date, Vec<ChangeView>)>,
    /// The same review, and what changed in the 14 days after it (S5).
    pub after_review: Option<(Date, Vec<ChangeView>)>,
    /// Oldest first; fewer than two are no trend.
    pub trend: Vec<TrendPoint>,
    /// The last commit that changed a value.
    pub last: Option<TouchView>,
}

/// How many plans stood at each level at the end of a quarter; the last one is today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelsPoint {
    /// `FY2027-Q1`, or `today`.
    pub label: String,
    pub day: Date,
    /// Plans at `basic`, `bronze`, `silver`, `gold`, the closed ones apart.
    pub levels: [usize; 4],
}

/// What an owner projected for a quarter, against what came (M22).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalibrationView {
    /// Our person's name.
    pub owner: String,
    pub owner_id: String,
    pub period: FiscalPeriod,
    pub plans: usize,
    pub projected: Amount,
    pub actual: Amount,
}

/// A plan that was kept so many quarters in a row, with how its sales grew (D16).
#[derive(Clone, Debug, PartialEq)]
pub struct StreakView {
    pub slug: Slug,
    pub title: String,
    /// Quarters in a row up to the last one that ended in which the plan was kept.
    pub streak: usize,
    /// Sales of the last four fiscal quarters over those of the four before, less 1.
    pub growth: Decimal,
}

const LEVELS: [&str; 4] = ["basic", "bronze", "silver", "gold"];

/// Fields that say how the file is kept rather than what the plan says.
const NOT_SHOWN: [&str; 2] = ["schema", "account"];
/// Fields that hold one fact each: who, when, what kind.
const FACTS: [&str; 12] = ["title", "status", "owner", "manager", "exec_sponsor", "period", "stance", "tier", "posture", "cadence", "visibility", "currency"];

/// What is known of the territory's history.
pub(in crate::audience) fn history(portfolio: &Portfolio) -> HistoryView {
    match &portfolio.history {
        History::NotRead => HistoryView::NotRead,
        History::Unknown { reason, way_out } => HistoryView::Unknown { reason: reason.clone(), way_out: way_out.clone() },
        History::Known(past) => HistoryView::Known { commit: past.commit.chars().take(7).collect(), uncommitted: past.uncommitted },
    }
}

impl View<'_> {
    /// The past of the plan behind a row of `rows`; `None` without history.
    pub fn plan_history(&self, row: usize) -> Option<PlanHistory> {
        let (unit, card) = self.unit_and_card(row)?;
        let portfolio = &self.analysis.portfolio;
        let past = portfolio.history.plan(unit.slug.as_str())?;
        let mut sections = sections(portfolio, past);
        sections.sort_by(|a, b| (b.last.day, &a.key).cmp(&(a.last.day, &b.key)));
        let held = unit.last_held(portfolio.today).map(|(review, _)| review.date);
        let mut trend: Vec<TrendPoint> = quarters(portfolio, unit);
        if !trend.is_empty() {
            let scores = card.scores.iter().chain([&card.readiness.score]).filter_map(|score| score.value.map(|value| (score.key.to_owned(), value)));
            trend.push(TrendPoint {
                label: "today".to_owned(),
                day: portfolio.today,
                scores: scores.collect(),
                level: card.readiness.level.as_str().to_owned(),
            });
        }
        Some(PlanHistory {
            last: sections.first().map(|section| section.last.clone()),
            sections,
            since_review: held.zip(past.since_review.clone()),
            after_review: held.zip(past.after_review.clone()),
            trend,
        })
    }

    /// What changed since the last review in the plan behind a row, without the rest of its past; `None` where that is not known, because there was
    /// none, or no version of its day.
    pub fn since_review(&self, row: usize) -> Option<(Date, &[ChangeView])> {
        let (unit, _) = self.unit_and_card(row)?;
        let portfolio = &self.analysis.portfolio;
        let changes = portfolio.history.plan(unit.slug.as_str())?.since_review.as_deref()?;
        Some((unit.last_held(portfolio.today)?.0.date, changes))
    }

    /// The day of the last account-plan review that was held on the plan behind a row.
    pub fn last_held(&self, row: usize) -> Option<Date> {
        let (unit, _) = self.unit_and_card(row)?;
        Some(unit.last_held(self.analysis.portfolio.today)?.0.date)
    }

    /// The last commit that changed a value of the plan behind a row.
    pub fn last_touch(&self, row: usize) -> Option<TouchView> {
        let (unit, _) = self.unit_and_card(row)?;
        let portfolio = &self.analysis.portfolio;
        let past = portfolio.history.plan(unit.slug.as_str())?;
        past.sections.values().map(|section| &section.last).max_by_key(|touch| touch.day).map(|last| touch(portfolio, last))
    }

    /// Plans by readiness level at the end of past quarters and today, those apart that were closed by then; empty without history.
    pub fn levels_trend(&self) -> Vec<LevelsPoint> {
        let Some(past) = self.analysis.portfolio.history.past() else { return Vec::new() };
        let counted = |levels: &mut dyn Iterator<Item = &str>| {
            let mut counts = [0; 4];
            for level in levels {
                if let Some(count) = LEVELS.iter().position(|known| *known == level).and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
            counts
        };
        let mut points: Vec<LevelsPoint> = past
            .quarters
            .iter()
            .map(|quarter| LevelsPoint {
                label: quarter.period.clone(),
                day: quarter.day,
                levels: counted(&mut quarter.plans.values().filter(|plan| !plan.closed).map(|plan| plan.level.as_str())),
            })
            .collect();
        if !points.is_empty() {
            let now = counted(&mut self.current().into_iter().map(|row| row.level));
            points.push(LevelsPoint { label: "today".to_owned(), day: self.frame.as_of, levels: now });
        }
        points
    }

    /// Projections of ended quarters against what came, by owner, then by quarter. Plans in another currency, and copies of a plan, are left out.
    pub fn calibration(&self) -> Vec<CalibrationView> {
        let portfolio = &self.analysis.portfolio;
        // two people of one name are two
        let mut sums: BTreeMap<(String, String, String), CalibrationView> = BTreeMap::new();
        for unit in portfolio.plans.iter().filter(|unit| portfolio.counts(unit)) {
            for it in calibration::quarters(portfolio, unit) {
                let owner = portfolio.person_name(&it.owner).to_owned();
                let key = (owner.clone(), it.owner.clone(), it.period.to_string());
                let empty =
                    CalibrationView { owner, owner_id: it.owner.clone(), period: it.period, plans: 0, projected: Amount::default(), actual: Amount::default() };
                let sum = sums.entry(key).or_insert(empty);
                sum.plans += 1;
                sum.projected = sum.projected.plus(it.projected);
                sum.actual = sum.actual.plus(it.actual);
            }
        }
        sums.into_values().collect()
    }

    /// Plans by how many quarters in a row they were kept, with their growth (D16). Plans without two years of revenue are left out.
    pub fn streaks(&self) -> Vec<StreakView> {
        let portfolio = &self.analysis.portfolio;
        let Some(past) = portfolio.history.past() else { return Vec::new() };
        let Some(last) = portfolio.year_of_sales() else { return Vec::new() };
        let before = last.map(|quarter| quarter.plus_quarters(-4));
        let year = |slug: &str, wanted: &[FiscalPeriod; 4]| -> Option<Amount> {
            let rows = || portfolio.data(slug).revenue.iter().filter(|row| row.period.quarter().is_some_and(|quarter| wanted.contains(&quarter)));
            rows().next().map(|_| rows().map(|row| row.amount).sum())
        };
        let mut found: Vec<StreakView> = self
            .rows
            .iter()
            .filter_map(|row| {
                let slug = row.slug.as_str();
                let then = |period: &str| portfolio.history.then(slug, period).and_then(|plan| plan.compliant);
                let known = past.quarters.iter().any(|quarter| then(&quarter.period).is_some());
                let streak = past.quarters.iter().rev().take_while(|quarter| then(&quarter.period) == Some(true)).count();
                let (last, before) = (year(slug, &last)?, year(slug, &before)?);
                let growth = last.minus(before).ratio(before)?;
                known.then(|| StreakView { slug: row.slug.clone(), title: row.title.clone(), streak, growth })
            })
            .collect();
        found.sort_by(|a, b| (b.streak, b.growth, &a.slug).cmp(&(a.streak, a.growth, &b.slug)));
        found
    }
}

/// The sections of a plan; its single facts are one.
fn sections(portfolio: &Portfolio, past: &PlanPast) -> Vec<SectionHistory> {
    let mut found: BTreeMap<&str, (&Touch, Vec<Date>)> = BTreeMap::new();
    for (key, it) in past.sections.iter().filter(|(key, _)| !NOT_SHOWN.contains(&key.as_str())) {
        let key = if FACTS.contains(&key.as_str()) { "facts" } else { key };
        let (last, days) = found.entry(key).or_insert((&it.last, Vec::new()));
        if last.day < it.last.day {
            *last = &it.last;
        }
        days.extend(it.days.iter().copied());
    }
    let section = |(key, (last, mut days)): (&str, (&Touch, Vec<Date>))| {
        days.sort_unstable();
        days.dedup();
        SectionHistory { key: key.to_owned(), title: title(key), last: touch(portfolio, last), days }
    };
    found.into_iter().map(section).collect()
}

fn quarters(portfolio: &Portfolio, unit: &PlanUnit) -> Vec<TrendPoint> {
    let past = portfolio.history.past().map(|past| past.quarters.as_slice()).unwrap_or_default();
    let point = |quarter: &crate::model::past::Quarter| {
        let then = portfolio.history.then(unit.slug.as_str(), &quarter.period)?;
        let scores = then.scores.iter().map(|(key, tenths)| (key.clone(), Decimal::new((*tenths).into(), 1)));
        Some(TrendPoint { label: quarter.period.clone(), day: quarter.day, scores: scores.collect(), level: then.level.clone() })
    };
    past.iter().filter_map(point).collect()
}

/// Our person by the address, else as the commit says.
fn touch(portfolio: &Portfolio, touch: &Touch) -> TouchView {
    let ours = portfolio.settings.people.iter().find(|person| person.emails.iter().any(|email| email.eq_ignore_ascii_case(&touch.email)));
    let who = ours.map_or_else(|| touch.author.to_string(), |person| person.name.clone());
    TouchView { day: touch.day, who, commit: touch.commit.chars().take(7).collect() }
}

fn title(section: &str) -> String {
    match section {
        "facts" => key("Facts of the account").to_owned(),
        "icp" => key("Ideal-customer fit").to_owned(),
        "swot" => key("Strengths and weaknesses").to_owned(),
        "projection_90d" => key("90-day projection").to_owned(),
        section => {
            let words = section.replace(['_', '-'], " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// `moved twice, 41 days in all`; nothing for a date that is no later than it was promised first.
pub(in crate::audience) fn slipped(past: Option<&PlanPast>, kind: SlipKind, id: &str) -> Option<String> {
    let slips = past?.slips(kind, id)?;
    let days = counted(slips.days.unsigned_abs(), &slips.days.to_string(), "day", "days").replacen('\u{a0}', " ", 1);
    Some(match slips.times {
        1 => phrase("moved once, {days}", &[&days]),
        2 => phrase("moved twice, {days}", &[&days]),
        n => phrase("moved {n} times, {days}", &[&n, &days]),
    })
}
