//! Every threshold and weight in force, for the about page (R15).

use crate::audience::view::ThresholdView;
use crate::base::language::key;
use crate::config::settings::Settings;
use crate::model::account::Tier;
use crate::scores::health;

/// Every threshold in force, for the about page.
pub fn thresholds(settings: &Settings) -> Vec<ThresholdView> {
    let policy = &settings.policy;
    let row = |key, value: String, default, decides| ThresholdView { key, value, default, decides };
    let cadence = |tier: Tier| settings.cadence(tier).as_str().to_owned();
    let mut rows = vec![
        row("qualification.pass", policy.qualification_pass.to_string(), "4", "how many of the six questions must be answered yes"),
        row(
            "qualification.share_limit",
            policy.share_limit.normalize().to_string(),
            "0.70",
            "our share of what the account buys, under which there is room to grow",
        ),
        row(
            "qualification.min_growth_value",
            policy.min_growth_value.map_or_else(|| key("not set").to_owned(), |value| crate::base::amount::grouped(&value.to_string())),
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
        row("concentration_hhi", policy.concentration_hhi.normalize().to_string(), "2500", "the index from which sales read as concentrated"),
        row("compliance.warn_after_days", policy.warn_after_days.to_string(), "14", "how many days late a plan is warned"),
        row("compliance.escalate_after_days", policy.escalate_after_days.to_string(), "30", "how many days late a plan is escalated"),
        row("tiers.cadence.A", cadence(Tier::A), "quarterly", "how often a tier A plan is reviewed, where it says nothing"),
        row("tiers.cadence.B", cadence(Tier::B), "quarterly", "how often a tier B plan is reviewed, where it says nothing"),
        row("tiers.cadence.C", cadence(Tier::C), "annual", "how often a tier C plan is reviewed, where it says nothing"),
    ];
    rows.extend(HEALTH.map(|(key, posture, default)| row(key, health_weights(settings, posture), default, WEIGHS)));
    rows
}

const WEIGHS: &str = key("the health weights of relationship strength and coverage, execution, benchmarks, freshness and goal coverage");

/// Key, row of the health weights, and its defaults.
const HEALTH: [(&str, &str, &str); 6] = [
    ("scores.health.penetrate", "penetrate", "20 25 20 10 10 15"),
    ("scores.health.grow-share", "grow-share", "15 15 20 25 10 15"),
    ("scores.health.defend", "defend", "30 20 15 15 15 5"),
    ("scores.health.retain", "retain", "30 20 15 20 15 0"),
    ("scores.health.reactivate", "reactivate", "20 25 25 10 20 0"),
    ("scores.health.retire", "retire", "10 10 40 20 20 0"),
];

fn health_weights(settings: &Settings, row: &str) -> String {
    let weights: Vec<String> = health::weights_in(settings, row).map(|(_, weight)| weight.normalize().to_string()).collect();
    weights.join(" ")
}
