//! The lists of one plan as shown, one function each; every item with its place.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Source;
use crate::audience::history::slipped;
use crate::audience::view::{
    ActionView, AskView, BenchmarkView, HomeworkView, Mark, Named, ObjectiveView, ObstacleView, OpportunityView, PersonView, PlaceView, RivalView,
};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::language::{phrase, word};
use crate::model::benchmark::{Benchmark, Direction};
use crate::model::past::SlipKind;
use crate::model::plan::Plan;
use crate::scores::benchmark_attainment::{self, Pace};

/// Deals with how often they slipped.
pub fn opportunities(source: Source<'_>) -> Vec<OpportunityView> {
    let Source { portfolio, plan, past, .. } = source;
    plan.opportunities
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
            place: source.item("opportunities", index),
        })
        .collect()
}

/// People with who stands above them and since when they are in the plan.
pub fn people(source: Source<'_>) -> Vec<PersonView> {
    let Source { portfolio, plan, past, .. } = source;
    let names: BTreeMap<&str, &str> = plan.people.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
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
            our_owner: it.our_owner.as_deref().map(|id| source.ours(id)),
            our_owner_id: it.our_owner.clone(),
            reports_to: it.reports_to.as_ref().map(|id| Named { name: names.get(id.as_str()).copied().unwrap_or(id).to_owned(), id: id.clone() }),
            evidence: it.evidence.clone(),
            access_barrier: it.access_barrier.clone(),
            new_since: appeared(&it.id),
            place: source.item("people", index),
        })
        .collect()
}

/// Each with the positions of its actions.
pub fn objectives(source: Source<'_>) -> Vec<ObjectiveView> {
    let plan = source.plan;
    let actions = |objective: &str| plan.actions.iter().enumerate().filter(|(_, action)| action.objective == objective).map(|(index, _)| index).collect();
    plan.objectives
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
            actions: actions(&it.id),
            place: source.item("objectives", index),
        })
        .collect()
}

/// Actions with how late they are.
pub fn actions(source: Source<'_>) -> Vec<ActionView> {
    let today = source.portfolio.today;
    source
        .plan
        .actions
        .iter()
        .enumerate()
        .map(|(index, it)| ActionView {
            id: it.id.clone(),
            text: it.text.clone(),
            objective: it.objective.clone(),
            owner: source.ours(&it.owner),
            owner_id: it.owner.clone(),
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
            slipped: slipped(source.past, SlipKind::ActionDue, &it.id),
            place: source.item("actions", index),
        })
        .collect()
}

/// Benchmarks with where pace wants them today.
pub fn benchmarks(source: Source<'_>) -> Vec<BenchmarkView> {
    let cadence = source.portfolio.cadence(source.plan).days();
    let benchmarks = source.plan.benchmarks.iter().enumerate();
    benchmarks.map(|(index, it)| benchmark(it, source.portfolio.today, cadence, source.item("benchmarks", index))).collect()
}

/// A benchmark with what pace asks for today, judged as its score judges it (`domain.md` §4, `benchmark_attainment`).
fn benchmark(it: &Benchmark, today: Date, cadence_days: i64, place: PlaceView) -> BenchmarkView {
    let (base, target) = (&it.baseline, &it.target);
    let elapsed = benchmark_attainment::elapsed(it, today);
    let latest = it.latest(today);
    let pace = base.value.plus(target.value.minus(base.value).times(elapsed));
    let (mark, state) = match benchmark_attainment::pace(it, today, today.plus_days(-cadence_days)) {
        Pace::Unmeasured => match latest {
            None => (Mark::Unknown, word("not measured yet").into_owned()),
            Some(reading) => (Mark::Unknown, phrase("not measured since {day}", &[&reading.on.long()])),
        },
        Pace::NoScale => (Mark::Unknown, word("baseline and target are the same").into_owned()),
        Pace::Measured { on_track: true, .. } if it.direction == Direction::Hold => (Mark::Good, word("held").into_owned()),
        Pace::Measured { .. } if it.direction == Direction::Hold => {
            let drift = latest.map(|reading| Amount(reading.value.minus(target.value).0.abs())).unwrap_or_default();
            (Mark::Bad, phrase("off by {drift}", &[&drift]))
        }
        Pace::Measured { progress, .. } if progress >= Decimal::ONE => (Mark::Good, word("met").into_owned()),
        Pace::Measured { on_track: true, .. } => (Mark::Good, word("on track").into_owned()),
        // half of what the time asks for; a way gone backwards is none
        Pace::Measured { progress, elapsed, .. } if progress >= elapsed.saturating_mul(Decimal::new(5, 1)) => (Mark::Watch, word("behind pace").into_owned()),
        Pace::Measured { .. } => (Mark::Bad, word("far behind pace").into_owned()),
    };
    // one of a day to come is a finding, and no reading yet
    let read = it.readings.iter().filter(|reading| reading.on <= today);
    let mut readings: Vec<(Date, Amount, Option<String>)> = read.map(|reading| (reading.on, reading.value, reading.source.clone())).collect();
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

/// By trend, then impact (M26).
pub fn obstacles(source: Source<'_>) -> Vec<ObstacleView> {
    let mut obstacles: Vec<_> = source.plan.obstacles.iter().enumerate().collect();
    obstacles.sort_by_key(|(_, it)| (it.trend, it.impact));
    obstacles
        .into_iter()
        .map(|(index, it)| ObstacleView {
            id: it.id.clone(),
            what: it.what.clone(),
            since: it.since,
            trend: it.trend.as_str(),
            impact: it.impact.as_str(),
            support_needed: it.support_needed.clone(),
            owner: it.owner.as_deref().map(|id| source.ours(id)),
            place: source.item("obstacles", index),
        })
        .collect()
}

/// Asks; none where the plan says that it needs nothing.
pub fn asks(source: Source<'_>) -> Vec<AskView> {
    let asks = source.plan.asks();
    asks.iter()
        .enumerate()
        .map(|(index, it)| AskView {
            id: it.id.clone(),
            what: it.what.clone(),
            from: source.ours(&it.from),
            from_id: it.from.clone(),
            by: it.by,
            kind: it.kind.as_str(),
            status: it.status.as_str(),
            place: source.item("asks", index),
        })
        .collect()
}

/// The competition.
pub fn rivals(plan: &Plan) -> Vec<RivalView> {
    plan.competition
        .iter()
        .map(|it| RivalView {
            name: it.name.clone(),
            place: it.place.clone(),
            strength: it.strength,
            weakness: it.weakness.clone(),
            our_counter: it.our_counter.clone(),
        })
        .collect()
}

/// Questions, answered or not.
pub fn homework(source: Source<'_>) -> Vec<HomeworkView> {
    source
        .plan
        .homework
        .iter()
        .map(|it| HomeworkView {
            question: it.question.clone(),
            assignee: source.ours(&it.assignee),
            due: it.due,
            done_on: it.done_on,
            answer: it.answer.clone(),
        })
        .collect()
}
