//! All accounts with a plan as one table that sorts and filters; its totals stand on the first part.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use crate::audience::narrow::Scope;
use crate::audience::view::RowView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::filter::{Choice, filter};
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, Total, column};
use crate::cards::{block, pager, state, text};
use crate::draw::number::Unit;
use crate::pages::portfolio::unreadable;

const COLUMNS: [Column; 12] = [
    column("account", "Account", Sort::Text),
    column("owner", "Owner", Sort::Text).with("x nw", ""),
    column("readiness", "Readiness", Sort::Number).with("", "Readiness"),
    column("stance", "Stance", Sort::Text).with("secondary", ""),
    column("tier", "Tier", Sort::Text).with("secondary nw", ""),
    column("stake", "90\u{a0}days", Sort::Number).with("x", "90 days"),
    column("target", "Target", Sort::Number).with("secondary", ""),
    column("gap", "Gap", Sort::Number).with("", "Gap"),
    column("pace", "Quota\u{a0}pace", Sort::Number).with("secondary noprint", ""),
    column("actions", "Actions", Sort::Number).with("x", "Actions"),
    column("kdm", "KDM\u{a0}met", Sort::Number).with("secondary noprint", ""),
    column("review", "Review", Sort::Date).with("nw", "Review"),
];

/// The block with filter, table and the way to the other parts, whose addresses `address` gives.
pub fn accounts(scope: &Scope<'_, '_>, here: &Here<'_>, part: usize, title: &'static str, address: &dyn Fn(usize) -> SitePath) -> Html {
    let mut out = Html::new();
    let title = &*word(title);
    let all = scope.rows.len();
    let rows = scope.rows.get(pager::range(part, all)).unwrap_or(&[]);
    // an amount in another currency is shown by itself
    let ours = rows.iter().filter(|row| row.currency == here.frame.currency);
    let amounts = ours.flat_map(|row| [row.growth_target.unwrap_or_default(), row.value_at_stake_90d, covered(row)]);
    let unit = Unit::of(amounts.map(|amount| amount.0));
    let sub = |out: &mut Html| {
        out.text(&phrase(
            "{}; value at stake in 90 days, largest first; target and gap are each account's own; tiers as declared ≠ as computed",
            &[&unit.word(&here.frame.currency)],
        ));
    };
    block::block(&mut out, "all", title, sub, |out| {
        let choices = [
            Choice::of("owner", "Owner", "All owners", rows.iter().map(|row| (row.owner.id.as_str(), row.owner.name.clone()))),
            Choice::of("stance", "Stance", "All", rows.iter().filter_map(|row| row.stance).map(|stance| (stance, text::titled(stance)))),
            Choice::of("tier", "Tier", "All", rows.iter().filter_map(|row| tier(row)).map(|tier| (tier, tier.to_owned()))),
            Choice::of("readiness", "Readiness", "All", rows.iter().map(|row| (verdict_key(row), word(verdict(row).word).into_owned()))),
        ];
        // the files are those of the territory, with the columns to narrow them by
        let narrowed = all < scope.view.rows.len();
        let [csv, json] = if narrowed { [key("All accounts, CSV"), key("All accounts, JSON")] } else { ["CSV", "JSON"] };
        let files = [(csv, SitePath::fixed("data/accounts.csv")), (json, SitePath::fixed("data/accounts.json"))];
        filter(out, here, "accounts", "Name, owner, words", &choices, &files);
        let mut table = Table::open(out, "accounts", title, &COLUMNS, Some(("stake", true)));
        for row in rows {
            line(&mut table, scope, here, row, unit);
        }
        if part == 1 {
            table.totals();
            totals(&mut table, scope, unit);
        }
        table.close(part == 1);
        pager::pager(out, here, part, all, address);
    });
    out
}

fn covered(row: &RowView) -> Amount {
    row.won.plus(row.weighted_open)
}

fn tier(row: &RowView) -> Option<&'static str> {
    row.tier.or(row.computed_tier)
}

fn verdict(row: &RowView) -> state::State {
    match row.readable {
        true if row.is_closed() => state::NOTE.says("Closed"),
        true => state::verdict(row.verdict),
        false => state::ERROR.says("Cannot be read"),
    }
}

fn verdict_key(row: &RowView) -> &'static str {
    match row.readable {
        true if row.is_closed() => "closed",
        true => row.verdict,
        false => "unreadable",
    }
}

fn line(table: &mut Table<'_>, scope: &Scope<'_, '_>, here: &Here<'_>, row: &RowView, unit: Unit) {
    let id = format!("a-{}", row.slug);
    // amounts in another currency are not in the totals
    let apart = row.currency != here.frame.currency;
    table.row(&[
        ("id", &id),
        ("data-account", row.slug.as_str()),
        ("data-owner", &row.owner.id),
        ("data-stance", row.stance.unwrap_or("")),
        ("data-tier", tier(row).unwrap_or("")),
        ("data-readiness", verdict_key(row)),
        (if apart { "data-currency" } else { "" }, &row.currency),
    ]);
    table.cell(None, |out| {
        out.link(&here.account(&row.slug), &[], &row.title);
        if !row.readable {
            out.open("small", &[]);
            text::message(out, &unreadable::reason(scope.view, row));
            out.close("small");
        }
    });
    table.cell(None, |out| here.person(out, &row.owner));
    let readiness = row.score("readiness");
    table.scored("readiness", readiness.map(text::score).as_deref(), |out| {
        let mark = verdict(row);
        match (readiness, row.readable) {
            (Some(_), true) => {
                mark.write_narrow(out, &word(mark.word));
                out.text("\u{a0}").text(&text::in_column(readiness));
            }
            _ => mark.write(out),
        }
    });
    table.text(&row.stance.map(text::titled).unwrap_or_default());
    tier_cell(table, row);
    money(table, here, row, row.readable.then_some(row.value_at_stake_90d), |amount| unit.show(amount));
    money(table, here, row, row.growth_target, |amount| unit.show(amount));
    let target = row.growth_target.filter(|target| target.0 > Decimal::ZERO);
    money(table, here, row, target.map(|target| covered(row).minus(target)), |amount| unit.show_signed(amount));
    let pace = row.score("revenue_vs_quota");
    table.scored("revenue_vs_quota", pace.map(text::score).as_deref(), |out| {
        out.text(&text::in_column(pace));
    });
    match row.readable {
        true => table.cell(Some(&row.open_actions.to_string()), |out| actions(out, row.overdue_actions, row.open_actions)),
        false => table.text("–"),
    };
    match row.kdm_met_days {
        Some(days @ ..0) => table.number(&days.to_string(), &text::met(here.frame.as_of.plus_days(-days), days)),
        Some(days) => table.number(&days.to_string(), &text::plural(usize::try_from(days).unwrap_or(0), "day", "days")),
        None => table.text("–"),
    };
    match row.next_review {
        Some(date) => table.day(date, here.frame.as_of),
        None => table.text("–"),
    };
    table.end_row();
}

/// The declared tier, and beside it the computed one where they differ.
fn tier_cell(table: &mut Table<'_>, row: &RowView) {
    match (row.tier, row.computed_tier) {
        (Some(declared), Some(computed)) if declared != computed => table.cell(Some(declared), |out| {
            out.text(declared).text(" ≠ ").label("span", &[("class", "vh")], "computed ").text(computed);
        }),
        (Some(declared), _) => table.text(declared),
        (None, Some(computed)) => table.cell(Some(computed), |out| {
            out.text("– ≠ ").label("span", &[("class", "vh")], "computed ").text(computed);
        }),
        (None, None) => table.text("–"),
    };
}

/// An amount in the unit of the column; one in another currency says so.
fn money(table: &mut Table<'_>, here: &Here<'_>, row: &RowView, amount: Option<Amount>, show: impl Fn(Decimal) -> String) {
    match amount {
        Some(amount) if row.currency == here.frame.currency => table.number(&amount.to_string(), &show(amount.0)),
        Some(amount) if row.readable => table.number(&amount.to_string(), &text::money_short(amount, &row.currency)),
        _ => table.text("–"),
    };
}

/// "1 of 7": overdue ones as a mark.
fn actions(out: &mut Html, overdue: usize, open: usize) {
    out.text(&open.to_string());
    if overdue > 0 {
        out.text(" ").element("span", &[("class", "pill bad")], &phrase("{overdue} overdue", &[&overdue]));
    }
}

fn totals(table: &mut Table<'_>, scope: &Scope<'_, '_>, unit: Unit) {
    let totals = &scope.totals;
    // of all rows above, closed plans too
    let ours = || scope.rows.iter().filter(|row| row.currency == scope.view.frame.currency && !row.copy);
    let aims = |row: &&&RowView| row.growth_target.is_some_and(|target| target > Amount::ZERO);
    let target: Amount = ours().filter_map(|row| row.growth_target).sum();
    let covered: Amount = ours().filter(aims).map(|row| covered(row)).sum();
    let each = unit.divisor().to_string();
    let (some, ready) = (word("{n} of {m} accounts"), phrase("{} ready", &[&"{n}"]));
    table.row(&[]).total(Total::Rows(&some), &text::plural(scope.rows.len(), "account", "accounts")).text("");
    table.total(Total::Ready("ready", &ready), &phrase("{} ready", &[&totals.ready])).text("").text("");
    table.total(Total::Money(&each), &unit.show(totals.value_at_stake_90d.0)).total(Total::Money(&each), &unit.show(target.0));
    match covered.ratio(target) {
        Some(_) => table.total(Total::Signed(&each), &unit.show_signed(covered.minus(target).0)).text(""),
        None => table.text("").text(""),
    };
    table.total(Total::Sum, &totals.open_actions.to_string()).text("").text("").end_row();
}
