//! Puts the review pack of one plan together. Used by `project` alone.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audience::judged::ScoreView;
use crate::audience::pack::{
    AttendeeView, DecisionView, LastView, MeetingView, PaceView, ProposalView, QuestionView, RevenueLine, ReviewPack, SlotScore, SlotView,
};
use crate::audience::view::{OpportunityView, PlaceView, PlanView};
use crate::base::amount::{hundredth, in_percent};
use crate::base::count::count;
use crate::base::date::{AHEAD_DAYS, Date};
use crate::base::language::key;
use crate::base::slug;
use crate::meeting::agenda::{self, Topic};
use crate::meeting::bank;
use crate::meeting::choice::{self, Weakness};
use crate::model::account::{Posture, Stance, Tier};
use crate::model::plan::Plan;
use crate::model::review::{DecisionStatus, Review, ReviewStatus, ReviewType};
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::unit::Unit;
use crate::resolve::wording;
use crate::scores::{health, revenue_vs_quota};
use crate::source::layout;

/// The days of the account-plan reviews that are planned, past ones too.
pub fn planned(unit: &PlanUnit) -> Vec<Date> {
    let mut days: Vec<Date> = unit.plan_reviews(ReviewStatus::Planned).map(|(review, _)| review.date).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The pack for the review of `date`; without one for the next that is planned.
pub fn pack(analysis: &Analysis<'_>, unit: &PlanUnit, view: PlanView, date: Option<Date>) -> ReviewPack {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let today = portfolio.today;
    let wanted = |review: &Review| date.map_or(review.date >= today, |date| review.date == date);
    let next = unit.plan_reviews(ReviewStatus::Planned).filter(|(review, _)| wanted(review)).min_by_key(|(review, _)| review.date);
    let last = unit.last_held(today);
    let default = portfolio.settings.policy.review_minutes;
    let length = next.and_then(|(review, _)| review.minutes).unwrap_or(default);
    let minutes = u32::try_from(length.max(0)).unwrap_or(u32::MAX);
    let pace = pace(portfolio, unit);
    let (agenda, agenda_left_out) = agenda(portfolio, plan, &view, minutes);
    let own = next.map_or(&[][..], |(review, _)| review.questions.as_slice());
    let questions = questions(portfolio, plan, &view, pace.as_ref(), own);
    ReviewPack {
        tables_in: portfolio.settings.currency.clone(),
        meeting: next.map(|(review, file)| meeting(portfolio, plan, review, file, minutes)),
        proposal: next.is_none().then(|| proposal(portfolio, unit, last.map(|(review, _)| review.date))),
        closing: closing(&view, today),
        revenue: view.revenue.iter().map(revenue).collect(),
        deciders: {
            let mut deciders = positions(&view.people, |it| it.kdm);
            deciders.sort_by_key(|at| view.people.get(*at).map(|it| (Reverse(it.influence), it.id.clone())));
            deciders
        },
        issues: positions(&view.obstacles, |_| true),
        asks: {
            let mut asks = positions(&view.asks, |_| true);
            asks.sort_by_key(|at| view.asks.get(*at).map(|it| (it.status != "open", it.by)));
            asks
        },
        last: last.map(|(review, file)| self::last(portfolio, review, file)),
        to_schedule: positions(&view.opportunities, |it| it.needs_review && it.status == "open" && !is_scheduled(unit, it, today)),
        pace,
        minutes,
        agenda,
        agenda_left_out,
        questions,
        plan: view,
    }
}

fn positions<T>(list: &[T], takes: impl Fn(&T) -> bool) -> Vec<usize> {
    list.iter().enumerate().filter(|(_, it)| takes(it)).map(|(at, _)| at).collect()
}

/// Is a review of the opportunity planned (S8)? No field says which one a review is of, but its file or its problem names it, or where the deal is.
fn is_scheduled(unit: &PlanUnit, deal: &OpportunityView, today: Date) -> bool {
    let planned =
        unit.held_and_planned().filter(|(review, _)| review.kind == ReviewType::Opportunity && review.status == ReviewStatus::Planned && review.date >= today);
    let names = || [Some(deal.name.as_str()), deal.unit.as_deref()].into_iter().flatten().filter(|name| !name.trim().is_empty());
    planned.into_iter().any(|(review, file)| {
        let stem = file.path.name().trim_end_matches(".md").trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        // word by word, so that a short name is not found in the middle of another
        let within = |part: &str, whole: &str| !part.is_empty() && format!("-{whole}-").contains(&format!("-{part}-"));
        let by_file = within(stem, &deal.id) || within(&deal.id, stem) || names().any(|name| slug::proposal(name).is_some_and(|name| within(&name, stem)));
        let problem = review.problem_statement.as_deref().unwrap_or_default().to_lowercase();
        by_file || names().any(|name| problem.contains(&name.to_lowercase()))
    })
}

fn closing(view: &PlanView, today: Date) -> Vec<usize> {
    let soon = today.plus_days(AHEAD_DAYS);
    let mut closing = positions(&view.opportunities, |it| it.status == "open" && it.close_by <= soon);
    closing.sort_by_key(|at| view.opportunities.get(*at).map(|it| (Reverse(it.weighted), it.close_by)));
    closing
}

fn meeting(portfolio: &Portfolio, plan: &Plan, review: &Review, file: &Unit<Review>, minutes: u32) -> MeetingView {
    let policy = &portfolio.settings.policy;
    let manager = portfolio.manager(plan);
    let role = |id: &str| match id {
        id if plan.owner.as_deref() == Some(id) => Some(key("owner")),
        id if manager == Some(id) => Some(key("manager")),
        id => portfolio.our_people.get(id).and_then(|person| person.function).map(|function| function.as_str()),
    };
    let usual = u32::try_from(policy.review_minutes.max(0)).unwrap_or(u32::MAX);
    MeetingView {
        date: review.date,
        days_until: review.date.days_since(portfolio.today),
        purpose: review.purpose.iter().map(|it| it.as_str()).collect(),
        problem: review.problem_statement.clone(),
        minutes_stated: review.minutes.is_some(),
        minutes_short_of: (plan.tier == Some(Tier::A) && minutes < usual).then_some(usual),
        attendees: review.attendees.iter().map(|id| AttendeeView { name: portfolio.person_name(id).to_owned(), role: role(id) }).collect(),
        manager_attends: manager.map(|manager| review.attendees.iter().any(|id| id == manager)),
        pre_read_sent: review.pre_read_sent_on,
        pre_read_due: review.date.plus_days(-policy.pre_read_days),
        place: PlaceView { path: file.path.shared(), line: 1 },
    }
}

/// A review file with what is known already: a day after the last one by the cadence, but with time for the pre-read.
fn proposal(portfolio: &Portfolio, unit: &PlanUnit, last: Option<Date>) -> ProposalView {
    let plan = portfolio.plan(unit);
    let soonest = portfolio.today.plus_days(portfolio.settings.policy.pre_read_days.clamp(0, 366) + 7);
    let date = last.map_or(soonest, |last| last.plus_days(portfolio.cadence(plan).days()).max(soonest)).on_a_working_day(soonest);
    let mut attendees: Vec<&str> = Vec::new();
    for id in [plan.owner.as_deref(), portfolio.manager(plan), plan.exec_sponsor.as_deref()].into_iter().flatten() {
        // a plan that is only begun has no owner yet: nobody can be asked to come
        if !attendees.contains(&id) && !wording::is_placeholder(id) {
            attendees.push(id);
        }
    }
    let minutes = portfolio.settings.policy.review_minutes;
    let attendees = attendees.join(", ");
    ProposalView {
        path: layout::in_account(unit.slug.as_str(), &format!("reviews/{date}.md")),
        text: format!(
            "---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: {date}\nstatus: planned\npurpose: [strategy]\nminutes: {minutes}\nattendees: [{attendees}]\n---\n"
        ),
    }
}

/// Where the account stands against its quota, by the same measure as the score (M7); `None` where that is not known.
fn pace(portfolio: &Portfolio, unit: &PlanUnit) -> Option<PaceView> {
    let pace = revenue_vs_quota::pace(portfolio, unit, portfolio.period(portfolio.plan(unit))).ok()?;
    let ratio = pace.ratio()?;
    Some(PaceView { period: pace.period, quota: pace.quota, actual: pace.actual, elapsed: pace.elapsed, until: pace.until, ratio })
}

fn revenue(series: &crate::audience::view::RevenueSeries) -> RevenueLine {
    let four = |skip: usize| series.quarters.iter().rev().skip(skip).take(4).map(|(_, amount)| *amount).sum();
    let name = if series.division.is_empty() { series.brand.clone() } else { format!("{}, {}", series.brand, series.division) };
    RevenueLine { name, last_four: four(0), before: four(4), typed: series.typed, computed: series.computed, unplaced: series.unplaced.clone() }
}

fn last(portfolio: &Portfolio, review: &Review, file: &Unit<Review>) -> LastView {
    let today = portfolio.today;
    let decisions = review.decisions.iter().enumerate().map(|(index, it)| {
        let status = it.status.unwrap_or(DecisionStatus::Open);
        DecisionView {
            what: it.what.clone(),
            owner: it.owner.as_deref().map(|id| portfolio.person_name(id).to_owned()),
            by: it.by,
            status: status.as_str(),
            overdue_days: it.by.filter(|by| status == DecisionStatus::Open && *by < today).map(|by| today.days_since(by)),
            place: PlaceView { path: file.path.shared(), line: file.line(&file.item("decisions", index)) },
        }
    });
    LastView { date: review.date, decisions: decisions.collect(), text: file.body_text().to_owned(), place: PlaceView { path: file.path.shared(), line: 1 } }
}

/// Whose questions fit: the posture; without one what comes nearest to the stance.
fn posture(plan: &Plan) -> Option<Posture> {
    plan.posture.or(match plan.stance? {
        Stance::Acquire | Stance::Reactivate => Some(Posture::Penetrate),
        Stance::Grow => Some(Posture::GrowShare),
        Stance::Retain => Some(Posture::Defend),
        Stance::Retire => None,
    })
}

fn agenda(portfolio: &Portfolio, plan: &Plan, view: &PlanView, minutes: u32) -> (Vec<SlotView>, Vec<&'static str>) {
    let weights: Vec<(&str, Decimal)> = health::weights_of(&portfolio.settings, plan).collect();
    let weight = |key: &str| weights.iter().find(|(part, _)| *part == key).map(|(_, weight)| *weight).unwrap_or_default();
    let score = |key: &str| view.judged.scores.iter().find(|score| score.key == key);
    let topics: Vec<Topic> =
        agenda::TOPICS.iter().filter_map(|(key, title)| Some(Topic { key, title, weight: weight(key), score: score(key)?.value })).collect();
    let agenda = agenda::agenda(minutes, &topics);
    let slot = |slot: agenda::Slot| {
        let score = score(slot.key);
        SlotView {
            key: slot.key,
            title: slot.title,
            start: slot.start,
            minutes: slot.minutes,
            score: score.map_or(SlotScore::Absent, |score| score.value.map_or(SlotScore::Undetermined, SlotScore::Points)),
            because: score.and_then(|score| costliest(plan, score)),
        }
    };
    (agenda.slots.into_iter().map(slot).collect(), agenda.left_out)
}

/// The term that costs a score most, in words.
fn costliest(plan: &Plan, score: &ScoreView) -> Option<String> {
    let lost = |term: &&crate::audience::judged::TermView| term.lost.unwrap_or_default();
    let worst = score.terms.iter().filter(|term| lost(term) > Decimal::ZERO).reduce(|worst, next| if lost(&next) > lost(&worst) { next } else { worst })?;
    // parts of these two scores are called by the ids of their items
    let label = match score.key {
        "execution" => plan.actions.iter().find(|it| it.id == worst.label).map(|it| it.text.as_str()),
        "benchmark_attainment" => plan.benchmarks.iter().find(|it| it.id == worst.label).map(|it| it.text.as_str()),
        _ => None,
    };
    Some(format!("{}: {}", label.unwrap_or(&worst.label), worst.because))
}

fn questions(portfolio: &Portfolio, plan: &Plan, view: &PlanView, pace: Option<&PaceView>, own: &[String]) -> Vec<QuestionView> {
    let (weaknesses, words) = weaknesses(view, pace);
    let chosen = choice::choose(bank::bank(&portfolio.settings), posture(plan), &weaknesses);
    let own = own.iter().map(|text| QuestionView { category: None, text: text.clone(), because: None });
    let bank = chosen.into_iter().map(|it| QuestionView {
        category: Some(it.question.category.as_str()),
        text: it.question.text.clone(),
        because: it.because.and_then(|key| words.get(key)).cloned(),
    });
    own.chain(bank).collect()
}

/// How much of an undetermined score counts as missing: less than half, because nobody knows.
const UNDETERMINED: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

/// What is missing of every score and readiness block, and the same in words.
fn weaknesses(view: &PlanView, pace: Option<&PaceView>) -> (Vec<Weakness>, BTreeMap<&'static str, String>) {
    let mut found: BTreeMap<&'static str, (Decimal, String)> = BTreeMap::new();
    // a score and a block of one key: the worse of the two
    let mut note = |key: &'static str, missing: Decimal, words: String| match found.get(key) {
        Some((known, _)) if *known >= missing => {}
        _ => drop(found.insert(key, (missing, words))),
    };
    for score in view.judged.scores.iter().chain([&view.judged.readiness.score]) {
        match score.value {
            Some(value) => note(score.key, Decimal::ONE.saturating_sub(hundredth(value)), format!("{} at {}", score.title, value.normalize())),
            None => note(score.key, UNDETERMINED, format!("{} undetermined", score.title)),
        }
    }
    for block in &view.judged.readiness.blocks {
        let (failed, known) = (block.failed(), block.failed() + block.passed());
        if let Some(missing) = Decimal::from(failed).checked_div(Decimal::from(known)) {
            note(block.key, missing, format!("{}: {failed} of {} not passed", block.title, count(known, "check", "checks")));
        }
    }
    if let Some(pace) = pace {
        let percent = in_percent(pace.ratio).round_dp(0).normalize();
        note("revenue_vs_quota", Decimal::ONE.saturating_sub(pace.ratio).max(Decimal::ZERO), format!("{percent}% of quota pace"));
    }
    let weaknesses = found.iter().map(|(key, (missing, _))| Weakness { key, missing: *missing }).collect();
    (weaknesses, found.into_iter().map(|(key, (_, words))| (key, words)).collect())
}
