//! One plan as shown: every field of the model that this audience may see, written out. Used by `project` alone.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audience::view::{
    ActionView, AskView, AttachmentView, BenchmarkView, BlockView, CheckView, CommitmentView, GateView, IcpView, Judged, Mark, Named, ObjectiveView,
    ObstacleView, OpportunityView, PersonView, PlaceView, PlanView, QualificationView, ReadinessView, RevenueSeries, ReviewView, RivalView, RowView, ScoreView,
    StepView, TermView, ThresholdView,
};
use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::slug::Slug;
use crate::config::settings::Settings;
use crate::model::account::Qualification;
use crate::model::ask::Asks;
use crate::model::benchmark::{Benchmark, Direction};
use crate::model::obstacle::{Impact, Trend};
use crate::model::plan::Plan;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::projection;
use crate::resolve::unit::PlanUnit;
use crate::scores::score::{Readiness, ScoreValue, Scorecard};

/// How many quarters of revenue a page shows.
const QUARTERS: i32 = 8;

/// The message as a sentence: its first letter large.
pub fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The whole plan; findings, backlinks and neighbours are added by the caller.
pub fn plan(analysis: &Analysis<'_>, unit: &PlanUnit, row: RowView, judged: Judged) -> PlanView {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let today = portfolio.today;
    let place = |pointer: &str| PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) };
    let item = |section: &str, index: usize| place(&unit.file.item(section, index));
    let ours = |id: &str| portfolio.person_name(id).to_owned();
    let data = portfolio.data(unit.slug.as_str());
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
                ("Strengths", it.strengths.clone()),
                ("Weaknesses", it.weaknesses.clone()),
                ("Opportunities", it.opportunities.clone()),
                ("Threats", it.threats.clone()),
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

/// What the scores say of a plan.
pub fn judged(analysis: &Analysis<'_>, unit: &PlanUnit, card: &Scorecard) -> Judged {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let place = |pointer: &str| PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) };
    Judged {
        qualification: card.qualification.as_ref().map(|result| QualificationView {
            yes: result.yes,
            no: result.no,
            unknown: result.unknown,
            not_applicable: result.not_applicable,
            verdict: result.verdict.as_str(),
            pass: portfolio.settings.policy.qualification_pass,
            questions: plan
                .qualification
                .as_ref()
                .unwrap_or(&Qualification::default())
                .questions()
                .into_iter()
                .map(|(key, question)| {
                    let pointer = format!("/qualification/{key}");
                    (key, question.map(|it| it.answer.as_str()), question.and_then(|it| it.evidence.clone()), place(&pointer))
                })
                .collect(),
            would_settle: result.would_settle.clone(),
        }),
        icp: card.icp.as_ref().map(|it| IcpView {
            value: it.value,
            matched: it.matched,
            criteria: it.criteria,
            confidence: it.confidence,
            band: it.band.map(|band| band.as_str()),
            expected_band: plan.icp.as_ref().and_then(|icp| icp.confirmed.as_ref()).and_then(|it| it.expected_band).map(|band| band.as_str()),
        }),
        scores: card.scores.iter().filter_map(|score| score_view(score, card_definition(score.key)?)).collect(),
        readiness: readiness_view(&card.readiness),
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
            reports_to: it.reports_to.as_deref().map(|id| names.get(id).copied().unwrap_or(id).to_owned()),
            evidence: it.evidence.clone(),
            access_barrier: it.access_barrier.clone(),
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

/// Extensions that are published as they are. HTML, XML and scripts never are.
const ATTACHMENTS: [(&str, bool); 14] = [
    ("png", true),
    ("jpg", true),
    ("jpeg", true),
    ("gif", true),
    ("webp", true),
    ("avif", true),
    ("pdf", false),
    ("csv", false),
    ("txt", false),
    ("xlsx", false),
    ("docx", false),
    ("pptx", false),
    ("odt", false),
    ("ods", false),
];

/// Files in a plan's folder that are published as they are.
pub fn attachments(portfolio: &Portfolio, slug: &Slug) -> Vec<AttachmentView> {
    let prefix = format!("accounts/{slug}/");
    let Some(first) = crate::base::path::SourcePath::new(&prefix) else { return Vec::new() };
    portfolio
        .files
        .range(first..)
        .skip_while(|path| !path.as_str().starts_with(&prefix))
        .take_while(|path| path.as_str().starts_with(&prefix))
        .filter_map(|path| {
            let name = path.as_str().strip_prefix(&prefix)?;
            if name.contains('/') {
                return None;
            }
            let (stem, ext) = name.rsplit_once('.')?;
            let (ext, image) = ATTACHMENTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ext))?;
            Some(AttachmentView { name: name.to_owned(), stem: Slug::new(stem).ok()?, ext, image: *image })
        })
        .collect()
}

fn card_definition(key: &str) -> Option<&'static crate::scores::score::Score> {
    crate::scores::ALL.iter().find(|score| score.key == key).copied()
}

fn score_view(score: &ScoreValue, definition: &crate::scores::score::Score) -> Option<ScoreView> {
    Some(ScoreView {
        key: definition.key,
        title: definition.title,
        question: definition.question,
        formula: definition.formula,
        value: score.value,
        confidence: score.confidence,
        beside: score.beside.clone(),
        terms: terms(score),
    })
}

fn terms(score: &ScoreValue) -> Vec<TermView> {
    score
        .terms
        .iter()
        .zip(score.statement())
        .map(|(term, points)| TermView {
            weight: term.weight,
            share: term.share,
            points: points.map(|points| points.given),
            lost: points.map(|points| points.lost),
            label: term.label.into_owned(),
            because: term.because,
            place: PlaceView { path: term.path.shared(), line: term.line },
            pointer: term.pointer,
        })
        .collect()
}

fn readiness_view(readiness: &Readiness) -> ReadinessView {
    ReadinessView {
        verdict: readiness.verdict().as_str(),
        level: readiness.level.as_str(),
        score: ScoreView {
            key: "readiness",
            title: "Readiness",
            question: "Is the plan fit to be reviewed?",
            formula: "passed weight / known weight × 100, over eleven blocks; the levels need the gates besides",
            value: readiness.score.value,
            confidence: readiness.score.confidence,
            beside: readiness.score.beside.clone(),
            terms: terms(&readiness.score),
        },
        gates: readiness
            .gates()
            .into_iter()
            .map(|gate| GateView {
                key: gate.key,
                title: gate.title,
                met: gate.met,
                measured: gate.measured.into_owned(),
                required: gate.required,
                place: PlaceView { path: gate.path.shared(), line: gate.line },
            })
            .collect(),
        blocks: readiness
            .blocks()
            .into_iter()
            .map(|block| BlockView {
                key: block.key,
                title: block.title,
                weight: block.weight,
                checks: block
                    .checks
                    .into_iter()
                    .map(|check| CheckView {
                        key: check.key,
                        title: check.title,
                        passed: check.passed,
                        waived: check.waived,
                        because: check.because.into_owned(),
                        remedy: check.remedy.into_owned(),
                        place: PlaceView { path: check.path.shared(), line: check.line },
                    })
                    .collect(),
            })
            .collect(),
        path_to_ready: readiness
            .path_to_ready()
            .into_iter()
            .map(|step| StepView {
                action: step.action.into_owned(),
                place: PlaceView { path: step.path.shared(), line: step.line },
                unlocks: step.unlocks.as_str(),
            })
            .collect(),
    }
}

/// Every threshold in force, for the about page.
pub fn thresholds(settings: &Settings) -> Vec<ThresholdView> {
    let policy = &settings.policy;
    let row = |key, value: String, default, decides| ThresholdView { key, value, default, decides };
    vec![
        row("qualification.pass", policy.qualification_pass.to_string(), "4", "how many of the six questions must be answered yes"),
        row(
            "qualification.share_limit",
            policy.share_limit.normalize().to_string(),
            "0.70",
            "our share of what the account buys, under which there is room to grow",
        ),
        row(
            "qualification.min_growth_value",
            policy.min_growth_value.map_or_else(|| "not set".to_owned(), |value| crate::base::amount::grouped(&value.to_string())),
            "none",
            "the growth target from which an account warrants a plan",
        ),
        row("review.ready_at", policy.ready_at.normalize().to_string(), "70", "the readiness from which a plan is ready with gaps"),
        row("review.minutes", policy.review_minutes.to_string(), "90", "how long the review of a tier A account takes"),
        row("review.pre_read_days", policy.pre_read_days.to_string(), "5", "how many days before the review the questions go out"),
        row("near_term.days", policy.near_term_days.to_string(), "90", "what counts as near: due within so many days"),
        row(
            "near_term.max_share",
            policy.near_term_max_share.normalize().to_string(),
            "0.70",
            "the share of what is near, over which a plan lacks the long view",
        ),
        row(
            "projection_max_difference",
            policy.projection_max_difference.normalize().to_string(),
            "0.20",
            "how far a typed projection may lie from the computed one",
        ),
        row("confidence_min", policy.confidence_min.normalize().to_string(), "0.6", "the known share of a score's weight under which it is undetermined"),
        row("goal_coverage", policy.goal_coverage.normalize().to_string(), "2.5", "open opportunities as a multiple of what is still missing"),
        row("supporters_min", policy.supporters_min.to_string(), "2", "champions and supporters under which a plan hangs on one person"),
        row("data_stale_days", policy.data_stale_days.to_string(), "45", "the age from which data is stale"),
        row("objectives_max", policy.objectives_max.to_string(), "5", "how many objectives a plan can carry"),
        row(
            "key_accounts.min_share",
            policy.key_accounts_min.normalize().to_string(),
            "0.05",
            "the share of accounts with a plan, under which key accounts are missed",
        ),
        row(
            "key_accounts.max_share",
            policy.key_accounts_max.normalize().to_string(),
            "0.20",
            "the share of accounts with a plan, over which none of them is a key account",
        ),
        row("owner_load", policy.owner_load.to_string(), "3", "how many full plans one owner can build at a time"),
    ]
}
