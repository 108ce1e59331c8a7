//! QD804: a program that nobody at the top stands behind.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::TERRITORY;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "program-sponsor",
    code: "QD804",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D4"],
    docs: Docs {
        what: "`program.sponsors` lacks the head of sales or the head of marketing.",
        why: "A new practice lasts when the heads of sales and of marketing ask for it. With one of them the plans belong to a department; without both, to whoever has time.",
        fix: "Win the sponsor, and name them under `program.sponsors` in quarterdeck.yaml.",
        bad: "\
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor}
  key_list_reviewed_on: 2026-09-01
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
    let program = &portfolio.settings.program;
    let missing = |given: &Option<String>, key: &str| given.is_none() && !file.tree.has(&format!("/program/sponsors/{key}"));
    let message = match (missing(&program.sales_sponsor, "sales"), missing(&program.marketing_sponsor, "marketing")) {
        (true, true) => "no head of sales and no head of marketing stands behind the planning program",
        (true, false) => "no head of sales stands behind the planning program",
        (false, true) => "no head of marketing stands behind the planning program",
        (false, false) => return,
    };
    let pointer = "/program/sponsors";
    let finding = Diagnostic::new(&CODE, &file.path, file.tree.key_of(pointer), message).pointer(pointer);
    out.push(finding.help("name both under `program: {sponsors: {sales: …, marketing: …}}`"));
}
