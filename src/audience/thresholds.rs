//! Every threshold and weight in force, for the about page (R15). Defaults are those of the settings and of the scores themselves.

use rust_decimal::Decimal;

use crate::audience::view::ThresholdView;
use crate::base::amount::grouped;
use crate::base::language::key;
use crate::config::settings::{Policy, Settings};
use crate::model::account::{Cadence, Tier};
use crate::scores::{completeness, freshness, health, readiness, relationship_coverage};

/// One threshold: its key in `quarterdeck.yaml` under `policy`, what it is there or by default, and what it decides.
struct Threshold {
    key: &'static str,
    says: fn(&Policy) -> String,
    decides: &'static str,
}

const POLICY: &[Threshold] = &[
    Threshold { key: "qualification.pass", says: |it| it.qualification_pass.to_string(), decides: "how many of the six questions must be answered yes" },
    Threshold {
        key: "qualification.share_limit",
        says: |it| number(it.share_limit),
        decides: "our share of what the account buys, under which there is room to grow",
    },
    Threshold {
        key: "qualification.min_growth_value",
        says: |it| it.min_growth_value.map_or_else(unset, |value| grouped(&value.to_string())),
        decides: "the growth target from which an account warrants a plan",
    },
    Threshold { key: "review.ready_at", says: |it| number(it.ready_at), decides: "the readiness from which a plan is ready with gaps" },
    Threshold { key: "review.minutes", says: |it| it.review_minutes.to_string(), decides: "how long the review of a tier A account takes" },
    Threshold { key: "review.pre_read_days", says: |it| it.pre_read_days.to_string(), decides: "how many days before the review the questions go out" },
    Threshold {
        key: "fire_drill_days",
        says: |it| it.fire_drill_days.to_string(),
        decides: "the last days before a deadline, in which a plan is not to be written",
    },
    Threshold { key: "near_term.days", says: |it| it.near_term_days.to_string(), decides: "what counts as near: due within so many days" },
    Threshold {
        key: "near_term.max_share",
        says: |it| number(it.near_term_max_share),
        decides: "the share of what is near, over which a plan lacks the long view",
    },
    Threshold {
        key: "projection_max_difference",
        says: |it| number(it.projection_max_difference),
        decides: "how far a typed projection may lie from the computed one",
    },
    Threshold { key: "confidence_min", says: |it| number(it.confidence_min), decides: "the known share of a score's weight under which it is undetermined" },
    Threshold { key: "goal_coverage", says: |it| number(it.goal_coverage), decides: "open opportunities as a multiple of what is still missing" },
    Threshold { key: "supporters_min", says: |it| it.supporters_min.to_string(), decides: "champions and supporters under which a plan hangs on one person" },
    Threshold { key: "data_stale_days", says: |it| it.data_stale_days.to_string(), decides: "the age from which data is stale" },
    Threshold { key: "objectives_max", says: |it| it.objectives_max.to_string(), decides: "how many objectives a plan can carry" },
    Threshold {
        key: "key_accounts.min_share",
        says: |it| number(it.key_accounts_min),
        decides: "the share of accounts with a plan, under which key accounts are missed",
    },
    Threshold {
        key: "key_accounts.max_share",
        says: |it| number(it.key_accounts_max),
        decides: "the share of accounts with a plan, over which none of them is a key account",
    },
    Threshold { key: "owner_load", says: |it| it.owner_load.to_string(), decides: "how many full plans one owner can build at a time" },
    Threshold { key: "concentration_hhi", says: |it| number(it.concentration_hhi), decides: "the index from which sales read as concentrated" },
    Threshold { key: "compliance.warn_after_days", says: |it| it.warn_after_days.to_string(), decides: "how many days late a plan is warned" },
    Threshold { key: "compliance.escalate_after_days", says: |it| it.escalate_after_days.to_string(), decides: "how many days late a plan is escalated" },
    Threshold { key: "compliance.escalate_to", says: |it| it.escalate_to.clone().unwrap_or_else(unset), decides: "who is told of an escalated plan" },
    Threshold { key: "gate.tolerance", says: |it| number(it.gate_tolerance), decides: "how many points of readiness a change may cost a plan" },
    Threshold { key: "gate.floors.A", says: |it| floor(it, Tier::A), decides: "the least readiness that a change may leave a tier A plan" },
    Threshold { key: "gate.floors.B", says: |it| floor(it, Tier::B), decides: "the least readiness that a change may leave a tier B plan" },
    Threshold { key: "gate.floors.C", says: |it| floor(it, Tier::C), decides: "the least readiness that a change may leave a tier C plan" },
    Threshold { key: "tiers.cadence.A", says: |it| cadence(it, Tier::A), decides: "how often a tier A plan is reviewed, where it says nothing" },
    Threshold { key: "tiers.cadence.B", says: |it| cadence(it, Tier::B), decides: "how often a tier B plan is reviewed, where it says nothing" },
    Threshold { key: "tiers.cadence.C", says: |it| cadence(it, Tier::C), decides: "how often a tier C plan is reviewed, where it says nothing" },
    Threshold { key: "sections", says: |it| list(&it.sections), decides: "the headings of a full plan" },
    Threshold { key: "cliches", says: |it| list(&it.cliches), decides: "phrases that are vague here, besides those that are vague everywhere" },
];

/// Every threshold and weight in force, for the about page.
pub fn thresholds(settings: &Settings) -> Vec<ThresholdView> {
    let default = Settings::default().policy;
    let policy =
        POLICY.iter().map(|it| ThresholdView { key: it.key.to_owned(), value: (it.says)(&settings.policy), default: (it.says)(&default), decides: it.decides });
    policy.chain(weights(settings)).collect()
}

/// The weights of the parts of each score that has some, in a row for each posture or stance that may have its own.
fn weights(settings: &Settings) -> Vec<ThresholdView> {
    let row = |score: &str, row: Option<&str>, parts: &mut dyn Iterator<Item = (&str, i64)>, decides| {
        let (value, default): (Vec<String>, Vec<String>) =
            parts.map(|(part, default)| (number(settings.score_weights.in_row(score, row, part, Decimal::from(default))), default.to_string())).unzip();
        let key = row.map_or_else(|| format!("scores.{score}"), |row| format!("scores.{score}.{row}"));
        ThresholdView { key, value: value.join(" "), default: default.join(" "), decides }
    };
    let mut rows = Vec::new();
    rows.extend(health::ROWS.iter().map(|it| row(health::SCORE.key, Some(it), &mut health::PARTS.into_iter().zip(health::weights(it)), HEALTH)));
    let ones = |parts: &'static [&'static str]| parts.iter().map(|part| (*part, 1));
    let coverage = |it| row(relationship_coverage::SCORE.key, it, &mut ones(&relationship_coverage::PARTS), COVERAGE);
    let all = coverage(None);
    // a posture has a row only where it has weights of its own
    let own: Vec<ThresholdView> = relationship_coverage::ROWS.iter().map(|it| coverage(Some(it))).filter(|it| it.value != all.value).collect();
    rows.push(all);
    rows.extend(own);
    rows.push(row(completeness::SCORE.key, None, &mut completeness::PARTS.iter().map(|part| (part.key, part.weight)), COMPLETENESS));
    rows.push(row(freshness::SCORE.key, None, &mut ones(&freshness::PARTS), FRESHNESS));
    rows.push(row(readiness::SCORE.key, None, &mut readiness::BLOCKS.iter().map(|block| (block.key, block.weight)), READINESS));
    rows
}

const HEALTH: &str = key("the health weights of relationship strength and coverage, execution, benchmarks, freshness and goal coverage");
const COVERAGE: &str =
    key("the relationship coverage weights of economic, technical and user buyer, champion, sponsor and procurement, as far as the posture asks for them");
const COMPLETENESS: &str = key(
    "the completeness weights of opportunities, relationship plan, short and long objectives, actions, benchmarks, commitment, revenue, facts about key decision makers, obstacles, asks and competition",
);
const FRESHNESS: &str = key("the freshness weights of people, opportunities, benchmarks, commitment, obstacles and reviews");
const READINESS: &str = key("the readiness weights of the eleven blocks, in their order above");

fn number(value: Decimal) -> String {
    value.normalize().to_string()
}

fn unset() -> String {
    key("not set").to_owned()
}

fn list(values: &[String]) -> String {
    if values.is_empty() { unset() } else { values.join(", ") }
}

fn floor(policy: &Policy, tier: Tier) -> String {
    policy.gate_floors.get(&tier).map_or_else(unset, |floor| number(*floor))
}

fn cadence(policy: &Policy, tier: Tier) -> String {
    policy.cadence.get(&tier).copied().unwrap_or(Cadence::Quarterly).as_str().to_owned()
}
