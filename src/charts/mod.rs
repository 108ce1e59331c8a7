//! The shelf of figures. To add one: its file, its `mod`, its line in `ALL`.

pub mod action_timeline;
pub mod benchmark_bullets;
pub mod benchmark_lines;
pub mod chart;
pub mod closing_money;
pub mod concentration;
pub mod coverage_bars;
pub mod cycle_timeline;
pub mod freshness_strip;
pub mod function_coverage;
pub mod growth_gap;
pub mod icp_heat_map;
pub mod portfolio_matrix;
pub mod readiness_matrix;
pub mod readiness_trend;
pub mod relationship_tree;
pub mod revenue_line;
pub mod score_trend;
pub mod stakeholder_map;
pub mod streak_growth;
pub mod value_hours;
pub mod whitespace_grid;
pub mod work_chain;

use chart::{Chart, Of};

/// Every figure there is.
pub const ALL: &[&Chart] = &[
    &coverage_bars::CHART,
    &growth_gap::CHART,
    &closing_money::CHART,
    &value_hours::CHART,
    &portfolio_matrix::CHART,
    &concentration::CHART,
    &revenue_line::CHART,
    &stakeholder_map::CHART,
    &relationship_tree::CHART,
    &work_chain::CHART,
    &action_timeline::CHART,
    &benchmark_lines::CHART,
    &benchmark_bullets::CHART,
    &readiness_matrix::CHART,
    &score_trend::CHART,
    &freshness_strip::CHART,
    &readiness_trend::CHART,
    &streak_growth::CHART,
    &function_coverage::CHART,
    &whitespace_grid::CHART,
    &icp_heat_map::CHART,
    &cycle_timeline::CHART,
];

/// The keys of the figures about the whole territory, or about one account.
pub fn keys(of: Of) -> Vec<&'static str> {
    ALL.iter().filter(|chart| chart.of == of).map(|chart| chart.key).collect()
}

/// The shelf as a table in Markdown, for the manual.
pub fn printed() -> String {
    let mut out = "| Key | About | Shows |\n|---|---|---|\n".to_owned();
    for of in [Of::Territory, Of::Account] {
        let about = if of == Of::Territory { "all plans" } else { "one account" };
        for chart in ALL.iter().filter(|chart| chart.of == of) {
            out.push_str(&format!("| `{}` | {about} | {} |\n", chart.key, chart.shows));
        }
    }
    out
}
