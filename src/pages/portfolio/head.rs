//! The top of the portfolio: as of when, the answer as a sentence from a fixed template, six key figures.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use crate::audience::narrow::Scope;
use crate::audience::project::View;
use crate::audience::view::{RowView, TotalsView};
use crate::base::amount::{Amount, grouped};
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::kpi::{self, Kpi};
use crate::cards::{not_counted, text};
use crate::charts::chart::list;
use crate::draw::label;
use crate::draw::number::percent;

/// So many accounts are named in the answer.
const NAMED: usize = 3;

/// The day, the next review, and where readiness stands.
pub fn status(view: &View<'_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let frame = &view.frame;
    out.text(&phrase("As of {} · {}", &[&frame.as_of.weekday_and_year(), &frame.quarter]));
    if let Some(review) = view.reviews_soon().next() {
        out.word(" · next review ").text(&review.on.weekday()).text(", ").link(&here.event(&review), &[], review.title);
    }
    if !view.rows.is_empty() {
        out.text(" · ").link_word(&here.to(&SitePath::fixed("readiness/index.html")), &[], "review readiness");
    }
    out
}

/// Buttons: the whole list as data.
pub fn acts(here: &Here<'_>) -> Html {
    let mut out = Html::new();
    for (title, path) in [(key("Accounts, CSV"), "data/accounts.csv"), (key("Scores, JSON"), "data/scores.json")] {
        out.link_word(&here.to(&SitePath::fixed(path)), &[("class", "btn")], title);
    }
    out
}

/// The target that the sums are measured against: the program's, else the sum of the plans'.
fn target(totals: &TotalsView) -> Option<Amount> {
    totals.growth_target.or(Some(totals.planned_target)).filter(|target| target.0 > Decimal::ZERO)
}

/// What counts towards that target: everything towards the program's, and towards the plans' own only what those plans hold.
fn committed(totals: &TotalsView) -> Amount {
    if own(totals) { totals.planned_covered } else { totals.won.plus(totals.weighted_open) }
}

/// Is measured against the plans' own targets?
fn own(totals: &TotalsView) -> bool {
    totals.growth_target.is_none() && totals.planned_target > Amount::ZERO
}

/// So many reasons are named of what is not counted.
const REASONS: usize = 3;

/// What the sums are without: "Not counted: Saltmarsh Health, which cannot be read; one deal of Kestrel with a mistake in it." Nothing where all is counted.
pub fn uncounted(rows: &[&RowView]) -> String {
    let mut parts = Vec::new();
    for row in rows {
        let name = label::name(&row.title);
        if !row.readable {
            parts.push(phrase("{account}, which cannot be read", &[&name]));
            continue;
        }
        match row.deals_lost {
            0 => {}
            1 => parts.push(phrase("one deal of {account} with a mistake in it", &[&name])),
            n => parts.push(phrase("{n} deals of {account} with mistakes in them", &[&n, &name])),
        }
        if row.target_lost {
            parts.push(phrase("the growth target of {account}, which has a mistake in it", &[&name]));
        }
    }
    let more = parts.len().saturating_sub(REASONS);
    parts.truncate(REASONS);
    let mut named = parts.join("; ");
    if more > 0 {
        named.push_str(&phrase("; and {} more", &[&more]));
    }
    if named.is_empty() { named } else { phrase("Not counted: {parts}. ", &[&named]) }
}

/// ", without 1 plan and 2 deals": the same as a note to a figure.
fn without(rows: &[&RowView]) -> String {
    without_those(not_counted::unread(rows), rows.iter().map(|row| row.deals_lost).sum())
}

fn without_those(plans: usize, deals: usize) -> String {
    let parts = [(plans, text::plural(plans, "plan", "plans")), (deals, text::plural(deals, "deal", "deals"))];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    if parts.is_empty() { String::new() } else { phrase(", without {}", &[&list(&parts)]) }
}

/// "Committed business covers 46 % of the $6.50 m target. Saltmarsh, Kestrel and Alder hold 63 % of the open value, and 4 of 12 plans are ready."
pub fn lede(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let totals = &scope.totals;
    let short = |amount: Amount| here.short(amount);
    let (share_of, sum) = (|share: Decimal| Html::strong(&percent(share)), |amount: Amount| Html::strong(&short(amount)));
    match target(totals).and_then(|target| Some((target, committed(totals).ratio(target)?))) {
        Some((target, share)) if own(totals) => {
            out.sentence("Won and weighted open business covers {share} of the {target} of the accounts' own growth targets. ", &[share_of(share), sum(target)])
        }
        Some((target, share)) => out.sentence("Won and weighted open business covers {share} of the {target} growth target. ", &[share_of(share), sum(target)]),
        None => out.sentence("Won and weighted open business comes to {sum}; no growth target is set. ", &[sum(committed(totals))]),
    };
    out.text(&uncounted(&scope.rows));
    match leaders(scope) {
        Some((names, share)) if names.len() == 1 => {
            out.sentence("{account} holds {share} of the open value, and ", &[Html::plain(&list(&names)), share_of(share)])
        }
        Some((names, share)) => out.sentence("{accounts} hold {share} of the open value, and ", &[Html::plain(&list(&names)), share_of(share)]),
        None if totals.open.0 > Decimal::ZERO => out.sentence("{sum} is open, and ", &[sum(totals.open)]),
        None => out.word("Nothing is open, and "),
    };
    let (ready, plans) = (totals.ready, totals.plans);
    match (ready, plans) {
        (_, 0) if scope.rows.len() == 1 => out.word("the one plan is closed."),
        (_, 0) => out.word("all plans are closed."),
        (1, 1) => out.sentence("{the one plan} is ready for review.", &[Html::strong(&word("the one plan"))]),
        (0, 1) => out.sentence("{the one plan} is not ready for review.", &[Html::strong(&word("the one plan"))]),
        (0, _) => out.sentence("{none of n} plans is ready for review.", &[Html::strong(&phrase("none of {plans}", &[&text::number(plans)]))]),
        (1, _) => out.sentence("{one of n} plans is ready for review.", &[Html::strong(&phrase("1 of {plans}", &[&text::number(plans)]))]),
        (ready, plans) if ready == plans => {
            out.sentence("{all n} plans are ready for review.", &[Html::strong(&phrase("all {plans}", &[&text::number(plans)]))])
        }
        _ => out
            .sentence("{some of n} plans are ready for review.", &[Html::strong(&phrase("{ready} of {plans}", &[&text::number(ready), &text::number(plans)]))]),
    };
    out
}

/// The fewest accounts, at most three and at most half of all, that hold clearly more than half of the open value; `None` when it is spread wider.
fn leaders(scope: &Scope<'_, '_>) -> Option<(Vec<String>, Decimal)> {
    let ours = |row: &&RowView| row.currency == scope.view.frame.currency && row.open.0 > Decimal::ZERO;
    let mut rows: Vec<&RowView> = scope.rows.iter().copied().filter(ours).collect();
    rows.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.slug.cmp(&b.slug)));
    let mut held = Amount::ZERO;
    let mut names = Vec::new();
    for row in rows.iter().take(NAMED.min(rows.len() / 2)) {
        held = held.plus(row.open);
        names.push(label::name(&row.title).into_owned());
        let share = held.ratio(scope.totals.open)?;
        if share >= Decimal::new(55, 2) {
            return Some((names, share));
        }
    }
    None
}

/// The key figures of all plans, each a link to the page that it is made of where there is one.
pub fn kpi_of_all(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let growth = Some("growth/index.html");
    let pages = [growth, growth, growth, None, Some("readiness/index.html"), Some("actions/index.html")];
    let explained = |(figure, page): (Kpi, Option<&'static str>)| match page {
        Some(page) if scope.totals.plans > 0 => figure.explained(here.to(&SitePath::fixed(page))),
        _ => figure,
    };
    let mut out = Html::new();
    kpi::kpi(&mut out, &figures(scope, here).into_iter().zip(pages).map(explained).collect::<Vec<_>>());
    out
}

/// The key figures of some plans.
pub fn kpi(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    kpi::kpi(&mut out, &figures(scope, here));
    out
}

/// Growth target, won and weighted open, gap, value at stake, plans ready, overdue actions.
fn figures(scope: &Scope<'_, '_>, here: &Here<'_>) -> [Kpi; 6] {
    let totals = &scope.totals;
    let short = |amount: Amount| here.short(amount);
    let target = target(totals);
    let committed = committed(totals);
    let missing = target.map(|target| target.minus(committed));
    let of_target = target.and_then(|target| committed.ratio(target));
    let plans = match (totals.plans, scope.rows.len()) {
        (0, 1) => word("the one plan is closed").into_owned(),
        (0, _) => word("all plans are closed").into_owned(),
        (n, _) => text::plural(n, "plan", "plans"),
    };
    let others = match totals.other_currencies {
        0 if totals.plans == 0 => String::new(),
        0 if target.is_some_and(|target| target != totals.planned_target) && totals.plans == 1 => {
            phrase(", which asks for {}", &[&short(totals.planned_target)])
        }
        0 if target.is_some_and(|target| target != totals.planned_target) => phrase(", which ask for {}", &[&short(totals.planned_target)]),
        0 if totals.owners < 2 => String::new(),
        0 => format!(", {}", text::plural(totals.owners, "owner", "owners")),
        n => phrase(", {} in another currency left out", &[&text::plural(n, "plan", "plans")]),
    };
    let unknown = scope.rows.iter().filter(|row| !row.readable || row.target_lost).count();
    let others = if unknown > 0 { format!("{others}{}", phrase(", {} not known", &[&unknown])) } else { others };
    // towards the program's target everything counts
    let elsewhere = if own(totals) { totals.covered_elsewhere } else { Amount::ZERO };
    let elsewhere = if elsewhere.is_zero() { String::new() } else { phrase(", {} more without a target", &[&short(elsewhere)]) };
    let ours = scope.rows.iter().filter(|row| row.currency == here.frame.currency && !row.copy);
    let at_stake = ours.filter(|row| row.value_at_stake_90d.0 > Decimal::ZERO).count();
    let gap = match missing {
        Some(missing) if missing.0 > Decimal::ZERO => Kpi::text("Gap to target", &short(missing), phrase("all open deals: {}", &[&short(totals.open)])),
        Some(missing) => Kpi::text("Above target", &short(Amount(-missing.0)), phrase("all open deals: {}", &[&short(totals.open)])),
        None => Kpi::text("Gap to target", "–", word("no target is set")),
    };
    let ready = if totals.plans == 0 { "–".to_owned() } else { phrase("{} of {}", &[&text::number(totals.ready), &text::number(totals.plans)]) };
    let waiting = match (totals.ready_with_gaps, totals.prepare_first) {
        _ if totals.plans == 0 => plans.clone(),
        (0, 0) => word("nothing to prepare").into_owned(),
        (0, first) => phrase("{first} to prepare first", &[&text::number(first)]),
        (gaps, 0) => phrase("{gaps} with gaps", &[&text::number(gaps)]),
        (gaps, first) => phrase("{gaps} with gaps, {first} to prepare", &[&text::number(gaps), &text::number(first)]),
    };
    [
        Kpi::text("Growth target", &target.map_or_else(|| "–".to_owned(), short), format!("{plans}{others}")),
        Kpi::text(
            "Won + weighted open",
            &short(committed),
            format!("{}{elsewhere}{}", of_target.map_or_else(String::new, |share| phrase("{} of target", &[&percent(share)])), without(&scope.rows)),
        ),
        gap,
        Kpi::text(
            "At stake in 90 days",
            &short(totals.value_at_stake_90d),
            format!("{}{}", phrase("in {}", &[&text::plural(at_stake, "account", "accounts")]), without(&scope.rows)),
        ),
        Kpi::text("Plans ready", &ready, waiting),
        Kpi::text(
            "Overdue actions",
            &totals.overdue_actions.to_string(),
            format!("{}{}", phrase("of {} open", &[&grouped(&totals.open_actions.to_string())]), without_those(not_counted::unread(&scope.rows), 0)),
        ),
    ]
}
