//! Accounts without a plan, and how much hangs on few accounts.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::narrow::Scope;
use crate::audience::view::UnplannedView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, text};
use crate::draw::number::{Unit, percent};

/// So many accounts are named.
const NAMED: usize = 8;

const COLUMNS: [Column; 6] = [
    column("account", "Account", Sort::Text),
    column("segment", "Segment", Sort::Text).with("x", ""),
    column("stance", "Stance", Sort::Text),
    column("region", "Region", Sort::Text).with("x", ""),
    column("potential", "Potential", Sort::Number).with("", "Potential"),
    column("sales", "Sales", Sort::Number).with("x", "Sales"),
];

/// The accounts with the most potential.
pub fn unplanned(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    if scope.unplanned.is_empty() {
        return out;
    }
    let all: Amount = scope.unplanned.iter().filter_map(|account| account.potential).sum();
    let shown: Vec<&UnplannedView<'_>> = scope.unplanned.iter().copied().take(NAMED).collect();
    let unit = Unit::of(shown.iter().flat_map(|account| [account.potential, account.sales]).flatten().map(|amount| amount.0));
    let title = phrase("{} without a plan", &[&text::plural(scope.unplanned.len(), "account", "accounts")]);
    let rest = scope.unplanned.len() - shown.len();
    let sub = |out: &mut Html| {
        out.text(&unit.word(&here.frame.currency)).word(", most potential first");
        if all.0 > Decimal::ZERO {
            out.word("; together ").text(&here.short(all));
        }
    };
    block::block(&mut out, "unplanned", &title, sub, |out| {
        let mut table = Table::open(out, "without-plan", &title, &COLUMNS, Some(("potential", true)));
        for account in shown {
            row(&mut table, here, account, unit);
        }
        table.close(false);
        if rest > 0 {
            out.open("p", &[("class", "mut sm")]).text(&phrase("and {rest} more in ", &[&rest]));
            out.link_word(&here.to(&SitePath::fixed("data/accounts.csv")), &[], "accounts.csv").close("p");
        }
    });
    out
}

fn row(table: &mut Table<'_>, here: &Here<'_>, account: &UnplannedView<'_>, unit: Unit) {
    table.row(&[("data-account", account.account)]).text(account.name).cell(None, |out| here.segment(out, account.segment));
    table.text(&account.stance.map(text::titled).unwrap_or_default()).text(account.region);
    for amount in [account.potential, account.sales] {
        match amount {
            Some(amount) => table.number(&amount.to_string(), &unit.show(amount.0)),
            None => table.text("–"),
        };
    }
    table.end_row();
}

/// K5: one sentence on how sales spread.
pub fn concentration(scope: &Scope<'_, '_>) -> Html {
    let mut out = Html::new();
    let totals = &scope.totals;
    let (Some(hhi), Some(top)) = (totals.hhi, totals.top5_share) else { return out };
    let largest = totals.top1_share.unwrap_or_default();
    let title = word(if hhi >= totals.concentrated_from { "Sales hang on few accounts" } else { "Sales do not hang on few accounts" });
    block::block(&mut out, "concentration", &title, block::says(word("Own sales of the last four fiscal quarters")), |out| {
        out.open("p", &[]).word("The five largest accounts make ").element("b", &[], &percent(top)).word(" of sales, the largest ");
        out.element("b", &[], &percent(largest));
        if let Some(few) = totals.accounts_for_80 {
            out.text("; ").element("b", &[], &text::plural(few, "account", "accounts")).word(if few == 1 { " makes 80 %" } else { " make 80 %" });
        }
        out.word(". The index of concentration (HHI) is ").element("b", &[("data-value", &text::plain(hhi, 1))], &text::money(Amount(hhi).rounded(0)));
        out.word(" of 10,000.").close("p");
    });
    out
}
