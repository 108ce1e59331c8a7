//! As, Bs, the money, and the revenue behind it (M4, M7, M16–M23).

use std::collections::BTreeSet;

use super::facts::{Facts, Found, first_of};
use crate::base::count::count;
use crate::base::date::Date;
use crate::model::account::Stance;
use crate::model::opportunity::Opportunity;
use crate::model::territory::RevenueRow;
use crate::scores::calibration;
use crate::scores::tally::listed;
use crate::scores::tier::STRONG;

const QUOTA: &str = "data/quota.csv";
const REVENUE: &str = "data/revenue.csv";

/// Only plans that are active or in review are ranked.
pub fn tier(facts: &Facts<'_>) -> Option<Found> {
    if !facts.cx.plan.is_live() {
        return None;
    }
    let place = facts.plan("/tier");
    match (facts.cx.plan.tier, facts.computed) {
        // deals rank a plan, and not all of them are read
        (Some(declared), _) if facts.mistaken(&facts.plan("/opportunities")).is_some() => {
            Found::unknown(place, format!("declared {declared}; `opportunities` holds a mistake"))
        }
        (Some(declared), Some(computed)) => {
            let mut because = format!("declared {declared}, computed {}", computed.tier);
            if computed.tier != computed.by_value {
                because.push_str(&format!(", for a relationship strength under {STRONG}"));
            }
            let remedy = format!("Settle the tier: {because}");
            Found::test(declared == computed.tier, place, because, remedy)
        }
        (Some(declared), None) if facts.cx.ground.copied(facts.cx.unit).is_some() => {
            Found::unknown(place, format!("declared {declared}; a copy of another plan is not ranked"))
        }
        (Some(declared), None) => Found::unknown(place, format!("declared {declared}; plans in another currency are not ranked")),
        (None, _) => Found::unknown(place, "no tier is declared"),
    }
}

pub fn amounts(facts: &Facts<'_>) -> Option<Found> {
    opportunities(facts, |it, _| it.requalified_on, "amount re-qualified", "Re-qualify", "requalified_on")
}

/// No timing is confirmed of a deal that should have closed.
pub fn timing(facts: &Facts<'_>) -> Option<Found> {
    let confirmed = |it: &Opportunity, today: Date| it.timing_confirmed_on.filter(|_| it.close_by >= today);
    opportunities(facts, confirmed, "timing confirmed", "Confirm the timing of", "timing_confirmed_on")
}

fn opportunities(facts: &Facts<'_>, date: fn(&Opportunity, Date) -> Option<Date>, done: &str, verb: &str, key: &str) -> Option<Found> {
    let open = || facts.cx.plan.opportunities.iter().enumerate().filter(|(_, it)| it.is_open());
    let all = open().count();
    if all == 0 {
        return match facts.cx.plan.is_full() {
            true => Found::fail(facts.plan("/opportunities"), "no open opportunity", "Add an open opportunity with `requalified_on` and `timing_confirmed_on`"),
            false => None,
        };
    }
    let stale = || open().filter(|(_, it)| !date(it, facts.today()).is_some_and(|date| facts.cx.in_period(date)));
    let n_stale = stale().count();
    let because = format!("{done} in {} for {} of {}", facts.cx.period(), all - n_stale, count(all, "open opportunity", "open opportunities"));
    let first = stale().next();
    let late = |it: &Opportunity| key == "timing_confirmed_on" && it.close_by < facts.today();
    let remedy = first.map(|(_, it)| match (late(it), first_of(&format!("“{}”", it.name), n_stale)) {
        (true, named) => format!("Close {named} as won or lost, or move `close_by`"),
        (false, named) => format!("{verb} {named} and set `{key}`"),
    });
    let remedy = remedy.unwrap_or_default();
    Found::test(n_stale == 0, facts.item("opportunities", first.map(|(index, _)| index)), because, remedy)
}

/// Applies with a `quota.csv`.
pub fn quota(facts: &Facts<'_>) -> Option<Found> {
    let portfolio = facts.cx.ground;
    if !portfolio.tables.quota {
        return None;
    }
    let calendar = facts.cx.settings().calendar;
    let (start, end) = calendar.span(facts.cx.period());
    let rows = &portfolio.data(facts.cx.unit.slug.as_str()).quota;
    let known = rows.iter().any(|row| {
        let (from, to) = calendar.span(row.period);
        from < end && start < to
    });
    let period = facts.cx.period();
    // nobody is asked to sell in a quarter before the one in which the first order is expected
    let first = rows.iter().map(|row| row.period).min_by_key(|period| calendar.span(*period));
    let first = first.filter(|first| facts.cx.plan.stance == Some(Stance::Acquire) && calendar.span(*first).0 >= end);
    if let Some(first) = first {
        return Found::pass(facts.table(QUOTA), format!("none is set for {period}: the quota begins with {first}"));
    }
    let because = if known { format!("quota for {period}") } else { format!("no quota for {period}") };
    Found::test(known, facts.table(QUOTA), because, format!("Get the quota for {period} into data/quota.csv"))
}

/// The rows of the last four fiscal quarters; `None` where no history can be asked for: without a `revenue.csv`, and of an account to acquire that
/// never bought.
fn sold<'a>(facts: &Facts<'a>) -> Option<Vec<&'a RevenueRow>> {
    let portfolio = facts.cx.ground;
    let rows = &portfolio.data(facts.cx.unit.slug.as_str()).revenue;
    if !portfolio.tables.revenue || (rows.is_empty() && facts.cx.plan.stance == Some(Stance::Acquire)) {
        return None;
    }
    let year = portfolio.last_four_quarters();
    Some(rows.iter().filter(|row| row.period.quarter().is_some_and(|quarter| year.contains(&quarter))).collect())
}

pub fn history(facts: &Facts<'_>) -> Option<Found> {
    let quarters: BTreeSet<_> = sold(facts)?.iter().filter_map(|row| row.period.quarter()).collect();
    let known = facts.cx.ground.history_known(facts.cx.unit.slug.as_str());
    let mut because = format!("{} of the last 4 fiscal quarters in revenue.csv", known.len());
    if quarters.len() < known.len() {
        because.push_str(&format!(", nothing sold in {}", known.len() - quarters.len()));
    }
    Found::test(known.len() == 4, facts.table(REVENUE), because, "Get the last four quarters of this account into data/revenue.csv")
}

pub fn split(facts: &Facts<'_>) -> Option<Found> {
    let rows = sold(facts)?;
    let n_split = rows.iter().filter(|row| !row.sold.brand.is_empty() && !row.sold.division.is_empty()).count();
    if rows.is_empty() {
        return None;
    }
    let because = format!("{n_split} of {} with brand and division", count(rows.len(), "revenue row", "revenue rows"));
    Found::test(n_split == rows.len(), facts.table(REVENUE), because, "Give every row of data/revenue.csv its brand and division")
}

pub fn projection(facts: &Facts<'_>) -> Option<Found> {
    let rows = sold(facts)?;
    let brands: BTreeSet<&str> = rows.iter().map(|row| row.sold.brand.as_ref()).collect();
    let projected: BTreeSet<&str> = facts.cx.plan.projection_90d.iter().map(|it| it.brand.as_str()).collect();
    let place = facts.plan("/projection_90d");
    if brands.is_empty() {
        let because = count(projected.len(), "brand projected", "brands projected");
        return Found::test(!projected.is_empty(), place, because, "Project the next 90 days (`projection_90d`)");
    }
    let missing: Vec<&str> = brands.difference(&projected).copied().collect();
    let because = format!("projection for {} of {}", brands.len() - missing.len(), count(brands.len(), "brand sold", "brands sold"));
    Found::test(missing.is_empty(), place, because, format!("Project the next 90 days of {} (`projection_90d`)", listed(&missing)))
}

pub fn projection_error(facts: &Facts<'_>) -> Option<Found> {
    sold(facts)?;
    facts.by_past(facts.plan("/projection_90d"), |_| {
        let place = facts.plan("/projection_90d");
        let Some(miss) = calibration::last(facts.cx.ground, facts.cx.unit) else {
            return Found::unknown(place, "no projection of a quarter that has ended is known");
        };
        let most = facts.cx.settings().policy.projection_max_difference;
        let because = format!("{} was projected for {} and {} came", miss.projected.in_whole(), miss.period, miss.actual.in_whole());
        let near = miss.share().is_some_and(|share| share.abs() <= most);
        Found::gone(near, place, because, "the next quarter that ends")
    })
}

/// The declared date of the data, else the end of the last fiscal period in the file.
pub fn data_date(facts: &Facts<'_>) -> Option<Found> {
    let (portfolio, settings) = (facts.cx.ground, facts.cx.settings());
    if !portfolio.tables.revenue {
        return None;
    }
    let declared = settings.data.get("revenue").and_then(|source| source.as_of);
    let last_day = || portfolio.tables.revenue_until.map(|period| settings.calendar.span(period).1.plus_days(-1).min(facts.today()));
    let Some(as_of) = declared.or_else(last_day) else { return Found::unknown(facts.plan(""), "the date of data/revenue.csv is not known") };
    let days = facts.today().days_since(as_of);
    let limit = settings.policy.data_stale_days;
    let because = format!("revenue as of {as_of}, at most {limit} days old");
    Found::test(days <= limit, facts.table(REVENUE), because, "Export data/revenue.csv again and set its date under `data` in quarterdeck.yaml")
}
