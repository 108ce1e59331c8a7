//! Do obstacles, asks and actions say what could be checked (M27)?

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::base::language::key;
use crate::resolve::vague::{Judge, Kind};
use crate::resolve::wording;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::tally::share;
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "specificity",
    title: "Specificity",
    question: "Do obstacles, asks and actions say what could be checked?",
    formula: "100 · share of obstacles, asks and actions that are not vague; what is closed is not judged any more",
    ids: &["M27"],
    compute,
};

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let judge = Judge::new(cx.ground, cx.unit);
    let says = |text: &str, kind: Kind, open: bool| !open || (wording::answers(text) && judge.judge(text, kind).is_none());
    let plan = cx.plan;
    let obstacles: Vec<bool> = plan.obstacles.iter().map(|it| says(&it.what, Kind::Obstacle, true)).collect();
    let asks = plan.asks();
    let asks: Vec<bool> = asks.iter().map(|it| says(&it.what, Kind::Ask, it.is_open())).collect();
    let actions: Vec<bool> = plan.actions.iter().map(|it| says(&it.text, Kind::Action, it.is_open())).collect();
    let lists = [(key("obstacles"), "obstacle", obstacles), (key("asks"), "ask", asks), (key("actions"), "action", actions)];
    let terms: Vec<_> = lists
        .into_iter()
        .filter(|(_, _, list)| !list.is_empty())
        .map(|(label, one, list)| {
            let (n, all) = (list.iter().filter(|specific| **specific).count(), list.len());
            let first = list.iter().position(|specific| !specific);
            let pointer = first.map_or_else(|| format!("/{label}"), |index| cx.item(label, index));
            cx.term(label, Decimal::from(all), share(n, all), pointer, format!("{n} of {} specific", count(all, one, label)))
        })
        .collect();
    (!terms.is_empty()).then(|| ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min))
}
