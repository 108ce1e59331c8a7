//! From the territory files as written to what they mean: every default of `plan-format.md` §4 stands here, and what is out of bounds becomes one.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Audience, Brand, DataSource, Override, Policy, Product, Program, ScoreWeights, Settings, SiteOptions};
use crate::base::amount::Amount;
use crate::base::date::FiscalCalendar;
use crate::config::glob::Glob;
use crate::config::icp;
use crate::config::raw;
use crate::diag::code::Level;
use crate::model::account::{Cadence, Tier};

impl Default for Settings {
    /// What holds where nothing is written, and where something wrong is.
    fn default() -> Self {
        Settings::of(raw::Territory::default())
    }
}

impl Settings {
    /// The meaning of `quarterdeck.yaml`; the other files are laid over it by `read`.
    pub fn of(raw: raw::Territory) -> Settings {
        let name = raw.name.unwrap_or_else(|| "Territory".to_owned());
        let month = raw.fiscal_year_start.and_then(|month| u8::try_from(month).ok()).filter(|month| (1..=12).contains(month));
        let program = raw.program.unwrap_or_default();
        let sponsors = program.sponsors.unwrap_or_default();
        let data = raw.data.unwrap_or_default();
        Settings {
            site: site(raw.site.unwrap_or_default(), &name),
            name,
            currency: raw.currency.unwrap_or_else(|| "USD".to_owned()),
            calendar: FiscalCalendar { start_month: month.unwrap_or(1) },
            base_url: raw.base_url,
            program: Program {
                sales_sponsor: sponsors.sales,
                marketing_sponsor: sponsors.marketing,
                key_list_reviewed_on: program.key_list_reviewed_on,
                growth_target: program.growth_target,
            },
            brands: raw.brands.into_iter().map(brand).collect(),
            policy: policy(raw.policy.unwrap_or_default()),
            data: [("accounts", data.accounts), ("revenue", data.revenue), ("quota", data.quota), ("wallet", data.wallet)]
                .into_iter()
                .filter_map(|(table, source)| source.map(|it| (table, DataSource { source: it.source, as_of: it.as_of })))
                .collect(),
            score_weights: ScoreWeights(raw.scores),
            rule_levels: levels(raw.rules),
            overrides: raw.overrides.into_iter().map(|entry| Override { files: Glob::new(&entry.files), rules: levels(entry.rules) }).collect(),
            audiences: raw.audiences.into_iter().map(|(name, entry)| (name, audience(entry))).collect(),
            people: Vec::new(),
            has_people: false,
            faulty: BTreeSet::new(),
            lost: BTreeSet::new(),
            icp: icp::shipped(),
            cycle: None,
            questions: None,
        }
    }
}

fn levels(raw: BTreeMap<String, raw::RuleLevel>) -> BTreeMap<String, Level> {
    raw.into_iter().filter_map(|(rule, level)| Level::parse(level.as_str()).map(|level| (rule, level))).collect()
}

fn brand(raw: raw::Brand) -> Brand {
    let products = raw.products.into_iter().map(|product| Product { name: product.name.unwrap_or_else(|| product.id.clone()), id: product.id });
    Brand { name: raw.name.unwrap_or_else(|| raw.id.clone()), divisions: raw.divisions, products: products.collect(), id: raw.id }
}

fn audience(raw: raw::Audience) -> Audience {
    let min_group = raw.min_group.and_then(|n| usize::try_from(n).ok());
    Audience { sees: raw.sees, shows: raw.shows, min_group }
}

fn site(raw: raw::Site, name: &str) -> SiteOptions {
    SiteOptions {
        title: raw.title.unwrap_or_else(|| name.to_owned()),
        logo: raw.logo,
        accent: raw.accent.map(|colour| colour.to_ascii_lowercase()),
        classification: raw.classification,
        locale: raw.locale.unwrap_or_else(|| "en-US".to_owned()),
        theme: raw.theme.unwrap_or_else(|| "default".to_owned()),
        strings: raw.strings,
        edit_url: raw.edit_url,
        rooted_404: raw.rooted_404.unwrap_or(false),
        issues_url: raw.issues_url,
    }
}

/// The headings of a full plan (R19).
const SECTIONS: [&str; 6] = ["Situation", "Customer goals and needs", "Strategy", "Relationship plan", "Growth plan", "Risks"];

fn policy(raw: raw::Policy) -> Policy {
    let key_accounts = raw.key_accounts.unwrap_or_default();
    let qualification = raw.qualification.unwrap_or_default();
    let cadence = raw.tiers.unwrap_or_default().cadence.unwrap_or_default();
    let review = raw.review.unwrap_or_default();
    let near_term = raw.near_term.unwrap_or_default();
    let compliance = raw.compliance.unwrap_or_default();
    let gate = raw.gate.unwrap_or_default();
    let floors = gate.floors.unwrap_or_default();
    let count = |value: Option<i64>, default: usize| value.and_then(|n| usize::try_from(n).ok()).unwrap_or(default);
    let share = |value: Option<Amount>, hundredths: i64| value.map_or(Decimal::new(hundredths, 2), |amount| amount.0);
    Policy {
        key_accounts_min: share(key_accounts.min_share, 5),
        key_accounts_max: share(key_accounts.max_share, 20),
        qualification_pass: qualification.pass.and_then(|n| u32::try_from(n).ok()).unwrap_or(4),
        share_limit: share(qualification.share_limit, 70),
        min_growth_value: qualification.min_growth_value,
        cadence: BTreeMap::from([
            (Tier::A, cadence.A.unwrap_or(Cadence::Quarterly)),
            (Tier::B, cadence.B.unwrap_or(Cadence::Quarterly)),
            (Tier::C, cadence.C.unwrap_or(Cadence::Annual)),
        ]),
        review_minutes: review.minutes.unwrap_or(90),
        pre_read_days: review.pre_read_days.unwrap_or(5),
        ready_at: Decimal::from(review.ready_at.unwrap_or(70)),
        near_term_days: near_term.days.unwrap_or(90),
        near_term_max_share: share(near_term.max_share, 70),
        objectives_max: count(raw.objectives_max, 5),
        goal_coverage: share(raw.goal_coverage, 250),
        warn_after_days: compliance.warn_after_days.unwrap_or(14),
        escalate_after_days: compliance.escalate_after_days.unwrap_or(30),
        escalate_to: compliance.escalate_to,
        cliches: raw.cliches,
        sections: raw.sections.unwrap_or_else(|| SECTIONS.map(str::to_owned).to_vec()),
        gate_tolerance: share(gate.tolerance, 50),
        gate_floors: BTreeMap::from([(Tier::A, share(floors.A, 7000)), (Tier::B, share(floors.B, 6000)), (Tier::C, share(floors.C, 0))]),
        confidence_min: share(raw.confidence_min, 60),
        projection_max_difference: share(raw.projection_max_difference, 20),
        data_stale_days: raw.data_stale_days.unwrap_or(45),
        supporters_min: count(raw.supporters_min, 2),
        owner_load: count(raw.owner_load, 3),
        concentration_hhi: Decimal::from(raw.concentration_hhi.unwrap_or(2500)),
        fire_drill_days: raw.fire_drill_days.unwrap_or(5),
    }
}
