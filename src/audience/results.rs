//! What plans have brought: benchmarks met, with the evidence, and deals won (D1, D2); and what closed plans taught (R18). Never ranks by completeness.

use crate::audience::project::View;
use crate::audience::view::PlaceView;
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::slug::Slug;
use crate::model::commitment::ValueAdded;

/// A benchmark that reached its target.
#[derive(Clone, Debug)]
pub struct MetRow {
    pub slug: Slug,
    pub title: String,
    pub what: String,
    pub unit: String,
    pub baseline: Amount,
    pub target: Amount,
    pub reading: Amount,
    pub on: Date,
    /// Days before the day on which it was wanted; negative when later.
    pub days_early: i64,
    pub source: Option<String>,
    pub place: PlaceView,
}

/// A deal that was won in this fiscal year.
#[derive(Clone, Debug)]
pub struct WinRow {
    pub slug: Slug,
    pub title: String,
    pub what: String,
    pub amount: Amount,
    pub currency: String,
    pub on: Option<Date>,
    pub origin: Option<&'static str>,
    pub place: PlaceView,
}

/// What a closed plan taught.
#[derive(Clone, Debug)]
pub struct LessonRow {
    pub slug: Slug,
    pub title: String,
    pub added: &'static str,
    pub lesson: String,
    pub place: PlaceView,
}

/// The results board.
#[derive(Clone, Debug)]
pub struct ResultsView {
    pub year: FiscalPeriod,
    /// Met in that year (D1), latest first.
    pub met: Vec<MetRow>,
    /// Latest first.
    pub wins: Vec<WinRow>,
    /// In the territory's currency.
    pub won: Amount,
    /// Plans that added no value first.
    pub lessons: Vec<LessonRow>,
}

impl View<'_> {
    pub(in crate::audience) fn made_results(&self) -> ResultsView {
        let portfolio = &self.analysis.portfolio;
        let calendar = portfolio.settings.calendar;
        let year = calendar.year_of(portfolio.today);
        let (mut met, mut wins, mut lessons) = (Vec::new(), Vec::new(), Vec::new());
        for unit in portfolio.plans.iter().filter(|unit| portfolio.copied(unit).is_none()) {
            let plan = portfolio.plan(unit);
            let title = || portfolio.title(unit).to_owned();
            let place = |pointer: &str| PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) };
            for (index, it) in plan.benchmarks.iter().enumerate() {
                if let Some(reading) = it.met_by(portfolio.today).filter(|reading| calendar.contains(year, reading.on)) {
                    met.push(MetRow {
                        slug: unit.slug.clone(),
                        title: title(),
                        what: it.text.clone(),
                        unit: it.unit.clone(),
                        baseline: it.baseline.value,
                        target: it.target.value,
                        reading: reading.value,
                        on: reading.on,
                        days_early: it.target.by.days_since(reading.on),
                        source: reading.source.clone(),
                        place: place(&unit.file.item("benchmarks", index)),
                    });
                }
            }
            for (index, it) in plan.opportunities.iter().enumerate() {
                if it.is_won_in(calendar, year) {
                    wins.push(WinRow {
                        slug: unit.slug.clone(),
                        title: title(),
                        what: it.name.clone(),
                        amount: it.amount,
                        currency: portfolio.currency(plan).to_owned(),
                        on: it.closed_on,
                        origin: it.origin.map(|origin| origin.as_str()),
                        place: place(&unit.file.item("opportunities", index)),
                    });
                }
            }
            if let Some(outcome) = &plan.outcome {
                let (added, lesson) = (outcome.value_added, outcome.lesson.clone());
                lessons.push((
                    added != ValueAdded::No,
                    LessonRow { slug: unit.slug.clone(), title: title(), added: added.as_str(), lesson, place: place("/outcome") },
                ));
            }
        }
        met.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| a.slug.cmp(&b.slug)));
        wins.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| a.slug.cmp(&b.slug)));
        lessons.sort_by(|(a, row_a), (b, row_b)| a.cmp(b).then_with(|| row_a.slug.cmp(&row_b.slug)));
        let won = wins.iter().filter(|win| win.currency == portfolio.settings.currency).map(|win| win.amount).sum();
        ResultsView { year, met, wins, won, lessons: lessons.into_iter().map(|(_, row)| row).collect() }
    }
}
