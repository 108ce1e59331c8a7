//! Is the plan still about today (K2)?

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::base::date::Date;
use crate::base::language::key;
use crate::model::past::Touch;
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "freshness",
    title: "Freshness",
    question: "Is the plan still about today?",
    formula: "mean over sections: 100 while the newest date, declared or of the last commit that changed a value of the section, is no older than the cadence, falling to 0 at three times the cadence",
    ids: &["K2", "K6"],
    compute,
};

/// The sections whose age is looked at.
pub const PARTS: [&str; 6] = ["people", "opportunities", "benchmarks", "commitment", "obstacles", "reviews"];

/// 1 up to the cadence, then falling to 0 at three times the cadence.
pub fn share(age_days: i64, cadence_days: i64) -> Decimal {
    let over = Decimal::from(age_days.saturating_sub(cadence_days).max(0));
    let span = Decimal::from(cadence_days.saturating_mul(2).max(1));
    Decimal::ONE.saturating_sub(over.checked_div(span).unwrap_or_default()).max(Decimal::ZERO)
}

/// Each section with its newest date that is not still to come, and where that comes from; a section without one is unknown.
fn sections<'a>(cx: &ScoreCx<'a>) -> [(&'static str, &'static str, Option<(Date, Option<&'a Touch>)>); 6] {
    let plan = cx.plan;
    let past = cx.ground.history.plan(cx.unit.slug.as_str());
    let newest = |section: &str, dates: &mut dyn Iterator<Item = Option<Date>>| {
        let declared = dates.flatten().filter(|date| *date <= cx.today()).max();
        // what somebody wrote down counts before what the commit says of it
        let touched = past.and_then(|past| past.sections.get(section)).map(|it| &it.last).filter(|touch| declared.is_none_or(|date| date < touch.day));
        touched.map(|touch| (touch.day, Some(touch))).or_else(|| declared.map(|date| (date, None)))
    };
    let reviewed = cx.unit.last_held(cx.today()).map(|(review, _)| (review.date, None));
    [
        ("people", "/people", newest("people", &mut plan.people.iter().flat_map(|it| [it.last_met, it.verified_on]))),
        ("opportunities", "/opportunities", newest("opportunities", &mut plan.opportunities.iter().flat_map(|it| [it.requalified_on, it.timing_confirmed_on]))),
        ("benchmarks", "/benchmarks", newest("benchmarks", &mut plan.benchmarks.iter().flat_map(|it| it.readings.iter().map(|reading| Some(reading.on))))),
        ("commitment", "/commitment", newest("commitment", &mut plan.commitment.iter().map(|it| it.on))),
        ("obstacles", "/obstacles", newest("obstacles", &mut plan.obstacles.iter().map(|it| it.since))),
        (key("reviews"), "", reviewed),
    ]
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let cadence = cx.ground.cadence(cx.plan).days();
    let weight = |section: &str| cx.settings().score_weights.of(SCORE.key, section, 1);
    let mut worst: Option<(Decimal, &str)> = None;
    let terms = sections(cx).map(|(section, pointer, newest)| match newest {
        None => cx.term(section, weight(section), None, pointer, "no date"),
        Some((date, touch)) => {
            let age = cx.today().days_since(date);
            let share = share(age, cadence);
            if share < worst.map_or(Decimal::ONE, |(lowest, _)| lowest) {
                worst = Some((share, section));
            }
            let what = match touch {
                Some(touch) => format!("changed on {date} by {}", touch.author),
                None => format!("newest date {date}"),
            };
            let because = format!("{what}, {} ago; the cadence is {cadence}", count(age, "day", "days"));
            cx.term(section, weight(section), Some(share), pointer, because)
        }
    });
    let mut score = ScoreValue::weighted(SCORE.key, terms.to_vec(), cx.settings().policy.confidence_min);
    score.beside = worst.map(|(_, section)| format!("oldest: {section}"));
    Some(score)
}
