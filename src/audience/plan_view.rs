//! One plan as shown: every field of the model that this audience may see, written out. Used by `project` alone.

mod items;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::audience::judged::Judged;
use crate::audience::view::{
    AttachmentView, CommitmentView, Named, PlaceView, PlanView, RevenueSeries, ReviewDecision, ReviewView, RowView, SelectionView, WaiverView,
};
use crate::base::amount::Amount;
use crate::base::date::FiscalPeriod;
use crate::base::language::{key, word};
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::model::account::Waiver;
use crate::model::ask::Asks;
use crate::model::obstacle::Swot;
use crate::model::past::PlanPast;
use crate::model::plan::Plan;
use crate::model::review::{Decision, Review, ReviewStatus};
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::projection;
use crate::resolve::unit::Unit;
use crate::source::layout;

/// How many quarters of revenue a page shows.
const QUARTERS: i32 = 8;

/// One plan beside what all plans are read with.
#[derive(Clone, Copy)]
struct Source<'a> {
    portfolio: &'a Portfolio,
    unit: &'a PlanUnit,
    plan: &'a Plan,
    /// What earlier versions of the plan say.
    past: Option<&'a PlanPast>,
}

impl Source<'_> {
    /// The name of a person of ours; of one who is not in `people.yaml` the id.
    fn ours(&self, id: &str) -> String {
        self.portfolio.person_name(id).to_owned()
    }

    fn place(&self, pointer: &str) -> PlaceView {
        PlaceView { path: self.unit.file.path.shared(), line: self.unit.file.line(pointer) }
    }

    /// The place of an item of a list, by its position among those that decoded.
    fn item(&self, section: &str, index: usize) -> PlaceView {
        self.place(&self.unit.file.item(section, index))
    }
}

/// The whole plan; findings, history, backlinks and neighbours are added by the caller.
pub fn plan(analysis: &Analysis<'_>, unit: &PlanUnit, row: RowView, judged: Arc<Judged>) -> PlanView {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let source = Source { portfolio, unit, plan, past: portfolio.history.plan(unit.slug.as_str()) };
    let ours = |id: &str| source.ours(id);
    let data = portfolio.data(unit.slug.as_str());
    PlanView {
        path: unit.file.path.shared(),
        manager: portfolio.manager(plan).map(|id| Named { id: id.to_owned(), name: ours(id) }),
        exec_sponsor: plan.exec_sponsor.as_deref().map(ours),
        period: plan.period,
        posture: plan.posture.map(|it| it.as_str()),
        cadence: portfolio.cadence(plan).as_str(),
        visibility: plan.visibility.map_or("team", |it| it.as_str()),
        region: data.row.as_ref().map(|row| row.region.to_string()).filter(|text| !text.is_empty()),
        potential: data.row.as_ref().and_then(|row| row.potential),
        selection: plan.selection.as_ref().map(|it| SelectionView { on: it.on, by: ours(&it.by), why: it.rationale.clone() }),
        waiver: plan.waiver.as_ref().map(|it| waiver(source, it)),
        judged,
        damaged: unit.file.tainted.iter().cloned().collect(),
        lost: unit.file.lost().clone(),
        opportunities: items::opportunities(source),
        people: items::people(source),
        objectives: items::objectives(source),
        actions: items::actions(source),
        benchmarks: items::benchmarks(source),
        obstacles: items::obstacles(source),
        asks: items::asks(source),
        no_asks: match &plan.asks {
            Some(Asks::None(it)) => Some(it.none.clone()),
            _ => None,
        },
        rivals: items::rivals(plan),
        swot: plan.swot.as_ref().map_or_else(Vec::new, swot),
        team: plan.team.iter().map(|it| (ours(&it.person), it.function.as_str(), it.role.clone())).collect(),
        homework: items::homework(source),
        commitment: commitment(source),
        outcome: plan.outcome.as_ref().map(|it| (it.value_added.as_str(), it.lesson.clone())),
        custom: plan.custom.iter().map(|(key, value)| (key.clone(), custom_text(value))).collect(),
        reviews: reviews(source),
        revenue: revenue(portfolio, unit),
        quota: quota(source),
        share_of_wallet: portfolio.share_of_wallet(unit.slug.as_str()),
        narrative: unit.file.body_text().to_owned(),
        source: (!unit.readable()).then(|| String::from_utf8_lossy(&unit.file.bytes).into_owned()),
        attachments: attachments(portfolio, &unit.slug),
        row,
        // the caller's
        findings: Vec::new(),
        history: None,
        backlinks: Vec::new(),
        previous: None,
        next: None,
    }
}

fn waiver(source: Source<'_>, it: &Waiver) -> WaiverView {
    let in_force = it.is_in_force(source.portfolio.today);
    WaiverView { rules: it.rules.clone(), by: source.ours(&it.by), reason: it.reason.clone(), until: it.until, in_force }
}

/// Headings and their items.
fn swot(it: &Swot) -> Vec<(&'static str, Vec<String>)> {
    vec![
        (key("Strengths"), it.strengths.clone()),
        (key("Weaknesses"), it.weaknesses.clone()),
        (key("Opportunities"), it.opportunities.clone()),
        (key("Threats"), it.threats.clone()),
    ]
}

/// The commitment, as soon as anything of it is written.
fn commitment(source: Source<'_>) -> Option<CommitmentView> {
    let it = source.plan.commitment.as_ref().filter(|it| it.statement.is_some() || !it.by.is_empty() || it.on.is_some())?;
    let by = it.by.iter().map(|id| source.ours(id)).collect();
    Some(CommitmentView { statement: it.statement.clone(), by, on: it.on, place: source.place("/commitment") })
}

/// A value of the company's own as text: what is no text stands as JSON.
fn custom_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Latest first.
fn reviews(source: Source<'_>) -> Vec<ReviewView> {
    let mut reviews: Vec<ReviewView> = source.unit.held_and_planned().map(|(it, file)| review(source, it, file)).collect();
    reviews.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.place.cmp(&b.place)));
    reviews
}

fn review(source: Source<'_>, it: &Review, file: &Unit<Review>) -> ReviewView {
    let decided = |it: &Decision| ReviewDecision {
        what: it.what.clone(),
        owner: it.owner.as_deref().map(|id| source.ours(id)),
        by: it.by,
        status: it.status.map(|it| it.as_str()),
    };
    ReviewView {
        date: it.date,
        held: it.status == ReviewStatus::Held,
        kind: it.kind.as_str(),
        purpose: it.purpose.iter().map(|it| it.as_str()).collect(),
        problem_statement: it.problem_statement.clone(),
        minutes: it.minutes,
        attendees: it.attendees.iter().map(|id| source.ours(id)).collect(),
        working: it.working.clone(),
        not_working: it.not_working.clone(),
        help: it.help.clone(),
        decisions: it.decisions.iter().map(decided).collect(),
        place: PlaceView { path: file.path.shared(), line: 1 },
    }
}

/// Eight fiscal quarters per brand and division, and both projections (M22, M23).
fn revenue(portfolio: &Portfolio, unit: &PlanUnit) -> Vec<RevenueSeries> {
    let brand_name = |id: &str| portfolio.settings.brand(id).map_or_else(|| id.to_owned(), |brand| brand.name.clone());
    let all = projection::series(portfolio, unit, QUARTERS);
    // beside brands; alone it is all there is
    let several = all.len() > 1;
    all.into_iter()
        .map(|it| RevenueSeries {
            brand: match it.brand {
                "" if several => word("No brand named").into_owned(),
                "" if it.division.is_empty() => word("All revenue").into_owned(),
                brand => brand_name(brand),
            },
            division: it.division.to_owned(),
            quarters: it.quarters,
            typed: it.typed,
            computed: it.computed,
            unplaced: it.unplaced.into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

/// The quotas of the plan's fiscal year, by period; of a plan without a period those of this year.
fn quota(source: Source<'_>) -> Vec<(FiscalPeriod, Amount)> {
    let Source { portfolio, unit, plan, .. } = source;
    let year = plan.period.map_or_else(|| portfolio.settings.calendar.year_of(portfolio.today).year, |period| period.year);
    let mut rows: Vec<(FiscalPeriod, Amount)> =
        portfolio.data(unit.slug.as_str()).quota.iter().filter(|row| row.period.year == year).map(|row| (row.period, row.amount)).collect();
    rows.sort_by_key(|row| row.0);
    rows
}

/// Files in a plan's folder that are published as they are.
pub fn attachments(portfolio: &Portfolio, slug: &Slug) -> Vec<AttachmentView> {
    let prefix = layout::in_account(slug.as_str(), "");
    let Some(first) = SourcePath::new(&prefix) else { return Vec::new() };
    let below = portfolio.attachments.range(first..).skip_while(|(path, _)| !path.as_str().starts_with(&prefix));
    let ours = below.take_while(|(path, _)| path.as_str().starts_with(&prefix));
    ours.map(|(path, file)| AttachmentView { name: path.name().to_owned(), stem: file.stem.clone(), ext: file.ext, image: file.image }).collect()
}
