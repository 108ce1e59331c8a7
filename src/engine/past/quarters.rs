//! How the territory stood at the end of past quarters: each is judged once, by today's policy, and remembered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chains::Chain;
use super::facts::Shard;
use super::reviews::Reviews;
use super::{BLOCK, fold, then};
use crate::analysis::Analysis;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::fingerprint::fingerprint;
use crate::config::settings::Settings;
use crate::engine::ground::territory;
use crate::model::account::Status;
use crate::model::past::{History, Past, PlanPast, PlanThen, Quarter, Touch};
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::compliance::{State, compliance};
use crate::source::history::{Log, Memo, Oid, Unknown, Versions};
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// Two years of them are shown.
const QUARTERS: usize = 8;

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
    // one more than is shown: a state knows how the quarter before it ended
    let quarters = (1..=QUARTERS as i32 + 1).rev().map(|back| now.plus_quarters(-back)).map(|period| (period, settings.calendar.span(period).1.plus_days(-1)));
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
    let mut quarters: Vec<Quarter> = Vec::new();
    let mut before = String::new();
    for (period, day) in ended(source.settings, source.snapshot.today, source.log) {
        let Some(commit) = versions.at(day)? else { continue };
        let key = format!("quarter-{}", period.to_string().to_lowercase());
        let plans = source.until(day);
        let words = [commit.to_string(), day.to_string(), before];
        let stamp = fingerprint(words.iter().map(String::as_bytes).chain(names(&plans)).chain(policy.iter().copied()));
        let remembered = memo.get(&key).and_then(|bytes| serde_json::from_slice::<(String, Quarter)>(&bytes).ok());
        let quarter = match remembered.filter(|(at, _)| *at == stamp) {
            Some((_, quarter)) => quarter,
            None => {
                let plans = states(source, &plans, (commit, day), quarters.last(), versions)?;
                let quarter = Quarter { period: period.to_string(), day, plans };
                if let Ok(bytes) = serde_json::to_vec(&(&stamp, &quarter)) {
                    memo.put(&key, &bytes);
                }
                quarter
            }
        };
        quarters.push(quarter);
        before = stamp;
    }
    Ok(quarters.split_off(quarters.len().saturating_sub(QUARTERS)))
}

impl<'a> Source<'a> {
    /// The plans that a commit had made by the end of a day.
    fn until(&self, day: Date) -> Vec<&(&'a str, &'a Chain, &'a Shard)> {
        let made = |chain: &Chain| chain.steps.last().and_then(|step| self.log.commits.get(step.commit)).is_some_and(|commit| commit.landed <= day);
        self.plans.iter().filter(|(_, chain, _)| made(chain)).collect()
    }
}

/// What tells which plan of then is which of today: the commit has all else. A plan that was taken away since has no steps here.
fn names<'a>(plans: &'a [&'a (&'a str, &'a Chain, &'a Shard)]) -> impl Iterator<Item = &'a [u8]> {
    plans.iter().flat_map(|(slug, chain, _)| std::iter::once(*slug).chain(chain.former_names.iter().map(String::as_str))).map(str::as_bytes)
}

/// How the plans stood, by account: what a run on that day would have said of them by today's policy.
fn states(
    source: &Source<'_>,
    plans: &[&(&str, &Chain, &Shard)],
    (commit, day): (Oid, Date),
    before: Option<&Quarter>,
    versions: &mut dyn Versions,
) -> Result<BTreeMap<String, PlanThen>, Unknown> {
    let mut snapshot = then::snapshot(commit, day, Some(source.snapshot), versions)?;
    let territory = territory(&snapshot, &mut Vec::new());
    let reviews = Reviews::new(&snapshot, &territory, source.log);
    let lay_at = |name: &String| layout::plan(name).is_some_and(|path| snapshot.contains(&path));
    let mut past = Past { commit: commit.to_string(), quarters: before.cloned().into_iter().collect(), ..Past::default() };
    for block in plans.chunks(BLOCK) {
        // under the name that it had then
        let name = |slug: &&str, chain: &Chain| chain.former_names.iter().find(|name| lay_at(name)).cloned().unwrap_or_else(|| (*slug).to_owned());
        let named: Vec<(String, &Chain, &Shard)> = block.iter().map(|(slug, chain, shard)| (name(slug, chain), *chain, *shard)).collect();
        let chains: Vec<(&str, &Chain)> = named.iter().map(|(name, chain, _)| (name.as_str(), *chain)).collect();
        let mut compared = Shard::default();
        let wanted = reviews.wanted(&chains, &mut compared);
        reviews.compare(&chains, &wanted, &mut compared, versions)?;
        for ((name, chain, shard), wanted) in named.iter().zip(&wanted) {
            let (since_review, after_review) = wanted.found(&compared);
            let folded = fold::fold(chain, source.log, source.touches, shard, day);
            past.plans.insert(name.clone(), PlanPast { since_review, after_review, ..folded });
        }
    }
    snapshot.history = History::Known(Arc::new(past));
    Ok(rows(&crate::engine::score(&snapshot)))
}

/// What is kept of an analysis.
fn rows(analysis: &Analysis<'_>) -> BTreeMap<String, PlanThen> {
    let portfolio = &analysis.portfolio;
    let row = |(unit, card): (&Arc<PlanUnit>, &Arc<Scorecard>)| {
        let plan = portfolio.plan(unit);
        let tenths = |value: rust_decimal::Decimal| i32::try_from(value.saturating_mul(rust_decimal::Decimal::TEN).round()).unwrap_or(0);
        let scores = card.scores.iter().filter_map(|score| score.value.map(|value| (score.key.to_owned(), tenths(value))));
        let readiness = card.readiness.score.value.map(|value| ("readiness".to_owned(), tenths(value)));
        let then = PlanThen {
            scores: scores.chain(readiness).collect(),
            level: card.readiness.level.as_str().to_owned(),
            closed: plan.status == Some(Status::Closed),
            owner: plan.owner.clone().unwrap_or_default(),
            projection: (!plan.projection_90d.is_empty()).then(|| plan.projection_90d.iter().map(|it| it.amount).sum()),
            compliant: compliance(portfolio, unit).map(|it| matches!(it.state, State::Compliant | State::Waived)),
        };
        (unit.slug.to_string(), then)
    };
    portfolio.plans.iter().zip(&analysis.cards).map(row).collect()
}
