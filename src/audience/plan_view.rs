//! One plan as shown: every field of the model that this audience may see, written out. Used by `project` alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audience::history::slipped;
use crate::audience::judged::Judged;
use crate::audience::view::{
    ActionView, AskView, AttachmentView, BenchmarkView, CommitmentView, Mark, Named, ObjectiveView, ObstacleView, OpportunityView, PersonView, PlaceView,
    PlanView, RevenueSeries, ReviewView, RivalView, RowView,
};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::language::key;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::model::ask::Asks;
use crate::model::benchmark::{Benchmark, Direction};
use crate::model::obstacle::{Impact, Trend};
use crate::model::past::SlipKind;
use crate::model::plan::Plan;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::projection;
use crate::source::layout;

/// How many quarters of revenue a page shows.
const QUARTERS: i32 = 8;

/// The message as a sentence: its first letter large.
pub fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The whole plan; findings, backlinks and neighbours are added by the caller.
pub fn plan(analysis: &Analysis<'_>, unit: &PlanUnit, row: RowView, judged: Arc<Judged>) -> PlanView {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let today = portfolio.today;
    let place = |pointer: &str| PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) };
    let item = |section: &str, index: usize| place(&unit.file.item(section, index));
    let ours = |id: &str| portfolio.person_name(id).to_owned();
    let data = portfolio.data(unit.slug.as_str());
    let past = portfolio.history.plan(unit.slug.as_str());
    let mut obstacles: Vec<(Trend, Impact, ObstacleView)> = plan
        .obstacles
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let view = ObstacleView {
                id: it.id.clone(),
                what: it.what.clone(),
                since: it.since,
                trend: it.trend.as_str(),
                impact: it.impact.as_str(),
                support_needed: it.support_needed.clone(),
                owner: it.owner.as_deref().map(ours),
                place: item("obstacles", index),
            };
            (it.trend, it.impact, view)
        })
        .collect();
    obstacles.sort_by_key(|(trend, impact, _)| (*trend, *impact));
    PlanView {
        history: None,
        path: unit.file.path.shared(),
        manager: portfolio.manager(plan).map(|id| Named { id: id.to_owned(), name: ours(id) }),
        exec_sponsor: plan.exec_sponsor.as_deref().map(ours),
        period: plan.period,
        posture: plan.posture.map(|it| it.as_str()),
        cadence: portfolio.cadence(plan).as_str(),
        visibility: plan.visibility.map_or("team", |it| it.as_str()),
        region: data.row.as_ref().map(|row| row.region.to_string()).filter(|text| !text.is_empty()),
        potential: data.row.as_ref().and_then(|row| row.potential),
        selection: plan.selection.as_ref().map(|it| (it.on, ours(&it.by), it.rationale.clone(), place("/selection"))),
        waiver: plan.waiver.as_ref().map(|it| (it.rules.clone(), ours(&it.by), it.reason.clone(), it.until, it.is_in_force(today))),
        judged,
        damaged: unit.file.tainted.iter().cloned().collect(),
        lost: unit.file.lost().clone(),
        opportunities: plan
            .opportunities
            .iter()
            .enumerate()
            .map(|(index, it)| OpportunityView {
                id: it.id.clone(),
                name: it.name.clone(),
                product: it.product.as_deref().map(|id| portfolio.settings.product_name(id).to_owned()),
                unit: it.unit.clone(),
                amount: it.amount,
                probability: it.probability.0,
                weighted: it.weighted(),
                close_by: it.close_by,
                status: it.status.as_str(),
                closed_on: it.closed_on,
                origin: it.origin.map(|it| it.as_str()),
                incumbent: it.incumbent.clone(),
                needs_review: it.needs_review,
                requalified_on: it.requalified_on,
                timing_confirmed_on: it.timing_confirmed_on,
                slipped: slipped(past, SlipKind::Close, &it.id),
                place: item("opportunities", index),
            })
            .collect(),
        people: people(portfolio, unit, plan),
        objectives: plan
            .objectives
            .iter()
            .enumerate()
            .map(|(index, it)| ObjectiveView {
                id: it.id.clone(),
                text: it.text.clone(),
                kind: it.kind.as_str(),
                horizon: it.horizon.as_str(),
                by: it.by,
                why: it.why.clone(),
                benchmark: it.benchmark.clone(),
                actions: plan.actions.iter().enumerate().filter(|(_, action)| action.objective == it.id).map(|(index, _)| index).collect(),
                place: item("objectives", index),
            })
            .collect(),
        actions: plan
            .actions
            .iter()
            .enumerate()
            .map(|(index, it)| ActionView {
                id: it.id.clone(),
                text: it.text.clone(),
                objective: it.objective.clone(),
                owner: ours(&it.owner),
                due: it.due,
                status: it.status.as_str(),
                done_on: it.done_on,
                open: it.is_open(),
                overdue_days: (it.is_open() && it.due < today).then(|| today.days_since(it.due)),
                after: it.after.clone(),
                hours: it.hours,
                expected_value: it.expected_value,
                needs: it.needs.clone(),
                slips: it.slips,
                slipped: slipped(past, SlipKind::ActionDue, &it.id),
                place: item("actions", index),
            })
            .collect(),
        benchmarks: plan
            .benchmarks
            .iter()
            .enumerate()
            .map(|(index, it)| benchmark(it, today, portfolio.cadence(plan).days(), item("benchmarks", index)))
            .collect(),
        obstacles: obstacles.into_iter().map(|(_, _, view)| view).collect(),
        asks: plan
            .asks
            .as_ref()
            .map_or(&[][..], |asks| asks.list())
            .iter()
            .enumerate()
            .map(|(index, it)| AskView {
                id: it.id.clone(),
                what: it.what.clone(),
                from: ours(&it.from),
                by: it.by,
                kind: it.kind.as_str(),
                status: it.status.as_str(),
                place: item("asks", index),
            })
            .collect(),
        no_asks: match &plan.asks {
            Some(Asks::None(it)) => Some(it.none.clone()),
            _ => None,
        },
        rivals: plan
            .competition
            .iter()
            .map(|it| RivalView {
                name: it.name.clone(),
                place: it.place.clone(),
                strength: it.strength,
                weakness: it.weakness.clone(),
                our_counter: it.our_counter.clone(),
            })
            .collect(),
        swot: plan.swot.as_ref().map_or_else(Vec::new, |it| {
            vec![
                (key("Strengths"), it.strengths.clone()),
                (key("Weaknesses"), it.weaknesses.clone()),
                (key("Opportunities"), it.opportunities.clone()),
                (key("Threats"), it.threats.clone()),
            ]
        }),
        team: plan.team.iter().map(|it| (ours(&it.person), it.function.as_str(), it.role.clone())).collect(),
        homework: plan.homework.iter().map(|it| (it.question.clone(), ours(&it.assignee), it.due, it.done_on, it.answer.clone())).collect(),
        commitment: plan.commitment.as_ref().filter(|it| it.statement.is_some() || !it.by.is_empty() || it.on.is_some()).map(|it| CommitmentView {
            statement: it.statement.clone(),
            by: it.by.iter().map(|id| ours(id)).collect(),
            on: it.on,
            place: place("/commitment"),
        }),
        outcome: plan.outcome.as_ref().map(|it| (it.value_added.as_str(), it.lesson.clone())),
        custom: plan.custom.iter().map(|(key, value)| (key.clone(), custom_text(value))).collect(),
        reviews: reviews(portfolio, unit),
        revenue: revenue(portfolio, unit),
        quota: quota(portfolio, unit, plan),
        share_of_wallet: portfolio.share_of_wallet(unit.slug.as_str()),
        narrative: unit.file.body_text().to_owned(),
        findings: Vec::new(),
        backlinks: Vec::new(),
        previous: None,
        next: None,
        source: (!unit.readable()).then(|| String::from_utf8_lossy(&unit.file.bytes).into_owned()),
        attachments: attachments(portfolio, &unit.slug),
        row,
    }
}

fn custom_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn people(portfolio: &Portfolio, unit: &PlanUnit, plan: &Plan) -> Vec<PersonView> {
    let names: BTreeMap<&str, &str> = plan.people.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    let past = portfolio.history.plan(unit.slug.as_str());
    let period = portfolio.period(plan);
    let appeared = |id: &str| past.and_then(|past| past.appeared.get(id)).copied().filter(|day| portfolio.settings.calendar.contains(period, *day));
    plan.people
        .iter()
        .enumerate()
        .map(|(index, it)| PersonView {
            id: it.id.clone(),
            name: it.name.clone(),
            title: it.title.clone(),
            unit: it.unit.clone(),
            buying_role: it.buying_role.as_str(),
            kdm: it.kdm,
            in_power: it.in_power.map(|it| it.as_str()),
            influence: it.influence,
            disposition: it.disposition.as_str(),
            target_disposition: it.target_disposition.map(|it| it.as_str()),
            equity: it.equity,
            last_met: it.last_met,
            days_since_met: it.last_met.map(|met| portfolio.today.days_since(met)),
            next_meeting: it.next_meeting.as_ref().map(|meeting| (meeting.on, meeting.about.clone())),
            our_owner: it.our_owner.as_deref().map(|id| portfolio.person_name(id).to_owned()),
            reports_to: it.reports_to.as_ref().map(|id| Named { name: names.get(id.as_str()).copied().unwrap_or(id).to_owned(), id: id.clone() }),
            evidence: it.evidence.clone(),
            access_barrier: it.access_barrier.clone(),
            new_since: appeared(&it.id),
            place: PlaceView { path: unit.file.path.shared(), line: unit.file.line(&unit.file.item("people", index)) },
        })
        .collect()
}

/// A benchmark with what pace asks for today (`domain.md` §4, `benchmark_attainment`).
fn benchmark(it: &Benchmark, today: Date, cadence_days: i64, place: PlaceView) -> BenchmarkView {
    let (base, target) = (&it.baseline, &it.target);
    let days = target.by.days_since(base.on);
    let elapsed = if days > 0 { Decimal::from(today.days_since(base.on).clamp(0, days)) / Decimal::from(days) } else { Decimal::ONE };
    let pace = base.value.plus(target.value.minus(base.value).times(elapsed));
    let fresh = it.latest().filter(|(_, reading)| today.days_since(reading.on) <= cadence_days);
    let (mark, state) = match (it.latest(), fresh) {
        (None, _) => (Mark::Unknown, "not measured yet".to_owned()),
        (Some((_, reading)), None) => (Mark::Unknown, format!("not measured since {}", reading.on.long())),
        (_, Some((_, reading))) if it.direction == Direction::Hold => {
            let drift = reading.value.minus(target.value).0.abs();
            if drift <= it.tolerance.unwrap_or_default().0 { (Mark::Good, "held".to_owned()) } else { (Mark::Bad, format!("off by {}", Amount(drift))) }
        }
        (_, Some((_, reading))) => {
            let progress = reading.value.minus(base.value).ratio(target.value.minus(base.value)).unwrap_or_default();
            let nine_tenths = Decimal::new(9, 1);
            if progress >= Decimal::ONE {
                (Mark::Good, "met".to_owned())
            } else if progress >= nine_tenths * elapsed {
                (Mark::Good, "on track".to_owned())
            } else if progress * Decimal::TWO >= elapsed {
                (Mark::Watch, "behind pace".to_owned())
            } else {
                (Mark::Bad, "far behind pace".to_owned())
            }
        }
    };
    let mut readings: Vec<(Date, Amount, Option<String>)> = it.readings.iter().map(|reading| (reading.on, reading.value, reading.source.clone())).collect();
    readings.sort_by_key(|reading| reading.0);
    BenchmarkView {
        id: it.id.clone(),
        text: it.text.clone(),
        unit: it.unit.clone(),
        direction: it.direction.as_str(),
        baseline: (base.on, base.value),
        target: (target.by, target.value),
        tolerance: it.tolerance,
        readings,
        pace: (it.direction != Direction::Hold).then(|| pace.rounded(1)),
        mark,
        state,
        place,
    }
}

fn reviews(portfolio: &Portfolio, unit: &PlanUnit) -> Vec<ReviewView> {
    let mut reviews: Vec<ReviewView> = unit
        .held_and_planned()
        .map(|(it, file)| ReviewView {
            date: it.date,
            held: it.status == crate::model::review::ReviewStatus::Held,
            kind: it.kind.as_str(),
            purpose: it.purpose.iter().map(|it| it.as_str()).collect(),
            problem_statement: it.problem_statement.clone(),
            minutes: it.minutes,
            attendees: it.attendees.iter().map(|id| portfolio.person_name(id).to_owned()).collect(),
            working: it.working.clone(),
            not_working: it.not_working.clone(),
            help: it.help.clone(),
            decisions: it
                .decisions
                .iter()
                .map(|it| (it.what.clone(), it.owner.as_deref().map(|id| portfolio.person_name(id).to_owned()), it.by, it.status.map(|it| it.as_str())))
                .collect(),
            place: PlaceView { path: file.path.shared(), line: 1 },
        })
        .collect();
    reviews.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.place.cmp(&b.place)));
    reviews
}

/// Eight fiscal quarters per brand and division, and both projections (M22, M23).
fn revenue(portfolio: &Portfolio, unit: &PlanUnit) -> Vec<RevenueSeries> {
    let brand_name = |id: &str| portfolio.settings.brand(id).map_or_else(|| id.to_owned(), |brand| brand.name.clone());
    projection::series(portfolio, unit, QUARTERS)
        .into_iter()
        .map(|it| RevenueSeries {
            brand: brand_name(it.brand),
            division: it.division.to_owned(),
            quarters: it.quarters,
            typed: it.typed,
            computed: it.computed,
        })
        .collect()
}

fn quota(portfolio: &Portfolio, unit: &PlanUnit, plan: &Plan) -> Vec<(FiscalPeriod, Amount)> {
    let year = plan.period.map_or_else(|| portfolio.settings.calendar.year_of(portfolio.today).year, |period| period.year);
    let mut rows: Vec<(FiscalPeriod, Amount)> =
        portfolio.data(unit.slug.as_str()).quota.iter().filter(|row| row.period.year == year).map(|row| (row.period, row.amount)).collect();
    rows.sort_by_key(|row| row.0);
    rows
}

/// Files in a plan's folder that are published as they are.
pub fn attachments(portfolio: &Portfolio, slug: &Slug) -> Vec<AttachmentView> {
    let prefix = format!("{}{slug}/", layout::ACCOUNTS);
    let Some(first) = SourcePath::new(&prefix) else { return Vec::new() };
    let below = portfolio.attachments.range(first..).skip_while(|(path, _)| !path.as_str().starts_with(&prefix));
    let ours = below.take_while(|(path, _)| path.as_str().starts_with(&prefix));
    ours.map(|(path, file)| AttachmentView { name: path.name().to_owned(), stem: file.stem.clone(), ext: file.ext, image: file.image }).collect()
}
