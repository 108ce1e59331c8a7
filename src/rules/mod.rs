//! The shelf of rules, by code. To add one: its file, its `mod`, its line in `ALL`.

pub mod example;
pub mod page;
pub mod rule;

mod asked;
mod guess;
mod meetings;
mod reach;

pub mod account_folder;
pub mod action_cycle;
pub mod action_order;
pub mod asks_missing;
pub mod benchmark_direction;
pub mod benchmark_missing;
pub mod benchmark_unread;
pub mod blocked_without_ask;
pub mod closed_with_open_deals;
pub mod commitment_author;
pub mod commitment_missing;
pub mod commitment_signer;
pub mod competition_missing;
pub mod config_error;
pub mod cycle_order;
pub mod cycle_start;
pub mod dangling_reference;
pub mod data_stale;
pub mod date_order;
pub mod distant_date;
pub mod duplicate_id;
pub mod empty_value;
pub mod enum_value;
pub mod expired_suppression;
pub mod fire_drill;
pub mod future_date;
pub mod heading_missing;
pub mod horizon_date;
pub mod icp_low_band;
pub mod icp_one_sided;
pub mod icp_unconfirmed;
pub mod kdm_without_meeting;
pub mod key_account_share;
pub mod key_list_stale;
pub mod look_alike_name;
pub mod manager_absent;
pub mod missing_horizon;
pub mod motivation_missing;
pub mod near_term_plan;
pub mod no_relationship_work;
pub mod not_qualified;
pub mod objective_without_action;
pub mod opportunity_stale;
pub mod overdue_action;
pub mod overdue_review;
pub mod owner_load;
pub mod period_ahead;
pub mod period_behind;
pub mod placeholder;
pub mod plan_missing;
pub mod power_unverified;
pub mod pre_read_late;
pub mod program_sponsor;
pub mod projection_differs;
pub mod qualification_contradiction;
pub mod repeated_text;
pub mod reports_to_cycle;
pub mod required_key;
pub mod revenue_only_objectives;
pub mod review_too_short;
pub mod review_without_action;
pub mod score_regression;
pub mod single_threaded;
pub mod stale_review;
pub mod stance_mismatch;
pub mod status_mismatch;
pub mod suppression;
pub mod team_all_sales;
pub mod tier_mismatch;
pub mod too_many_objectives;
pub mod unknown_person;
pub mod unused_baseline_entry;
pub mod vague_statement;
pub mod value_range;
pub mod value_type;
mod waiver;

use crate::base::near::nearest;
use crate::diag::code::Code;
use crate::parse::codes as text;
use crate::resolve::codes as territory;
use crate::rules::rule::{Check, Needs, Rule};
use crate::schema::codes as schema;

/// A rule that the reader, the schema or the data stage reports.
const fn reader(code: &'static Code) -> Rule {
    Rule { code, reads: &[], check: Check::Reader }
}

/// Does the rule hold a plan against all others? Then it is silent while one of those cannot be read: what it would say may follow from that mistake.
pub fn needs_all_plans(name: &str) -> bool {
    ALL.iter().any(|rule| rule.code.name == name && rule.needs(Needs::AllPlans))
}

/// All rules, in the order of their codes.
pub static ALL: &[&Rule] = &[
    &reader(&text::FILE_ENCODING),
    &reader(&text::FRONT_MATTER_MISSING),
    &reader(&text::FRONT_MATTER_POSITION),
    &reader(&text::FRONT_MATTER_UNCLOSED),
    &reader(&territory::FILE_REFUSED),
    &reader(&text::YAML_SYNTAX),
    &reader(&text::YAML_DUPLICATE_KEY),
    &reader(&text::YAML_UNSUPPORTED),
    &reader(&text::COMMENT_IN_VALUE),
    &reader(&text::TRAILING_BLANKS),
    &reader(&text::CONFLICT_MARKER),
    &required_key::RULE,
    &value_type::RULE,
    &empty_value::RULE,
    &enum_value::RULE,
    &reader(&schema::UNKNOWN_KEY),
    &reader(&schema::DATE_VALUE),
    &reader(&schema::VALUE_FORMAT),
    &value_range::RULE,
    &reader(&schema::NO_ALTERNATIVE_FITS),
    &dangling_reference::RULE,
    &duplicate_id::RULE,
    &account_folder::RULE,
    &unknown_person::RULE,
    &action_cycle::RULE,
    &reports_to_cycle::RULE,
    &reader(&territory::PATH_COLLISION),
    &stance_mismatch::RULE,
    &reader(&territory::STRAY_FILE),
    &date_order::RULE,
    &future_date::RULE,
    &horizon_date::RULE,
    &benchmark_direction::RULE,
    &period_ahead::RULE,
    &distant_date::RULE,
    &action_order::RULE,
    &not_qualified::RULE,
    &qualification_contradiction::RULE,
    &commitment_missing::RULE,
    &commitment_signer::RULE,
    &missing_horizon::RULE,
    &objective_without_action::RULE,
    &benchmark_missing::RULE,
    &asks_missing::RULE,
    &revenue_only_objectives::RULE,
    &no_relationship_work::RULE,
    &near_term_plan::RULE,
    &single_threaded::RULE,
    &kdm_without_meeting::RULE,
    &competition_missing::RULE,
    &team_all_sales::RULE,
    &motivation_missing::RULE,
    &tier_mismatch::RULE,
    &icp_low_band::RULE,
    &icp_unconfirmed::RULE,
    &projection_differs::RULE,
    &blocked_without_ask::RULE,
    &too_many_objectives::RULE,
    &commitment_author::RULE,
    &status_mismatch::RULE,
    &closed_with_open_deals::RULE,
    &pre_read_late::RULE,
    &review_too_short::RULE,
    &manager_absent::RULE,
    &review_without_action::RULE,
    &placeholder::RULE,
    &vague_statement::RULE,
    &repeated_text::RULE,
    &reader(&text::HIDDEN_CHARACTERS),
    &reader(&text::SECRET_FOUND),
    &reader(&text::TANGLED_TEXT),
    &look_alike_name::RULE,
    &reader(&territory::BROKEN_LINK),
    &heading_missing::RULE,
    &reader(&text::RAW_HTML),
    &reader(&text::UNSAFE_URL),
    &overdue_action::RULE,
    &stale_review::RULE,
    &benchmark_unread::RULE,
    &opportunity_stale::RULE,
    &power_unverified::RULE,
    &period_behind::RULE,
    &fire_drill::RULE,
    &data_stale::RULE,
    &overdue_review::RULE,
    &reader(&territory::DATA_ERROR),
    &plan_missing::RULE,
    &key_account_share::RULE,
    &key_list_stale::RULE,
    &program_sponsor::RULE,
    &cycle_start::RULE,
    &cycle_order::RULE,
    &owner_load::RULE,
    &icp_one_sided::RULE,
    &config_error::RULE,
    &suppression::UNUSED,
    &expired_suppression::RULE,
    &unused_baseline_entry::RULE,
    &suppression::FORM,
    &score_regression::RULE,
];

/// Names that a rule had in the design or in an earlier version, and the one that it has.
pub static FORMER: [(&str, &str); 1] = [("qualification-not-warranted", not_qualified::CODE.name)];

/// The rule that a name was probably meant to be, when there is none of that name.
pub fn meant(name: &str) -> Option<&'static str> {
    let former = FORMER.iter().find(|(former, _)| former.eq_ignore_ascii_case(name)).map(|(_, rule)| *rule);
    former.or_else(|| nearest(name, ALL.iter().map(|rule| rule.code.name)))
}

/// The name of the rule that is called so, by its name, its code or a former name.
pub fn name(called: &str) -> Option<&'static str> {
    let former = FORMER.iter().find(|(former, _)| *former == called).map(|(_, rule)| *rule);
    find(called).map(|rule| rule.code.name).or(former)
}

/// The rule of that name or code.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.is_called(name))
}
