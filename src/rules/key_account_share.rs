//! QD802: a plan for everybody, or for hardly anybody.

use crate::base::amount::in_percent;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::scores::key_accounts::{KeyAccounts, key_accounts};
use crate::scores::value::tenths;
use crate::source::layout::TERRITORY;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "key-account-share",
    code: "QD802",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K5"],
    docs: Docs {
        what: "The plans that are not closed are fewer than `policy.key_accounts.min_share` (0.05) or more than `max_share` (0.20) of the accounts in data/accounts.csv. Parts of an account are rounded in favour of the territory.",
        why: "Special attention is for the top 5 to 20 percent. With more plans nobody gives any of them the time it takes; with fewer, most of the potential goes unplanned.",
        fix: "Close the plans that only fill in a form, or qualify more accounts. Where the list of accounts is not complete, complete it.",
        bad: "\
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2026-09-01
policy:
  qualification: {min_growth_value: 250000}
  key_accounts: {min_share: 0.5, max_share: 0.9}
=== data/accounts.csv
account,name,stance
northwind-health,Northwind Health Group,grow
elm-park,Elm Park,retain
fox-hill,Fox Hill,retain
glen-oak,Glen Oak,retain
",
        good: "\
=== data/accounts.csv
account,name,stance
northwind-health,Northwind Health Group,grow
elm-park,Elm Park,retain
fox-hill,Fox Hill,retain
glen-oak,Glen Oak,retain
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let key = key_accounts(portfolio);
    let (Some(file), Some(share)) = (portfolio.own_files.get(TERRITORY), key.share()) else { return };
    let KeyAccounts { accounts: n_accounts, plans: n_plans } = key;
    let policy = &portfolio.settings.policy;
    let (all, plans) = (Decimal::from(n_accounts), Decimal::from(n_plans));
    let too_few = plans < all.saturating_mul(policy.key_accounts_min).floor();
    let too_many = plans > all.saturating_mul(policy.key_accounts_max).ceil();
    if !too_few && !too_many {
        return;
    }
    let percent = |share: Decimal| tenths(in_percent(share)).normalize();
    let (least, most) = (percent(policy.key_accounts_min), percent(policy.key_accounts_max));
    let message = format!("{n_plans} of {n_accounts} accounts have a plan, {} %; key accounts are {least} to {most} %", percent(share));
    let help = match too_few {
        true => "qualify more of the accounts with the largest potential",
        false => "close the plans that get no attention, or change `policy.key_accounts`",
    };
    let pointer = "/policy/key_accounts";
    out.push(Diagnostic::new(&CODE, &file.path, file.tree.key_of(pointer), message).pointer(pointer).help(help));
}
