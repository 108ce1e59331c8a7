//! How long a figure takes. Run by hand in a release build: `cargo test --release --test charts speed -- --ignored --nocapture`.

use std::time::Instant;

use quarterdeck::charts::{benchmark_bullets, coverage_bars, revenue_line, stakeholder_map};

use crate::golden::{accounts, benchmarks, matrix, one_series, people, plans, three_series};
use crate::sample::link;

#[test]
#[ignore = "a measurement"]
fn speed() {
    let time = |name: &str, draw: &dyn Fn() -> usize| {
        let start = Instant::now();
        let bytes: usize = (0..2_000).map(|_| draw()).sum();
        println!("{name}: {} µs, {} bytes", start.elapsed().as_micros() / 2_000, bytes / 2_000);
    };
    let (accounts, plans, people, benchmarks, one, three) = (accounts(), plans(), people(), benchmarks(), one_series(), three_series());
    time("coverage_bars", &|| coverage_bars::figure(&accounts, "EUR", &link).drawing.as_str().len());
    time("readiness_matrix", &|| matrix(&plans).drawing.as_str().len());
    time("stakeholder_map", &|| stakeholder_map::figure(&people, "x").drawing.as_str().len());
    time("benchmark_bullets", &|| benchmark_bullets::figure(&benchmarks, "x").drawing.as_str().len());
    time("revenue_line", &|| revenue_line::figure(&one, "EUR", "x").drawing.as_str().len());
    time("revenue_line, three", &|| revenue_line::figure(&three, "EUR", "x").drawing.as_str().len());
}
