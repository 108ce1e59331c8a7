//! How the territory stood at the end of past quarters: each is judged once, by today's policy, and remembered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chains::Chain;
use super::facts::Shard;
use super::{fold, then};
use crate::analysis::Analysis;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::fingerprint::fingerprint;
use crate::config::settings::Settings;
use crate::model::past::{History, Past, PlanThen, Quarter, Touch};
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::compliance::{State, compliance};
use crate::source::history::{Log, Memo, Oid, Unknown, Versions};
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// Two years of them are shown.
const QUARTERS: i32 = 8;

/// All that a quarter's state is worked out from.
pub struct Source<'a> {
    pub snapshot: &'a Snapshot,
    pub settings: &'a Settings,
    pub log: &'a Log,
    pub touches: &'a [Touch],
    /// Each plan with its chain and the facts of its steps.
    pub plans: Vec<(&'a str, &'a Chain, &'a Shard)>,
}

/// The ended quarters that the log reaches back to, oldest first.
fn ended(settings: &Settings, today: Date, log: &Log) -> Vec<(FiscalPeriod, Date)> {
    let Some(oldest) = log.commits.iter().map(|commit| commit.day).min() else { return Vec::new() };
    let now = settings.calendar.quarter_of(today);
    let quarters = (1..=QUARTERS).rev().map(|back| now.plus_quarters(-back)).map(|period| (period, settings.calendar.span(period).1.plus_days(-1)));
    quarters.filter(|(_, day)| *day >= oldest && *day < today).collect()
}

/// The states of the last two years.
///
/// # Errors
/// When the repository is broken.
pub fn read(source: &Source<'_>, versions: &mut dyn Versions, memo: &dyn Memo) -> Result<Vec<Quarter>, Unknown> {
    let policy: Vec<&[u8]> = source
        .snapshot
        .files
        .iter()
        .filter(|(path, _)| layout::role(path).is_measure())
        .flat_map(|(path, file)| match file {
            File::Bytes(bytes) => [path.as_str().as_bytes(), bytes],
            _ => [path.as_str().as_bytes(), &[]],
        })
        .collect();
    let mut quarters = Vec::new();
    for (period, day) in ended(source.settings, source.snapshot.today, source.log) {
        let Some(commit) = versions.at(day)? else { continue };
        let key = format!("quarter-{}", period.to_string().to_lowercase());
        let words = [commit.to_string(), day.to_string()];
        let stamp = fingerprint(words.iter().map(String::as_bytes).chain(policy.iter().copied()));
        let remembered = memo.get(&key).and_then(|bytes| serde_json::from_slice::<(String, Quarter)>(&bytes).ok());
        if let Some((_, quarter)) = remembered.filter(|(at, _)| *at == stamp) {
            quarters.push(quarter);
            continue;
        }
        let quarter = Quarter { period: period.to_string(), day, plans: plans(source, commit, day, versions)? };
        if let Ok(bytes) = serde_json::to_vec(&(&stamp, &quarter)) {
            memo.put(&key, &bytes);
        }
        quarters.push(quarter);
    }
    Ok(quarters)
}

fn plans(source: &Source<'_>, commit: Oid, day: Date, versions: &mut dyn Versions) -> Result<BTreeMap<String, PlanThen>, Unknown> {
    let mut snapshot = then::snapshot(commit, day, Some(source.snapshot), versions)?;
    let lay_at = |name: &String| layout::plan(name).is_some_and(|path| snapshot.contains(&path));
    let mut past = Past { commit: commit.to_string(), ..Past::default() };
    for (slug, chain, shard) in &source.plans {
        // under the name that it had then
        let name = chain.former_names.iter().find(|name| lay_at(name)).cloned().unwrap_or_else(|| (*slug).to_owned());
        past.plans.insert(name, fold::fold(chain, source.touches, shard, day));
    }
    snapshot.history = History::Known(Arc::new(past));
    Ok(rows(&crate::engine::score(&snapshot)))
}

/// What is kept of an analysis.
fn rows(analysis: &Analysis<'_>) -> BTreeMap<String, PlanThen> {
    let portfolio = &analysis.portfolio;
    let row = |(unit, card): (&Arc<PlanUnit>, &Arc<Scorecard>)| {
        let plan = portfolio.plan(unit);
        let tenths = |value: rust_decimal::Decimal| i32::try_from((value * rust_decimal::Decimal::TEN).round()).unwrap_or(0);
        let scores = card.scores.iter().filter_map(|score| score.value.map(|value| (score.key.to_owned(), tenths(value))));
        let readiness = card.readiness.score.value.map(|value| ("readiness".to_owned(), tenths(value)));
        let then = PlanThen {
            scores: scores.chain(readiness).collect(),
            level: card.readiness.level.as_str().to_owned(),
            owner: plan.owner.clone().unwrap_or_default(),
            projection: (!plan.projection_90d.is_empty()).then(|| plan.projection_90d.iter().map(|it| it.amount).sum()),
            compliant: compliance(portfolio, unit).map(|it| matches!(it.state, State::Compliant | State::Waived)),
        };
        (unit.slug.to_string(), then)
    };
    portfolio.plans.iter().zip(&analysis.cards).map(row).collect()
}
