//! How much of the plan lies beyond the next weeks (S7).

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::base::date::Date;
use crate::base::language::key;
use crate::model::plan::Plan;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::tally::share;
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "long_view",
    title: "Long view",
    question: "How much of the plan lies beyond the next 90 days?",
    formula: "100 · (1 − share due within policy.near_term.days) over objectives, open actions and open opportunities",
    ids: &["S7"],
    compute,
};

/// How many of a list fall due by a day, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Near {
    pub due: usize,
    pub all: usize,
}

impl Near {
    fn of(dates: impl Iterator<Item = Date>, until: Date) -> Near {
        dates.fold(Near::default(), |near, date| Near { due: near.due + usize::from(date <= until), all: near.all + 1 })
    }
}

/// Objectives, open actions and open opportunities that fall due by a day; what is overdue is near too.
pub fn near(plan: &Plan, until: Date) -> [Near; 3] {
    [
        Near::of(plan.objectives.iter().map(|it| it.by), until),
        Near::of(plan.actions.iter().filter(|it| it.is_open()).map(|it| it.due), until),
        Near::of(plan.opportunities.iter().filter(|it| it.is_open()).map(|it| it.close_by), until),
    ]
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let until = cx.today().plus_days(cx.settings().policy.near_term_days);
    let names = [
        (key("objectives"), "objective", "objectives", "/objectives"),
        (key("actions"), "open action", "open actions", "/actions"),
        (key("opportunities"), "open opportunity", "open opportunities", "/opportunities"),
    ];
    let terms: Vec<_> = near(cx.plan, until)
        .into_iter()
        .zip(names)
        .filter(|(near, _)| near.all > 0)
        .map(|(near, (label, one, many, pointer))| {
            let beyond = near.all - near.due;
            cx.term(label, Decimal::from(near.all), share(beyond, near.all), pointer, format!("{beyond} of {} due after {until}", count(near.all, one, many)))
        })
        .collect();
    (!terms.is_empty()).then(|| ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min))
}
