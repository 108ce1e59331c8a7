//! What holds where `quarterdeck.yaml` is silent, as its schema prints it. Taken from the settings themselves: no number stands here.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::config::settings::{Policy, Settings, SiteOptions};
use crate::model::account::Tier;

/// The default of every key that has one: the type that holds the key, by its name in `$defs`, the key, and the value.
pub fn all() -> Vec<(&'static str, &'static str, Value)> {
    let settings = Settings::default();
    let mut all = policy(&settings.policy);
    let SiteOptions { locale, theme, rooted_404, .. } = settings.site;
    all.extend([("Site", "locale", json!(locale)), ("Site", "theme", json!(theme)), ("Site", "rooted_404", json!(rooted_404))]);
    all
}

/// The thresholds of a territory in the same form. Whoever adds one is sent here by the compiler.
pub fn policy(policy: &Policy) -> Vec<(&'static str, &'static str, Value)> {
    let Policy {
        key_accounts_min,
        key_accounts_max,
        qualification_pass,
        share_limit,
        min_growth_value: _,
        cadence,
        review_minutes,
        pre_read_days,
        ready_at,
        near_term_days,
        near_term_max_share,
        objectives_max,
        goal_coverage,
        warn_after_days,
        escalate_after_days,
        escalate_to: _,
        cliches: _,
        sections,
        gate_tolerance,
        gate_floors,
        confidence_min,
        projection_max_difference,
        data_stale_days,
        supporters_min,
        owner_load,
        concentration_hhi,
        fire_drill_days,
    } = policy;
    let mut all = vec![
        ("KeyAccounts", "min_share", number(*key_accounts_min)),
        ("KeyAccounts", "max_share", number(*key_accounts_max)),
        ("QualificationPolicy", "pass", json!(qualification_pass)),
        ("QualificationPolicy", "share_limit", number(*share_limit)),
        ("ReviewPolicy", "minutes", json!(review_minutes)),
        ("ReviewPolicy", "pre_read_days", json!(pre_read_days)),
        ("ReviewPolicy", "ready_at", number(*ready_at)),
        ("NearTerm", "days", json!(near_term_days)),
        ("NearTerm", "max_share", number(*near_term_max_share)),
        ("Policy", "objectives_max", json!(objectives_max)),
        ("Policy", "goal_coverage", number(*goal_coverage)),
        ("Compliance", "warn_after_days", json!(warn_after_days)),
        ("Compliance", "escalate_after_days", json!(escalate_after_days)),
        ("Policy", "sections", json!(sections)),
        ("Gate", "tolerance", number(*gate_tolerance)),
        ("Policy", "confidence_min", number(*confidence_min)),
        ("Policy", "projection_max_difference", number(*projection_max_difference)),
        ("Policy", "data_stale_days", json!(data_stale_days)),
        ("Policy", "supporters_min", json!(supporters_min)),
        ("Policy", "owner_load", json!(owner_load)),
        ("Policy", "concentration_hhi", number(*concentration_hhi)),
        ("Policy", "fire_drill_days", json!(fire_drill_days)),
    ];
    for tier in Tier::ALL {
        all.extend(cadence.get(tier).map(|cadence| ("Cadences", tier.as_str(), json!(cadence.as_str()))));
        all.extend(gate_floors.get(tier).map(|floor| ("Floors", tier.as_str(), number(*floor))));
    }
    all
}

/// A decimal as JSON writes it, so that 0.05 does not become 0.050000000000000003.
fn number(decimal: Decimal) -> Value {
    serde_json::from_str(&decimal.normalize().to_string()).unwrap_or(Value::Null)
}
