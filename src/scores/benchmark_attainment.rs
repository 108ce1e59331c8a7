//! Are the results where the benchmarks want them by now (K11)?

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::base::date::Date;
use crate::model::benchmark::{Benchmark, Direction};
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::{ScoreValue, tenths};

pub static SCORE: Score = Score {
    key: "benchmark_attainment",
    title: "Benchmarks",
    question: "Are the results where they should be by now?",
    formula: "mean over measured benchmarks of 100 · clamp(progress / max(elapsed, 0.05), 0, 1); hold: 100 within tolerance",
    ids: &["K11"],
    compute,
};

/// Where a benchmark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// No reading inside the cadence.
    Unmeasured,
    /// Baseline and target are the same figure, so that there is no way to measure along.
    NoScale,
    Measured {
        /// 0 to 1.
        share: Decimal,
        /// The way gone: 0 at the baseline, 1 at the target. For a figure to hold: 1 within tolerance, else 0.
        progress: Decimal,
        /// The time gone, 0 to 1.
        elapsed: Decimal,
        on_track: bool,
    },
}

/// The elapsed share of the way from baseline to target date, 0 to 1; 1 where the target does not lie after the baseline.
pub fn elapsed(benchmark: &Benchmark, today: Date) -> Decimal {
    let all = benchmark.target.by.days_since(benchmark.baseline.on);
    if all <= 0 {
        return Decimal::ONE;
    }
    let gone = today.days_since(benchmark.baseline.on).clamp(0, all);
    Decimal::from(gone).checked_div(Decimal::from(all)).unwrap_or(Decimal::ONE)
}

/// Progress against time; `since` is the oldest day inside the cadence.
pub fn pace(benchmark: &Benchmark, today: Date, since: Date) -> Pace {
    let Some(reading) = benchmark.latest(today).filter(|reading| reading.on >= since) else { return Pace::Unmeasured };
    let elapsed = elapsed(benchmark, today);
    if benchmark.direction == Direction::Hold {
        let within = reading.value.minus(benchmark.target.value).0.abs() <= benchmark.tolerance.unwrap_or_default().0;
        let share = if within { Decimal::ONE } else { Decimal::ZERO };
        return Pace::Measured { share, progress: share, elapsed, on_track: within };
    }
    let way = benchmark.target.value.minus(benchmark.baseline.value);
    let Some(progress) = reading.value.minus(benchmark.baseline.value).ratio(way) else { return Pace::NoScale };
    let share = progress.checked_div(elapsed.max(Decimal::new(5, 2))).unwrap_or(if progress.is_sign_negative() { Decimal::ZERO } else { Decimal::ONE });
    Pace::Measured {
        share: share.clamp(Decimal::ZERO, Decimal::ONE),
        progress,
        elapsed,
        on_track: progress >= elapsed.checked_mul(Decimal::new(9, 1)).unwrap_or(elapsed),
    }
}

fn percent(share: Decimal) -> Decimal {
    tenths(share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share)).normalize()
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let (mut n_measured, mut n_on_track) = (0, 0);
    let mut terms = Vec::with_capacity(cx.plan.benchmarks.len());
    for (index, benchmark) in cx.plan.benchmarks.iter().enumerate() {
        let pace = pace(benchmark, cx.today(), cx.cadence_start());
        let value = benchmark.latest(cx.today()).map(|reading| reading.value).unwrap_or_default();
        let (share, because) = match pace {
            Pace::Unmeasured => (None, format!("no reading since {}", cx.cadence_start())),
            Pace::NoScale => (None, "baseline and target are the same".to_owned()),
            Pace::Measured { share, progress, elapsed, on_track } => {
                n_measured += 1;
                n_on_track += usize::from(on_track);
                let because = match benchmark.direction {
                    Direction::Hold => format!("{value} against {} to hold, tolerance {}", benchmark.target.value, benchmark.tolerance.unwrap_or_default()),
                    _ => format!(
                        "{value} on the way from {} to {} {}: {} % of the way in {} % of the time{}",
                        benchmark.baseline.value,
                        benchmark.target.value,
                        benchmark.unit,
                        percent(progress),
                        percent(elapsed),
                        if on_track { ", on track" } else { "" }
                    ),
                };
                (Some(share), because)
            }
        };
        terms.push(cx.term(benchmark.id.clone(), Decimal::ONE, share, cx.item("benchmarks", index), because));
    }
    let all = terms.len();
    let mut score = ScoreValue::weighted(SCORE.key, terms, cx.settings().policy.confidence_min);
    score.beside = Some(match all {
        0 => "no benchmark".to_owned(),
        all => format!("{n_on_track} of {n_measured} measured on track, {} in all", count(all, "benchmark", "benchmarks")),
    });
    Some(score)
}
