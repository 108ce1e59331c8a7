//! QD803: a list of key accounts that nobody has looked at for a year.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Cadence;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::TERRITORY;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "key-list-stale",
    code: "QD803",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K13"],
    docs: Docs {
        what: "The key-account list was last reviewed more than a year ago, or on a day that is still to come; or there is a data/accounts.csv and no `program.key_list_reviewed_on` at all.",
        why: "Accounts grow, merge and fade. Once a year the list itself has to be argued about; otherwise the plans of today serve the choice of some earlier year.",
        fix: "Go through the list with the sponsors, decide what comes on and what goes off, and set `program.key_list_reviewed_on`.",
        bad: "\
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2025-11-20
policy:
  qualification: {min_growth_value: 250000}
",
        good: "\
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
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(file) = portfolio.own_files.get(TERRITORY) else { return };
    let pointer = "/program/key_list_reviewed_on";
    let (span, message) = match portfolio.settings.program.key_list_reviewed_on {
        Some(on) => {
            let days = portfolio.today.days_since(on);
            if days < 0 {
                let message = format!("{on} lies {} in the future, so nobody can have reviewed the key-account list then", count(-days, "day", "days"));
                let finding = Diagnostic::new(&CODE, &file.path, file.tree.place_of(pointer), message).pointer(pointer);
                return out.push(finding.help(format!("write the day of the last review; today is {}", portfolio.today)));
            }
            // the length of a year as cadences count it, so that a leap year is no finding
            if days <= Cadence::Annual.days() {
                return;
            }
            (file.tree.place_of(pointer), format!("the key-account list was last reviewed on {on}, {days} days ago"))
        }
        None if portfolio.tables.accounts && !file.tree.has(pointer) => {
            (file.tree.key_of(pointer), "nobody has said when the key-account list was last reviewed".to_owned())
        }
        None => return,
    };
    let finding = Diagnostic::new(&CODE, &file.path, span, message).pointer(pointer);
    out.push(finding.help("go through the list with the sponsors, and set `program.key_list_reviewed_on`"));
}
