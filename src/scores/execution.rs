//! Do we do what we said, on the day that we said (K10)?

use rust_decimal::Decimal;

use crate::base::amount::half;
use crate::base::count::count;
use crate::base::date::Date;
use crate::model::action::{Action, ActionStatus};
use crate::model::past::SlipKind;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "execution",
    title: "Execution",
    question: "Do we do what we said, on the day that we said?",
    formula: "100 · mean over actions due on or before the as-of date: done on time 1, done late 0.5, open 0, dropped left out",
    ids: &["K3", "K10", "D12"],
    compute,
};

/// How an action that is due went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    OnTime,
    /// Done, so many days after it was due.
    Late(i64),
    /// Still open, so many days after it was due.
    Open(i64),
}

impl Outcome {
    /// Of an action due on or before `today` and not dropped; `None` for every other.
    pub fn of(action: &Action, today: Date) -> Option<Outcome> {
        if action.due > today || action.status == ActionStatus::Dropped {
            return None;
        }
        Some(match (action.status, action.done_on) {
            (ActionStatus::Done, Some(done)) if done > action.due => Outcome::Late(done.days_since(action.due)),
            (ActionStatus::Done, _) => Outcome::OnTime,
            _ => Outcome::Open(today.days_since(action.due)),
        })
    }

    pub fn share(self) -> Decimal {
        match self {
            Outcome::OnTime => Decimal::ONE,
            Outcome::Late(_) => Decimal::new(5, 1),
            Outcome::Open(_) => Decimal::ZERO,
        }
    }

    fn days_late(self) -> i64 {
        match self {
            Outcome::OnTime => 0,
            Outcome::Late(days) | Outcome::Open(days) => days,
        }
    }
}

/// The middle one, or the mean of the two in the middle; `None` of nothing.
pub fn median(mut values: Vec<i64>) -> Option<Decimal> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = Decimal::from(*values.get(middle)?);
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = Decimal::from(*values.get(middle.checked_sub(1)?)?);
    Some(half(lower.saturating_add(upper)))
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let mut late = Vec::new();
    let mut terms = Vec::new();
    for (index, action) in cx.plan.actions.iter().enumerate() {
        let Some(outcome) = Outcome::of(action, cx.today()) else { continue };
        let days = outcome.days_late();
        if days > 0 {
            late.push(days);
        }
        let because = match outcome {
            Outcome::OnTime => "done on time".to_owned(),
            Outcome::Late(days) => format!("done {} late", count(days, "day", "days")),
            Outcome::Open(0) => "due today and open".to_owned(),
            Outcome::Open(days) => format!("open, {} late", count(days, "day", "days")),
        };
        terms.push(cx.term(action.id.clone(), Decimal::ONE, Some(outcome.share()), cx.item("actions", index), because));
    }
    let due = terms.len();
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    let mut beside = if due == 0 { "no action was due yet".to_owned() } else { format!("{} due", count(due, "action", "actions")) };
    let n_late = late.len();
    if let Some(days) = median(late) {
        beside.push_str(&format!(", {n_late} late, median {}", count(days.normalize(), "day", "days")));
    }
    let slips: i64 = cx.plan.actions.iter().fold(0, |sum, action| sum.saturating_add(action.slips.max(0)));
    if slips > 0 {
        beside.push_str(&format!(", carried over {}", count(slips, "time", "times")));
    }
    let past = cx.ground.history.plan(cx.unit.slug.as_str());
    let moved = cx.plan.actions.iter().filter_map(|action| past?.slips(SlipKind::ActionDue, &action.id));
    let (times, days) = moved.fold((0_u32, 0_i64), |(times, days), slips| (times.saturating_add(slips.times), days.saturating_add(slips.days)));
    if times > 0 {
        beside.push_str(&format!(", due dates moved {}, {} in all", count(times as usize, "time", "times"), count(days, "day", "days")));
    }
    score.beside = Some(beside);
    Some(score)
}
