//! Accounts held against the ideal-customer matrix: the rankings for grow and acquire, and how far expectation and matrix agree (R10–R16).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::audience::project::View;
use crate::audience::view::PlaceView;
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::slug::Slug;
use crate::model::account::{Answer, Qualification, Stance};

/// One account of a ranking.
#[derive(Clone, Debug)]
pub struct RankRow {
    pub slug: Slug,
    pub title: String,
    pub value: Option<Decimal>,
    pub matched: u32,
    pub criteria: u32,
    pub confidence: Decimal,
    pub band: Option<&'static str>,
    /// What the manager expects, with who said so and when (R15).
    pub expected: Option<&'static str>,
    pub confirmed: Option<(String, Date)>,
    pub confirmed_by: Option<String>,
    pub potential: Option<Amount>,
    /// The plan's, in which the potential is.
    pub currency: String,
    /// The level of each criterion, in the order of the matrix; `None` where it is not known.
    pub levels: Vec<Option<i64>>,
    pub place: PlaceView,
}

/// One criterion of the matrix: label, weight, levels with their meanings.
#[derive(Clone, Debug)]
pub struct CriterionRow {
    pub id: String,
    pub label: String,
    pub weight: Decimal,
    pub levels: Vec<(i64, String)>,
    /// How many plans reach each level; the last count is of those that do not know.
    pub spread: Vec<usize>,
}

/// How the answers to one of the six questions spread over the plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionRow {
    pub key: &'static str,
    pub yes: usize,
    pub no: usize,
    pub unknown: usize,
    pub not_applicable: usize,
}

impl QuestionRow {
    /// How unevenly the answers fall: 0 when all plans answer alike, 100 when half say yes and half say no; `None` when nobody answers.
    pub fn tells_apart(&self) -> Option<Decimal> {
        let yes = Decimal::from(self.yes).checked_div(Decimal::from(self.yes + self.no))?;
        Some(yes.saturating_mul(Decimal::ONE.saturating_sub(yes)).saturating_mul(Decimal::from(400)))
    }
}

/// The ranking page.
#[derive(Clone, Debug)]
pub struct RankingView {
    pub version: String,
    pub about: Option<String>,
    pub why_they_value_us: Option<String>,
    /// The shipped matrix, because the territory has none of its own.
    pub is_default: bool,
    pub bands: (Decimal, Decimal),
    /// By score, undetermined ones last.
    pub grow: Vec<RankRow>,
    pub acquire: Vec<RankRow>,
    /// Expected band, computed band, how many.
    pub calibration: Vec<(&'static str, &'static str, usize)>,
    /// Plans with a result that nobody confirmed (R15).
    pub unconfirmed: usize,
    pub criteria: Vec<CriterionRow>,
    pub questions: Vec<QuestionRow>,
}

impl View<'_> {
    pub(in crate::audience) fn made_ranking(&self) -> RankingView {
        let portfolio = &self.analysis.portfolio;
        let matrix = &portfolio.settings.icp;
        let (mut grow, mut acquire) = (Vec::new(), Vec::new());
        let mut calibration: BTreeMap<(&'static str, &'static str), usize> = BTreeMap::new();
        let mut questions: Vec<QuestionRow> = Qualification::KEYS.iter().map(|key| QuestionRow { key, ..QuestionRow::default() }).collect();
        let mut spread: BTreeMap<&str, BTreeMap<Option<i64>, usize>> = BTreeMap::new();
        for (unit, card) in portfolio.plans.iter().zip(&self.analysis.cards) {
            let plan = portfolio.plan(unit);
            if !(plan.is_live() || plan.is_draft()) || !plan.is_full() || !unit.readable() {
                continue;
            }
            let empty = Qualification::default();
            for ((_, question), row) in plan.qualification.as_ref().unwrap_or(&empty).questions().into_iter().zip(&mut questions) {
                match question.map(|it| it.answer) {
                    Some(Answer::Yes) => row.yes += 1,
                    Some(Answer::No) => row.no += 1,
                    Some(Answer::NotApplicable) => row.not_applicable += 1,
                    Some(Answer::Unknown) | None => row.unknown += 1,
                }
            }
            let level = |id: &str| plan.icp.as_ref().and_then(|icp| icp.scores.get(id)).and_then(|score| score.level());
            let levels: Vec<Option<i64>> = matrix.criteria.iter().map(|criterion| level(&criterion.id)).collect();
            for (criterion, level) in matrix.criteria.iter().zip(&levels) {
                *spread.entry(&criterion.id).or_default().entry(*level).or_default() += 1;
            }
            let confirmed = plan.icp.as_ref().and_then(|icp| icp.confirmed.as_ref());
            let icp = card.icp.as_ref();
            let row = RankRow {
                slug: unit.slug.clone(),
                title: portfolio.title(unit).to_owned(),
                value: icp.and_then(|it| it.value),
                matched: icp.map_or(0, |it| it.matched),
                criteria: matrix.criteria.len() as u32,
                confidence: icp.map_or(Decimal::ZERO, |it| it.confidence),
                band: icp.and_then(|it| it.band).map(|band| band.as_str()),
                expected: confirmed.and_then(|it| it.expected_band).map(|band| band.as_str()),
                confirmed: confirmed.map(|it| (portfolio.person_name(&it.by).to_owned(), it.on)),
                confirmed_by: confirmed.map(|it| it.by.clone()),
                currency: portfolio.currency(plan).to_owned(),
                potential: portfolio.data(unit.slug.as_str()).row.as_ref().and_then(|row| row.potential),
                levels,
                place: PlaceView { path: unit.file.path.shared(), line: unit.file.line("/icp") },
            };
            if let (Some(expected), Some(computed)) = (row.expected, row.band) {
                *calibration.entry((expected, computed)).or_default() += 1;
            }
            if plan.stance == Some(Stance::Acquire) { &mut acquire } else { &mut grow }.push(row);
        }
        // among equals money decides, as far as it can be compared: what is in another currency comes after
        let ours = |row: &RankRow| row.potential.filter(|_| row.currency == portfolio.settings.currency);
        for list in [&mut grow, &mut acquire] {
            list.sort_by(|a: &RankRow, b: &RankRow| b.value.cmp(&a.value).then(ours(b).cmp(&ours(a))).then_with(|| a.slug.cmp(&b.slug)));
        }
        let criteria = matrix.criteria.iter().map(|it| {
            let counts = spread.get(it.id.as_str());
            let count = |level: Option<i64>| counts.and_then(|counts| counts.get(&level)).copied().unwrap_or(0);
            CriterionRow {
                id: it.id.clone(),
                label: it.label.clone(),
                weight: it.weight,
                levels: it.levels.clone(),
                spread: it.levels.iter().map(|(level, _)| count(Some(*level))).chain([count(None)]).collect(),
            }
        });
        RankingView {
            version: matrix.version.clone(),
            about: matrix.about.clone(),
            why_they_value_us: matrix.why_they_value_us.clone(),
            is_default: matrix.is_default,
            bands: (matrix.high, matrix.moderate),
            criteria: criteria.collect(),
            unconfirmed: grow.iter().chain(&acquire).filter(|row| row.value.is_some() && row.confirmed.is_none()).count(),
            grow,
            acquire,
            calibration: calibration.into_iter().map(|((expected, computed), count)| (expected, computed, count)).collect(),
            questions,
        }
    }
}
